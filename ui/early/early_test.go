package early_test

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestComesBeforeTheToolkit runs a process that imports the toolkit and this package, and looks at the order in
// which the packages initialised.
func TestComesBeforeTheToolkit(t *testing.T) {
	if os.Getenv("LETTERBOX_EARLY_CHILD") != "" {
		return
	}
	child := exec.Command(os.Args[0], "-test.run=TestComesBeforeTheToolkit")
	child.Env = append(os.Environ(), "LETTERBOX_EARLY_CHILD=1", "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	child.Stderr = &trace
	if err := child.Run(); err != nil {
		t.Fatalf("%v\n%s", err, trace.String())
	}
	ours := strings.Index(trace.String(), "init letterbox/ui/early ")
	theirs := strings.Index(trace.String(), "init fyne.io/fyne/v2/internal/cache ")
	if ours < 0 || theirs < 0 {
		t.Fatalf("the packages are not in the trace:\n%s", trace.String())
	}
	if ours > theirs {
		t.Error("the toolkit's cache initialises before ui/early, so it does not see the life time")
	}
}
