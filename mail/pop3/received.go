package pop3

import (
	"bytes"
	netmail "net/mail"
	"strings"
	"time"
)

// received returns when a message arrived: the time of the topmost Received field, which the server itself wrote
// (RFC 5321 section 4.4), else now, since it has just been seen first.
func received(header []byte, now time.Time) time.Time {
	first, found := "", false
	for line := range bytes.Lines(header) {
		switch {
		case found && (line[0] == ' ' || line[0] == '\t'):
			first += string(line)
		case found:
			return stamp(first, now)
		default:
			first, found = string(line), len(line) > 9 && strings.EqualFold(string(line[:9]), "received:")
		}
	}
	if !found {
		return now
	}
	return stamp(first, now)
}

// stamp returns the time behind the last semicolon of a Received field; one that lies in the future is not believed.
func stamp(field string, now time.Time) time.Time {
	at, err := netmail.ParseDate(strings.TrimSpace(field[strings.LastIndexByte(field, ';')+1:]))
	if err != nil || at.After(now) {
		return now
	}
	return at.UTC()
}
