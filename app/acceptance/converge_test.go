package acceptance

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// TestTwoMakesOfServersConverge brings the same mail from servers of different make, changes it in the same way, and
// compares what the cache holds in the end: the same folders, messages, flags and bodies. A second sync brings nothing.
func TestTwoMakesOfServersConverge(t *testing.T) {
	var exports [][]string
	for name, start := range map[string]func(testing.TB, ...mailtest.RealOption) *mailtest.Real{"Dovecot": mailtest.Dovecot, "Cyrus": mailtest.Cyrus} {
		server := start(t, mailtest.RealUser("ada", secret))
		stored(t, server)
		p := newProfile(t, server.CAFile())
		out := mailtest.SMTP(t, mailtest.SMTPUser("ada", secret)).Server()
		in := server.Server(mail.TLS)
		in.Username, out.Username = "ada", "ada"
		if r := p.bind("ada@corp.example", secret, in, out); r.status != 0 {
			t.Fatalf("%s: bind: exit %d\n%s%s", name, r.status, r.stdout, r.stderr)
		}
		p.must("", "sync", "--once")
		w := &wheel{profile: p, server: server}
		p.must("", "flag", w.number("message 3"), "--set", "flagged,seen")
		p.must("", "move", w.number("message 4"), "Archive")
		p.must("", "delete", w.number("message 5"), "--forever")
		p.must("", "delete", w.number("message 6"))
		p.must("", "sync", "--once")
		if r := p.must("", "sync", "--once").last(); r["messages"] != 0.0 || r["bodies"] != 0.0 {
			t.Errorf("%s: one more sync brought %v", name, r)
		}
		exports = append(exports, withoutNumbers(t, p))
	}
	if !slices.Equal(exports[0], exports[1]) {
		t.Errorf("the servers' mail differs:\n%q\n%q", exports[0], exports[1])
	}
}

// stored stores messages by IMAP, so that both servers have the same bytes.
func stored(t *testing.T, server *mailtest.Real) {
	t.Helper()
	s := session(t, server)
	defer func() { _ = s.Close() }()
	for _, folder := range []string{"Archive", "Trash"} {
		if _, err := s.CreateFolder(t.Context(), folder, "/"); err != nil {
			t.Logf("%s: %v", folder, err) // it may be there
		}
	}
	corpus := mailtest.NewCorpus(5, 40)
	for i := range corpus.Len() {
		m := corpus.At(i)
		raw := fmt.Appendf(nil, "Subject: message %d\r\nMessage-ID: <m%d@corp.example>\r\n\r\n%d\r\n", i, i, len(m.Raw))
		if i > 10 {
			raw = m.Raw
		}
		if _, _, err := s.Append(t.Context(), mail.Folder{Path: "INBOX", Wire: "INBOX"}, m.Flags, m.Received, raw); err != nil {
			t.Fatal(err)
		}
	}
}

// withoutNumbers returns the messages of an export without the numbers that servers give out.
func withoutNumbers(t *testing.T, p *profile) []string {
	t.Helper()
	var out struct {
		Accounts []struct {
			Folders []struct {
				Path     string `json:"path"`
				Messages []struct {
					Flags  []string `json:"flags"`
					SHA256 string   `json:"sha256"`
				} `json:"messages"`
			} `json:"folders"`
		} `json:"accounts"`
	}
	if err := json.Unmarshal([]byte(p.must("", "export").stdout), &out); err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range out.Accounts[0].Folders {
		for _, m := range f.Messages {
			list = append(list, fmt.Sprint(f.Path, m.Flags, m.SHA256))
		}
	}
	slices.Sort(list)
	return list
}
