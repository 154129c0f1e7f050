//go:build !linux

package acceptance

func maxResident(any) int64 { return 0 }
