package dial

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"letterbox/mail"
)

// Inspect connects, has the server show its certificate, and hangs up. It verifies as every connection does, sends
// neither a user name nor a secret, and returns what was seen either way. s.Security is mail.TLS or mail.STARTTLS.
func (d *Dialer) Inspect(ctx context.Context, s mail.Server) mail.Inspection {
	seen := mail.Inspection{Server: s, At: d.config.Now()}
	if s.Security == mail.Plain {
		s.Security = mail.STARTTLS
	}
	conn, err := d.Dial(ctx, s, nil)
	if err == nil {
		defer conn.Close()
		release := conn.CloseOn(ctx)
		defer release()
		if s.Security == mail.STARTTLS {
			err = Step(ctx, s, mail.StageSecure, nil, func() (string, error) { return "", conn.askTLS(ctx) })
		}
	}
	if err != nil {
		seen.Problem = mail.ProblemOf(err)
		seen.Chain = seen.Problem.Chain
		return seen
	}
	seen.Chain, seen.By = mail.ChainOf(conn.chain), conn.vouched
	return seen
}

// askTLS speaks as much of a protocol as STARTTLS takes, and shakes hands.
func (c *Conn) askTLS(ctx context.Context) error {
	// It fails only on a closed socket, where the next read fails too.
	_ = c.SetDeadline(time.Now().Add(c.dialer.config.Timeouts.Greeting))
	defer func() { _ = c.SetDeadline(time.Time{}) }()
	talk := starts[c.server.Protocol]
	if err := talk(c); err != nil {
		return err
	}
	return c.StartTLS(ctx, nil)
}

var starts = map[mail.Protocol]func(*Conn) error{mail.IMAP: (*Conn).startIMAP, mail.POP3: (*Conn).startPOP3, mail.Submission: (*Conn).startSMTP}

// single is the end of a reply that has one line.
func single(string) bool { return true }

// startIMAP is RFC 9051 section 6.2.1.
func (c *Conn) startIMAP() error {
	if err := c.reply(single, "* OK"); err != nil {
		return err
	}
	if err := c.say("a STARTTLS"); err != nil {
		return err
	}
	return c.reply(func(line string) bool { return strings.HasPrefix(line, "a ") }, "a OK")
}

// startPOP3 is RFC 2595 section 4.
func (c *Conn) startPOP3() error {
	if err := c.reply(single, "+OK"); err != nil {
		return err
	}
	if err := c.say("STLS"); err != nil {
		return err
	}
	return c.reply(single, "+OK")
}

// startSMTP is RFC 3207.
func (c *Conn) startSMTP() error {
	last := func(line string) bool { return len(line) < 4 || line[3] != '-' }
	for _, step := range []struct{ say, want string }{{"", "220"}, {"EHLO localhost", "250"}, {"STARTTLS", "220"}} {
		if step.say != "" {
			if err := c.say(step.say); err != nil {
				return err
			}
		}
		if err := c.reply(last, step.want); err != nil {
			return err
		}
	}
	return nil
}

func (c *Conn) say(line string) error {
	_, err := c.Write([]byte(line + "\r\n"))
	return err
}

// The bounds of a reply that is read before TLS.
const (
	longestLine = 4 << 10
	mostLines   = 200
)

var errNoTLS = errors.New("the server does not offer STARTTLS")

// reply reads lines to the last of a reply, which must begin with want. What it says otherwise is not repeated: nobody
// has proven who said it.
func (c *Conn) reply(last func(line string) bool, want string) error {
	for range mostLines {
		line, err := c.line()
		if err != nil {
			return err
		}
		if foreign := Foreign([]byte(line), c.server); foreign != nil {
			return foreign
		}
		if !last(line) {
			continue
		}
		if !strings.HasPrefix(strings.ToUpper(line), strings.ToUpper(want)) {
			return &mail.Problem{
				Code: mail.TLSNotOffered, Class: "TLS_OR_AUTH_OFF", Stage: mail.StageSecure, Server: c.server, Retry: mail.RetryAfterChange,
				Err: errNoTLS,
			}
		}
		return nil
	}
	return tooLong(c.server)
}

func (c *Conn) line() (string, error) {
	var line []byte
	for len(line) < longestLine {
		b, err := c.buffer.ReadByte()
		if err != nil {
			return "", err
		}
		if b == '\n' {
			return strings.TrimRight(string(line), "\r"), nil
		}
		line = append(line, b)
	}
	return "", tooLong(c.server)
}

func tooLong(s mail.Server) *mail.Problem {
	return &mail.Problem{
		Code: mail.LimitExceeded, Stage: mail.StageSecure, Server: s, Retry: mail.RetryNever,
		Err: fmt.Errorf("more than %d bytes or %d lines before TLS", longestLine, mostLines),
	}
}
