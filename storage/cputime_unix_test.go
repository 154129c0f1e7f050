//go:build unix

package storage

import (
	"syscall"
	"time"
)

// cpuTime is how long this process has worked, in all its threads: on a machine that others use too, more telling than
// the time that went by.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
