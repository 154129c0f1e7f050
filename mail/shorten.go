package mail

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// addressForm finds addresses in a text, also where "@" is percent-encoded. It is wider than RFC 5322 on purpose.
var addressForm = regexp.MustCompile(`("[^"\r\n]*"|[\p{L}\p{M}\p{N}.!#$%&'*+=?^_{|}~-]+?)(@|%40)([\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*|\[[0-9A-Fa-f.:IPv]+\])`)

// leastKnown is how many characters a known name has at least. Shorter ones would be found in every word.
const leastKnown = 3

// Shorten makes a text fit to be shown to others: of every address only the first character and the domain remain,
// as in "a…@example.com", and of every known name, where it stands as a word and in any case, only the first character.
// An address among the known ones counts for what stands before its "@". It is the one function that all reports and
// traces pass through.
func Shorten(text string, known ...string) string {
	if strings.Contains(text, "@") || strings.Contains(text, "%40") {
		text = addressForm.ReplaceAllStringFunc(text, func(found string) string {
			parts := addressForm.FindStringSubmatch(found)
			return first(strings.Trim(parts[1], `"`)) + "…" + parts[2] + parts[3]
		})
	}
	for _, name := range known {
		name, _, _ = strings.Cut(name, "@")
		if at := strings.LastIndexByte(name, '\\'); at >= 0 {
			name = name[at+1:] // DOMAIN\user: the domain is the server's, not the person's
		}
		text = shortenName(text, name)
	}
	return text
}

func shortenName(text, name string) string {
	if utf8.RuneCountInString(name) < leastKnown {
		return text
	}
	var out strings.Builder
	for at := 0; at < len(text); {
		if size := matched(text[at:], name); size > 0 && isWord(text, at, at+size) {
			out.WriteString(first(text[at:]) + "…")
			at += size
			continue
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		out.WriteString(text[at : at+size])
		at += size
	}
	return out.String()
}

// isWord reports whether no Latin letter and no digit goes on at either side of a part of a text.
func isWord(text string, start, end int) bool {
	return !(start > 0 && isAlphanumeric(text[start]) && isAlphanumeric(text[start-1])) &&
		!(end < len(text) && isAlphanumeric(text[end]) && isAlphanumeric(text[end-1]))
}

func isAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// matched returns how many bytes of text the name takes at its beginning, in any case; 0 when it is not there.
func matched(text, name string) int {
	size := 0
	for range name {
		_, n := utf8.DecodeRuneInString(text[size:])
		if n == 0 {
			return 0
		}
		size += n
	}
	if !strings.EqualFold(text[:size], name) {
		return 0
	}
	return size
}

func first(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 || r == utf8.RuneError {
		return ""
	}
	return text[:size]
}
