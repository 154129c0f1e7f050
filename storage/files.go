package storage

import (
	"os"
	"runtime"
)

// syncDir makes a rename in dir survive a power cut. Windows has no such call and keeps its own journal.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
