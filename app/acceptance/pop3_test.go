package acceptance

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// maildrop is how many messages the account of the long test has.
const maildrop = 2000

// TestPOP3CollectsOnce is the main job over POP3, with a kill in the middle: everything is collected, what was stored
// before the kill is not fetched again, nothing leaves the server, and all of it can be read when the server is gone.
func TestPOP3CollectsOnce(t *testing.T) {
	for _, security := range []mail.Security{mail.TLS, mail.STARTTLS} {
		t.Run(string(security), func(t *testing.T) { collectOnce(t, security) })
	}
}

func collectOnce(t *testing.T, security mail.Security) {
	server := mailtest.Dovecot(t, mailtest.RealUser("ada", secret))
	corpus := mailtest.NewCorpus(3, maildrop)
	server.Deliver("ada", "INBOX", corpus.All())
	p := newProfile(t, server.CAFile())
	if r := p.bind("ada@corp.example", secret, server.POP3(security), server.Submission(security)); r.status != 0 {
		t.Fatalf("bind: exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	p.killAfterBodies(maildrop / 4)
	kept := p.bodiesOf("INBOX")
	if kept == 0 || kept == maildrop {
		t.Fatalf("%d bodies at the kill: it was not in the middle", kept)
	}
	resumed := p.must("", "sync", "--once").last()
	if resumed["messages"] != 0.0 || resumed["bodies"] != float64(maildrop-kept) {
		t.Errorf("after the kill with %d bodies: %v", kept, resumed)
	}
	before := p.must("", "export").stdout
	if again := p.must("", "sync", "--once").last(); again["messages"] != 0.0 || again["bodies"] != 0.0 {
		t.Errorf("a further sync brought something: %v", again)
	}
	server.Stop()
	p.hasAllOf(corpus, before)
	if after := p.must("", "export").stdout; after != before {
		t.Error("the export differs without a server")
	}
	p.readsOffline()
	nothingTwice(t, server, kept)
	nothingDeleted(t, server)
	secretIsNowhere(t, p)
}

// killAfterBodies begins a sync and kills it when it has told of so many bodies.
func (p *profile) killAfterBodies(n float64) {
	p.t.Helper()
	cmd := p.command("sync", "--once")
	out, err := cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var told struct {
			Bodies float64 `json:"bodies"`
		}
		if json.Unmarshal(lines.Bytes(), &told) == nil && told.Bodies >= n {
			break
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// collected returns what is listed of a folder.
func (p *profile) collected(folder string) []map[string]any {
	p.t.Helper()
	list, _ := p.must("", "list", folder, "--limit", strconv.Itoa(2*maildrop)).last()["messages"].([]any)
	rows := make([]map[string]any, len(list))
	for i, r := range list {
		rows[i], _ = r.(map[string]any)
	}
	return rows
}

func (p *profile) bodiesOf(folder string) (n int) {
	p.t.Helper()
	for _, row := range p.collected(folder) {
		if row["has_body"] == true {
			n++
		}
	}
	return n
}

// hasAllOf compares the hashes of an export with what was delivered.
func (p *profile) hasAllOf(corpus mailtest.Corpus, export string) {
	p.t.Helper()
	var hashes []string
	for _, found := range regexp.MustCompile(`"sha256": ?"([0-9a-f]{64})"`).FindAllStringSubmatch(export, -1) {
		hashes = append(hashes, found[1])
	}
	var want []string
	for m := range corpus.All() {
		sum := sha256.Sum256(m.Raw)
		want = append(want, hex.EncodeToString(sum[:]))
	}
	slices.Sort(hashes)
	slices.Sort(want)
	if !slices.Equal(hashes, want) {
		p.t.Errorf("%d messages stored, which are not the %d that were delivered", len(hashes), len(want))
	}
}

// readsOffline reads and marks a message, and finds the folders, without a server.
func (p *profile) readsOffline() {
	p.t.Helper()
	rows := p.collected("INBOX")
	if len(rows) != maildrop {
		p.t.Fatalf("%d messages listed", len(rows))
	}
	number, _ := rows[maildrop/2]["id"].(float64)
	id := strconv.Itoa(int(number))
	if raw := p.must("", "show", id, "--raw").stdout; raw == "" {
		p.t.Error("nothing to read")
	}
	p.must("", "flag", id, "--set", "seen,flagged")
	var totals []string
	list, _ := p.must("", "folders").last()["folders"].([]any)
	for _, f := range list {
		folder, _ := f.(map[string]any)
		role, _ := folder["role"].(string)
		totals = append(totals, role)
	}
	if want := []string{"inbox", "drafts", "sent", "archive", "junk", "trash"}; !slices.Equal(totals, want) {
		p.t.Errorf("folders %q", totals)
	}
}

var sessionEnd = regexp.MustCompile(`top=(\d+)/\d+, retr=(\d+)/\d+, del=(\d+)/\d+`)

// nothingTwice looks into the log of a server that has stopped: the binding, the sync that was killed, the one that
// went on, and one that had nothing to do.
func nothingTwice(t *testing.T, server *mailtest.Real, kept int) {
	t.Helper()
	var tops, retrs []int
	for _, end := range sessionEnd.FindAllStringSubmatch(server.Log(), -1) {
		top, _ := strconv.Atoi(end[1]) // the expression finds digits only
		retr, _ := strconv.Atoi(end[2])
		tops, retrs = append(tops, top), append(retrs, retr)
		if end[3] != "0" {
			t.Errorf("messages were deleted: %s", end[0])
		}
	}
	if len(tops) != 4 {
		t.Fatalf("%d sessions in the log:\n%s", len(tops), server.Log())
	}
	if !slices.Equal(tops, []int{1, maildrop, 0, 0}) {
		t.Errorf("headers fetched by the sessions: %v", tops)
	}
	if retrs[0] != 0 || retrs[1] < kept || retrs[2] != maildrop-kept || retrs[3] != 0 {
		t.Errorf("messages fetched by the sessions: %v, of which the second stored %d", retrs, kept)
	}
}

func nothingDeleted(t *testing.T, server *mailtest.Real) {
	t.Helper()
	left := 0
	for _, sub := range []string{"cur", "new"} {
		entries, err := os.ReadDir(filepath.Join(server.MailDir("ada"), sub))
		if err != nil {
			t.Fatal(err)
		}
		left += len(entries)
	}
	if left != maildrop {
		t.Errorf("%d messages are left on the server", left)
	}
}

// TestPOP3OfAnotherMake binds to and reads from Cyrus, whose UIDLs have another form.
func TestPOP3OfAnotherMake(t *testing.T) {
	server := mailtest.Cyrus(t, mailtest.RealUser("ada", secret))
	corpus := mailtest.NewCorpus(1, 24)
	appendAll(t, server, "INBOX", corpus)
	submission := mailtest.SMTP(t, mailtest.SMTPUser("ada", secret))
	ca := trusting(t, server.CAFile(), submission.CAPEM())
	profiles := map[mail.Security]*profile{mail.TLS: newProfile(t, ca), mail.STARTTLS: newProfile(t, ca)}
	for security, p := range profiles {
		if r := p.bind("ada@corp.example", secret, server.POP3(security), submission.Server()); r.status != 0 {
			t.Fatalf("%s: bind: exit %d\n%s%s", security, r.status, r.stdout, r.stderr)
		}
		if synced := p.must("", "sync", "--once").last(); synced["bodies"] != float64(corpus.Len()) {
			t.Errorf("%s: synced %v", security, synced)
		}
	}
	server.Stop()
	for security, p := range profiles {
		p.hasAllOf(corpus, p.must("", "export").stdout)
		if r := p.run("", "sync", "--once"); r.status != 14 {
			t.Errorf("%s: sync without a server: exit %d, want 14", security, r.status)
		}
	}
}

// TestPOP3Refusals binds to servers that do not let anybody in: nothing is kept, and the exit says why.
func TestPOP3Refusals(t *testing.T) {
	submission := mailtest.SMTP(t)
	for name, c := range map[string]struct {
		opts     []mailtest.POP3Option
		password string
		status   int
		code     mail.Code
	}{
		"wrong password": {nil, "wrong", 11, mail.AuthRejected},
		"no STLS":        {[]mailtest.POP3Option{mailtest.POP3StartTLS(), mailtest.POP3Faults(mailtest.Fault{On: "STLS", Reply: "-ERR no\r\n"})}, "pw", 10, mail.TLSNotOffered},
		"in use":         {[]mailtest.POP3Option{mailtest.POP3Faults(mailtest.Fault{On: "AUTH", Reply: "-ERR [IN-USE] locked\r\n"})}, "pw", 19, mail.ServerBusy},
		"switched off":   {[]mailtest.POP3Option{mailtest.POP3Faults(mailtest.Fault{On: "AUTH", Reply: "-ERR [SYS/PERM] POP access is disabled for your domain.\r\n"})}, "pw", 11, mail.ProtocolDisabled},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.POP3(t, c.opts...)
			p := newProfile(t, trusting(t, rootsOf(t, server), submission.CAPEM()))
			r := p.bind("ada@corp.example", c.password, server.Server(), submission.Server())
			if r.status != c.status || r.code() != c.code {
				t.Errorf("exit %d, %s\n%s", r.status, r.code(), r.stdout)
			}
			if bound, _ := p.must("", "accounts").last()["accounts"].([]any); len(bound) != 0 {
				t.Errorf("bound %v", bound)
			}
		})
	}
}

func rootsOf(t *testing.T, server *mailtest.POP3Server) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pop3.pem")
	if err := os.WriteFile(path, server.CAPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
