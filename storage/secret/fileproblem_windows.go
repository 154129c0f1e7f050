package secret

import "golang.org/x/sys/windows"

// What Windows says when there is no space, or when a volume does not take writes.
var (
	diskFullErrors = []error{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED}
	readOnlyErrors = []error{windows.ERROR_WRITE_PROTECT}
)
