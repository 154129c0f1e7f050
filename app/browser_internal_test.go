package app

import (
	"context"
	"errors"
	"os/exec"
	"runtime"
	"testing"
)

func TestBrowserThatDoesNotOpen(t *testing.T) {
	if err := (browser{[]string{"letterbox-no-such-browser"}}).Open(t.Context(), "https://a.example/?a=1&b=2"); !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("a program that is not there: %v", err)
	}
	if runtime.GOOS != "linux" {
		return
	}
	var exit *exec.ExitError
	if err := (browser{[]string{"false"}}).Open(t.Context(), "https://a.example/"); !errors.As(err, &exit) {
		t.Errorf("a program that fails: %v", err)
	}
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	if err := (browser{}).Open(t.Context(), "https://a.example/"); !errors.Is(err, errNoDisplay) {
		t.Errorf("without a display: %v", err)
	}
}

// TestBrowserOutlivesTheSignIn ends a sign-in while the program that opened the page goes on, as a browser does that
// was not running before.
func TestBrowserOutlivesTheSignIn(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the program sleep stands for the browser; Linux, where CI runs, has it")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (browser{[]string{"sleep", "0.2"}}).Open(ctx, "0"); err != nil {
		t.Error(err)
	}
}
