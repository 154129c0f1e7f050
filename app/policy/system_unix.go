//go:build !windows

package policy

import "runtime"

// system reads the file in which an administrator puts the policy of a computer. Only administrators can write in its
// folder.
func system() (Policy, error) {
	if runtime.GOOS == "darwin" {
		return read("/Library/Application Support/Letterbox/policies.json")
	}
	return read("/etc/letterbox/policies.json")
}
