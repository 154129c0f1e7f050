package mailtest

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"sync"
	"testing"
	"time"

	"letterbox/mail"
)

// Proxy stands between a client and a server that speak TLS, sees every line in clear text, and can act at any of them:
// cut the connection, keep it waiting, or do whatever a test wants while the line is held. Its certificate is of the
// authority that all servers of this process use. Its methods may be called from any goroutine.
type Proxy struct {
	upstream mail.Server
	roots    *x509.CertPool
	identity tls.Certificate
	listener net.Listener
	serving  sync.WaitGroup

	mu    sync.Mutex
	conns map[net.Conn]struct{}
	seen  int // lines since Watch
	at    int // the line at which act is called; 0 for none
	after bool
	act   func(cut func())
	asked []string // what clients asked to have changed since Watch
}

// NewProxy starts a proxy before a server that speaks TLS from the first byte. It ends with the test.
func NewProxy(tb testing.TB, upstream mail.Server, roots *x509.CertPool) *Proxy {
	tb.Helper()
	ca, err := SharedCA()
	if err != nil {
		tb.Fatal(err)
	}
	identity, err := ca.Issue(GoodCert)
	if err != nil {
		tb.Fatal(err)
	}
	p := &Proxy{upstream: upstream, roots: roots, identity: identity, conns: map[net.Conn]struct{}{}}
	if p.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		tb.Fatalf("mailtest: proxy: %v", err)
	}
	p.serving.Go(p.accept)
	tb.Cleanup(func() {
		_ = p.listener.Close()
		p.Cut()
		p.serving.Wait()
	})
	return p
}

// Server returns what clients connect to.
func (p *Proxy) Server() mail.Server {
	s := p.upstream
	s.Host, s.Port = "127.0.0.1", p.listener.Addr().(*net.TCPAddr).Port
	return s
}

// Watch begins to count lines of all connections and both directions, from 1, and has act called, once, when the line
// number at has come: before it is passed on, or after. cut closes all connections. With at 0 it only counts.
func (p *Proxy) Watch(at int, after bool, act func(cut func())) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen, p.at, p.after, p.act, p.asked = 0, at, after, act, nil
}

// Lines returns how many lines were seen since Watch.
func (p *Proxy) Lines() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.seen
}

// Cut closes all connections.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.Close()
	}
}

func (p *Proxy) accept() {
	for {
		conn, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.serving.Go(func() { p.serve(conn) })
	}
}

func (p *Proxy) serve(conn net.Conn) {
	client := tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{p.identity}, MinVersion: tls.VersionTLS12})
	dialer := net.Dialer{Timeout: 10 * time.Second}
	server, err := tls.DialWithDialer(&dialer, "tcp", p.upstream.HostPort(), &tls.Config{RootCAs: p.roots, MinVersion: tls.VersionTLS12})
	if err != nil {
		_ = conn.Close()
		return
	}
	p.hold(client, server)
	defer p.release(client, server)
	var both sync.WaitGroup
	both.Go(func() { p.pass(client, server, p.ask) })
	both.Go(func() { p.pass(server, client, func([]byte) {}) })
	both.Wait()
}

func (p *Proxy) hold(conns ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		p.conns[c] = struct{}{}
	}
}

func (p *Proxy) release(conns ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		_ = c.Close()
		delete(p.conns, c)
	}
}

// pass carries lines one way until either end closes; then it closes both. heard sees each of them before.
func (p *Proxy) pass(from, to net.Conn, heard func(line []byte)) {
	defer from.Close() //nolint:errcheck // it is over
	defer to.Close()   //nolint:errcheck // it is over
	in := bufio.NewReaderSize(from, 32<<10)
	for {
		line, err := in.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			_, _ = to.Write(line)
			return
		}
		whole := err == nil
		heard(line)
		if whole && p.come(false) {
			return
		}
		if _, err := to.Write(line); err != nil {
			return
		}
		if whole && p.come(true) {
			return
		}
	}
}

// come counts a line before it is passed on, looks whether it is the one, and acts.
func (p *Proxy) come(passed bool) (over bool) {
	p.mu.Lock()
	if !passed {
		p.seen++
	}
	act := p.act
	if p.at == 0 || p.seen < p.at || passed != p.after || act == nil {
		p.mu.Unlock()
		return false
	}
	p.act = nil
	p.mu.Unlock()
	act(p.Cut)
	return true
}
