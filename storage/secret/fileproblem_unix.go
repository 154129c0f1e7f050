//go:build !windows

package secret

import "syscall"

// What Unix systems say when there is no space, or when a file system does not take writes.
var (
	diskFullErrors = []error{syscall.ENOSPC, syscall.EDQUOT}
	readOnlyErrors = []error{syscall.EROFS}
)
