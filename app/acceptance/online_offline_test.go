package acceptance

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// secret is the password of every account here; it must never be found outside the sealed keys.
const secret = "S3cr3t-7f3a-信箱"

// TestBindSyncAndReadOffline is the main job: bind, sync, read; then the server goes away and everything that was
// synced is still there.
func TestBindSyncAndReadOffline(t *testing.T) {
	for _, c := range []struct {
		name     string
		start    func(testing.TB, ...mailtest.RealOption) *mailtest.Real
		security mail.Security
	}{
		{"Dovecot by TLS", mailtest.Dovecot, mail.TLS},
		{"Dovecot by STARTTLS", mailtest.Dovecot, mail.STARTTLS},
		{"Cyrus by TLS", mailtest.Cyrus, mail.TLS},
		{"Cyrus by STARTTLS", mailtest.Cyrus, mail.STARTTLS},
	} {
		t.Run(c.name, func(t *testing.T) { bindSyncAndReadOffline(t, c.start, c.security) })
	}
}

func bindSyncAndReadOffline(t *testing.T, start func(testing.TB, ...mailtest.RealOption) *mailtest.Real, security mail.Security) {
	server := start(t, mailtest.RealUser("ada", secret))
	corpus := mailtest.NewCorpus(1, 24)
	appendAll(t, server, "INBOX", corpus)
	submission := mailtest.SMTP(t, mailtest.SMTPUser("ada", secret))
	p := newProfile(t, trusting(t, server.CAFile(), submission.CAPEM()))
	outgoing := submission.Server()

	bound := p.bind("ada@corp.example", secret, server.Server(security), outgoing)
	if bound.status != 0 {
		t.Fatalf("bind: exit %d\n%s%s", bound.status, bound.stdout, bound.stderr)
	}
	synced := p.must("", "sync", "--once")
	if got := synced.last()["messages"]; got != float64(corpus.Len()) {
		t.Errorf("synced %v messages, want %d", got, corpus.Len())
	}
	if got := synced.last()["bodies"]; got != float64(corpus.Len()) {
		t.Errorf("synced %v bodies, want %d", got, corpus.Len())
	}
	before := p.must("", "export").stdout
	again := p.must("", "sync", "--once")
	if again.last()["messages"] != 0.0 || again.last()["bodies"] != 0.0 {
		t.Errorf("a second sync brought something: %v", again.last())
	}
	server.Stop()
	if after := p.must("", "export").stdout; after != before {
		t.Error("the export differs without a server")
	}
	readEverything(t, p, corpus)
	secretIsNowhere(t, p)
	if r := p.run("", "sync", "--once"); r.status != 14 {
		t.Errorf("sync without a server: exit %d, want 14", r.status)
	}
}

// trusting returns a PEM file that holds the authority of a file and another one.
func trusting(t *testing.T, file string, also []byte) string {
	t.Helper()
	pem, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "roots.pem")
	if err := os.WriteFile(path, append(append(pem, '\n'), also...), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// readEverything lists and shows every message and compares it with what was delivered.
func readEverything(t *testing.T, p *profile, corpus mailtest.Corpus) {
	t.Helper()
	delivered := map[string]mailtest.Specimen{}
	for m := range corpus.All() {
		delivered[string(m.Raw)] = m
	}
	listed, _ := p.must("", "list", "INBOX").last()["messages"].([]any)
	if len(listed) != corpus.Len() {
		t.Fatalf("%d messages listed, want %d", len(listed), corpus.Len())
	}
	for _, row := range listed {
		m, _ := row.(map[string]any)
		number, _ := m["id"].(float64)
		id := strconv.Itoa(int(number))
		want, known := delivered[p.must("", "show", id, "--raw").stdout]
		if !known {
			t.Errorf("message %s is not what was delivered", id)
			continue
		}
		if m["subject"] != want.Envelope.Subject || m["from"] != want.Envelope.Sender().Spec() {
			t.Errorf("listed as %v by %v, want %q by %q", m["subject"], m["from"], want.Envelope.Subject, want.Envelope.Sender().Spec())
		}
		if want.Text == "" {
			continue
		}
		if got, _ := p.must("", "show", id).last()["text"].(string); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want.Text), " ") {
			t.Errorf("text of %q: %q, want %q", want.Envelope.Subject, got, want.Text)
		}
	}
}

// secretIsNowhere searches the whole profile, the log included, for the password in every form in which it could
// have slipped out.
func secretIsNowhere(t testing.TB, p *profile) {
	t.Helper()
	forms := map[string][]byte{
		"plain":      []byte(secret),
		"base64":     []byte(base64.StdEncoding.EncodeToString([]byte(secret))),
		"SASL PLAIN": []byte(base64.StdEncoding.EncodeToString([]byte("\x00ada\x00" + secret))),
		"hex":        []byte(hex.EncodeToString([]byte(secret))),
		"UTF-16LE":   wide(secret, false),
		"UTF-16BE":   wide(secret, true),
	}
	err := filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for form, needle := range forms {
			if bytes.Contains(content, needle) {
				t.Errorf("%s holds the password in %s", path, form)
			}
		}
		return permissionsAreOurs(t, path, d)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func permissionsAreOurs(t testing.TB, path string, d fs.DirEntry) error {
	info, err := d.Info()
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%s is open to others: %v", path, info.Mode())
	}
	return err
}

func wide(s string, bigEndian bool) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		hi, lo := byte(u>>8), byte(u)
		if bigEndian {
			out = append(out, hi, lo)
		} else {
			out = append(out, lo, hi)
		}
	}
	return out
}
