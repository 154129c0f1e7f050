package mbox

import (
	"strconv"
	"strings"

	"letterbox/mail"
)

// mozilla are the bits of X-Mozilla-Status.
var mozilla = []struct {
	bit  uint64
	flag mail.Flags
}{{0x1, mail.Seen}, {0x2, mail.Answered}, {0x4, mail.Flagged}, {0x8, mail.Deleted}, {0x1000, mail.Forwarded}}

// ownFields are the fields that programs put in front of the message itself, in their order, in lower case: Write, and
// Thunderbird.
var ownFields = [][]string{{"status", "x-status", "x-keywords"}, {"x-mozilla-status", "x-mozilla-status2"}}

// statusReader collects the flags that the lines of a header tell.
type statusReader struct {
	flags mail.Flags
	next  []string // of ownFields; nil before the first line
	ended bool     // the header is over, or is no longer that of the file
	body  bool
}

// take looks at one line after the other, and reports whether it belongs to the file and not to the message.
func (r *statusReader) take(line []byte) bool {
	if r.body = r.body || len(line) == 0; r.body {
		return false
	}
	name, value, _ := strings.Cut(string(line[:min(len(line), 256)]), ":")
	name = strings.ToLower(name)
	r.flags |= flagsOf(name, strings.TrimSpace(value))
	if r.next == nil && !r.ended {
		for _, fields := range ownFields {
			if fields[0] == name {
				r.next = fields
			}
		}
	}
	if len(r.next) == 0 || r.next[0] != name {
		r.next, r.ended = nil, true
		return false
	}
	r.next = r.next[1:]
	r.ended = len(r.next) == 0
	return true
}

// flagsOf returns the flags that a header field tells, 0 for any other field.
func flagsOf(name, value string) mail.Flags {
	var flags mail.Flags
	switch name {
	case "status", "x-status":
		for _, l := range letters {
			if strings.EqualFold(l.field, name) && strings.Contains(value, l.letter) {
				flags |= l.flag
			}
		}
	case "x-keywords":
		for word := range strings.FieldsSeq(value) {
			flags |= mail.ParseFlag(word)
		}
	case "x-mozilla-status":
		bits, _ := strconv.ParseUint(value, 16, 32) // 0 for what is no number
		for _, m := range mozilla {
			if bits&m.bit != 0 {
				flags |= m.flag
			}
		}
	}
	return flags
}
