package mailtest

import (
	"bufio"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"letterbox/mail"
)

// Real is a mail server of the operating system, Dovecot or Cyrus, with a configuration, users and mail of its own
// in a temporary folder, on free ports of 127.0.0.1. It is the second opinion beside the in-process servers: what
// passes against both passes against most of the world. Methods fail the test instead of returning errors and are
// for the test's own goroutine.
type Real struct {
	tb            testing.TB
	dir           string // short, because a UNIX socket's path is limited to 108 bytes
	users         []realLogin
	scheme        string
	mechs         []string
	bearers       []string
	tls12         bool
	tokens        map[string]string
	owner         func(token string) (string, bool)
	introspection string // URL of an authority that knows about tokens; ""
	ports         map[service]int
	roots         *x509.CertPool
	command       func() *exec.Cmd
	maildir       func(user string) string
	relay         *Relay
	ending        syscall.Signal // what ends the server and its children at once
	ended         <-chan error
	process       *os.Process
}

type realLogin struct{ name, password string }

type service string

const (
	imapSTARTTLS       service = "imap"
	imapTLS            service = "imaps"
	pop3STARTTLS       service = "pop3"
	pop3TLS            service = "pop3s"
	submissionSTARTTLS service = "submission"
	submissionTLS      service = "submissions"
)

// RealOption changes how a real server is set up.
type RealOption func(*Real)

// RealUser adds a user. Without any, there is ada with the password pw.
func RealUser(name, password string) RealOption {
	return func(r *Real) { r.users = append(r.users, realLogin{name, password}) }
}

// RealToken makes Dovecot accept an OAuth 2.0 access token for a user, by XOAUTH2 and OAUTHBEARER.
func RealToken(user, token string) RealOption {
	return func(r *Real) { r.tokens[token] = user }
}

// RealTokens makes Dovecot ask a function whose an access token is. It is called from any goroutine.
func RealTokens(owner func(token string) (user string, ok bool)) RealOption {
	return func(r *Real) { r.owner = owner }
}

// RealScheme makes Dovecot keep passwords in a scheme of its own, such as SCRAM-SHA-256 or SHA512-CRYPT. The default is
// PLAIN, from which every mechanism can be served.
func RealScheme(scheme string) RealOption { return func(r *Real) { r.scheme = scheme } }

// RealMechanisms replaces the mechanisms for passwords that the server offers: PLAIN and LOGIN, and of Dovecot also
// CRAM-MD5 and SCRAM-SHA-256.
func RealMechanisms(names ...string) RealOption { return func(r *Real) { r.mechs = names } }

// RealTokenMechanisms replaces the mechanisms for access tokens that Dovecot offers: OAUTHBEARER and XOAUTH2.
func RealTokenMechanisms(names ...string) RealOption { return func(r *Real) { r.bearers = names } }

// RealTLS12 makes Cyrus speak TLS 1.2 and no later version.
func RealTLS12() RealOption { return func(r *Real) { r.tls12 = true } }

// newReal prepares the folder, the ports and the certificate.
func newReal(tb testing.TB, services []service, opts []RealOption) *Real {
	tb.Helper()
	uid, gid, _, _, err := serverUser()
	if err != nil {
		tb.Fatalf("mailtest: user of the server: %v", err)
	}
	dir, err := os.MkdirTemp("", "lb")
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	r := &Real{tb: tb, dir: dir, scheme: "PLAIN", tokens: map[string]string{}, ports: map[service]int{}}
	for _, opt := range opts {
		opt(r)
	}
	if len(r.users) == 0 {
		r.users = []realLogin{{"ada", "pw"}}
	}
	for _, s := range services {
		r.ports[s] = reservePort(tb)
	}
	r.certify()
	r.own(dir, uid, gid)
	return r
}

// certify writes the certificate of the process's own authority as the PEM files that such a server reads.
func (r *Real) certify() {
	r.tb.Helper()
	ca, err := SharedCA()
	if err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
	leaf, err := ca.Issue(GoodCert)
	if err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
	key, err := x509.MarshalPKCS8PrivateKey(leaf.PrivateKey)
	if err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
	r.roots = ca.Roots()
	r.write("ca.pem", string(ca.PEM()))
	r.write("server.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf.Certificate[0]})))
	r.write("server.key", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})))
}

// write puts a file into the server's folder, readable by its user.
func (r *Real) write(name, text string) {
	r.tb.Helper()
	path := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
}

// own gives everything below path to the server's user.
func (r *Real) own(path string, uid, gid int) {
	r.tb.Helper()
	err := filepath.WalkDir(path, func(p string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(p, uid, gid)
	})
	if err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
}

// Start starts a server that Stop has stopped, with the same ports, users and mail, and returns when it greets.
func (r *Real) Start() {
	r.tb.Helper()
	if r.ended != nil {
		r.tb.Fatal("mailtest: the server runs already")
	}
	uid, gid, _, _, err := serverUser()
	if err != nil {
		r.tb.Fatalf("mailtest: user of the server: %v", err)
	}
	r.own(r.dir, uid, gid)
	cmd := r.command()
	log, err := os.Create(filepath.Join(r.dir, "output"))
	if err != nil {
		r.tb.Fatalf("mailtest: %v", err)
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr, cmd.Dir = log, log, r.dir
	ended, err := launch(cmd)
	if err != nil {
		r.tb.Fatalf("mailtest: start %s: %v", cmd.Path, err)
	}
	r.ended, r.process = ended, cmd.Process
	for s, port := range r.ports {
		r.awaitGreeting(s, port)
	}
}

// awaitGreeting waits until a service that greets in clear does so, and one behind TLS accepts a connection.
func (r *Real) awaitGreeting(s service, port int) {
	r.tb.Helper()
	address := fmt.Sprintf("127.0.0.1:%d", port)
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		select {
		case err := <-r.ended:
			r.ended = nil
			r.tb.Fatalf("mailtest: the server ended: %v\n%s", err, r.Log())
		case <-time.After(5 * time.Millisecond):
		}
		conn, err := net.DialTimeout("tcp4", address, time.Second)
		if err != nil {
			continue
		}
		if strings.HasSuffix(string(s), "s") {
			conn.Close()
			return
		}
		conn.SetReadDeadline(time.Now().Add(10 * time.Second))
		line, err := bufio.NewReader(conn).ReadString('\n')
		conn.Close()
		if err == nil && line != "" {
			return
		}
	}
	r.tb.Fatalf("mailtest: no greeting from %s on %s\n%s", s, address, r.Log())
}

// Stop ends the server and every session with it, and returns when its ports are closed. Stopping twice does nothing.
func (r *Real) Stop() {
	r.tb.Helper()
	if r.ended == nil {
		return
	}
	terminate(r.process, r.ending)
	select {
	case <-r.ended:
	case <-time.After(10 * time.Second):
		r.process.Kill()
		<-r.ended
	}
	r.ended = nil
}

// Server returns the IMAP server for the first user; security is mail.TLS or mail.STARTTLS.
func (r *Real) Server(security mail.Security) mail.Server {
	return r.server(mail.IMAP, security, imapTLS, imapSTARTTLS)
}

// POP3 returns the POP3 server for the first user.
func (r *Real) POP3(security mail.Security) mail.Server {
	return r.server(mail.POP3, security, pop3TLS, pop3STARTTLS)
}

// Submission returns the submission server for the first user. Only Dovecot has one; see Relay for what it accepts.
func (r *Real) Submission(security mail.Security) mail.Server {
	return r.server(mail.Submission, security, submissionTLS, submissionSTARTTLS)
}

func (r *Real) server(p mail.Protocol, security mail.Security, implicit, upgraded service) mail.Server {
	r.tb.Helper()
	s := upgraded
	if security == mail.TLS {
		s = implicit
	}
	port, ok := r.ports[s]
	if !ok {
		r.tb.Fatalf("mailtest: this server has no %s", s)
	}
	return mail.Server{Protocol: p, Host: "localhost", Port: port, Security: security, Auth: mail.PasswordAuth, Username: r.users[0].name}
}

// Credential returns the password of a user.
func (r *Real) Credential(user string) mail.Credential {
	for _, u := range r.users {
		if u.name == user {
			return mail.Password(u.password)
		}
	}
	r.tb.Fatalf("mailtest: no user %q", user)
	return mail.Credential{}
}

// Roots returns the pool that trusts the server's certificate, which is good for localhost and 127.0.0.1.
func (r *Real) Roots() *x509.CertPool { return r.roots }

// CAFile returns a PEM file with the same roots, for the command line's --ca-file.
func (r *Real) CAFile() string { return filepath.Join(r.dir, "ca.pem") }

// Relay returns what the submission service hands mail to.
func (r *Real) Relay() *Relay { return r.relay }

// MailDir returns the folder with a user's INBOX as Maildir++ would have it; sub-folders are folders below it.
func (r *Real) MailDir(user string) string {
	if r.maildir == nil {
		r.tb.Fatal("mailtest: this server does not keep Maildirs")
	}
	return r.maildir(user)
}

// Log returns what the server wrote, for the message of a failing test.
func (r *Real) Log() string {
	var all strings.Builder
	for _, name := range []string{"output", "log"} {
		text, err := os.ReadFile(filepath.Join(r.dir, name))
		if err == nil {
			all.Write(text)
		}
	}
	return all.String()
}
