package mailtest

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"strings"
	"sync"
	"testing"

	gosasl "github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"

	"letterbox/mail"
)

// SMTPServer is a submission server in this process, on a free port of 127.0.0.1. It is emersion's server behind a
// layer that does TLS, plays faults and remembers what clients said. It delivers nothing: what is submitted can be
// looked at. Its methods are safe for concurrent use.
type SMTPServer struct {
	config   smtpConfig
	ca       *CA
	listener net.Listener
	smtp     *gosmtp.Server
	serving  sync.WaitGroup

	mu        sync.Mutex
	conns     map[*smtpConn]struct{}
	said      []Said
	submitted []Submitted
	deliver   func(Submitted) // nil: nothing is delivered
}

// Submitted is a message that the server accepted.
type Submitted struct {
	User string // who was signed in
	From string
	To   []string
	Raw  []byte
}

type smtpConfig struct {
	users      []memoryLogin
	security   mail.Security
	cert       CertKind
	names      []string
	mechanisms []string
	impostor   bool
	size       int64
	recipients int // at once; 0 for any number
	utf8       bool
	reports    bool
	hidden     []string
	faults     []Fault
}

// SMTPOption configures the server.
type SMTPOption func(*smtpConfig)

// SMTPUser adds a user. Without one the server has the user "ada" with the password "pw", which is also the access
// token that XOAUTH2 takes.
func SMTPUser(name, password string) SMTPOption {
	return func(c *smtpConfig) { c.users = append(c.users, memoryLogin{name, password}) }
}

// SMTPStartTLS makes the server begin in clear text and offer STARTTLS; without it the server speaks TLS at once.
func SMTPStartTLS() SMTPOption { return func(c *smtpConfig) { c.security = mail.STARTTLS } }

// SMTPClear makes the server speak clear text only.
func SMTPClear() SMTPOption { return func(c *smtpConfig) { c.security = mail.Plain } }

// SMTPCertificate makes the server show another certificate than a good one.
func SMTPCertificate(kind CertKind) SMTPOption { return func(c *smtpConfig) { c.cert = kind } }

// SMTPMechanisms replaces the mechanisms that the server offers: PLAIN, LOGIN, XOAUTH2, CRAM-MD5, NTLM, and SCRAM-SHA-1
// and SCRAM-SHA-256, both also with -PLUS. None means no AUTH.
func SMTPMechanisms(names ...string) SMTPOption {
	return func(c *smtpConfig) { c.mechanisms = names }
}

// SMTPNames makes the certificate count for some more names, such as those of a provider.
func SMTPNames(names ...string) SMTPOption { return func(c *smtpConfig) { c.names = names } }

// SMTPImpostor makes the server accept everybody by SCRAM without knowing a password.
func SMTPImpostor() SMTPOption { return func(c *smtpConfig) { c.impostor = true } }

// SMTPMaxSize makes the server refuse longer messages and say so with SIZE (RFC 1870).
func SMTPMaxSize(bytes int64) SMTPOption { return func(c *smtpConfig) { c.size = bytes } }

// SMTPMaxRecipients makes the server take so many recipients at once, and say so with LIMITS (RFC 9422).
func SMTPMaxRecipients(n int) SMTPOption { return func(c *smtpConfig) { c.recipients = n } }

// SMTPInternational makes the server take addresses and headers in UTF-8 (SMTPUTF8, RFC 6531).
func SMTPInternational() SMTPOption { return func(c *smtpConfig) { c.utf8 = true } }

// SMTPReports makes the server know delivery status notifications (DSN, RFC 3461).
func SMTPReports() SMTPOption { return func(c *smtpConfig) { c.reports = true } }

// SMTPHides keeps extensions out of the answer to EHLO that the server has otherwise: PIPELINING, 8BITMIME,
// ENHANCEDSTATUSCODES, CHUNKING and SIZE are always there.
func SMTPHides(keywords ...string) SMTPOption {
	return func(c *smtpConfig) { c.hidden = append(c.hidden, keywords...) }
}

// SMTPFaults makes the server misbehave. On is a command in capitals, "GREETING", "HANDSHAKE", or "MESSAGE" for the
// dot that ends one. {tag} has no meaning here. With CutAnswer the command reaches the server, which then takes the
// message.
func SMTPFaults(faults ...Fault) SMTPOption {
	return func(c *smtpConfig) { c.faults = append(c.faults, faults...) }
}

// SMTP starts a server that ends with the test.
func SMTP(tb testing.TB, opts ...SMTPOption) *SMTPServer {
	tb.Helper()
	s, err := NewSMTP(opts...)
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	tb.Cleanup(func() { s.Close() })
	return s
}

// NewSMTP starts a server, which the caller closes.
func NewSMTP(opts ...SMTPOption) (*SMTPServer, error) {
	config := smtpConfig{security: mail.TLS, cert: GoodCert, mechanisms: []string{"PLAIN", "LOGIN"}}
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
		return nil, fmt.Errorf("start submission server: %w", err)
	}
	s := &SMTPServer{config: config, ca: ca, conns: make(map[*smtpConn]struct{})}
	s.smtp = gosmtp.NewServer(gosmtp.BackendFunc(func(conn *gosmtp.Conn) (gosmtp.Session, error) {
		return &smtpSession{server: s, conn: conn.Conn()}, nil
	}))
	s.smtp.Domain, s.smtp.AllowInsecureAuth, s.smtp.MaxMessageBytes = "localhost", true, config.size
	s.smtp.MaxRecipients = config.recipients
	s.smtp.EnableSMTPUTF8, s.smtp.EnableDSN = config.utf8, config.reports
	s.smtp.MaxLineLength = 16 << 10 // tokens are long
	s.smtp.ErrorLog = log.New(io.Discard, "", 0)
	s.listener = &smtpListener{Listener: listener, server: s, tls: &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}}
	s.serving.Add(1)
	go func() {
		defer s.serving.Done()
		s.smtp.Serve(s.listener)
	}()
	return s, nil
}

// Server returns how to reach the server as its first user.
func (s *SMTPServer) Server() mail.Server {
	address := s.listener.Addr().(*net.TCPAddr)
	return mail.Server{
		Protocol: mail.Submission, Host: "127.0.0.1", Port: address.Port, Security: s.config.security,
		Auth: mail.PasswordAuth, Username: s.config.users[0].name,
	}
}

// Credential returns what signs the first user in.
func (s *SMTPServer) Credential() mail.Credential { return mail.Password(s.config.users[0].password) }

// Roots returns the pool that trusts the server.
func (s *SMTPServer) Roots() *x509.CertPool { return s.ca.Roots() }

// CAPEM returns the certificate of the authority, for programs that read a file.
func (s *SMTPServer) CAPEM() []byte { return s.ca.PEM() }

// Close ends the server and all its connections.
func (s *SMTPServer) Close() error {
	err := s.smtp.Close()
	s.listener.Close() // which the server does not know yet if it was closed as soon as it was started
	s.Disconnect()
	s.serving.Wait()
	return err
}

// Disconnect closes all connections, as a network that fails does; the server goes on.
func (s *SMTPServer) Disconnect() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.raw.Close()
	}
}

// Said returns what clients have sent until now, line by line, without messages.
func (s *SMTPServer) Said() []Said {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Said(nil), s.said...)
}

// Deliver sets who gets every message that is taken from now on, before the client is told.
func (s *SMTPServer) Deliver(to func(Submitted)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deliver = to
}

// Submitted returns the messages that were accepted until now.
func (s *SMTPServer) Submitted() []Submitted {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Submitted(nil), s.submitted...)
}

func (s *SMTPServer) check(name, secret string) error {
	for _, u := range s.config.users {
		if u.name == name && u.password == secret {
			return nil
		}
	}
	return gosmtp.ErrAuthFailed
}

// smtpSession is what emersion's server calls for one connection.
type smtpSession struct {
	server *SMTPServer
	conn   net.Conn
	user   string
	next   Submitted
}

func (s *smtpSession) AuthMechanisms() []string { return s.server.config.mechanisms }

func (s *smtpSession) Auth(mech string) (gosasl.Server, error) {
	signIn := func(name, secret string) error {
		if err := s.server.check(name, secret); err != nil {
			return err
		}
		s.user = name
		return nil
	}
	switch mech {
	case gosasl.Plain:
		return gosasl.NewPlainServer(func(_, name, password string) error { return signIn(name, password) }), nil
	case gosasl.Login:
		return &loginServer{signIn: signIn}, nil
	case "XOAUTH2":
		return &xoauth2Server{signIn: signIn}, nil
	}
	config := s.server.config
	p := prover{users: config.users, offered: config.mechanisms, impostor: config.impostor, refusal: gosmtp.ErrAuthFailed}
	p.signIn = func(name string) error {
		s.user = name
		return nil
	}
	if c, ok := s.conn.(*smtpConn); ok && c.secure {
		p.channel, p.leaf = channelOf(c.Conn, c.tls)
	}
	if server := p.server(mech); server != nil {
		return server, nil
	}
	return nil, gosmtp.ErrAuthUnknownMechanism
}

func (s *smtpSession) Mail(from string, _ *gosmtp.MailOptions) error {
	if s.user == "" {
		return gosmtp.ErrAuthRequired
	}
	s.next = Submitted{User: s.user, From: from}
	return nil
}

func (s *smtpSession) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	s.next.To = append(s.next.To, to)
	return nil
}

func (s *smtpSession) Data(r io.Reader) (err error) {
	if s.next.Raw, err = io.ReadAll(r); err != nil {
		return err
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.deliver != nil {
		s.server.deliver(s.next)
	}
	s.server.submitted = append(s.server.submitted, s.next)
	return nil
}

func (s *smtpSession) Reset() { s.next = Submitted{} }

func (s *smtpSession) Logout() error { return nil }

// loginServer is the other side of LOGIN.
type loginServer struct {
	signIn func(name, secret string) error
	name   *string
}

func (l *loginServer) Next(response []byte) (challenge []byte, done bool, err error) {
	switch {
	case l.name == nil && response == nil:
		return []byte("Username:"), false, nil
	case l.name == nil:
		name := string(response)
		l.name = &name
		return []byte("Password:"), false, nil
	}
	return nil, true, l.signIn(*l.name, string(response))
}

// xoauth2Server is the other side of XOAUTH2: a refusal is explained in a challenge first.
type xoauth2Server struct {
	signIn func(name, secret string) error
	failed error
}

func (x *xoauth2Server) Next(response []byte) (challenge []byte, done bool, err error) {
	if x.failed != nil {
		return nil, true, x.failed
	}
	name, rest, _ := strings.Cut(strings.TrimPrefix(string(response), "user="), "\x01auth=Bearer ")
	if x.failed = x.signIn(name, strings.TrimRight(rest, "\x01")); x.failed != nil {
		return []byte(`{"status":"401","schemes":"bearer","scope":"https://mail.example/"}`), false, nil
	}
	return nil, true, nil
}
