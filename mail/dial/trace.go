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
	readWidth  = 512 // bytes of a line that are looked at: a secret in it must not be cut where the text is
	tailWidth  = 32  // bytes that the announcement of a literal and the line end fit into
)

// tap turns the two byte streams into redacted lines. Only what trace_redact.go knows to be harmless passes: IMAP
// literals are skipped, long lines are cut, and while hushed only the number of bytes is told. Lines that are not
// shown are counted, many in a row as one, so that a trace costs little while mail passes.
type tap struct {
	mu      sync.Mutex
	tracer  Tracer
	redact  redaction
	literal bool // the protocol has literals
	hushed  bool
	out, in lines
}

// lines assembles one direction.
type lines struct {
	line    []byte
	tail    []byte // the end of a line that is longer than is shown
	size    int    // bytes of the line until now
	literal int64  // bytes of an IMAP literal still to come
	within  bool   // the line goes on one that a literal interrupted
	hushed  int    // bytes withheld

	row      kind // of the lines before
	rowLines int  // how many of a row were not told
	rowBytes int
}

func newTap(tracer Tracer, s mail.Server) *tap {
	return &tap{tracer: tracer, redact: redactionFor(s), literal: s.Protocol == mail.IMAP}
}

func (t *tap) sent(p []byte)     { t.take(&t.out, p, &t.redact.sent, t.tracer.Sent) }
func (t *tap) received(p []byte) { t.take(&t.in, p, &t.redact.received, t.tracer.Received) }

func (t *tap) concealBy(what func(string) string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.redact.sent.conceal, t.redact.received.conceal = what, what
}

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
	l.endRow(tell)
	if l.hushed > 0 {
		tell("[" + strconv.Itoa(l.hushed) + " bytes withheld]")
	}
	*l = lines{}
}

func (t *tap) take(l *lines, p []byte, redact *redactor, tell func(string)) {
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
			l.rowBytes += int(n)
			p = p[n:]
			continue
		}
		piece, rest, complete := bytes.Cut(p, []byte("\n"))
		p = rest
		l.gather(piece)
		if !complete {
			return
		}
		interrupted := false
		if t.literal {
			l.literal = literalSize(bytes.TrimRight(l.tail, "\r"))
			interrupted = l.literal > 0
		}
		l.end(redact, tell)
		l.within = interrupted
	}
}

// gather adds a piece to the line under way.
func (l *lines) gather(piece []byte) {
	room := readWidth - len(l.line)
	l.size += len(piece)
	l.line = append(l.line, piece[:min(len(piece), room)]...)
	l.tail = append(l.tail, piece[max(0, len(piece)-tailWidth):]...)
	l.tail = append(l.tail[:0], l.tail[max(0, len(l.tail)-tailWidth):]...)
}

// end tells a complete line, or counts it. An empty one, and what follows a literal, says nothing.
func (l *lines) end(redact *redactor, tell func(string)) {
	line, size := bytes.TrimRight(l.line, "\r"), l.size
	if bytes.HasSuffix(l.tail, []byte("\r")) {
		size--
	}
	l.line, l.tail, l.size = l.line[:0], l.tail[:0], 0
	if size == 0 || l.within {
		l.rowBytes += size
		return
	}
	sort := redact.kind(line)
	if sort != shown && sort == l.row {
		l.rowLines++
		l.rowBytes += size
		return
	}
	l.endRow(tell)
	text := redact.text(line, sort, size)
	tell(text)
	l.row = sort
}

// endRow tells how many lines of the same kind followed the one that was told.
func (l *lines) endRow(tell func(string)) {
	if l.rowLines > 0 && l.row != shown {
		tell("[" + strconv.Itoa(l.rowLines) + " more lines, " + strconv.Itoa(l.rowBytes) + " bytes]")
	}
	l.row, l.rowLines, l.rowBytes = shown, 0, 0
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
