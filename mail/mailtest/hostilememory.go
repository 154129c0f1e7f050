package mailtest

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// PeakMemory returns the greatest size that this process has had in memory, in bytes; 0 where the system does not
// tell.
func PeakMemory(tb testing.TB) int {
	tb.Helper()
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		if rest, found := strings.CutPrefix(line, "VmHWM:"); found {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				tb.Fatalf("memory of this process: %v", err)
			}
			return kb << 10
		}
	}
	return 0
}
