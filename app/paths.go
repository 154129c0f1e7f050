package app

import (
	"os"
	"path/filepath"
	"runtime"
)

// defaultProfile returns the folder that holds a person's mail, per system:
//
//	Windows  %LOCALAPPDATA%\Letterbox   (local: a mail cache does not belong into a roaming profile)
//	macOS    ~/Library/Application Support/Letterbox
//	Linux    $XDG_DATA_HOME/letterbox, else ~/.local/share/letterbox
//
// LETTERBOX_DATA_DIR overrides it.
func defaultProfile() (string, error) {
	if dir := os.Getenv("LETTERBOX_DATA_DIR"); dir != "" {
		return dir, nil
	}
	switch runtime.GOOS {
	case "windows":
		dir, err := os.UserCacheDir() // %LOCALAPPDATA%
		return filepath.Join(dir, "Letterbox"), err
	case "darwin":
		dir, err := os.UserConfigDir() // ~/Library/Application Support
		return filepath.Join(dir, "Letterbox"), err
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "letterbox"), nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share", "letterbox"), err
}
