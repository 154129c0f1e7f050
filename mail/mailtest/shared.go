package mailtest

import (
	"os"
	"path/filepath"
	"testing"
)

// SharedData returns the path of a file or folder of the test data that is not part of the repository. It looks in
// $LETTERBOX_DATA, else in ../shared/data beside the repository. When it is absent the test is skipped, or, where
// $CI is set, fails.
func SharedData(tb testing.TB, elem ...string) string {
	tb.Helper()
	base := os.Getenv("LETTERBOX_DATA")
	if base == "" {
		base = filepath.Join(moduleRoot(tb), "..", "shared", "data")
	}
	path := filepath.Join(append([]string{base}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		Absent(tb, "test data: %v", err)
	}
	return path
}

// Absent ends a test whose surroundings are missing: it is skipped, or, where $CI is set, fails.
func Absent(tb testing.TB, format string, args ...any) {
	tb.Helper()
	if os.Getenv("CI") != "" {
		tb.Fatalf(format, args...)
	}
	tb.Skipf(format, args...)
}

// moduleRoot returns the folder of go.mod, walking up from the working folder, which for a test is its package's.
func moduleRoot(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatalf("working folder: %v", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			tb.Fatal("no go.mod above the working folder")
		}
		dir = parent
	}
}
