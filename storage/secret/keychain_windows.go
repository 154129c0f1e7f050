package secret

import (
	"errors"

	"golang.org/x/sys/windows"
)

// reachable has nothing to look at: Windows always has a Credential Manager, and the probe tells whether it works.
func reachable() error { return nil }

// absent reports whether there is no credential set, as for services and network log-ons.
func absent(err error) bool { return errors.Is(err, windows.ERROR_NO_SUCH_LOGON_SESSION) }
