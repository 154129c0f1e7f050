package dial

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"sync"

	"letterbox/mail"
)

// Tracer receives the lines of a connection, already redacted and without line ends. Both methods may be called
// from different goroutines, but never at the same time for one connection.
type Tracer interface {
	Sent(line string)
	Received(line string)
}

// TraceTo returns a Tracer that writes "C: " and "S: " lines to w.
func TraceTo(w io.Writer) Tracer { return lineWriter{w} }

type lineWriter struct{ w io.Writer }

func (t lineWriter) Sent(line string)     { fmt.Fprintf(t.w, "C: %s\n", line) }
func (t lineWriter) Received(line string) { fmt.Fprintf(t.w, "S: %s\n", line) }

const (
	traceWidth = 200 // bytes of a line that are shown
	tailWidth  = 32  // bytes that the announcement of a literal and the line end fit into
)

// tap turns the two byte streams into redacted lines. Content never passes: IMAP literals are counted instead of
// shown, long lines are cut, and while hushed only the number of bytes is told. Commands that carry a secret are
// cut behind their name even if the protocol forgot to hush.
type tap struct {
	mu       sync.Mutex
	tracer   Tracer
	protocol mail.Protocol
	hushed   bool
	out, in  lines
}

// lines assembles one direction.
type lines struct {
	line    []byte
	tail    []byte // the end of a line that is longer than is shown
	long    bool
	literal int64 // bytes of an IMAP literal still to come
	hushed  int   // bytes withheld
}

func newTap(tracer Tracer, protocol mail.Protocol) *tap {
	return &tap{tracer: tracer, protocol: protocol}
}

func (t *tap) sent(p []byte)     { t.take(&t.out, p, t.tracer.Sent) }
func (t *tap) received(p []byte) { t.take(&t.in, p, t.tracer.Received) }

func (t *tap) hush(on bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.hushed == on {
		return
	}
	t.hushed = on
	if !on {
		t.out.unhush(t.tracer.Sent)
		t.in.unhush(t.tracer.Received)
	}
}

func (l *lines) unhush(tell func(string)) {
	if l.hushed > 0 {
		tell("[" + strconv.Itoa(l.hushed) + " bytes withheld]")
	}
	*l = lines{}
}

func (t *tap) take(l *lines, p []byte, tell func(string)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.hushed {
		l.hushed += len(p)
		return
	}
	for len(p) > 0 {
		if l.literal > 0 {
			n := min(l.literal, int64(len(p)))
			l.literal -= n
			p = p[n:]
			continue
		}
		piece, rest, complete := bytes.Cut(p, []byte("\n"))
		p = rest
		room := traceWidth - len(l.line)
		l.long = l.long || len(piece) > room
		l.line = append(l.line, piece[:min(len(piece), room)]...)
		l.tail = append(l.tail, piece[max(0, len(piece)-tailWidth):]...)
		l.tail = l.tail[max(0, len(l.tail)-tailWidth):]
		if !complete {
			return
		}
		if t.protocol == mail.IMAP {
			l.literal = literalSize(bytes.TrimRight(l.tail, "\r"))
		}
		tell(redact(bytes.TrimRight(l.line, "\r"), l.long))
		l.line, l.tail, l.long = l.line[:0], l.tail[:0], false
	}
}

// literalSize returns n of a line that ends in {n} or {n+} (RFC 9051 section 4.3), else 0.
func literalSize(line []byte) int64 {
	open := bytes.LastIndexByte(line, '{')
	if open < 0 || line[len(line)-1] != '}' {
		return 0
	}
	n, err := strconv.ParseInt(string(bytes.TrimSuffix(line[open+1:len(line)-1], []byte("+"))), 10, 63)
	if err != nil {
		return 0
	}
	return n
}

var secretCommands = map[string]bool{"LOGIN": true, "AUTHENTICATE": true, "AUTH": true, "PASS": true, "APOP": true}

// redact cuts a command that carries a secret behind its name, which is the first word, or in IMAP the second, and
// an IMAP response that carries parts of a message behind FETCH.
func redact(line []byte, long bool) string {
	words := bytes.SplitN(line, []byte(" "), 3)
	for i, word := range words[:min(2, len(words))] {
		if secretCommands[string(bytes.ToUpper(word))] && i+1 < len(words) {
			return string(bytes.Join(words[:i+1], []byte(" "))) + " [redacted]"
		}
	}
	if len(words) == 3 && bytes.HasPrefix(words[2], []byte("FETCH")) {
		return string(bytes.Join(words[:2], []byte(" "))) + " FETCH …"
	}
	if long {
		return fmt.Sprintf("%q…", line)
	}
	return fmt.Sprintf("%q", line)
}
