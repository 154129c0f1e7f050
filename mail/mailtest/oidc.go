package mailtest

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// OIDC is a certified authority, oidc-provider, in a process of its own on a free port of 127.0.0.1. It has the
// users alice and mallory, whose password is "pw" and whose addresses are at example.test, and knows the client
// "letterbox-test", public and native, with the redirect URIs http://127.0.0.1/ and http://localhost/ at any port.
// Endpoints are /auth, /token and /device/auth; the scopes are openid, email, offline_access, which needs
// prompt=consent, and mail. Refresh tokens are rotated, and a replayed one ends its grant. Methods are for the test's
// own goroutine.
type OIDC struct {
	tb     testing.TB
	issuer string
	input  io.Writer
	output *bufio.Scanner
}

// StartOIDC starts an authority that ends with the test. The test is skipped where tools/packages.sh has not
// installed oidc-provider, and fails instead when CI is set.
func StartOIDC(tb testing.TB) *OIDC {
	tb.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		Absent(tb, "mailtest: no Node.js (%v); tools/packages.sh test installs it", err)
	}
	folder := oidcRoot()
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "oidc-provider", "package.json")); err != nil {
		Absent(tb, "mailtest: oidc-provider is not there; tools/packages.sh test installs it")
	}
	cmd := exec.Command(node, filepath.Join(moduleRoot(tb), "oauth", "testdata", "authority.mjs"), folder)
	input, err := cmd.StdinPipe()
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	output, err := cmd.StdoutPipe()
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	var complaints strings.Builder
	cmd.Stderr = &complaints
	if err := cmd.Start(); err != nil {
		tb.Fatalf("mailtest: start the authority: %v", err)
	}
	tb.Cleanup(func() {
		input.Close()
		cmd.Wait()
	})
	o := &OIDC{tb: tb, input: input, output: bufio.NewScanner(output)}
	issuer, ok := strings.CutPrefix(o.answer(), "ready ")
	if !ok {
		cmd.Process.Kill()
		cmd.Wait()
		tb.Fatalf("mailtest: the authority did not start:\n%s", complaints.String())
	}
	o.issuer = issuer
	return o
}

// oidcRoot returns where tools/packages.sh installs oidc-provider.
func oidcRoot() string {
	if root := os.Getenv("LETTERBOX_OIDC"); root != "" {
		return root
	}
	if os.Getuid() == 0 {
		return "/var/cache/letterbox/oidc"
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, "letterbox", "oidc")
}

// answer returns the next line that is for us.
func (o *OIDC) answer() string {
	for o.output.Scan() {
		if line := o.output.Text(); line == "done" || strings.HasPrefix(line, "ready ") {
			return line
		}
	}
	return ""
}

func (o *OIDC) obey(command string) {
	o.tb.Helper()
	if _, err := fmt.Fprintln(o.input, command); err != nil || o.answer() != "done" {
		o.tb.Fatalf("mailtest: the authority does not answer to %q: %v", command, err)
	}
}

// Issuer returns the authority's name for itself, which is its URL without a slash at the end.
func (o *OIDC) Issuer() string { return o.issuer }

// Revoke ends every grant of a user, as a changed password does: neither their access tokens nor their refresh tokens
// are good any more.
func (o *OIDC) Revoke(user string) {
	o.tb.Helper()
	o.obey("revoke " + user)
}

// Withdraw ends every access token of a user; their refresh tokens stay good.
func (o *OIDC) Withdraw(user string) {
	o.tb.Helper()
	o.obey("withdraw " + user)
}

// RealAuthority makes Dovecot ask an authority about access tokens (RFC 7662), by XOAUTH2 and OAUTHBEARER.
func RealAuthority(o *OIDC) RealOption {
	return func(r *Real) {
		r.introspection = strings.Replace(o.issuer, "://", "://mail-server:introspection@", 1) + "/token/introspection"
	}
}
