package pop3

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// refusal is a -ERR reply. code is the response code of RFC 2449 section 8 in capitals, "" when there is none; text
// is what the server wrote, in whatever charset.
type refusal struct {
	code string
	text []byte
}

func (r *refusal) Error() string { return fmt.Sprintf("-ERR [%s] %q", r.code, r.text) }

// syntaxError says that the server left the protocol.
type syntaxError struct{ what string }

func (e syntaxError) Error() string { return e.what }

// limitError says that the server sent more than is taken.
type limitError struct{ what string }

func (e limitError) Error() string { return e.what }

// errLineBreak refuses a user name or a password that would be a command of its own.
var errLineBreak = errors.New("a line break in a command")

// line reads one line without its end. It is valid until the next read.
func (s *Session) line() ([]byte, error) {
	line, err := s.conn.Buffer().ReadSlice('\n')
	switch {
	case errors.Is(err, bufio.ErrBufferFull) || len(line) > s.config.Limits.Line:
		return nil, limitError{"a line is too long"}
	case errors.Is(err, io.EOF):
		return nil, io.ErrUnexpectedEOF
	case err != nil:
		return nil, err
	}
	s.bareLF = !bytes.HasSuffix(line, []byte("\r\n"))
	return bytes.TrimRight(line, "\r\n"), nil
}

// status reads a status line. What follows "+", which asks for more in an exchange of SASL, is returned with more.
func (s *Session) status() (text string, more bool, err error) {
	line, err := s.line()
	if err != nil {
		return "", false, err
	}
	return parseStatus(line)
}

// parseStatus takes a status line apart. The error is a *refusal or a syntaxError.
func parseStatus(line []byte) (text string, more bool, err error) {
	switch {
	case begins(line, "+OK"):
		return string(bytes.TrimSpace(line[3:])), false, nil
	case begins(line, "-ERR"):
		return "", false, parseRefusal(bytes.TrimSpace(line[4:]))
	case len(line) > 0 && line[0] == '+' && (len(line) == 1 || line[1] == ' '):
		return string(bytes.TrimSpace(line[1:])), true, nil
	}
	return "", false, syntaxError{fmt.Sprintf("unexpected reply %.60q", line)}
}

// begins reports whether line begins with a keyword, in any case, that no letter or digit prolongs.
func begins(line []byte, word string) bool {
	if len(line) < len(word) || !bytes.EqualFold(line[:len(word)], []byte(word)) {
		return false
	}
	if len(line) == len(word) {
		return true
	}
	next := line[len(word)] | 0x20
	return (next < 'a' || next > 'z') && (line[len(word)] < '0' || line[len(word)] > '9')
}

// parseRefusal takes the text of a -ERR line apart.
func parseRefusal(text []byte) *refusal {
	r := &refusal{text: bytes.Clone(text)}
	if inner, rest, closed := bytes.Cut(r.text, []byte("]")); closed && bytes.HasPrefix(inner, []byte("[")) && len(inner) <= 64 {
		r.code, r.text = strings.ToUpper(string(inner[1:])), bytes.TrimSpace(rest)
	}
	return r
}

// write sends command lines, each without its end, in one piece.
func (s *Session) write(lines ...string) error {
	if len(lines) == 0 {
		return nil
	}
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

// reply reads the status line that answers a command.
func (s *Session) reply() (string, error) {
	text, more, err := s.status()
	if more {
		err = syntaxError{"a continuation where none was asked for"}
	}
	return text, err
}

// do sends one command and reads its status line.
func (s *Session) do(command string) (string, error) {
	if err := s.write(command); err != nil {
		return "", err
	}
	return s.reply()
}

// multiline hands the lines of a list to each, without the dots of RFC 1939 section 3. A line is valid until each
// returns.
func (s *Session) multiline(limit int, each func(line []byte)) error {
	for range limit + 1 {
		line, err := s.line()
		if err != nil || string(line) == "." {
			return err
		}
		each(bytes.TrimPrefix(line, []byte(".")))
	}
	return limitError{"a list is too long"}
}
