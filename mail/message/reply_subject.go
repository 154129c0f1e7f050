package message

import (
	"regexp"
	"strings"
)

// subjectPrefix is what programs put in front of the subject of a reply or of a forwarded message, in the languages in
// which that is found: with a count, in brackets, and with the full-width colon.
var subjectPrefix = regexp.MustCompile(`(?i)^(?:re|fwd?|fw|aw|wg|sv|vs|vb|antw|rv|tr|ref|odp|回复|回覆|回信|答复|答覆|转发|轉寄|轉發|转寄)(?:\s*[\[(（]\d{1,4}[\])）]|\^\d{1,4})?\s*[:：]\s*`)

// BareSubject returns a subject without the prefixes of replies and forwarding, however many there are.
func BareSubject(subject string) string {
	subject = strings.TrimSpace(subject)
	for {
		prefix := subjectPrefix.FindString(subject)
		if prefix == "" {
			return subject
		}
		subject = subject[len(prefix):]
	}
}
