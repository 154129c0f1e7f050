//go:build !unix

package storage

import "time"

var processBegan = time.Now()

// cpuTime is the time that went by, where the system does not tell how long the process has worked.
func cpuTime() time.Duration { return time.Since(processBegan) }
