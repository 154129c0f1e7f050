package acceptance

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/oauth/oauthtest"
)

// TestTokensAreNowhere signs in at an authority all of whose codes and tokens have a marker in them, uses them, loses
// the grant, and looks for the marker in the profile, in the log at its most talkative, and in all that was printed.
func TestTokensAreNowhere(t *testing.T) {
	t.Parallel()
	authority := oauthtest.New(t)
	server := mailtest.Dovecot(t, mailtest.RealUser("alice", secret), mailtest.RealTokens(func(token string) (string, bool) {
		return "alice", authority.Valid(token)
	}))
	p := newProfile(t, trusting(t, server.CAFile(), authority.CAPEM()))
	policy := signInPolicy(t, authority, map[string]any{"client_id": oauthtest.ClientID, "client_secret": oauthtest.Marker + "-client"})
	var printed bytes.Buffer
	run := func(status int, arguments ...string) {
		t.Helper()
		r := p.run("", append(arguments, "--policy", policy, "-v")...)
		printed.WriteString(r.stdout + r.stderr)
		if r.status != status {
			t.Fatalf("exit %d, want %d\n%s%s", r.status, status, r.stdout, r.stderr)
		}
	}
	run(0, "bind", aliceAddress, "--oauth", "--open", browserOf(t, "alice"),
		"--incoming", server.Server(mail.TLS).URL(), "--outgoing", server.Submission(mail.TLS).URL())
	run(0, "sync", "--once")
	authority.Set(oauthtest.Echo) // repeats in its error what it was sent
	run(19, "sync", "--once")
	authority.Set(oauthtest.None)
	authority.RevokeAll()
	run(11, "sync", "--once")
	for form, needle := range formsOf(oauthtest.Marker) {
		if bytes.Contains(printed.Bytes(), needle) {
			t.Errorf("printed as %s", form)
		}
		if path := p.fileWith(needle); path != "" {
			t.Errorf("%s has it as %s", path, form)
		}
	}
}

// formsOf are the forms in which a secret may be written. Within a longer text base64 has three.
func formsOf(secret string) map[string][]byte {
	forms := map[string][]byte{
		"plain": []byte(secret), "hex": []byte(hex.EncodeToString([]byte(secret))),
		"UTF-16LE": wide(secret, false), "UTF-16BE": wide(secret, true),
	}
	for shift, name := range []string{"base64", "base64 by one", "base64 by two"} {
		text := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), secret...))
		forms[name] = []byte(text[(shift*8+5)/6 : len(text)-2]) // without the letters that depend on what is before and after
	}
	return forms
}

// fileWith returns a file of the profile that has needle in it, "" for none.
func (p *profile) fileWith(needle []byte) (found string) {
	p.t.Helper()
	err := filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, needle) {
			found = path
		}
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return found
}
