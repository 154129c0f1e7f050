//go:build !windows && !darwin

package policy

// system reads the file in which an administrator puts the policy of a computer. Only administrators can write in its
// folder.
func system() (Policy, error) { return read("/etc/letterbox/policies.json") }
