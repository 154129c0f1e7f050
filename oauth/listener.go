package oauth

import (
	"context"
	"net"
	"strconv"
	"sync/atomic"
)

// portAttempts is how often a port is looked for that is free on both loopback addresses.
const portAttempts = 8

// listenLocal listens on 127.0.0.1 and, since "localhost" may mean either, on ::1 at the same port. A port that
// somebody else has on ::1 is not used at all: they would get the answer.
func (c *Client) listenLocal(ctx context.Context, host string) ([]net.Listener, int, error) {
	var failure error
	for range portAttempts {
		four, err := c.listen(ctx, "tcp4", "127.0.0.1:0")
		if err != nil {
			return nil, 0, err
		}
		_, text, err := net.SplitHostPort(four.Addr().String())
		if err != nil {
			return nil, 0, err
		}
		port, _ := strconv.Atoi(text)
		if host != "localhost" {
			return []net.Listener{four}, port, nil
		}
		six, err := c.listen(ctx, "tcp6", net.JoinHostPort("::1", text))
		if err == nil {
			return []net.Listener{four, six}, port, nil
		}
		failure = err
		other, err := c.listen(ctx, "tcp6", "[::1]:0")
		if err != nil { // there is no ::1 on this computer
			return []net.Listener{four}, port, nil
		}
		_, _ = other.Close(), four.Close()
	}
	return nil, 0, failure
}

// few is a listener that has at most a number of connections at a time; others wait to be accepted.
type few struct {
	net.Listener
	free   chan struct{}
	closed chan struct{}
	once   atomic.Bool
}

func newFew(l net.Listener, n int) *few {
	return &few{Listener: l, free: make(chan struct{}, n), closed: make(chan struct{})}
}

func (f *few) Accept() (net.Conn, error) {
	select {
	case f.free <- struct{}{}:
	case <-f.closed:
		return nil, net.ErrClosed
	}
	conn, err := f.Listener.Accept()
	if err != nil {
		<-f.free
		return nil, err
	}
	return &fewConn{Conn: conn, free: f.free}, nil
}

func (f *few) Close() error {
	if f.once.CompareAndSwap(false, true) {
		close(f.closed)
	}
	return f.Listener.Close()
}

type fewConn struct {
	net.Conn
	free chan struct{}
	once atomic.Bool
}

func (c *fewConn) Close() error {
	if c.once.CompareAndSwap(false, true) {
		<-c.free
	}
	return c.Conn.Close()
}
