// Package pop3 speaks POP3 (RFC 1939) to mail servers as they are, with its extensions: CAPA and response codes
// (RFC 2449), STLS (RFC 2595), SASL (RFC 5034), SYS and AUTH codes (RFC 3206).
//
// A Client verifies an account (Verify) or opens a Session. A session sees the maildrop as it was at the sign-in:
// it lists what is there by UIDL, fetches headers by TOP and messages by RETR, pipelined where the server allows
// it, and streams, so that a message is never held whole. Nothing is deleted on the server unless Delete is called
// and Quit succeeds after it.
//
// Invariants: STLS, when configured, is required, and bytes that follow its answer in clear text end the
// connection; a secret is sent only on a protected connection, or on one that the policy allows to be clear, or by
// a mechanism that does not show it; lines, lists and messages have limits; message bytes arrive as the server
// sent them, CRLF included. Errors are *mail.Problem, made in classify.go. The package starts no goroutine and
// never logs or traces a secret.
package pop3

import (
	"context"
	"fmt"

	"letterbox/mail"
	"letterbox/mail/dial"
)

// Config says how a Client works. Dialer is required.
type Config struct {
	Dialer *dial.Dialer
	Limits Limits // zero fields get defaults
}

// Limits protect against servers that send without end. Exceeding one is LimitExceeded and ends the connection.
type Limits struct {
	Line     int   // bytes of a status line or of a line of a list; 8 KB
	Messages int   // messages in a maildrop; 2 million
	Header   int   // bytes of one header that TOP returns; 1 MB
	Message  int64 // bytes of one message; 512 MB
}

func (l Limits) filled() Limits {
	if l.Line == 0 {
		l.Line = 8 << 10
	}
	if l.Messages == 0 {
		l.Messages = 2 << 20
	}
	if l.Header == 0 {
		l.Header = 1 << 20
	}
	if l.Message == 0 {
		l.Message = 512 << 20
	}
	return l
}

// Client opens sessions. It is safe for concurrent use.
type Client struct{ config Config }

// New returns a Client.
func New(config Config) *Client {
	config.Limits = config.Limits.filled()
	return &Client{config: config}
}

// Open connects, secures and signs in. note, which may be nil, hears every stage. The session must be closed.
// Errors are *mail.Problem; ctx bounds the call only.
func (c *Client) Open(ctx context.Context, s mail.Server, cred mail.Credential, note func(mail.Check)) (*Session, error) {
	conn, err := c.config.Dialer.Dial(ctx, s, note)
	if err != nil {
		return nil, err
	}
	release := conn.CloseOn(ctx)
	session := &Session{conn: conn, server: s, limits: c.config.Limits, timeouts: c.config.Dialer.Timeouts()}
	err = session.establish(ctx, cred, note)
	if !release() && err == nil {
		err = dial.InContext(ctx, ctx.Err(), mail.StageGreet, s)
	}
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	return session, nil
}

// Verify goes the whole way that mail takes: it opens a session, lists the maildrop and fetches one header. The
// session stays open for the caller, who closes it.
func (c *Client) Verify(ctx context.Context, s mail.Server, cred mail.Credential, note func(mail.Check)) (*Session, error) {
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

func (s *Session) verify(ctx context.Context, note func(mail.Check)) error {
	var entries []Entry
	err := s.step(ctx, mail.StageOpen, note, func() (finding string, err error) {
		entries, err = s.list()
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
		err := s.tops(entries[len(entries)-1:], func(_ Entry, raw []byte) error {
			size = len(raw)
			return nil
		})
		return fmt.Sprintf("%d bytes", size), err
	})
}
