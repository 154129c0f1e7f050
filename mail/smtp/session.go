package smtp

import (
	"context"
	"errors"
	"strings"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/verdict"
)

// farewell is how long quit waits for the server's good-bye.
const farewell = 500 * time.Millisecond

// session is one connection to a submission server, used by one goroutine at a time. After any error it can only
// be closed.
type session struct {
	conn       *dial.Conn
	server     mail.Server
	timeouts   dial.Timeouts
	hello      string
	banner     string              // the words of the greeting; "" before TLS
	extensions map[string][]string // EHLO keyword in capitals → parameters
}

// open returns a session on which the person is signed in. Errors are *mail.Problem.
func (c *Client) open(ctx context.Context, server mail.Server, cred mail.Credential, note func(mail.Check)) (*session, error) {
	conn, err := c.config.Dialer.Dial(ctx, server, note)
	if err != nil {
		return nil, err
	}
	s := &session{conn: conn, server: server, timeouts: c.config.Dialer.Timeouts(), hello: c.config.HelloName}
	release := conn.CloseOn(ctx)
	defer release()
	if err := s.establish(ctx, cred, note); err != nil {
		// The socket is useless now; that it closes is all that matters.
		_ = conn.Close()
		return nil, err
	}
	return s, nil
}

// establish takes a new connection to where a message can be submitted.
func (s *session) establish(ctx context.Context, cred mail.Credential, note func(mail.Check)) error {
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
		return s.introduce()
	})
	if err != nil {
		return err
	}
	return s.step(ctx, mail.StageAuthenticate, note, func() (string, error) { return s.admit(ctx, cred) })
}

// admit is authenticate, with a problem that does not repeat the secret, whatever the server said.
func (s *session) admit(ctx context.Context, cred mail.Credential) (string, error) {
	s.conn.Conceal(cred.Conceal)
	way, err := s.authenticate(ctx, cred)
	if err != nil && ctx.Err() == nil {
		err = cred.Withhold(s.classify(err, mail.StageAuthenticate))
	}
	return way, err
}

// step is dial.Step with this package's classification.
func (s *session) step(ctx context.Context, stage mail.Stage, note func(mail.Check), work func() (string, error)) error {
	return dial.Step(ctx, s.server, stage, note, func() (string, error) {
		finding, err := work()
		if err != nil && ctx.Err() == nil {
			return "", s.classify(err, stage)
		}
		return finding, err
	})
}

// greeting reads the first reply. All of it must arrive within the time for greetings, however slowly it comes.
func (s *session) greeting() error {
	s.expectWithin(s.timeouts.Greeting)
	first, err := s.conn.Buffer().Peek(4)
	if err != nil && len(first) == 0 { // reading again would wait for what does not come any more
		return err
	}
	if foreign := dial.Foreign(first, s.server); foreign != nil {
		return foreign
	}
	r, err := s.read()
	if err != nil {
		return err
	}
	if s.believable() {
		s.banner = r.text
	}
	return r.want(220, verdict.Connect)
}

// introduce is ehlo for a connection that is as protected as it will be. A server that does not know EHLO is greeted by
// HELO (RFC 5321 section 4.1.4): it has no extensions and hence no sign-in, which is a better diagnosis than a quarrel
// about a command. Before STARTTLS there is no HELO: nothing good could follow.
func (s *session) introduce() (string, error) {
	finding, err := s.ehlo()
	var refused *refusal
	if !errors.As(err, &refused) || refused.code < 500 || refused.code > 504 {
		return finding, err
	}
	r, again := s.command("HELO " + s.hello)
	if again != nil || r.want(250, verdict.Connect) != nil {
		return "", err
	}
	s.extensions = nil
	return "HELO " + s.hello, nil
}

// has reports whether the server announced an extension.
func (s *session) has(keyword string) bool {
	_, announced := s.extensions[keyword]
	return announced
}

// ehlo introduces us and learns what the server can do.
func (s *session) ehlo() (string, error) {
	r, err := s.command("EHLO " + s.hello)
	if err != nil {
		return "", err
	}
	if err := r.want(250, verdict.Connect); err != nil {
		return "", err
	}
	s.extensions = extensions(r.lines)
	return dial.OneLine([]byte("EHLO "+s.hello+": "+strings.Join(r.lines[min(1, len(r.lines)):], "; ")), 500), nil
}

// extensions reads the lines of an EHLO reply but the first. Keywords are made capitals, and "AUTH=LOGIN", which
// old servers send beside or instead of "AUTH LOGIN", is the same.
func extensions(lines []string) map[string][]string {
	found := make(map[string][]string)
	for _, line := range lines[min(1, len(lines)):] {
		words := strings.Fields(strings.ToUpper(line))
		if len(words) == 0 {
			continue
		}
		keyword, parameters := words[0], words[1:]
		if mechanism, legacy := strings.CutPrefix(keyword, "AUTH="); legacy {
			keyword, parameters = "AUTH", append([]string{mechanism}, parameters...)
		}
		found[keyword] = append(found[keyword], parameters...)
	}
	return found
}

// errNoTLS says that the server did not agree to STARTTLS, which it must.
var errNoTLS = errors.New("the server does not offer STARTTLS")

// startTLS reads the greeting, asks for TLS and shakes hands. Nothing that was said before is kept.
func (s *session) startTLS(ctx context.Context) (string, error) {
	if err := s.greeting(); err != nil {
		return "", err
	}
	if _, err := s.ehlo(); err != nil {
		return "", errNoTLSIfRefused(err)
	}
	if _, offered := s.extensions["STARTTLS"]; !offered {
		return "", errNoTLS
	}
	r, err := s.command("STARTTLS")
	if err != nil {
		return "", err
	}
	if err := r.want(220, verdict.StartTLS); err != nil {
		return "", errNoTLSIfRefused(err)
	}
	if err := s.conn.StartTLS(ctx, nil); err != nil {
		return "", err
	}
	s.extensions = nil
	return "STARTTLS, " + s.conn.Protection(), nil
}

// errNoTLSIfRefused keeps failures of the connection and of the protocol as they are.
func errNoTLSIfRefused(err error) error {
	var refused *refusal
	if errors.As(err, &refused) {
		return errors.Join(errNoTLS, err)
	}
	return err
}

// command sends one line and reads the reply.
func (s *session) command(line string) (reply, error) {
	s.expectWithin(s.timeouts.Command)
	if _, err := s.conn.Write([]byte(line + "\r\n")); err != nil {
		return reply{}, err
	}
	return s.read()
}

// expectWithin sets when the whole of the next reply must be there. The silence that dial guards would let a
// server drip for ever.
func (s *session) expectWithin(d time.Duration) {
	_ = s.conn.SetDeadline(time.Now().Add(d)) // fails only on a closed socket, where the next read fails too
}

// believable reports whether what the server says may be acted on and repeated.
func (s *session) believable() bool { return s.conn.Secure() || s.server.Security == mail.Plain }

// quit takes leave and closes the connection, in farewell at most. Whatever the server answers, it is over.
func (s *session) quit() {
	s.expectWithin(farewell)
	if _, err := s.conn.Write([]byte("QUIT\r\n")); err == nil {
		_, _ = s.read()
	}
	_ = s.conn.Close()
}
