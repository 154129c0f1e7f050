package pop3

import (
	"context"
	"errors"
	"fmt"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
)

// farewell is how long Close waits for the answer to QUIT.
const farewell = 500 * time.Millisecond

// Session is a signed-in connection that sees the maildrop as it was at the sign-in. One goroutine uses it at a
// time. Every method returns *mail.Problem errors; after a failure of the connection, and after a context that ended
// in the middle of an exchange, Broken is true and the session is only good to be closed.
type Session struct {
	config Config
	server mail.Server
	conn   *dial.Conn

	banner  string              // what the server said first
	caps    map[string][]string // keyword in capitals → its arguments, in capitals
	bareLF  bool                // the line that was read last ended without CR
	broken  bool
	listed  bool // entries is the maildrop
	entries []Entry
	refused map[int]*mail.Problem // by number: why the server did not send a message when it was last asked
}

// consumerError carries an error of a callback through the machinery, so that it is returned as it was.
type consumerError struct{ err error }

func (e consumerError) Error() string { return e.err.Error() }

// Capable reports whether the server announced a capability, ignoring case.
func (s *Session) Capable(name string) bool {
	_, has := s.caps[upper(name)]
	return has
}

// Broken reports whether the session can only be closed.
func (s *Session) Broken() bool { return s.broken }

// Close takes leave, unless the session is broken, so that the server opens the maildrop to others at once, and
// closes the connection. It takes a second at most.
func (s *Session) Close() error {
	if !s.broken {
		s.broken = true
		_ = s.conn.SetDeadline(time.Now().Add(farewell)) // fails on a closed socket only, whose QUIT then fails at once
		_, _ = s.do("QUIT")                              // whatever the answer is, the connection ends
	}
	return s.conn.Close()
}

// believable reports whether what the server says may be acted on and repeated: not before the handshake of a
// connection that is to be protected.
func (s *Session) believable() bool { return s.conn.Secure() || s.server.Security == mail.Plain }

// run makes an exchange under a context. The socket is closed when ctx ends, which breaks the session; so does every
// error but a refusal of the server.
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
	if !errors.As(err, &refused) && !errors.Is(err, errNameless) {
		s.broken = true
	}
	var consumer consumerError
	if errors.As(err, &consumer) {
		return consumer.err
	}
	if ctx.Err() != nil {
		return dial.InContext(ctx, err, stage, s.server)
	}
	p := s.classify(err, stage)
	s.config.Log.DebugContext(ctx, "pop3 exchange failed", "stage", stage, "code", p.Code, "class", p.Class, "broken", s.broken)
	return p
}

// step is dial.Step with this package's classification.
func (s *Session) step(ctx context.Context, stage mail.Stage, note func(mail.Check), work func() (string, error)) error {
	return dial.Step(ctx, s.server, stage, note, func() (string, error) {
		finding, err := work()
		if err != nil {
			return "", s.classify(err, stage)
		}
		return finding, nil
	})
}

// verify proves that mail can be read: the maildrop is listed, a header arrives.
func (s *Session) verify(ctx context.Context, note func(mail.Check)) error {
	var entries []Entry
	err := s.step(ctx, mail.StageOpen, note, func() (finding string, err error) {
		entries, err = s.List(ctx)
		return fmt.Sprintf("%d messages", len(entries)), err
	})
	if err != nil {
		return err
	}
	return s.step(ctx, mail.StageFetch, note, func() (string, error) {
		if len(entries) == 0 {
			return "empty", nil
		}
		size := 0
		_, err := s.Headers(ctx, entries[len(entries)-1:], func(_ Entry, raw []byte) error {
			size = len(raw)
			return nil
		})
		return fmt.Sprintf("%d bytes", size), err
	})
}
