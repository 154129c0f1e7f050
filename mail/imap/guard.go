package imap

import (
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"
)

// guard is the connection that go-imap's client is given. Commands that change something are the library's, because
// it knows their arguments and their ways of failing; what servers say is read by this package alone, because one
// odd response ends the library's connection, and some end its process. So the guard lets the library's commands
// out and lets nothing in but the answer to them, and that in a form which cannot be misread.
//
// The library reads in a goroutine of its own, which ends with close. It reads from the socket only while one of
// its commands waits for an answer; at all other times the socket belongs to whoever uses the session.
type guard struct {
	s       *Session
	sent    chan string // tags of the library's commands, one at a time
	tag     string      // of the command under way, "" for none
	ready   []byte      // for the library to read
	refused *refusal    // the server's own answer to the last command that it did not grant
	failed  error       // why the connection broke during a command
	closed  chan struct{}
	once    sync.Once
}

// library returns go-imap's client over this session's connection.
func (s *Session) library() *imapclient.Client {
	if s.lib == nil {
		s.guard = &guard{s: s, sent: make(chan string, 1), closed: make(chan struct{}), ready: []byte("* PREAUTH [CAPABILITY IMAP4rev1 UIDPLUS] \r\n")}
		s.lib = imapclient.New(s.guard, nil)
	}
	return s.lib
}

// granted returns the outcome of a command that the library ran: the server's refusal in its own words, or what
// broke the connection, rather than what the library makes of either.
func (s *Session) granted(err error) error {
	refused, failed := s.guard.refused, s.guard.failed
	s.guard.refused = nil
	switch {
	case err == nil:
		return nil
	case failed != nil:
		return failed
	case refused != nil:
		return refused
	default:
		return errors.Join(io.ErrUnexpectedEOF, err)
	}
}

// dismiss ends the library's client and its goroutine.
func (s *Session) dismiss() {
	if s.lib != nil {
		_ = s.lib.Close()
		s.lib = nil
	}
}

// Write sends a command of the library.
func (g *guard) Write(p []byte) (int, error) {
	tag, _, _ := strings.Cut(string(p), " ")
	g.s.in.begin(&command{})
	n, err := g.s.conn.Write(p)
	if err == nil {
		g.sent <- tag
	}
	return n, err
}

// Read hands out answers, and waits while no command is under way.
func (g *guard) Read(p []byte) (int, error) {
	for len(g.ready) == 0 {
		if g.tag == "" {
			select {
			case g.tag = <-g.sent:
			case <-g.closed:
				return 0, io.EOF
			}
		}
		if err := g.next(); err != nil {
			g.failed = err
			return 0, err
		}
	}
	n := copy(p, g.ready)
	g.ready = g.ready[n:]
	return n, nil
}

// next reads one response. Untagged ones are the session's; of the tagged one only its kind is passed on.
func (g *guard) next() error {
	r, err := g.s.in.next()
	if err != nil {
		return err
	}
	switch first := string(word(r.text)); first {
	case "*":
		return g.s.untagged(r, "", g.s.unsolicited)
	case g.tag:
		st, ok := parseStatus(r.text[len(first):])
		if !ok {
			return syntaxError{"the answer to a command is neither OK, NO nor BAD"}
		}
		if st.kind != "OK" {
			g.refused = &refusal{status: st, command: "command"}
		}
		g.ready = []byte(g.tag + " " + st.kind + " done\r\n")
		g.tag = ""
	}
	return nil
}

// Close ends the library's reading. The socket is the session's to close.
func (g *guard) Close() error {
	g.once.Do(func() { close(g.closed) })
	return nil
}

// The library's deadlines are ignored: every read and write of the socket has one of dial's.
func (g *guard) SetDeadline(time.Time) error      { return nil }
func (g *guard) SetReadDeadline(time.Time) error  { return nil }
func (g *guard) SetWriteDeadline(time.Time) error { return nil }
func (g *guard) LocalAddr() net.Addr              { return g.s.conn.LocalAddr() }
func (g *guard) RemoteAddr() net.Addr             { return g.s.conn.RemoteAddr() }

var _ net.Conn = (*guard)(nil)
