//go:build !linux

package policy

// systemFile is "": this system's own place for policies is not read.
const systemFile = ""
