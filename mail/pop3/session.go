package pop3

import (
	"context"
	"crypto/tls"
	"errors"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
)

// Session is a signed-in connection that sees the maildrop as it was at the sign-in. One goroutine at a time may
// use it. After an error that is no refusal it is broken and only good for Close.
type Session struct {
	conn     *dial.Conn
	server   mail.Server
	limits   Limits
	timeouts dial.Timeouts
	banner   string
	caps     map[string][]string // keyword in capitals → its arguments, in capitals
	broken   bool
}

// establish brings a new connection to the transaction state: greeting, STLS, capabilities, sign-in.
func (s *Session) establish(ctx context.Context, cred mail.Credential, note func(mail.Check)) error {
	if s.server.Security == mail.STARTTLS {
		if err := s.step(ctx, mail.StageSecure, note, func() (string, error) { return s.startTLS(ctx) }); err != nil {
			return err
		}
	}
	err := s.step(ctx, mail.StageGreet, note, func() (string, error) {
		if s.server.Security != mail.STARTTLS {
			if err := s.greeting(); err != nil {
				return "", err
			}
		}
		return s.capabilities()
	})
	if err != nil {
		return err
	}
	return s.step(ctx, mail.StageAuthenticate, note, func() (string, error) { return s.authenticate(ctx, cred) })
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

// run carries out a command of the transaction state under ctx, which closes the connection when it ends.
func (s *Session) run(ctx context.Context, stage mail.Stage, work func() error) error {
	if s.broken {
		return &mail.Problem{Code: mail.ConnectionLost, Stage: stage, Server: s.server, Retry: mail.RetryLater}
	}
	release := s.conn.CloseOn(ctx)
	err := work()
	if !release() {
		s.broken = true
		return dial.InContext(ctx, ctx.Err(), stage, s.server)
	}
	if err == nil {
		return nil
	}
	var refused *refusal
	if !errors.As(err, &refused) {
		s.broken = true
	}
	return s.classify(err, stage)
}

// greeting reads the banner, whole within the time for greetings.
func (s *Session) greeting() error {
	_ = s.conn.SetReadDeadline(time.Now().Add(s.timeouts.Greeting))
	defer func() { _ = s.conn.SetReadDeadline(time.Time{}) }()
	if first, _ := s.conn.Buffer().Peek(4); len(first) > 0 {
		if foreign := dial.Foreign(first, s.server); foreign != nil {
			return foreign
		}
	}
	text, more, err := s.status()
	if more {
		return syntaxError{"the greeting is no greeting"}
	}
	s.banner = text
	return err
}

var errNoTLS = errors.New("the server does not offer STLS")

// startTLS asks for TLS and forgets what was said before it (RFC 2595 section 4).
func (s *Session) startTLS(ctx context.Context) (string, error) {
	if err := s.greeting(); err != nil {
		return "", err
	}
	_, err := s.do("STLS")
	var refused *refusal
	if errors.As(err, &refused) {
		return "", errNoTLS
	}
	if err != nil {
		return "", err
	}
	if err := s.conn.StartTLS(ctx, nil); err != nil {
		return "", err
	}
	s.caps = nil
	return "STLS, " + tls.VersionName(s.conn.TLS().Version), nil
}

// capabilities asks CAPA. A server that does not know it has none.
func (s *Session) capabilities() (string, error) {
	s.caps = map[string][]string{}
	_, err := s.do("CAPA")
	var refused *refusal
	if errors.As(err, &refused) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var names []string
	err = s.multiline(func(line string) error {
		words := strings.Fields(strings.ToUpper(line))
		if len(words) > 0 {
			s.caps[words[0]] = words[1:]
			names = append(names, words[0])
		}
		return nil
	})
	return dial.OneLine([]byte(strings.Join(names, " ")), 1000), err
}

// Capable reports whether the server announced a capability.
func (s *Session) Capable(name string) bool {
	_, has := s.caps[strings.ToUpper(name)]
	return has
}

// Broken reports that the connection is of no use any more.
func (s *Session) Broken() bool { return s.broken }

// Quit ends the session; what Delete named is removed now, and only if Quit succeeds (RFC 1939 section 6).
func (s *Session) Quit(ctx context.Context) error {
	err := s.run(ctx, mail.StageFetch, func() error {
		_, err := s.do("QUIT")
		return err
	})
	s.broken = true
	return errors.Join(err, s.conn.Close())
}

// Close drops the connection at once. Nothing is deleted.
func (s *Session) Close() error {
	s.broken = true
	return s.conn.Close()
}
