package mailtest

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"slices"
	"sync"
	"testing"

	"letterbox/mail"
)

// POP3Server is a POP3 server in this process, on a free port of 127.0.0.1, with one maildrop per user in memory. It
// does TLS, plays faults and remembers what clients said. Unlike the others it is not somebody's server behind a
// layer: there is none to be had. Its methods are safe for concurrent use.
type POP3Server struct {
	config   pop3Config
	ca       *CA
	tls      *tls.Config
	listener net.Listener
	serving  sync.WaitGroup

	mu      sync.Mutex
	drops   map[string]*drop
	conns   map[*pop3Conn]struct{}
	said    []Said
	signIns int
	hurried bool
	closed  bool
}

// drop is the maildrop of a user.
type drop struct {
	letters []letter
	next    int
	locked  bool
}

type letter struct {
	uidl string
	raw  []byte
}

// POP3 starts a server that ends with the test.
func POP3(tb testing.TB, opts ...POP3Option) *POP3Server {
	tb.Helper()
	s, err := NewPOP3(opts...)
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	tb.Cleanup(func() { s.Close() })
	return s
}

// NewPOP3 starts a server, which the caller closes. The maildrops are empty.
func NewPOP3(opts ...POP3Option) (*POP3Server, error) {
	config := pop3Config{security: mail.TLS, cert: GoodCert, lineEnd: "\r\n", caps: []string{"USER", "UIDL", "TOP", "PIPELINING", "RESP-CODES", "SASL PLAIN"}}
	for _, o := range opts {
		o(&config)
	}
	if len(config.users) == 0 {
		config.users = []memoryLogin{{"ada", "pw"}}
	}
	ca, err := SharedCA()
	if err != nil {
		return nil, err
	}
	cert, err := ca.Issue(config.cert)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start POP3 server: %w", err)
	}
	s := &POP3Server{
		config: config, ca: ca, listener: listener, drops: map[string]*drop{}, conns: map[*pop3Conn]struct{}{},
		tls: &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12},
	}
	for _, u := range config.users {
		s.drops[u.name] = &drop{}
	}
	s.serving.Go(s.accept)
	return s, nil
}

func (s *POP3Server) accept() {
	for {
		raw, err := s.listener.Accept()
		if err != nil {
			return
		}
		c := newPOP3Conn(s, raw)
		s.mu.Lock()
		if s.closed {
			raw.Close()
		}
		s.conns[c] = struct{}{}
		s.mu.Unlock()
		s.serving.Go(c.serve)
	}
}

// Server returns how to reach the server as its first user.
func (s *POP3Server) Server() mail.Server {
	address := s.listener.Addr().(*net.TCPAddr)
	return mail.Server{
		Protocol: mail.POP3, Host: "127.0.0.1", Port: address.Port, Security: s.config.security,
		Auth: mail.PasswordAuth, Username: s.config.users[0].name,
	}
}

// Credential returns what signs the first user in.
func (s *POP3Server) Credential() mail.Credential { return mail.Password(s.config.users[0].password) }

// Roots returns the pool that trusts the server.
func (s *POP3Server) Roots() *x509.CertPool { return s.ca.Roots() }

// CAPEM returns the certificate of the authority, for programs that read a file.
func (s *POP3Server) CAPEM() []byte { return s.ca.PEM() }

// Close ends the server and all its connections.
func (s *POP3Server) Close() error {
	err := s.listener.Close()
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.Disconnect()
	s.serving.Wait()
	return err
}

// Disconnect closes all connections, as a network that fails does; the server goes on.
func (s *POP3Server) Disconnect() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.raw.Close()
	}
}

// Said returns what clients have sent until now, line by line.
func (s *POP3Server) Said() []Said {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.said)
}

// Misbehave replaces the faults of the server from now on; none makes it a good one.
func (s *POP3Server) Misbehave(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.config.faults = faults
}

// Hurried reports whether a client sent a command before the one before was answered.
func (s *POP3Server) Hurried() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hurried
}

// SignIns returns how often somebody has signed in.
func (s *POP3Server) SignIns() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.signIns
}

// Deliver puts a message into the maildrop of the first user, where sessions that begin later see it, and returns its
// UIDL.
func (s *POP3Server) Deliver(raw []byte) string {
	s.mu.Lock()
	d := s.drops[s.config.users[0].name]
	uidl := fmt.Sprintf("%08x", d.next+1)
	s.mu.Unlock()
	s.DeliverAs(uidl, raw)
	return uidl
}

// DeliverAs is Deliver with a UIDL of the caller's choice, which need not be a proper one.
func (s *POP3Server) DeliverAs(uidl string, raw []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.drops[s.config.users[0].name]
	d.next++
	d.letters = append(d.letters, letter{uidl: uidl, raw: raw})
}

// Remove takes a message out of the first user's maildrop, as another client of the person would.
func (s *POP3Server) Remove(uidl string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.drops[s.config.users[0].name]
	d.letters = slices.DeleteFunc(d.letters, func(l letter) bool { return l.uidl == uidl })
}

// Left returns how many messages the first user's maildrop holds.
func (s *POP3Server) Left() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.drops[s.config.users[0].name].letters)
}
