package acceptance

import (
	"database/sql"
	"encoding/json"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"letterbox/mail"
)

// Timeouts of the program against a server that will not answer: a quarter of the usual ones, 5 s to connect or to shake
// hands, 7.5 s for a greeting, 15 s for an answer. Everything else has the usual ones, which no busy machine reaches.
const (
	hasty = "0.25"
	usual = "1"
)

// pace is the scale of the timeouts with which a fault of a diagnosis is met.
func pace(code mail.Code) string {
	switch code {
	case mail.TimedOut, mail.Unreachable, mail.NameLookupFailed:
		return hasty
	default:
		return usual
	}
}

// attempt is one binding, as scripts see it and, of each diagnosis once, as people read it: each in a profile and a
// language of its own.
type attempt struct {
	fault  serverFault
	script *running
	person *running // nil when the same diagnosis is read elsewhere
}

// begin starts the binding; end must follow.
func (f serverFault) begin(t *testing.T, ca string, told *wording) *attempt {
	t.Helper()
	in, out := f.in, f.out
	if in == nil {
		in = imapSide()
	}
	if out == nil {
		out = smtpSide()
	}
	a := &attempt{fault: f}
	incoming, outgoing := in(t), out(t)
	incoming.Protocol, outgoing.Protocol = mail.IMAP, mail.Submission
	arguments := func(language string) []string {
		return []string{
			"bind", "ada@corp.example", "--password-stdin", "--username", "ada", "--incoming", incoming.URL(), "--outgoing", outgoing.URL(),
			"--timeout-scale", pace(f.code), "--lang", language,
		}
	}
	a.script = newProfile(t, ca).start(secret+"\n", arguments("en")...)
	if told.first(f) {
		p := newProfile(t, ca)
		p.sentences = true
		a.person = p.start(secret+"\n", arguments("zh-CN")...)
	}
	return a
}

// end waits for the diagnosis and checks it.
func (a *attempt) end(t *testing.T, told *wording) {
	t.Helper()
	r := a.finish(t, a.script)
	problem := r.problem()
	if problem["code"] != string(a.fault.code) || problem["stage"] != string(a.fault.stage) {
		t.Errorf("%v at %v, want %v at %v: %v", problem["code"], problem["stage"], a.fault.code, a.fault.stage, r.stdout)
	}
	side := mail.IMAP
	if a.fault.out != nil {
		side = mail.Submission
	}
	if server, _ := problem["server"].(map[string]any); server["protocol"] != string(side) {
		t.Errorf("problem of %v, want %s", server, side)
	}
	// What is missing is "", which told does not take for words.
	headline, _ := problem["headline"].(string)
	detail, _ := problem["detail"].(string)
	told.add(a.fault, "en", headline, detail)
	if a.person != nil {
		if list, _ := a.script.p.must("", "accounts").last()["accounts"].([]any); len(list) > 0 {
			t.Errorf("accounts: %v", list)
		}
		lines := append(strings.Split(a.finish(t, a.person).stderr, "\n"), "", "")
		told.add(a.fault, "zh-CN", lines[0], lines[1])
	}
}

// finish waits for the end of a verb, and checks how it ended and that it left nothing.
func (a *attempt) finish(t *testing.T, verb *running) result {
	t.Helper()
	verb.p.t = t
	r := verb.wait()
	if r.took > patience {
		t.Errorf("took %v", r.took)
	}
	if r.status != a.fault.status {
		t.Errorf("exit %d, want %d\n%s%s", r.status, a.fault.status, r.stdout, r.stderr)
	}
	if strings.Contains(r.stderr, "panic:") || r.memory > mostMemory {
		t.Errorf("%d MB, %s", r.memory>>10, r.stderr)
	}
	verb.p.holdsNothing()
	return r
}

// holdsNothing checks that the profile has no account, no mail and no key, and the password in no form.
func (p *profile) holdsNothing() {
	p.t.Helper()
	for file, tables := range map[string][]string{
		"profile.db": {"account", "secret", "draft", "outbox"}, "mail.db": {"folder", "message", "operation"}, "bodies.db": {"body"},
	} {
		if n := p.rows(file, tables...); n != 0 {
			p.t.Errorf("%d rows in %s", n, file)
		}
	}
	if p.hasKeys() {
		p.t.Error("a key was left behind")
	}
	secretIsNowhere(p.t, p)
}

// rows counts the rows of tables.
func (p *profile) rows(file string, tables ...string) (n int) {
	p.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(p.dir, file))
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	query := "SELECT (SELECT count(*) FROM " + strings.Join(tables, ") + (SELECT count(*) FROM ") + ")"
	if err := db.QueryRowContext(p.t.Context(), query).Scan(&n); err != nil {
		p.t.Fatalf("%s: %v", file, err)
	}
	return n
}

// hasKeys reports whether a key is in the sealed file. Its keys are the JSON "{}" when there is none, which becomes 31
// bytes: version, nonce, text and tag.
func (p *profile) hasKeys() bool {
	p.t.Helper()
	text, err := os.ReadFile(filepath.Join(p.dir, "keys.sealed"))
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	var file struct{ Keys []byte }
	if err := errors.Join(err, json.Unmarshal(text, &file)); err != nil {
		p.t.Fatal(err)
	}
	return len(file.Keys) != 1+12+2+16
}

// wording collects what people are told of every fault. Its methods are safe for concurrent use.
type wording struct {
	mu   sync.Mutex
	seen map[diagnosis]bool
	said []saying
}

type diagnosis struct {
	code  mail.Code
	stage mail.Stage
}

type saying struct {
	fault                      serverFault
	language, headline, detail string
}

// first reports whether no fault of the same diagnosis was asked for before.
func (w *wording) first(f serverFault) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	key := diagnosis{f.code, f.stage}
	known := w.seen[key]
	w.seen[key] = true
	return !known
}

func (w *wording) add(f serverFault, language, headline, detail string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.said = append(w.said, saying{f, language, headline, detail})
}

// compare checks that different diagnoses have different headlines, and that the details say at which stage a server
// fell silent.
func (w *wording) compare(t *testing.T) {
	for i, a := range w.said {
		if a.headline == "" {
			t.Errorf("%s: no headline in %s", a.fault.name, a.language)
		}
		for _, b := range w.said[:i] {
			switch sameCode := a.fault.code == b.fault.code; {
			case a.language != b.language:
			case !sameCode && a.headline == b.headline:
				t.Errorf("%s and %s are both told as %q", a.fault.name, b.fault.name, a.headline)
			case sameCode && a.fault.code == mail.TimedOut && a.fault.stage != b.fault.stage && a.detail == b.detail:
				t.Errorf("%s and %s are both told as %q", a.fault.name, b.fault.name, a.detail)
			}
		}
	}
}

// unlessOffline is a diagnosis on a computer that has a network, and Offline on one that has none.
func unlessOffline(code mail.Code) mail.Code {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return code
	}
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.IsGlobalUnicast() {
			return code
		}
	}
	return mail.Offline
}

func writeFile(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}
