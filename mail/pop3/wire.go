package pop3

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// refusal is a -ERR reply. Code is the response code of RFC 2449 section 8 in capitals, "" when there is none.
type refusal struct{ code, text string }

func (r *refusal) Error() string { return "-ERR " + r.text }

// syntaxError says that the server left the protocol.
type syntaxError struct{ what string }

func (e syntaxError) Error() string { return e.what }

// limitError says that the server sent more than is taken.
type limitError struct{ what string }

func (e limitError) Error() string { return e.what }

var errLineBreak = errors.New("a line break in a command")

// line reads one line without its end.
func (s *Session) line() (string, error) {
	line, err := s.conn.Buffer().ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) || len(line) > s.limits.Line {
		return "", limitError{"a line is too long"}
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return strings.TrimRight(string(line), "\r\n"), err
}

// status reads a status line. A continuation of SASL is returned as more.
func (s *Session) status() (text string, more bool, err error) {
	line, err := s.line()
	if err != nil {
		return "", false, err
	}
	switch {
	case hasWord(line, "+OK"):
		return strings.TrimSpace(line[3:]), false, nil
	case hasWord(line, "-ERR"):
		return "", false, newRefusal(strings.TrimSpace(line[4:]))
	case line == "+" || strings.HasPrefix(line, "+ "):
		return strings.TrimSpace(line[1:]), true, nil
	}
	return "", false, syntaxError{fmt.Sprintf("unexpected reply %.60q", line)}
}

// hasWord reports whether line begins with a keyword, in any case, as a word of its own.
func hasWord(line, word string) bool {
	return len(line) >= len(word) && strings.EqualFold(line[:len(word)], word) && (len(line) == len(word) || line[len(word)] == ' ' || line[len(word)] == '\t')
}

func newRefusal(text string) *refusal {
	r := &refusal{text: text}
	if inner, rest, closed := strings.Cut(text, "]"); closed && strings.HasPrefix(inner, "[") {
		r.code, r.text = strings.ToUpper(inner[1:]), strings.TrimSpace(rest)
	}
	return r
}

// write sends command lines, each without its end, in one piece.
func (s *Session) write(lines ...string) error {
	var out strings.Builder
	for _, line := range lines {
		if strings.ContainsAny(line, "\r\n\x00") {
			return errLineBreak
		}
		out.WriteString(line)
		out.WriteString("\r\n")
	}
	_, err := io.WriteString(s.conn, out.String())
	return err
}

// do sends one command and reads its status line.
func (s *Session) do(command string) (string, error) {
	if err := s.write(command); err != nil {
		return "", err
	}
	text, more, err := s.status()
	if more {
		err = syntaxError{"a continuation where none was asked for"}
	}
	return text, err
}

// multiline hands the lines of a list to each, without the dots of RFC 1939 section 3.
func (s *Session) multiline(each func(string) error) error {
	for range s.limits.Messages {
		line, err := s.line()
		if err != nil || line == "." {
			return err
		}
		if err := each(strings.TrimPrefix(line, ".")); err != nil {
			return err
		}
	}
	return limitError{"a list is too long"}
}
