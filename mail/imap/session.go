package imap

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"letterbox/mail"
	"letterbox/mail/dial"
)

const (
	farewell = 500 * time.Millisecond // how long Close waits for the answer to LOGOUT
	atMost   = 1<<31 - 1
)

// Session is a connection on which somebody is signed in. One goroutine uses it at a time. Every method returns
// *mail.Problem errors; after a failure of the connection, and after a context that ended in the middle of an
// exchange, Broken is true and the session is only good to be closed.
type Session struct {
	config Config
	server mail.Server
	conn   *dial.Conn
	in     reader
	tags   int

	caps       map[string]bool // in capitals
	offered    map[string]bool // capabilities before the sign-in
	identified bool            // ID was sent
	banner     string          // the words of the greeting; "" before TLS
	broken     bool
	flaw       error // a limit that a response exceeded; ends the command

	selected bool
	folder   string // the name on the wire of the selected folder
	exists   uint32 // messages in the selected folder
	news     int    // EXISTS, EXPUNGE and FETCH that were not asked for
	pushes   bool   // the server has told news during IDLE
	asked    bool   // for QRESYNC
	resyncs  bool   // QRESYNC is enabled
	unsaid   bool   // the server knows no charset to search in

	compressed bool
	garbled    func()        // hears that the compressed stream cannot be read; may be nil
	trip       time.Duration // the shortest that a command took; 0 before the first

	lib   *imapclient.Client // nil until a command is the library's
	guard *guard
}

func newSession(config Config, s mail.Server, conn *dial.Conn) *Session {
	return &Session{config: config, server: s, conn: conn, in: reader{in: conn.Buffer(), limits: config.Limits}}
}

// Capable reports whether the server announced a capability after the sign-in, ignoring case.
func (s *Session) Capable(name string) bool { return s.caps[strings.ToUpper(name)] }

// Labels reports that the folders of this server are labels (X-GM-EXT-1): one message may lie in several of them.
func (s *Session) Labels() bool { return s.Capable("X-GM-EXT-1") }

// Broken reports whether the session can only be closed.
func (s *Session) Broken() bool { return s.broken }

// Close logs out, unless the session is broken, and closes the connection. It takes a second at most.
func (s *Session) Close() error {
	if !s.broken {
		s.broken = true
		s.conn.SetDeadline(time.Now().Add(farewell))
		s.do(newCommand("LOGOUT"), nil) // whatever the answer is, the connection ends
	}
	s.dismiss()
	return s.conn.Close()
}

// believable reports whether what the server says may be acted on and repeated: not before the handshake of a
// connection that is to be protected.
func (s *Session) believable() bool {
	return s.conn.Secure() || s.server.Security == mail.Plain
}

// consumerError carries an error of a callback through the machinery, so that it is returned as it was.
type consumerError struct{ err error }

func (e consumerError) Error() string { return e.err.Error() }

// run makes an exchange under a context. The socket is closed when ctx ends, which breaks the session; so does
// every error but a NO or BAD of the server.
func (s *Session) run(ctx context.Context, stage mail.Stage, exchange func() error) error {
	if s.broken {
		return &mail.Problem{Code: mail.ConnectionLost, Stage: stage, Server: s.server, Retry: mail.RetryLater}
	}
	if err := ctx.Err(); err != nil {
		return dial.InContext(ctx, err, stage, s.server)
	}
	release := s.conn.CloseOn(ctx)
	err := exchange()
	if !release() {
		s.broken = true
	}
	if err == nil {
		return nil
	}
	var refused *refusal
	if !errors.As(err, &refused) || refused.kind == "BYE" {
		s.broken = true
	}
	var consumer consumerError
	if errors.As(err, &consumer) {
		return consumer.err
	}
	if ctx.Err() != nil {
		return dial.InContext(ctx, err, stage, s.server)
	}
	if errors.Is(err, dial.ErrCorrupt) && s.garbled != nil {
		s.garbled()
	}
	p := s.classify(err, stage)
	s.config.Log.DebugContext(ctx, "imap exchange failed", "stage", stage, "code", p.Code, "class", p.Class, "broken", s.broken)
	return p
}

// unsolicited takes from an untagged response what concerns the session.
func (s *Session) unsolicited(u untagged) error {
	switch u.name {
	case "CAPABILITY":
		s.setCapabilities(u.rest())
	case "OK", "NO", "BAD":
		if st, ok := parseStatus(u.text[1:]); ok {
			s.capabilitiesIn(st)
		}
	case "EXISTS":
		s.exists = u.number
		s.news++
	case "EXPUNGE":
		if s.selected {
			if u.number == 0 || u.number > s.exists {
				return syntaxError{"EXPUNGE of a message that is not there"}
			}
			s.exists--
		}
		s.news++
	case "VANISHED":
		s.vanish(u)
	case "FETCH":
		s.news++
	}
	return s.flaw
}
