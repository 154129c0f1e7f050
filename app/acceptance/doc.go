// Package acceptance holds the tests of the built program: they run the binary as an administrator's script would,
// against real servers, and look at nothing but its output, its exit status and what it leaves on the disk.
//
// The binary is the file that LETTERBOX_BINARY names, else it is built once per run.
package acceptance
