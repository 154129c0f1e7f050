package message

import (
	"path"
	"strings"
	"unicode/utf8"
)

// safeName makes a file name that can be shown and stored from what a message says: no folders, no control or
// direction characters, at most maxNameBytes with the extension kept. "" when nothing is left. What one operating
// system reserves (CON, a colon, a dot at the end) is up to whoever writes the file there.
func safeName(s string) string {
	s = dropZeroWidth(cleanLine(s))
	if i := strings.LastIndexAny(s, `/\`); i >= 0 {
		s = s[i+1:]
	}
	s = strings.TrimSpace(s)
	if s == "." || s == ".." {
		return ""
	}
	if len(s) <= maxNameBytes {
		return s
	}
	extension := path.Ext(s)
	if len(extension) > 20 {
		extension = ""
	}
	return cutUTF8(s, maxNameBytes-len(extension)) + extension
}

// cutUTF8 returns the longest prefix of at most n bytes that does not split a character.
func cutUTF8(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
