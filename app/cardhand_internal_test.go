package app

import (
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"testing"

	"letterbox/app/command"
)

// shortFolder is one whose sockets have names that every system takes.
func shortFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "lb")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func TestCardIsNamedInsteadOfAVerb(t *testing.T) {
	for _, c := range []struct {
		verb string
		rest []string
		want string
	}{
		{"corp.mailbind", nil, "corp.mailbind"},
		{"/home/ada/Corp.MAILBIND", nil, "/home/ada/Corp.MAILBIND"},
		{"file:///home/ada/my%20card.mailbind", nil, "/home/ada/my card.mailbind"},
		{"https://corp.example/corp.mailbind", []string{"more"}, ""},
		{"corp.mailbind", []string{"more"}, ""},
		{"bind", nil, ""},
		{"", nil, ""},
	} {
		if got, ok := cardNamed(c.verb, c.rest); got != c.want || ok != (c.want != "") {
			t.Errorf("%q %v: %q, %t", c.verb, c.rest, got, ok)
		}
	}
}

// TestCardIsHandedOver has a second process find the window, and none when it is gone.
func TestCardIsHandedOver(t *testing.T) {
	dir := shortFolder(t)
	socket := handSocketOf(command.Globals{DataDir: dir})
	card := filepath.Join(dir, "corp.mailbind")
	if handOver(t.Context(), socket, card) {
		t.Fatal("handed to nobody")
	}
	h := &house{profile: dir, log: slog.New(slog.DiscardHandler)}
	paths := h.handed()
	done := make(chan bool)
	go func() { done <- handOver(t.Context(), socket, card) }()
	if got := <-paths; got != card {
		t.Errorf("handed %q", got)
	}
	if !<-done {
		t.Error("the window did not say that it took the card")
	}
	for _, strange := range []string{"relative.mailbind", filepath.Join(dir, "passwords.txt"), ""} {
		if handOver(t.Context(), socket, strange) {
			t.Errorf("took %q", strange)
		}
	}
	h.close()
	if handOver(t.Context(), socket, card) {
		t.Error("handed to a window that is gone")
	}
	if _, err := os.Stat(socket); !os.IsNotExist(err) {
		t.Errorf("the socket stays: %v", err)
	}
}

// TestStaleSocketIsReplaced begins where a process ended without taking its socket away.
func TestStaleSocketIsReplaced(t *testing.T) {
	dir := shortFolder(t)
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, handSocket), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	listener.SetUnlinkOnClose(false)
	_ = listener.Close()
	h := &house{profile: dir, log: slog.New(slog.DiscardHandler)}
	defer h.close()
	paths := h.handed()
	done := make(chan bool)
	go func() {
		done <- handOver(t.Context(), filepath.Join(dir, handSocket), filepath.Join(dir, "corp.mailbind"))
	}()
	<-paths
	if !<-done {
		t.Error("not taken")
	}
}
