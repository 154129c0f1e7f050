package press

import (
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// LookAlike reports a domain one of whose labels mixes scripts, or is written in letters that look Latin and are not
// (UTS #39 section 4). It returns the domain as it looks, and as it is in ASCII. Chinese, Japanese and Korean names mix
// with Latin letters every day and deceive nobody.
func LookAlike(domain string) (looks, ascii string, ok bool) {
	looks, err := idna.Punycode.ToUnicode(domain)
	if err != nil {
		return "", "", false
	}
	if ascii, err = idna.Punycode.ToASCII(looks); err != nil {
		return "", "", false
	}
	for _, label := range strings.Split(looks, ".") {
		if mixed(label) {
			return looks, ascii, true
		}
	}
	return "", "", false
}

// latinLike are letters of other scripts that look like Latin ones.
const latinLike = "аеорсухіјѕһԁԛԝӏгпкмтвнαοινρυτκχѵ"

// mixed reports a label of Latin and Cyrillic or Greek letters, or of nothing but those that look Latin.
func mixed(label string) bool {
	latin, other, alike := 0, 0, 0
	for _, r := range label {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Cyrillic, r), unicode.Is(unicode.Greek, r):
			other++
			if strings.ContainsRune(latinLike, unicode.ToLower(r)) {
				alike++
			}
		}
	}
	return other > 0 && (latin > 0 || other == alike)
}
