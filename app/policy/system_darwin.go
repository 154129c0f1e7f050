package policy

import (
	"os/user"
	"path/filepath"
)

// managed is where macOS keeps what a profile of its management says; bundle names Letterbox there.
const (
	managed = "/Library/Managed Preferences"
	bundle  = "org.letterbox.mail.plist"
)

// system reads what the computer is managed with, then what is managed for the person alone, then the file. The first
// that says anything is in force. Only administrators can write in these folders.
func system() (Policy, error) {
	paths := []string{filepath.Join(managed, bundle)}
	if person, err := user.Current(); err == nil && filepath.Base(person.Username) == person.Username {
		paths = append(paths, filepath.Join(managed, person.Username, bundle))
	}
	for _, path := range paths {
		if p, err := readManaged(path); err != nil || p.Path != "" {
			return p, err
		}
	}
	return read("/Library/Application Support/Letterbox/policies.json")
}
