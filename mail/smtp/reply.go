package smtp

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"regexp"

	"letterbox/mail/dial"
	"letterbox/mail/verdict"
)

// Bounds of a reply. RFC 5321 section 4.5.3.1.5 asks for 512 bytes a line; real servers send more, but not much.
const (
	maxLine  = 8 << 10
	maxLines = 200
)

// maxReply is how much of a reply is kept for people.
const maxReply = 500

// limitError says that a reply is longer than any server needs.
type limitError struct{ what string }

func (e limitError) Error() string { return "the reply has " + e.what }

// syntaxError says that the server does not speak SMTP as it should.
type syntaxError struct{ what string }

func (e syntaxError) Error() string { return e.what }

// reply is an answer of the server (RFC 5321 section 4.2).
type reply struct {
	code     int
	enhanced string   // RFC 3463, e.g. "5.7.8"; "" when there is none
	lines    []string // after the code and the separator, enhanced codes removed, as sent
	text     string   // the lines as one, fit to be shown
}

// refusal is a reply that is not the one hoped for.
type refusal struct {
	reply
	phase verdict.Phase
}

func (e *refusal) Error() string { return fmt.Sprintf("%d %s %s", e.code, e.enhanced, e.text) }

// want returns nil for the wanted code and a refusal for errors. Any other code is a breach of the protocol.
func (r reply) want(code int, phase verdict.Phase) error {
	switch {
	case r.code == code:
		return nil
	case r.code >= 400 && r.code < 600:
		return &refusal{r, phase}
	}
	return syntaxError{fmt.Sprintf("reply code %d where %d belongs", r.code, code)}
}

// accepted is want for any code of success: RCPT has three of them (RFC 5321 section 4.3.2).
func (r reply) accepted(phase verdict.Phase) error {
	if r.code < 300 {
		return nil
	}
	return r.want(250, phase)
}

// read reads a whole reply within the deadline that was set.
func (s *session) read() (reply, error) { return readReply(s.conn.Buffer()) }

func readReply(in *bufio.Reader) (reply, error) {
	var r reply
	var raw [][]byte
	for {
		line, err := readLine(in)
		if err != nil {
			return r, err
		}
		code, text, more, ok := splitReply(line)
		switch {
		case !ok:
			return r, syntaxError{"a reply does not begin with a code"}
		case r.code != 0 && code != r.code:
			return r, syntaxError{"the lines of a reply have different codes"}
		}
		r.code = code
		raw = append(raw, text)
		if !more {
			break
		}
		if len(raw) == maxLines {
			return r, limitError{fmt.Sprintf("more than %d lines", maxLines)}
		}
	}
	r.take(raw)
	return r, nil
}

// readLine returns a line without its end. A bare LF ends a line too.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		piece, err := in.ReadSlice('\n')
		line = append(line, piece...)
		switch {
		case len(line) > maxLine:
			return nil, limitError{fmt.Sprintf("a line of more than %d bytes", maxLine)}
		case err == nil:
			return bytes.TrimRight(line, "\r\n"), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
}

// splitReply takes a line apart: "250-text" has more lines to follow, "250 text" and "250" do not.
func splitReply(line []byte) (code int, text []byte, more, ok bool) {
	if len(line) < 3 || len(line) > 3 && line[3] != ' ' && line[3] != '-' {
		return 0, nil, false, false
	}
	for _, c := range line[:3] {
		if c < '0' || c > '9' {
			return 0, nil, false, false
		}
		code = code*10 + int(c-'0')
	}
	if code < 200 || code > 599 {
		return 0, nil, false, false
	}
	if len(line) == 3 {
		return code, nil, false, true
	}
	return code, line[4:], line[3] == '-', true
}

// enhancedCode is RFC 3463 section 2. Some servers forget the blank after it.
var enhancedCode = regexp.MustCompile(`^([245]\.\d{1,3}\.\d{1,3})(?:[ .:]+|$)`)

func (r *reply) take(raw [][]byte) {
	var all [][]byte
	for _, line := range raw {
		if m := enhancedCode.FindSubmatch(line); m != nil && int(m[1][0]-'0') == r.code/100 {
			r.enhanced = string(m[1])
			line = line[len(m[0]):]
		}
		r.lines = append(r.lines, string(line))
		all = append(all, line)
	}
	r.text = dial.OneLine(bytes.Join(all, []byte(" ")), maxReply)
}
