package dial

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"sync/atomic"
	"time"

	"letterbox/mail"
)

const bufferSize = 64 << 10

// Conn is a connection to a mail server, in clear text or in TLS. Reads pass through one buffer that belongs to
// the connection, so that StartTLS can see what came before the handshake; line protocols should read from Buffer
// and not put a buffer of their own above it. Reading and writing may happen in two goroutines; Close may be
// called from any.
type Conn struct {
	net.Conn // the present stream: the armed socket, or TLS upon it

	socket  *armed
	buffer  *bufio.Reader
	secure  *tls.Conn           // nil while clear
	chain   []*x509.Certificate // that convinced; nil while clear
	vouched mail.TrustedBy      // who vouches for it
	server  mail.Server
	dialer  *Dialer
	trace   *tap // nil: no trace

	wrote  atomic.Int64 // unix nanoseconds of the last write
	window int64        // when the present window of the pace began, unix nanoseconds
	moved  int          // bytes read in it
}

func (d *Dialer) wrap(raw net.Conn, s mail.Server) *Conn {
	socket := &armed{Conn: raw}
	socket.silence.Store(int64(d.config.Timeouts.Command))
	c := &Conn{Conn: socket, socket: socket, server: s, dialer: d}
	if d.config.Trace != nil {
		if tracer := d.config.Trace(s); tracer != nil {
			c.trace = newTap(tracer, s)
		}
	}
	c.buffer = bufio.NewReaderSize(source{c}, bufferSize)
	return c
}

// source feeds the buffer from whatever the stream is now.
type source struct{ c *Conn }

func (s source) Read(p []byte) (int, error) {
	n, err := s.c.Conn.Read(p)
	if s.c.trace != nil {
		s.c.trace.received(p[:n])
	}
	if err == nil {
		err = s.c.pace(n)
	}
	return n, err
}

// slowest is how many bytes must come within the silence that is allowed. A server that sends a byte now and then
// is never silent, and yet never done.
const slowest = 64

var errSlow = fmt.Errorf("fewer than %d bytes in the time allowed for an answer: %w", slowest, os.ErrDeadlineExceeded)

// pace counts n bytes and says whether the server is too slow. A write begins a new count, and while nothing is
// expected, which a silence longer than for commands tells, there is none.
func (c *Conn) pace(n int) error {
	silence := c.socket.silence.Load()
	now := time.Now().UnixNano()
	if wrote := c.wrote.Load(); wrote > c.window || silence > int64(c.dialer.config.Timeouts.Command) {
		c.window, c.moved = max(wrote, c.window), 0
		if silence > int64(c.dialer.config.Timeouts.Command) {
			c.window = now
		}
	}
	c.moved += n
	if now-c.window < silence {
		return nil
	}
	slow := c.moved < slowest && c.window != 0
	c.window, c.moved = now, 0
	if slow {
		return errSlow
	}
	return nil
}

// Read reads through the buffer.
func (c *Conn) Read(p []byte) (int, error) { return c.buffer.Read(p) }

// Buffer returns the reader that all bytes come through.
func (c *Conn) Buffer() *bufio.Reader { return c.buffer }

// Write writes p to the stream.
func (c *Conn) Write(p []byte) (int, error) {
	if c.trace != nil {
		c.trace.sent(p)
	}
	c.wrote.Store(time.Now().UnixNano())
	return c.Conn.Write(p)
}

// Close closes the socket at once. It does not send the TLS close-notify, which could block for seconds.
func (c *Conn) Close() error { return c.socket.Conn.Close() }

// CloseOn closes the socket as soon as ctx ends, until release is called. release reports whether the socket was
// left alone.
func (c *Conn) CloseOn(ctx context.Context) (release func() bool) {
	return context.AfterFunc(ctx, func() { c.Close() })
}

// SetSilence sets how long a read or a write may go without a byte moving. It starts with Timeouts.Command.
func (c *Conn) SetSilence(d time.Duration) { c.socket.silence.Store(int64(d)) }

// SetDeadline sets the absolute end of all reads and writes, on top of the silence; the zero time removes it.
func (c *Conn) SetDeadline(t time.Time) error { return c.socket.SetDeadline(t) }

// SetReadDeadline is SetDeadline for reads.
func (c *Conn) SetReadDeadline(t time.Time) error { return c.socket.SetReadDeadline(t) }

// SetWriteDeadline is SetDeadline for writes.
func (c *Conn) SetWriteDeadline(t time.Time) error { return c.socket.SetWriteDeadline(t) }

// Hush keeps what follows out of the trace, in both directions, until it is called with false. Protocols hush
// while secrets or the content of messages pass.
func (c *Conn) Hush(on bool) {
	if c.trace != nil {
		c.trace.hush(on)
	}
}

// Conceal passes every line that the trace shows from now on through what, which takes a secret out of it: a server may
// repeat at any time what it was sent. what is called from the goroutines that read and write.
func (c *Conn) Conceal(what func(line string) string) {
	if c.trace != nil {
		c.trace.concealBy(what)
	}
}

// Secure reports whether the stream is TLS.
func (c *Conn) Secure() bool { return c.secure != nil }

// TLS returns the state of the TLS connection, nil while the stream is clear.
func (c *Conn) TLS() *tls.ConnectionState {
	if c.secure == nil {
		return nil
	}
	state := c.secure.ConnectionState()
	return &state
}

// armed is a socket that re-arms its deadlines for every read and write: the earlier of the silence from now and
// the absolute deadline that was set. It lies below TLS, so a handshake is covered too.
type armed struct {
	net.Conn
	silence    atomic.Int64 // time.Duration
	readUntil  atomic.Int64 // unix nanoseconds, 0 for none
	writeUntil atomic.Int64
}

func (a *armed) due(until *atomic.Int64) time.Time {
	due := time.Now().Add(time.Duration(a.silence.Load()))
	if limit := until.Load(); limit != 0 && limit < due.UnixNano() {
		due = time.Unix(0, limit)
	}
	return due
}

func (a *armed) Read(p []byte) (int, error) {
	if err := a.Conn.SetReadDeadline(a.due(&a.readUntil)); err != nil {
		return 0, err
	}
	return a.Conn.Read(p)
}

func (a *armed) Write(p []byte) (int, error) {
	if err := a.Conn.SetWriteDeadline(a.due(&a.writeUntil)); err != nil {
		return 0, err
	}
	return a.Conn.Write(p)
}

func store(field *atomic.Int64, t time.Time) {
	if t.IsZero() {
		field.Store(0)
		return
	}
	field.Store(t.UnixNano())
}

func (a *armed) SetDeadline(t time.Time) error {
	store(&a.readUntil, t)
	store(&a.writeUntil, t)
	return a.Conn.SetDeadline(t)
}

func (a *armed) SetReadDeadline(t time.Time) error {
	store(&a.readUntil, t)
	return a.Conn.SetReadDeadline(t)
}

func (a *armed) SetWriteDeadline(t time.Time) error {
	store(&a.writeUntil, t)
	return a.Conn.SetWriteDeadline(t)
}
