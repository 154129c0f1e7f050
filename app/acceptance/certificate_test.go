package acceptance

import (
	"crypto/tls"
	"io"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// guise is a TLS server before a mail server in clear text, which can change its certificate.
type guise struct {
	mail.Server
	cert atomic.Pointer[tls.Certificate]
}

// newGuise stands before an IMAP server with one message.
func newGuise(t *testing.T, cert tls.Certificate) *guise {
	t.Helper()
	behind := imapServer(t, mailtest.IMAPClear()).Server()
	g := &guise{}
	g.cert.Store(&cert)
	l := tls.NewListener(listen(t), &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return g.cert.Load(), nil },
	})
	g.Server = reached("127.0.0.1", l.Addr().(*net.TCPAddr).Port)
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { relay(conn, behind.Port) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		serving.Wait()
	})
	return g
}

// relay passes on what a client and a server on this computer say, until one of them goes.
func relay(client net.Conn, port int) {
	defer func() { _ = client.Close() }()
	server, err := net.Dial("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))) //nolint:noctx // ends with the client
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	done := make(chan struct{})
	go func() { // ends with either
		defer close(done)
		_, _ = io.Copy(server, client)
		_ = server.Close()
	}()
	_, _ = io.Copy(client, server)
	_ = client.Close()
	<-done
}

func issued(t *testing.T, ca *mailtest.CA, kind mailtest.CertKind) tls.Certificate {
	t.Helper()
	cert, err := ca.Issue(kind)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

func authority(t *testing.T) *mailtest.CA {
	t.Helper()
	ca, err := mailtest.NewCA()
	if err != nil {
		t.Fatal(err)
	}
	return ca
}

func fingerprint(t *testing.T, cert tls.Certificate) string {
	t.Helper()
	read, err := mail.ReadCertificate(cert.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return read.SHA256.Pairs()
}

// attemptTo binds to an incoming server, with a good one for sending, and keeps nothing.
func (p *profile) attemptTo(in mail.Server) result {
	p.t.Helper()
	out := smtpServer(p.t).Server()
	return p.run(secret+"\n", "bind", "ada@corp.example", "--password-stdin", "--username", "ada", "--dry-run",
		"--incoming", in.URL(), "--outgoing", out.URL())
}

// binds checks that a binding succeeds, and refused that it ends with a problem.
func (p *profile) binds(in mail.Server) {
	p.t.Helper()
	if r := p.attemptTo(in); r.status != 0 {
		p.t.Fatalf("exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
}

func (p *profile) refused(in mail.Server, code mail.Code, class string) map[string]any {
	p.t.Helper()
	r := p.attemptTo(in)
	problem := r.problem()
	if r.status != 10 || r.code() != code || problem["class"] != class {
		p.t.Fatalf("exit %d, %v %v, want %s %s\n%s", r.status, r.code(), problem["class"], code, class, r.stdout)
	}
	return problem
}

// TestCertificateIsAcceptedUntilItChanges goes the whole way: refused, looked at, accepted, changed, accepted anew,
// forgotten.
func TestCertificateIsAcceptedUntilItChanges(t *testing.T) {
	t.Parallel()
	p := newProfile(t, trustingAll(t))
	ca := authority(t)
	first, second := issued(t, ca, mailtest.SelfSignedCert), issued(t, ca, mailtest.SelfSignedCert)
	g := newGuise(t, first)
	p.refused(g.Server, mail.TLSUntrusted, "")

	shown := p.run("", "certificate", g.HostPort())
	if shown.status != 10 || !strings.Contains(shown.stdout, `"self-signed"`) {
		t.Errorf("certificate: exit %d\n%s", shown.status, shown.stdout)
	}
	r := p.fails(10, mail.TLSUntrusted, "trust", g.HostPort(), "--fingerprint", fingerprint(t, second))
	if r.problem()["class"] != mail.ClassNotNamed {
		t.Errorf("another fingerprint: %v", r.problem())
	}
	p.refused(g.Server, mail.TLSUntrusted, "")
	p.must("", "trust", g.HostPort(), "--fingerprint", fingerprint(t, first))
	p.binds(g.Server)
	if r := p.must("", "certificate", g.HostPort()); r.last()["trusted_by"] != string(mail.ByPin) {
		t.Errorf("trusted by %v", r.last())
	}

	g.cert.Store(&second)
	problem := p.refused(g.Server, mail.TLSUntrusted, mail.ClassChanged)
	if headline, _ := problem["headline"].(string); !strings.Contains(headline, "changed since you accepted it") {
		t.Errorf("headline: %v", headline)
	}
	detail, _ := problem["detail"].(string)
	for _, cert := range []tls.Certificate{first, second} {
		if !strings.Contains(detail, fingerprint(t, cert)[:11]) {
			t.Errorf("the fingerprint %s is not in %q", fingerprint(t, cert), detail)
		}
	}
	p.must("", "trust", g.HostPort(), "--fingerprint", strings.ToLower(strings.ReplaceAll(fingerprint(t, second), ":", "")))
	p.binds(g.Server)
	g.cert.Store(&first)
	p.refused(g.Server, mail.TLSUntrusted, mail.ClassChanged)

	p.must("", "trust", g.HostPort(), "--remove")
	p.refused(g.Server, mail.TLSUntrusted, "")
	p.fails(18, mail.NotFound, "trust", g.HostPort(), "--remove")
}

// TestWhatAPinAccepts has every fault of a certificate that a person may accept, and one that nobody may.
func TestWhatAPinAccepts(t *testing.T) {
	t.Parallel()
	p := newProfile(t, trustingAll(t))
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []mailtest.CertKind{mailtest.ExpiredCert, mailtest.WrongNameCert, mailtest.UnknownCACert} {
		cert := issued(t, ca, kind)
		g := newGuise(t, cert)
		if r := p.attemptTo(g.Server); r.status != 10 {
			t.Fatalf("%s: exit %d", kind, r.status)
		}
		p.must("", "trust", g.HostPort(), "--fingerprint", fingerprint(t, cert))
		p.binds(g.Server)
	}
	early := issued(t, ca, mailtest.NotYetValidCert)
	p.fails(10, mail.TLSExpired, "trust", newGuise(t, early).HostPort(), "--fingerprint", fingerprint(t, early))
	if r := p.list(); len(r["pins"].([]any)) != 3 {
		t.Errorf("pins: %v", r)
	}
}

// list returns what is trusted.
func (p *profile) list() map[string]any {
	p.t.Helper()
	without := *p
	without.ca = ""
	return without.must("", "trust").last()
}

// TestAuthorityCountsForOneHost lets an authority vouch for one name of a server that has two.
func TestAuthorityCountsForOneHost(t *testing.T) {
	t.Parallel()
	p := newProfile(t, "")
	ca := authority(t)
	g := newGuise(t, issued(t, ca, mailtest.GoodCert))
	file := filepath.Join(t.TempDir(), "corp.pem")
	writeFile(t, file, ca.PEM())
	named := g.Server
	named.Host = "localhost"
	look := func(s mail.Server, status int) result {
		r := p.run("", "certificate", s.HostPort())
		if r.status != status {
			t.Fatalf("%s: exit %d\n%s%s", s.Host, r.status, r.stdout, r.stderr)
		}
		return r
	}
	look(named, 10)
	p.must("", "trust", "localhost", "--ca-file", file)
	if r := look(named, 0); r.last()["trusted_by"] != string(mail.ByPrivateCA) {
		t.Errorf("trusted by %v", r.last())
	}
	look(g.Server, 10)

	leaf := filepath.Join(t.TempDir(), "leaf.pem")
	writeFile(t, leaf, mail.ReadChain(g.cert.Load().Certificate).PEM())
	p.fails(2, mail.UsageWrong, "trust", "127.0.0.1", "--ca-file", leaf)
	look(g.Server, 10)
	p.must("", "trust", "localhost", "--remove")
	look(named, 10)
}

// TestProvidersGetNoException asks for one for servers of the catalogue. Nobody is connected to.
func TestProvidersGetNoException(t *testing.T) {
	t.Parallel()
	p := newProfile(t, "")
	file := filepath.Join(t.TempDir(), "corp.pem")
	writeFile(t, file, authority(t).PEM())
	for _, host := range []string{"imap.qq.com", "IMAP.exmail.qq.com", "mail.163.com", "outlook.office365.com", "imap.gmail.com"} {
		r := p.fails(16, mail.PolicyForbids, "trust", host+":993", "--fingerprint", strings.Repeat("ab", 32))
		if r.problem()["class"] != mail.ClassPublic || r.problem()["who"] != "network" {
			t.Errorf("%s: %v", host, r.problem())
		}
		p.fails(16, mail.PolicyForbids, "trust", host, "--ca-file", file)
	}
	if all := p.list(); len(all["pins"].([]any))+len(all["authorities"].([]any)) != 0 {
		t.Errorf("trusted: %v", all)
	}
}

// TestPinAndSTARTTLS accepts a certificate that is shown after STARTTLS. A server that no longer offers it gets nothing.
func TestPinAndSTARTTLS(t *testing.T) {
	t.Parallel()
	p := newProfile(t, trustingAll(t))
	server := imapServer(t, mailtest.IMAPStartTLS(), mailtest.IMAPCertificate(mailtest.SelfSignedCert)).Server()
	r := p.run("", "certificate", server.HostPort(), "--starttls", "imap", "--pem")
	if r.status != 10 || len(r.lines) != 2 {
		t.Fatalf("exit %d\n%s", r.status, r.stdout)
	}
	shown, _ := r.lines[0]["certificate"].(map[string]any)
	text, _ := shown["pem"].(string)
	read, err := mail.CertificatesInPEM([]byte(text))
	if err != nil || read[0].SHA256.String() != shown["sha256"] {
		t.Fatalf("%v: %v", err, shown)
	}
	p.must("", "trust", server.HostPort(), "--starttls", "imap", "--fingerprint", read[0].SHA256.String())
	p.binds(server)

	stripped := imapServer(t, mailtest.IMAPClear())
	p.fails(10, mail.TLSNotOffered, "certificate", stripped.Server().HostPort(), "--starttls", "imap")
	server.Port = stripped.Server().Port
	p.refused(server, mail.TLSNotOffered, "TLS_OR_AUTH_OFF")
	for _, line := range stripped.Said() {
		if said := strings.ToUpper(line.Line); strings.Contains(said, "LOGIN") || strings.Contains(said, "AUTHENTICATE") {
			t.Errorf("said in the clear: %s", said)
		}
	}
}
