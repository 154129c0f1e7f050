// Package smtp speaks submission (RFC 6409) to the servers that take our mail.
//
// A session passes five stages: resolve and connect (by mail/dial), secure (TLS from the start, or STARTTLS of
// RFC 3207), greet (greeting and EHLO, RFC 5321 section 4.1.1.1), authenticate (RFC 4954). Submit then passes a sixth: one
// mail transaction (RFC 5321 section 3.3) with the envelope, the message and its end. Every refusal becomes a
// *mail.Problem in classify.go, and nowhere else.
//
// The protocol is spoken by the package itself, line by line, so that each wait and each reply has a bound: a
// reply must be complete within Timeouts.Command however slowly it comes, has at most maxLines lines of maxLine
// bytes, and EHLO keywords are understood in any case and in the old "AUTH=" form.
//
// Invariants: nothing that was said before the TLS handshake is acted on or repeated after it; where STARTTLS is
// configured there is no sign-in without it; secrets leave only through mechanisms that mail/sasl allows on the
// connection, and are kept out of the trace, as messages are. No address can end the command that it stands in, and no
// line of a message can end the message. A message that could not be read to its end is not ended. Once the end of a
// message has begun to leave, only the server's reply tells whether it was taken, and without one the outcome is
// mail.SendUnknown. The package never retries, and never tells the server the name of this computer.
package smtp

import (
	"context"
	"log/slog"
	"strings"

	"letterbox/mail"
	"letterbox/mail/dial"
)

// defaultHello is what we call ourselves in EHLO: an address literal (RFC 5321 section 4.1.3) that is valid
// everywhere and tells neither the name nor the address of this computer.
const defaultHello = "[127.0.0.1]"

// Config says what a Client works with.
type Config struct {
	Dialer    *dial.Dialer // nil: one with the defaults
	HelloName string       // a domain name or address literal for EHLO; "" is "[127.0.0.1]"
	Log       *slog.Logger // nil: nothing is logged
}

// Client reaches submission servers. It holds no connection and is safe for concurrent use.
type Client struct {
	config Config
}

// New returns a Client. A HelloName that could not stand in a command is replaced by the default.
func New(config Config) *Client {
	if config.Dialer == nil {
		config.Dialer = dial.New(dial.Config{})
	}
	if config.HelloName == "" || strings.ContainsFunc(config.HelloName, notInCommand) {
		config.HelloName = defaultHello
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	return &Client{config: config}
}

func notInCommand(r rune) bool { return r <= ' ' || r > '~' }

// Verify proves that mail could be submitted: it connects, secures, greets, signs in and takes its leave. note,
// which may be nil, hears each stage as running and then as ok or failed. Nothing is sent to anybody. Errors are
// *mail.Problem. When ctx ends, the connection is closed at once.
func (c *Client) Verify(ctx context.Context, s mail.Server, cred mail.Credential, note func(mail.Check)) error {
	session, err := c.open(ctx, s, cred, note)
	if err != nil {
		c.config.Log.DebugContext(ctx, "submission check failed", "server", s.HostPort(), "code", mail.ProblemOf(err).Code)
		return err
	}
	session.quit()
	return nil
}
