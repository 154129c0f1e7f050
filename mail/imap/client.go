// Package imap speaks IMAP4rev1 and rev2 (RFC 3501, RFC 9051) to mail servers as they are.
//
// A Client verifies an account (Verify) or opens a Session, which lists folders, selects one, and fetches headers,
// flags and bodies. What servers say is read here: one reader (reader.go) takes a response apart into text and
// literals under fixed limits, and every parser above it takes what it understands and passes over the rest, so
// that one odd message or folder name never costs the mailbox. Flags are stored by go-imap through a guard (guard.go),
// which keeps such responses away from it; what the library does not know, or cannot be told to repeat safely, is sent
// here. Headers and bodies come raw; this package does not interpret mail.
//
// Invariants. STARTTLS, when configured, is required: anything but a clean OK ends the connection, nothing that
// was said before the handshake is remembered, and no word of a server is repeated in a Problem before TLS. A
// password is sent only on a protected connection, or on one that the policy allows to be clear. ID (RFC 2971) is
// sent after the sign-in, where the server offers it, on every connection, because some providers refuse SELECT
// without it. Referrals are never followed. Only a command's own tag ends it. A response, a list and a command's
// answer as a whole have limits, checked before memory is taken. Commands are never pipelined.
//
// A command that changes something changes what it names and nothing else: no message is expunged that was not
// asked for, and nothing is marked as deleted before its copy is confirmed. It is sent once: whether to repeat what
// was cut off is for the caller to decide, who can look (Find, Status).
//
// Errors are *mail.Problem, made in classify.go. The package starts no goroutine but the library's, which ends with
// Close; it caches nothing, and never logs or traces a secret.
package imap

import (
	"context"
	"log/slog"
	"net"
	"sync"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
)

// Config says how a Client works. Dialer is required.
type Config struct {
	Dialer        *dial.Dialer
	ClientName    string        // what ID tells the server; "Letterbox" when empty
	ClientVersion string        // likewise; may be empty
	Limits        Limits        // zero fields get defaults
	Poll          time.Duration // how often Watch asks a server that does not push; 2 minutes when zero
	Alive         time.Duration // how long Watch lets a server that pushes be silent before it asks; 9 minutes when zero
	Log           *slog.Logger  // nil: nothing is logged
	// Compress says whether to compress what passes to and from an address whose shortest round trip is known, where the
	// server offers it. nil: where it pays, which is on lines to somewhere else. Any goroutine.
	Compress func(address net.Addr, trip time.Duration) bool
}

// Limits protect against servers that send without end. Exceeding one is LimitExceeded and ends the connection.
type Limits struct {
	Line         int   // bytes of one response without its literals; 1 MB
	Literal      int64 // bytes of one literal that is kept in memory, such as a header; 1 MB
	Body         int64 // bytes of one streamed body; 512 MB
	Answer       int64 // bytes of a whole answer other than a fetch; 16 MB
	Depth        int   // nested parentheses; 100
	Folders      int   // folders in a list; 20,000
	Messages     int   // messages in a folder; 5 million
	Capabilities int   // capabilities; 1,000
}

func (l Limits) filled() Limits {
	fill(&l.Line, 1<<20)
	fill(&l.Literal, 1<<20)
	fill(&l.Body, 512<<20)
	fill(&l.Answer, 16<<20)
	fill(&l.Depth, 100)
	fill(&l.Folders, 20_000)
	fill(&l.Messages, 5_000_000)
	fill(&l.Capabilities, 1_000)
	return l
}

func fill[T int | int64 | time.Duration](field *T, standard T) {
	if *field <= 0 {
		*field = standard
	}
}

// Client opens sessions. It is safe for concurrent use.
type Client struct {
	config  Config
	garbles sync.Map // mail.Server → true: its compressed stream could not be read, so it is not asked for one again
}

// New returns a Client.
func New(config Config) *Client {
	config.Limits = config.Limits.filled()
	fill(&config.Poll, 2*time.Minute)
	fill(&config.Alive, 9*time.Minute)
	if config.ClientName == "" {
		config.ClientName = "Letterbox"
	}
	if config.Compress == nil {
		config.Compress = pays
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	return &Client{config: config}
}

// Open connects, secures, signs in and identifies. note, which may be nil, hears every stage. The session must be
// closed. Errors are *mail.Problem; ctx bounds the call only.
func (c *Client) Open(ctx context.Context, s mail.Server, cred mail.Credential, note func(mail.Check)) (*Session, error) {
	if note == nil {
		note = func(mail.Check) {}
	}
	conn, err := c.config.Dialer.Dial(ctx, s, note)
	if err != nil {
		return nil, err
	}
	release := conn.CloseOn(ctx)
	session := newSession(c.config, s, conn)
	err = session.establish(ctx, cred, note)
	if !release() && err == nil {
		err = dial.InContext(ctx, ctx.Err(), mail.StageGreet, s)
	}
	if err == nil {
		err = c.compress(ctx, session)
	}
	if err != nil {
		conn.Close()
		return nil, err
	}
	return session, nil
}

// compress has a session compressed where it is worth it.
func (c *Client) compress(ctx context.Context, s *Session) error {
	server := s.server
	if _, garbled := c.garbles.Load(server); garbled || !c.config.Compress(s.conn.RemoteAddr(), s.trip) {
		return nil
	}
	s.garbled = func() { c.garbles.Store(server, true) }
	return s.Compress(ctx)
}

// Verify goes the whole way that mail takes: it opens a session, lists the folders, opens INBOX and fetches one
// header. note hears every stage. The error is that of the first stage that failed. The session is left open with
// INBOX selected, so that whoever binds the account can go on without signing in again; it must be closed.
func (c *Client) Verify(ctx context.Context, s mail.Server, cred mail.Credential, note func(mail.Check)) (*Session, error) {
	if note == nil {
		note = func(mail.Check) {}
	}
	session, err := c.Open(ctx, s, cred, note)
	if err != nil {
		return nil, err
	}
	if err := session.verify(ctx, note); err != nil {
		session.Close()
		return nil, err
	}
	return session, nil
}
