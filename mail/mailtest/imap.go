package mailtest

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"sync"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"letterbox/mail"
)

// Server is an IMAP server in this process, on a free port of 127.0.0.1, with mailboxes in memory. It is
// emersion's server behind a layer that does TLS, plays faults and remembers what clients said. Its methods are
// safe for concurrent use.
type Server struct {
	config   imapConfig
	ca       *CA
	listener net.Listener
	memory   *imapmemserver.Server
	imap     *imapserver.Server
	serving  sync.WaitGroup

	mu    sync.Mutex
	users map[string]*memoryUser
	conns map[*faultConn]struct{}
	said  []Said

	poison     []mail.UID
	poisonOnly string // the FETCHes that are refused hold it
}

// Said is one line that a client sent.
type Said struct {
	Line   string
	Secure bool // it came through TLS
}

type imapConfig struct {
	users      []memoryLogin
	security   mail.Security
	cert       CertKind
	names      []string
	caps       []string
	mechanisms []string
	impostor   bool
	faults     []Fault
}

type memoryLogin struct{ name, password string }

// IMAPOption configures the server.
type IMAPOption func(*imapConfig)

// IMAPUser adds a user. Without one the server has the user "ada" with the password "pw".
func IMAPUser(name, password string) IMAPOption {
	return func(c *imapConfig) { c.users = append(c.users, memoryLogin{name, password}) }
}

// IMAPStartTLS makes the server begin in clear text and offer STARTTLS; without it the server speaks TLS at once.
func IMAPStartTLS() IMAPOption { return func(c *imapConfig) { c.security = mail.STARTTLS } }

// IMAPClear makes the server speak clear text only.
func IMAPClear() IMAPOption { return func(c *imapConfig) { c.security = mail.Plain } }

// IMAPCertificate makes the server show another certificate than a good one.
func IMAPCertificate(kind CertKind) IMAPOption { return func(c *imapConfig) { c.cert = kind } }

// IMAPCapabilities replaces the optional capabilities that the server has. The default is UIDPLUS, ESEARCH,
// LIST-EXTENDED, LIST-STATUS, SPECIAL-USE, MOVE, NAMESPACE and CHILDREN.
func IMAPCapabilities(names ...string) IMAPOption { return func(c *imapConfig) { c.caps = names } }

// IMAPMechanisms replaces the mechanisms that the server offers, PLAIN alone: PLAIN, CRAM-MD5, NTLM, and SCRAM-SHA-1
// and SCRAM-SHA-256, both also with -PLUS.
func IMAPMechanisms(names ...string) IMAPOption {
	return func(c *imapConfig) { c.mechanisms = names }
}

// IMAPNames makes the certificate count for some more names, such as those of a provider.
func IMAPNames(names ...string) IMAPOption { return func(c *imapConfig) { c.names = names } }

// IMAPImpostor makes the server accept everybody by SCRAM without knowing a password.
func IMAPImpostor() IMAPOption { return func(c *imapConfig) { c.impostor = true } }

// IMAPFaults makes the server misbehave.
func IMAPFaults(faults ...Fault) IMAPOption {
	return func(c *imapConfig) { c.faults = append(c.faults, faults...) }
}

// IMAP starts a server that ends with the test.
func IMAP(tb testing.TB, opts ...IMAPOption) *Server {
	tb.Helper()
	s, err := NewIMAP(opts...)
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	tb.Cleanup(func() { s.Close() })
	return s
}

// NewIMAP starts a server, which the caller closes. Each user has an INBOX and nothing else.
func NewIMAP(opts ...IMAPOption) (*Server, error) {
	config := imapConfig{
		security: mail.TLS, cert: GoodCert, mechanisms: []string{"PLAIN"},
		caps: []string{"UIDPLUS", "ESEARCH", "LIST-EXTENDED", "LIST-STATUS", "SPECIAL-USE", "MOVE", "NAMESPACE", "CHILDREN"},
	}
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
	cert, err := ca.Issue(config.cert, config.names...)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start IMAP server: %w", err)
	}
	s := &Server{config: config, ca: ca, memory: imapmemserver.New(), users: make(map[string]*memoryUser), conns: make(map[*faultConn]struct{})}
	for _, u := range config.users {
		s.users[u.name] = newMemoryUser(u)
		s.memory.AddUser(s.users[u.name].User)
	}
	caps := goimap.CapSet{goimap.CapIMAP4rev1: {}}
	for _, name := range config.caps {
		caps[goimap.Cap(name)] = struct{}{}
	}
	s.imap = imapserver.New(&imapserver.Options{
		Caps: caps, InsecureAuth: true, Logger: log.New(io.Discard, "", 0),
		NewSession: func(conn *imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &memorySession{Session: s.memory.NewSession(), server: s, conn: conn}, nil, nil
		},
	})
	s.listener = &faultListener{Listener: listener, server: s, tls: &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}}
	s.serving.Add(1)
	go func() {
		defer s.serving.Done()
		s.imap.Serve(s.listener)
	}()
	return s, nil
}

// Server returns how to reach the server as its first user.
func (s *Server) Server() mail.Server {
	address := s.listener.Addr().(*net.TCPAddr)
	return mail.Server{
		Protocol: mail.IMAP, Host: "127.0.0.1", Port: address.Port, Security: s.config.security,
		Auth: mail.PasswordAuth, Username: s.config.users[0].name,
	}
}

// Credential returns what signs the first user in.
func (s *Server) Credential() mail.Credential { return mail.Password(s.config.users[0].password) }

// Roots returns the pool that trusts the server.
func (s *Server) Roots() *x509.CertPool { return s.ca.Roots() }

// CAPEM returns the certificate of the authority, for programs that read a file.
func (s *Server) CAPEM() []byte { return s.ca.PEM() }

// Close ends the server and all its connections.
func (s *Server) Close() error {
	err := s.imap.Close()
	s.Disconnect()
	s.serving.Wait()
	return err
}

// Disconnect closes all connections, as a network that fails does; the server goes on.
func (s *Server) Disconnect() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.raw.Close()
	}
}

// Said returns what clients have sent until now, line by line, without the bytes of literals.
func (s *Server) Said() []Said {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Said(nil), s.said...)
}

// AddFolder creates a folder of the first user. attributes are special-use attributes such as `\Sent`.
func (s *Server) AddFolder(name string, attributes ...string) error {
	return s.first().create(name, attributes)
}

// Append stores a message in a folder of the first user. A zero time means now. Clients that wait in IDLE are
// told.
func (s *Server) Append(folder string, raw []byte, received time.Time, flags mail.Flags) error {
	options := &goimap.AppendOptions{Time: received}
	for _, name := range flags.Wire() {
		options.Flags = append(options.Flags, goimap.Flag(name))
	}
	if _, err := s.first().Append(folder, literal{bytes.NewReader(raw)}, options); err != nil {
		return fmt.Errorf("append to %q: %w", folder, err)
	}
	return nil
}

func (s *Server) first() *memoryUser { return s.users[s.config.users[0].name] }

type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

var errNoUser = errors.New("not signed in")
