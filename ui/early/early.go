// Package early sets the toolkit's environment before the toolkit reads it.
//
// Fyne keeps every drawn text as a texture for a minute after its last use; scrolling a long list for half a
// minute then holds several hundred megabytes. It reads the life time from the environment while its packages
// initialise. Go initialises packages in the order of their import paths among those whose imports are ready,
// and this one imports nothing but os, so importing it from the main program is enough. It also keeps the toolkit
// from complaining about the locale of scripts, and does nothing else.
package early

import "os"

// CacheVariable is the environment variable that Fyne reads, CacheTime the value given to it: shorter frees
// memory in steps that are felt, longer holds more than a mail client should.
const (
	CacheVariable = "FYNE_CACHE"
	CacheTime     = "3s"
)

func init() {
	if os.Getenv(CacheVariable) == "" {
		setenv(CacheVariable, CacheTime)
	}
}
