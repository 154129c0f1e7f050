// Package x11 is a small client of the X server, for what an input method must know and the toolkit does not tell:
// where a window is on the screen, when it moves, and whether a server of the old input method protocol is there.
//
// It speaks the core protocol (X Window System Protocol, X Version 11, Release 6.8; appendix B has the encoding) over
// a connection of its own. It changes nothing on the server but which of the windows' events come to that connection.
package x11

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
)

// Request numbers, event numbers and masks that are used.
const (
	changeWindowAttributes = 2
	internAtom             = 16
	getProperty            = 20
	getSelectionOwner      = 23
	translateCoordinates   = 40

	eventError      = 0
	eventReply      = 1
	configureNotify = 22
	genericEvent    = 35

	attributeEventMask  = 1 << 11
	structureNotifyMask = 1 << 17
)

// order is how this client asks the server to write numbers.
var order = binary.LittleEndian

// maxReply bounds what is read for one answer.
const maxReply = 1 << 20

var errGone = errors.New("x11: the connection is closed")

// Conn is a connection. Its methods may be called from any goroutine.
type Conn struct {
	conn  net.Conn
	root  uint32
	moved chan struct{}
	done  chan struct{} // closed when the reader has ended

	mu      sync.Mutex
	seq     uint16
	waiting map[uint16]chan answer
	watched map[uint32]bool
}

type answer struct {
	data []byte // of the reply, 32 bytes or more
	err  error
}

// Open connects to the server of a display such as ":0" or "host:1.0". The caller closes the connection.
func Open(ctx context.Context, display string) (*Conn, error) {
	where, err := parseDisplay(display)
	if err != nil {
		return nil, err
	}
	conn, err := where.dial(ctx)
	if err != nil {
		return nil, fmt.Errorf("x11: connect to %s: %w", display, err)
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	c, err := setup(conn, where.cookie())
	if !stop() && err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("x11: greet %s: %w", display, err)
	}
	go c.read() // ends when the connection does
	return c, nil
}

// Close ends the connection and its goroutine.
func (c *Conn) Close() {
	c.conn.Close()
	<-c.done
}

// Moved is sent to when a watched window has moved, and when the connection has ended, as Gone tells.
func (c *Conn) Moved() <-chan struct{} { return c.moved }

// Gone reports whether the connection has ended.
func (c *Conn) Gone() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// Origin returns where the upper left corner of a window's content is on the screen, in pixels, and has its moves told
// from now on.
func (c *Conn) Origin(ctx context.Context, window uint32) (x, y int, err error) {
	c.mu.Lock()
	known := c.watched[window]
	c.watched[window] = true
	c.mu.Unlock()
	if !known {
		if err := c.send(nil, changeWindowAttributes, 0, window, attributeEventMask, structureNotifyMask); err != nil {
			return 0, 0, err
		}
	}
	reply, err := c.ask(ctx, translateCoordinates, 0, window, c.root, 0)
	if err != nil {
		return 0, 0, fmt.Errorf("x11: place of window %#x: %w", window, err)
	}
	return int(int16(order.Uint16(reply[12:]))), int(int16(order.Uint16(reply[14:]))), nil
}

// ask sends a request and returns its reply.
func (c *Conn) ask(ctx context.Context, opcode, detail byte, words ...uint32) ([]byte, error) {
	got := make(chan answer, 1)
	if err := c.send(got, opcode, detail, words...); err != nil {
		return nil, err
	}
	select {
	case a := <-got:
		return a.data, a.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// send writes a request of whole words and has its reply sent to got, which is nil for requests without one.
func (c *Conn) send(got chan answer, opcode, detail byte, words ...uint32) error {
	b := []byte{opcode, detail}
	b = order.AppendUint16(b, uint16(1+len(words)))
	for _, w := range words {
		b = order.AppendUint32(b, w)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.waiting == nil {
		return errGone
	}
	c.seq++
	if got != nil {
		c.waiting[c.seq] = got
	}
	if _, err := c.conn.Write(b); err != nil {
		return fmt.Errorf("x11: %w", err)
	}
	return nil
}

// read takes apart what the server sends until the connection ends.
func (c *Conn) read() {
	defer close(c.done)
	for {
		b := make([]byte, 32)
		if _, err := io.ReadFull(c.conn, b); err != nil {
			break
		}
		if kind := b[0] & 0x7f; kind == eventReply || kind == genericEvent {
			more := order.Uint32(b[4:])
			if more > maxReply/4 {
				break
			}
			b = append(b, make([]byte, 4*more)...)
			if _, err := io.ReadFull(c.conn, b[32:]); err != nil {
				break
			}
		}
		c.take(b)
	}
	c.conn.Close()
	c.mu.Lock()
	for _, got := range c.waiting {
		got <- answer{err: errGone}
	}
	c.waiting = nil
	c.mu.Unlock()
	c.notice()
}

func (c *Conn) take(b []byte) {
	switch b[0] & 0x7f {
	case eventReply:
		c.give(answer{data: b}, order.Uint16(b[2:]))
	case eventError:
		c.give(answer{err: fmt.Errorf("x11: error %d", b[1])}, order.Uint16(b[2:]))
	case configureNotify:
		c.notice()
	}
}

func (c *Conn) give(a answer, seq uint16) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if got := c.waiting[seq]; got != nil {
		delete(c.waiting, seq)
		got <- a
	}
}

func (c *Conn) notice() {
	select {
	case c.moved <- struct{}{}:
	default:
	}
}
