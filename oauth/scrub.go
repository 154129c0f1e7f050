package oauth

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

const redacted = "[redacted]"

// opaque is what tokens and codes look like; a host name, a GUID and a sentence do not.
var opaque = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[A-Za-z0-9_~+=-]{48,}|eyJ[A-Za-z0-9_.-]{16,}`) })

// scrub takes out of an authority's words what was sent to it, should it repeat that, and what looks like a token.
func scrub(words string, secrets ...string) string {
	for _, s := range secrets {
		if len(s) >= 8 { // shorter ones are words of the protocol
			words = strings.ReplaceAll(words, s, redacted)
		}
	}
	return opaque().ReplaceAllString(words, redacted)
}

// oneLine makes words fit for a log: one line of valid UTF-8 without control characters, of at most limit bytes.
func oneLine(words string, limit int) string {
	words = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(words, "\uFFFD"))
	words = strings.Join(strings.Fields(words), " ")
	if len(words) <= limit {
		return words
	}
	for !utf8.RuneStart(words[limit]) {
		limit--
	}
	return words[:limit]
}
