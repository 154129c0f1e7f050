// Package pop3 speaks POP3 (RFC 1939) to mail servers as they are, with its extensions: CAPA and response codes
// (RFC 2449), STLS (RFC 2595), SASL (RFC 5034), the SYS and AUTH codes (RFC 3206).
//
// A Client verifies an account (Verify) or opens a Session. A session sees the maildrop as it was at the sign-in:
// it lists what is there by UIDL, fetches headers by TOP and messages by RETR, pipelined where the server allows
// it, and streams, so that a message is never held whole. A Mailbox makes a session look like an account with one
// folder, INBOX, whose messages have numbers of ours.
//
// Mail that left the server stays where it was collected, as in every good POP3 client: the maildrop is where mail
// comes from, not where it is kept. Nothing is deleted on the server but what Mailbox.Remove is told to, which compares
// the size first, and believes that it is gone only when the server has said so at the end of the session.
//
// Invariants. STLS, when configured, is required: anything but +OK ends the connection, as do bytes that follow the
// answer in clear text, and no word of a server is repeated in a Problem before TLS. A secret is sent only on a
// protected connection, or on one that the policy allows to be clear, or by a mechanism that does not show it; a way
// to sign in that was refused is not followed by another one. Lines, lists and messages have limits. Message bytes
// arrive as the server sent them, CRLF included, and only CRLF, dot, CRLF ends them, unless the server writes all
// its lines without CR.
//
// Errors are *mail.Problem, made in classify.go. The package starts no goroutine, stores nothing, and never logs or
// traces a secret or the content of a message.
package pop3

import (
	"context"
	"log/slog"

	"letterbox/mail"
	"letterbox/mail/dial"
)

// Config says how a Client works. Dialer is required.
type Config struct {
	Dialer *dial.Dialer
	Limits Limits       // zero fields get defaults
	Log    *slog.Logger // nil: nothing is logged
}

// Limits protect against servers that send without end. Exceeding one is LimitExceeded and ends the connection.
type Limits struct {
	Line         int   // bytes of a status line or of a line of a list; 8 KB
	Capabilities int   // lines that CAPA answers; 1,000
	Messages     int   // messages in a maildrop; 500,000
	Header       int   // bytes of a header that are kept, the rest is passed over; 1 MB
	Message      int64 // bytes of one message; 512 MB
}

func (l Limits) filled() Limits {
	fill(&l.Line, 8<<10)
	fill(&l.Capabilities, 1_000)
	fill(&l.Messages, 500_000)
	fill(&l.Header, 1<<20)
	fill(&l.Message, 512<<20)
	return l
}

func fill[T int | int64](field *T, standard T) {
	if *field <= 0 {
		*field = standard
	}
}

// Client opens sessions. It is safe for concurrent use.
type Client struct {
	config Config
	delays delays
}

// New returns a Client.
func New(config Config) *Client {
	config.Limits = config.Limits.filled()
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	return &Client{config: config}
}

// Open connects, secures and signs in. note, which may be nil, hears every stage. The session must be closed. A
// server that announced how long it wants to be left alone after a sign-in (LOGIN-DELAY, RFC 2449 section 6.5) is
// left alone: within that time the answer is RateLimited, and nothing is sent. Errors are *mail.Problem; ctx bounds
// the call only.
func (c *Client) Open(ctx context.Context, s mail.Server, cred mail.Credential, note func(mail.Check)) (*Session, error) {
	if note == nil {
		note = func(mail.Check) {}
	}
	if early := c.delays.tooEarly(s); early != nil {
		note(mail.Check{Server: s.Protocol, Stage: early.Stage, Status: mail.CheckFailed, Problem: early})
		return nil, early
	}
	conn, err := c.config.Dialer.Dial(ctx, s, note)
	if err != nil {
		return nil, err
	}
	release := conn.CloseOn(ctx)
	session := &Session{config: c.config, conn: conn, server: s}
	err = session.establish(ctx, cred, note)
	if !release() && err == nil {
		err = dial.InContext(ctx, ctx.Err(), mail.StageGreet, s)
	}
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	c.delays.signedIn(s, session.LoginDelay())
	return session, nil
}

// Verify goes the whole way that mail takes: it opens a session, lists the maildrop and fetches one header. note
// hears every stage. The error is that of the first stage that failed. The session is left open, so that whoever
// binds the account can go on without signing in again; it must be closed.
func (c *Client) Verify(ctx context.Context, s mail.Server, cred mail.Credential, note func(mail.Check)) (*Session, error) {
	if note == nil {
		note = func(mail.Check) {}
	}
	session, err := c.Open(ctx, s, cred, note)
	if err != nil {
		return nil, err
	}
	if err := session.verify(ctx, note); err != nil {
		_ = session.Close()
		return nil, err
	}
	return session, nil
}
