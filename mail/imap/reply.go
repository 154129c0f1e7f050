package imap

import (
	"bytes"
	"strings"
)

// status is a status response (RFC 9051 section 7.1): OK, NO, BAD, BYE or PREAUTH with an optional code.
type status struct {
	kind string // in capitals
	code string // in capitals, "" for none
	arg  string // what follows the code inside the brackets
	text []byte // the words for people, as sent
}

// parseStatus reads what follows the tag. ok is false when it is no status response.
func parseStatus(rest []byte) (s status, ok bool) {
	rest = bytes.TrimLeft(rest, " ")
	kind := word(rest)
	s.kind = strings.ToUpper(string(kind))
	switch s.kind {
	case "OK", "NO", "BAD", "BYE", "PREAUTH":
	default:
		return status{}, false
	}
	rest = bytes.TrimLeft(rest[len(kind):], " ")
	if len(rest) > 0 && rest[0] == '[' {
		if end := bytes.IndexByte(rest, ']'); end > 0 {
			code, arg, _ := strings.Cut(strings.TrimSpace(string(rest[1:end])), " ")
			s.code, s.arg = strings.ToUpper(code), strings.TrimSpace(arg)
			rest = bytes.TrimLeft(rest[end+1:], " ")
		}
	}
	s.text = bytes.Clone(rest)
	return s, true
}

// refusal is the error of a command that was answered by NO, BAD or BYE.
type refusal struct {
	status
	command string // the name of the command; "" for a greeting
}

func (r *refusal) Error() string {
	text := r.kind
	if r.command != "" {
		text = r.command + ": " + text
	}
	if r.code != "" {
		text += " [" + r.code + "]"
	}
	return text
}

// untagged is the head of an untagged response: "* 12 EXISTS" has the number 12 and the name EXISTS.
type untagged struct {
	name   string // in capitals
	number uint32
	*cursor
}

// parseUntagged reads the head of a response that begins with "* ". ok is false for one without a name.
func parseUntagged(r response) (u untagged, ok bool) {
	c := r.cursor()
	c.at = 1
	first := c.atom()
	if n, isNumber := number32(first); isNumber {
		u.number = n
		first = c.atom()
	}
	u.name, u.cursor = strings.ToUpper(string(first)), c
	return u, u.name != ""
}
