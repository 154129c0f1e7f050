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
	door    *door
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
	open := &door{Listener: listener, serving: &s.serving, inside: make(map[*visitor]struct{})}
	running := s.make()
	s.running, s.door = running, open
	s.serving.Go(func() {
		// It returns when stop closes the door; there is nobody to tell about any other end, and clients see it.
		_ = running.Serve(tls.NewListener(open, s.tls))
	})
	return nil
}

// stop closes the port and all connections and waits until their goroutines have let go of them. It closes both
// itself, because a server that is closed before it came to serve would serve on.
func (s *service) stop() {
	if s.running == nil {
		return
	}
	s.door.shut()
	_ = s.running.Close() // it reports that the listener is closed
	s.serving.Wait()
	s.running, s.door = nil, nil
}

// door is a listener that knows who is inside.
type door struct {
	net.Listener
	serving *sync.WaitGroup

	mu     sync.Mutex
	closed bool
	inside map[*visitor]struct{}
}

func (d *door) Accept() (net.Conn, error) {
	conn, err := d.Listener.Accept()
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	v := &visitor{Conn: conn, door: d}
	d.inside[v] = struct{}{}
	d.serving.Add(1)
	return v, nil
}

// shut closes the port and hangs up on everybody. The servers notice, and close what they have.
func (d *door) shut() {
	_ = d.Listener.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	for v := range d.inside {
		_ = v.Conn.Close()
	}
}

// visitor is a connection that leaves the door's list when the server has closed it.
type visitor struct {
	net.Conn
	door *door
	once sync.Once
}

func (v *visitor) Close() error {
	defer v.once.Do(func() {
		v.door.mu.Lock()
		delete(v.door.inside, v)
		v.door.mu.Unlock()
		v.door.serving.Done()
	})
	return v.Conn.Close()
}
