package demo

import (
	"context"
	"crypto/tls"
	"net"
	"strconv"
	"sync"
)

// server is what emersion's two servers have in common. Close ends all connections; one that was closed cannot
// serve again.
type server interface {
	Serve(net.Listener) error
	Close() error
}

// service runs a server on one port that it keeps for life. Its owner serialises the calls.
type service struct {
	tls  *tls.Config
	make func() server

	address string // "" before the first start
	running server // nil while stopped
	serving sync.WaitGroup
}

func newService(config *tls.Config, maker func() server) *service {
	return &service{tls: config, make: maker, address: net.JoinHostPort(loopback, "0")}
}

func (s *service) port() int {
	_, port, err := net.SplitHostPort(s.address)
	if err != nil {
		return 0
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return 0
	}
	return n
}

func (s *service) start(ctx context.Context) error {
	if s.running != nil {
		return nil
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", s.address)
	if err != nil {
		return err
	}
	s.address = listener.Addr().String()
	counted := &countedListener{Listener: listener, serving: &s.serving}
	s.running = s.make()
	running := s.running
	s.serving.Go(func() {
		// It returns when stop closes it; there is nobody to tell about any other end, and clients see it.
		_ = running.Serve(tls.NewListener(counted, s.tls))
	})
	return nil
}

// stop closes the port and all connections and waits until their goroutines have let go of them.
func (s *service) stop() {
	if s.running == nil {
		return
	}
	_ = s.running.Close() // it reports that the listener was closed
	s.serving.Wait()
	s.running = nil
}

// countedListener keeps count of the connections, so that stop can wait for them: the servers do not.
type countedListener struct {
	net.Listener
	serving *sync.WaitGroup
}

func (l *countedListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	l.serving.Add(1)
	return &countedConn{Conn: conn, done: l.serving.Done}, nil
}

type countedConn struct {
	net.Conn
	once sync.Once
	done func()
}

func (c *countedConn) Close() error {
	defer c.once.Do(c.done)
	return c.Conn.Close()
}
