package pop3

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
)

// errNoTLS says that the server did not agree to STLS.
var errNoTLS = errors.New("the server does not offer STLS")

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
	return s.step(ctx, mail.StageAuthenticate, note, func() (string, error) { return s.admit(ctx, cred) })
}

// admit is authenticate, with a problem that does not repeat the secret, whatever the server said.
func (s *Session) admit(ctx context.Context, cred mail.Credential) (string, error) {
	s.conn.Conceal(cred.Conceal)
	way, err := s.authenticate(ctx, cred)
	if err != nil && ctx.Err() == nil {
		err = cred.Withhold(s.classify(err, mail.StageAuthenticate))
	}
	return way, err
}

// greeting reads the first line. The whole of it must arrive within the time for greetings, however slowly its bytes
// come.
func (s *Session) greeting() error {
	// Setting a deadline fails on a closed socket only, and so does the reading then.
	_ = s.conn.SetReadDeadline(time.Now().Add(s.config.Dialer.Timeouts().Greeting))
	defer func() { _ = s.conn.SetReadDeadline(time.Time{}) }()
	first, err := s.conn.Buffer().Peek(4)
	if err != nil && len(first) == 0 { // reading again would wait for what does not come any more
		return err
	}
	if foreign := dial.Foreign(first, s.server); foreign != nil {
		return foreign
	}
	text, more, err := s.status()
	if more {
		return syntaxError{"the greeting is no greeting"}
	}
	s.banner = text
	return err
}

// startTLS reads the greeting, asks for TLS and shakes hands. Nothing that was said before is kept, the timestamp of
// APOP included; bytes that followed the server's +OK end the connection (RFC 2595 section 4).
func (s *Session) startTLS(ctx context.Context) (string, error) {
	if err := s.greeting(); err != nil {
		return "", err
	}
	s.banner = ""
	_ = s.conn.SetReadDeadline(time.Now().Add(s.config.Dialer.Timeouts().Greeting))
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
	return "STLS, " + s.conn.Protection(), nil
}

// capabilities asks CAPA (RFC 2449 section 5). What a server said before counts on if it does not answer; one that
// never does has none.
func (s *Session) capabilities() (string, error) {
	_, err := s.do("CAPA")
	var refused *refusal
	if errors.As(err, &refused) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	caps := map[string][]string{}
	var names []string
	err = s.multiline(s.config.Limits.Capabilities, func(line []byte) {
		words := strings.Fields(upper(string(line)))
		if len(words) == 0 {
			return
		}
		if _, twice := caps[words[0]]; !twice {
			names = append(names, words[0])
		}
		caps[words[0]] = append(caps[words[0]], words[1:]...)
	})
	if len(caps) > 0 {
		s.caps = caps
	}
	return dial.OneLine([]byte(strings.Join(names, " ")), 1000), err
}

// upper is bytes.ToUpper for ASCII, which is all that keywords are made of.
func upper(text string) string {
	return string(bytes.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, []byte(text)))
}
