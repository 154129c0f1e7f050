package mbox

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"time"
)

// MaxMessage bounds one message.
const MaxMessage = 512 << 20

// lookAhead is how far behind the beginning of a body its length is checked.
const lookAhead = 1 << 20

// ErrTooLarge says that a message is larger than MaxMessage.
var ErrTooLarge = errors.New("a message in the file is too large")

// ErrNotMbox says that a file does not begin as these files do.
var ErrNotMbox = errors.New("the file is no mbox")

// Read calls each with every message of a file, in order. Its error ends reading and is returned as it is. The bytes of
// a message are valid until each returns.
func Read(r io.Reader, each func(Message) error) error {
	s := &scanner{in: bufio.NewReaderSize(r, lookAhead)}
	line, err := s.firstLine()
	if err != nil {
		return err
	}
	for line != nil {
		from := line
		if line, err = s.body(); err != nil {
			return err
		}
		if err := each(s.message(from)); err != nil {
			return err
		}
	}
	return nil
}

// Is reports whether a file that begins with head is an mbox.
func Is(head []byte) bool { return bytes.HasPrefix(bytes.TrimLeft(head, "\r\n"), []byte("From ")) }

// scanner collects the lines of one message after the other.
type scanner struct {
	in       *bufio.Reader
	raw      []byte // of the message, lines end in "\n"
	header   int    // length of the header with its blank line, 0 while in it
	length   int    // what Content-Length says, -1 when it does not
	unquoted bool   // the body has separators, so its length was right and nothing is quoted
}

// line returns the next line without its end; nil at the end of the file.
func (s *scanner) line() ([]byte, error) {
	var line []byte
	for {
		piece, err := s.in.ReadSlice('\n')
		line = append(line, piece...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull) && len(line) <= MaxMessage:
			continue
		case errors.Is(err, bufio.ErrBufferFull):
			return nil, ErrTooLarge
		case errors.Is(err, io.EOF) && len(line) == 0:
			return nil, nil
		case err != nil && !errors.Is(err, io.EOF):
			return nil, fmt.Errorf("read mbox: %w", err)
		}
		return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")), nil
	}
}

// firstLine returns the first separator; nil for an empty file.
func (s *scanner) firstLine() ([]byte, error) {
	for {
		line, err := s.line()
		if err != nil || line == nil {
			return nil, err
		}
		if len(line) > 0 {
			if !bytes.HasPrefix(line, []byte("From ")) {
				return nil, ErrNotMbox
			}
			return line, nil
		}
	}
}

// body reads a message up to the separator behind it, which it returns; nil at the end of the file.
func (s *scanner) body() ([]byte, error) {
	s.raw, s.header, s.length, s.unquoted = s.raw[:0], 0, -1, false
	blank := true
	for {
		if taken, err := s.counted(); err != nil {
			return nil, err
		} else if taken {
			blank = true
		}
		line, err := s.line()
		if err != nil || line == nil {
			return nil, err
		}
		if s.separates(line, blank) {
			return line, nil
		}
		if len(s.raw)+len(line) > MaxMessage {
			return nil, ErrTooLarge
		}
		blank = len(line) == 0
		s.raw = append(append(s.raw, line...), '\n')
		s.noteHeader(line)
	}
}

// noteHeader looks at the lines of the header for what the scanner needs to know.
func (s *scanner) noteHeader(line []byte) {
	if s.header > 0 {
		return
	}
	if len(line) == 0 {
		s.header = len(s.raw)
		return
	}
	if name, value, ok := bytes.Cut(line, []byte(":")); ok && bytes.EqualFold(name, []byte("Content-Length")) {
		if n, err := strconv.Atoi(string(bytes.TrimSpace(value))); err == nil && n >= 0 {
			s.length = n
		}
	}
}

// counted takes the body by the length that its header tells, if that is true: a separator or the end of the file is
// behind it. It does so once, right behind the header.
func (s *scanner) counted() (bool, error) {
	if s.header == 0 || s.length <= 0 || s.length > MaxMessage {
		return false, nil
	}
	n := s.length
	s.length = -1
	if n > lookAhead-len(probe) {
		return false, nil // too long to look behind it; separators have to do
	}
	ahead, err := s.in.Peek(n + len(probe))
	if len(ahead) < n || err != nil && !errors.Is(err, io.EOF) || !endsThere(ahead[:n], ahead[n:]) {
		return false, nil
	}
	body := ahead[:n]
	for line := range lines(body) {
		s.unquoted = s.unquoted || bytes.HasPrefix(line, []byte("From "))
		s.raw = append(append(s.raw, line...), '\n')
	}
	whole := body[n-1] == '\n'
	if _, err := s.in.Discard(n); err != nil {
		return false, fmt.Errorf("read mbox: %w", err)
	}
	if whole {
		return true, nil
	}
	_, err = s.line() // the end of the last line was not counted
	return true, err
}

// probe is what stands behind a message.
const probe = "\r\n\r\nFrom "

func endsThere(body, rest []byte) bool {
	next := bytes.TrimLeft(rest, "\r\n")
	whole := body[len(body)-1] == '\n' || len(next) < len(rest)
	return len(next) == 0 || whole && bytes.HasPrefix(next, []byte("From "))
}

var (
	// clock is what every separator has but few sentences: a time and a year.
	clock = regexp.MustCompile(`\b\d{1,2}:\d{2}(:\d{2})?\b.*\b\d{4}\b|\b\d{4}\b.*\b\d{1,2}:\d{2}(:\d{2})?\b`)
	// calendar is the form of the time that most of them have.
	calendar = regexp.MustCompile(`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} +\d{1,2}:\d{2}`)
)

// separates reports whether a message begins with this line. Text may begin with "From " too, where the program that
// wrote the file did not quote it.
func (s *scanner) separates(line []byte, blank bool) bool {
	if !bytes.HasPrefix(line, []byte("From ")) {
		return false
	}
	if !blank {
		return calendar.Match(line) && s.fieldFollows()
	}
	return clock.Match(line) || s.fieldFollows()
}

// fieldFollows reports whether the next line is a header field.
func (s *scanner) fieldFollows() bool {
	ahead, _ := s.in.Peek(128) // fewer at the end of the file
	name, _, ok := bytes.Cut(ahead, []byte(":"))
	return ok && len(name) > 0 && bytes.IndexFunc(name, func(r rune) bool { return r <= ' ' || r >= 0x7f }) < 0
}

// message returns what was collected.
func (s *scanner) message(from []byte) Message {
	raw := bytes.TrimSuffix(s.raw, []byte("\n"))
	if len(raw) == len(s.raw) || !bytes.HasSuffix(raw, []byte("\n")) && len(raw) > 0 {
		raw = s.raw // the file ends without the blank line that belongs to it
	}
	m := Message{Received: timeOf(from)}
	out := make([]byte, 0, len(raw)+len(raw)/32)
	fields := statusReader{}
	for line := range lines(raw) {
		if fields.take(line) {
			continue
		}
		if !s.unquoted && isQuoted(line) && line[0] == '>' {
			line = line[1:]
		}
		out = append(append(out, line...), "\r\n"...)
	}
	m.Raw, m.Flags = out, fields.flags
	return m
}

// timeOf returns the time of a separator line, the zero time when it has none that can be read.
func timeOf(from []byte) time.Time {
	at := calendar.FindIndex(from)
	if at == nil {
		return time.Time{}
	}
	text := string(bytes.TrimSpace(from[at[0]:]))
	for _, layout := range []string{fromLayout, "Mon Jan _2 15:04:05 2006 -0700", "Mon Jan _2 15:04:05 -0700 2006", "Mon Jan _2 15:04:05 MST 2006", "Mon Jan _2 15:04 2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
