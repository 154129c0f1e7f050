package mailtest

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"slices"
	"strings"
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

type pop3Config struct {
	users     []memoryLogin
	security  mail.Security
	cert      CertKind
	caps      []string
	timestamp string
	exclusive bool
	lineEnd   string
	faults    []Fault
}

// POP3Option configures the server.
type POP3Option func(*pop3Config)

// POP3User adds a user. Without one the server has the user "ada" with the password "pw", which is also the access
// token that XOAUTH2 takes.
func POP3User(name, password string) POP3Option {
	return func(c *pop3Config) { c.users = append(c.users, memoryLogin{name, password}) }
}

// POP3StartTLS makes the server begin in clear text and offer STLS; without it the server speaks TLS at once.
func POP3StartTLS() POP3Option { return func(c *pop3Config) { c.security = mail.STARTTLS } }

// POP3Clear makes the server speak clear text only.
func POP3Clear() POP3Option { return func(c *pop3Config) { c.security = mail.Plain } }

// POP3Certificate makes the server show another certificate than a good one.
func POP3Certificate(kind CertKind) POP3Option { return func(c *pop3Config) { c.cert = kind } }

// POP3Capabilities replaces what CAPA answers, line by line: USER, UIDL, TOP, PIPELINING, RESP-CODES and SASL PLAIN.
// The server knows no more than that: without UIDL it refuses UIDL. None means that CAPA is refused and all commands
// but UIDL and TOP are known.
func POP3Capabilities(lines ...string) POP3Option { return func(c *pop3Config) { c.caps = lines } }

// POP3APOP makes the server greet with a timestamp and take APOP.
func POP3APOP() POP3Option {
	return func(c *pop3Config) { c.timestamp = "<1896.697170952@mail.example.test>" }
}

// POP3Exclusive makes the server refuse a second session with a maildrop (RFC 1939 section 4).
func POP3Exclusive() POP3Option { return func(c *pop3Config) { c.exclusive = true } }

// POP3BareLF makes the server end its lines, and those of messages, without CR.
func POP3BareLF() POP3Option { return func(c *pop3Config) { c.lineEnd = "\n" } }

// POP3Faults makes the server misbehave. On is a command in capitals, "GREETING" or "HANDSHAKE"; {tag} has no meaning
// here. CutAnswer sends the first Cut bytes of the proper answer and closes the connection.
func POP3Faults(faults ...Fault) POP3Option {
	return func(c *pop3Config) { c.faults = append(c.faults, faults...) }
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

// has reports whether the server has a capability, and returns what follows its name.
func (c *pop3Config) has(name string) (arguments string, has bool) {
	for _, line := range c.caps {
		first, rest, _ := strings.Cut(line, " ")
		if first == name {
			return rest, true
		}
	}
	return "", false
}
