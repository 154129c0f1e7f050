package mailtest

import (
	"bufio"
	"context"
	"crypto/x509"
	_ "embed"
	"encoding/json"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"letterbox/mail"
)

// systemPython is the Python that the packages of the system belong to; another one may come first in the path.
const systemPython = "/usr/bin/python3"

//go:embed aiosmtpd.py
var aiosmtpdScript string

// Aiosmtpd is a submission server made of the Python package of that name, on a free port of 127.0.0.1: a second make
// beside Dovecot, strict about lines and syntax, with SMTPUTF8. It keeps what it accepts, delivers nothing, and refuses
// every recipient whose name is nobody. Its methods may be called from any goroutine.
type Aiosmtpd struct {
	security mail.Security
	port     int
	roots    *x509.CertPool

	mu   sync.Mutex
	mail []Relayed
}

// StartAiosmtpd starts a server with the user ada and the password pw; security is mail.TLS or mail.STARTTLS. It ends
// with the test, which is skipped where python3-aiosmtpd is not installed, and fails instead when CI is set.
func StartAiosmtpd(tb testing.TB, security mail.Security) *Aiosmtpd {
	tb.Helper()
	if err := exec.CommandContext(tb.Context(), systemPython, "-c", "import aiosmtpd").Run(); err != nil {
		Absent(tb, "mailtest: no aiosmtpd (%v); tools/packages.sh test installs it", err)
	}
	ca, err := SharedCA()
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	a := &Aiosmtpd{security: security, roots: ca.Roots()}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, systemPython, "-c", aiosmtpdScript, writeIdentity(tb, ca), string(security))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	if err := cmd.Start(); err != nil {
		tb.Fatalf("mailtest: aiosmtpd: %v", err)
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	var ready struct{ Port int }
	started := lines.Scan() && json.Unmarshal(lines.Bytes(), &ready) == nil && ready.Port > 0
	a.port = ready.Port
	var reading sync.WaitGroup
	reading.Go(func() { a.collect(lines) })
	tb.Cleanup(func() {
		stop()
		reading.Wait()
		cmd.Wait()
	})
	if !started {
		tb.Fatalf("mailtest: aiosmtpd did not start: %s", lines.Text())
	}
	return a
}

// writeIdentity returns a file with a good certificate and its key.
func writeIdentity(tb testing.TB, ca *CA) string {
	tb.Helper()
	leaf, err := ca.Issue(GoodCert)
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	key, err := x509.MarshalPKCS8PrivateKey(leaf.PrivateKey)
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf.Certificate[0]})
	text = append(text, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})...)
	path := filepath.Join(tb.TempDir(), "server.pem")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	return path
}

// collect keeps what the server says it accepted, before it says so to the client.
func (a *Aiosmtpd) collect(lines *bufio.Scanner) {
	for lines.Scan() {
		var m Relayed
		if json.Unmarshal(lines.Bytes(), &m) == nil {
			a.mu.Lock()
			a.mail = append(a.mail, m)
			a.mu.Unlock()
		}
	}
}

// Server returns how to reach the server as ada.
func (a *Aiosmtpd) Server() mail.Server {
	return mail.Server{Protocol: mail.Submission, Host: "localhost", Port: a.port, Security: a.security, Auth: mail.PasswordAuth, Username: "ada"}
}

// Roots returns the pool that trusts the server.
func (a *Aiosmtpd) Roots() *x509.CertPool { return a.roots }

// Mail returns what has been accepted so far, as far as it is known: await it.
func (a *Aiosmtpd) Mail() []Relayed {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]Relayed(nil), a.mail...)
}
