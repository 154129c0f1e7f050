package secret

import (
	"errors"
	"os/exec"
)

// reachable has nothing to look at: macOS always has a login keychain, and the probe tells whether it works.
func reachable() error { return nil }

// absent reports whether the security tool could not be started. What it answers means that the keychain is locked
// or that the person said no.
func absent(err error) bool {
	var start *exec.Error
	return errors.As(err, &start)
}
