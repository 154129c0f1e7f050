package acceptance

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"letterbox/app/card"
	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// signer is an administrator with a key, whose cards are for corp.example.
type signer struct {
	t           *testing.T
	p           *profile
	key         string
	public      string
	fingerprint string
}

func newSigner(t *testing.T) *signer {
	t.Helper()
	s := &signer{t: t, p: newProfile(t, ""), key: filepath.Join(t.TempDir(), "card.key")}
	made := s.p.must("", "card", "key", "--out", s.key).last()
	s.public, _ = made["public_key"].(string)
	s.fingerprint, _ = made["fingerprint"].(string)
	return s
}

// sign signs a card for two servers, with more members, each beginning with a comma.
func (s *signer) sign(in, out mail.Server, more string) string {
	s.t.Helper()
	folder := s.t.TempDir()
	file, what := filepath.Join(folder, "corp.mailbind"), filepath.Join(folder, "card.json")
	writeFile(s.t, what, fmt.Appendf(nil, `{"version": 1, "issuer": "Corp IT", "domains": ["corp.example"], "incoming": %q, "outgoing": %q, "username": "local"%s}`,
		in.URL(), out.URL(), more))
	s.p.must("", "card", "sign", "--key", s.key, "--in", what, "--out", file)
	return file
}

// goodUntil is the last day of cards that are in order.
const goodUntil = `, "expires": "2099-12-31"`

// vouched is an authority as a member of a card.
func vouched(t *testing.T) string {
	t.Helper()
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(string(ca.PEM()))
	if err != nil {
		t.Fatal(err)
	}
	return `, "ca": ` + string(text)
}

// bindBy has a person bind by a card, with an address and a password and nothing else.
func bindBy(file string, more ...string) []string {
	return append([]string{"bind", "ada@corp.example", "--password-stdin", "--card", file}, more...)
}

func wantProblem(t *testing.T, r result, class string) {
	t.Helper()
	if r.problem()["class"] != class {
		t.Errorf("class %v, want %s\n%s", r.problem()["class"], class, r.stdout)
	}
}

// TestCardBinds has a person with a card, an address and a password, before servers that only the card's authority
// vouches for. Nothing is sent before the key of the card is confirmed.
func TestCardBinds(t *testing.T) {
	t.Parallel()
	in, out, admin := imapServer(t), smtpServer(t), newSigner(t)
	file := admin.sign(in.Server(), out.Server(), goodUntil+vouched(t))
	p := newProfile(t, "")
	wantProblem(t, p.fails(16, mail.ConsentNeeded, bindBy(file)...), card.ClassUnconfirmed)
	wantProblem(t, p.fails(10, mail.TLSUntrusted, bindBy(file, "--card-key", strings.Repeat("ab", 32))...), card.ClassOtherKey)
	other := p.fails(16, mail.PolicyForbids, "bind", "ada@other.example", "--password-stdin", "--card", file, "--card-key", admin.fingerprint)
	wantProblem(t, other, card.ClassOtherDomain)
	if heard := in.Said(); len(heard) > 0 {
		t.Fatalf("the server heard %v", heard)
	}

	p.must(secret+"\n", bindBy(file, "--card-key", admin.fingerprint, "--dry-run")...)
	if r := p.must("", "card", "show", file); r.last()["standing"] != "unknown" || r.last()["trusted"] != false {
		t.Errorf("after a dry run: %v", r.last())
	}
	p.must(secret+"\n", bindBy(file, "--card-key", strings.ToUpper(admin.fingerprint))...)
	p.must("", "sync", "--once")
	if n := p.listed(); n != 1 {
		t.Errorf("%d messages", n)
	}
	if r := p.must("", "card", "show", file); r.last()["standing"] != "confirmed" || r.last()["trusted"] != true {
		t.Errorf("after a binding: %v", r.last())
	}
	if all := p.list(); len(all["authorities"].([]any)) != 1 || len(all["pins"].([]any)) != 0 {
		t.Errorf("trusted: %v", all)
	}
	p.findsByCard(in.Server())
}

// findsByCard looks for the servers of a colleague, and of somebody else.
func (p *profile) findsByCard(in mail.Server) {
	p.t.Helper()
	found, _ := p.must("", "discover", "bo@corp.example", "--offline").last()["candidates"].([]any)
	first, _ := found[0].(map[string]any)
	server := fmt.Sprint(first["incoming"])
	if len(found) != 1 || first["source"] != "card" || first["trusted"] != true || first["username"] != "bo" || !strings.Contains(server, "port:"+strconv.Itoa(in.Port)) {
		p.t.Errorf("found %v", found)
	}
	if r := p.run("", "discover", "bo@sub.corp.example", "--offline"); strings.Contains(r.stdout, `"card"`) {
		p.t.Errorf("found for another domain: %s", r.stdout)
	}
}

// TestCardAuthorityIsForItsHostsOnly binds by a card without the authority, and to other servers beside the card.
func TestCardAuthorityIsForItsHostsOnly(t *testing.T) {
	t.Parallel()
	in, out, admin := imapServer(t), smtpServer(t), newSigner(t)
	p := newProfile(t, "")
	bare := admin.sign(in.Server(), out.Server(), goodUntil)
	p.fails(10, mail.TLSUntrusted, bindBy(bare, "--card-key", admin.fingerprint)...)
	named := in.Server()
	named.Host = "localhost"
	file := admin.sign(named, out.Server(), goodUntil+vouched(t))
	p.must(secret+"\n", bindBy(file, "--card-key", admin.fingerprint)...)
	if r := p.must("", "certificate", named.HostPort()); r.last()["trusted_by"] != string(mail.ByPrivateCA) {
		t.Errorf("trusted by %v", r.last())
	}
	p.must("", "trust", "localhost", "--remove")
	p.fails(10, mail.TLSUntrusted, "certificate", named.HostPort())
}

// TestCardUnderPolicy has the policy decide whose cards count. A fingerprint that is typed does not help against it.
func TestCardUnderPolicy(t *testing.T) {
	t.Parallel()
	in, out, admin, stranger := imapServer(t), smtpServer(t), newSigner(t), newSigner(t)
	policy := policyFile(t, `{"card_keys": [{"name": "Corp IT", "key": %q}]}`, admin.public)
	good := admin.sign(in.Server(), out.Server(), goodUntil+vouched(t))
	strange := stranger.sign(in.Server(), out.Server(), goodUntil+vouched(t))
	p := newProfile(t, "")
	r := p.fails(16, mail.PolicyForbids, bindBy(strange, "--card-key", stranger.fingerprint, "--policy", policy)...)
	wantProblem(t, r, card.ClassPolicyKeys)
	wantProblem(t, p.fails(16, mail.PolicyForbids, "card", "show", strange, "--policy", policy), card.ClassPolicyKeys)
	if r := p.must("", "card", "show", good, "--policy", policy); r.last()["standing"] != "policy" {
		t.Errorf("standing %v", r.last())
	}
	p.must(secret+"\n", bindBy(good, "--policy", policy)...)
	servers := policyFile(t, `{"servers": [{"domains": ["corp.example"], "incoming": "imaps://127.0.0.1:1", "outgoing": "smtps://127.0.0.1:1"}]}`)
	found, _ := p.must("", "discover", "bo@corp.example", "--policy", servers).last()["candidates"].([]any)
	if first, _ := found[0].(map[string]any); first["source"] != "policy" {
		t.Errorf("found %v before the policy's servers", first)
	}
}

// TestCardsThatAreRefused has cards with good signatures that may not be used, and files that are none.
func TestCardsThatAreRefused(t *testing.T) {
	t.Parallel()
	in, out, admin := reached("127.0.0.1", 9), reached("127.0.0.1", 9), newSigner(t)
	out.Protocol = mail.Submission
	plain := in
	plain.Security = mail.Plain
	good := admin.sign(in, out, goodUntil)
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	torn := filepath.Join(t.TempDir(), "torn.mailbind")
	writeFile(t, torn, []byte(strings.Replace(string(text), `"signature": "`, `"signature": "AAAA`, 1)))
	changed := filepath.Join(t.TempDir(), "changed.mailbind")
	writeFile(t, changed, []byte(strings.Replace(string(text), `"payload": "eyJ2`, `"payload": "eyJ3`, 1)))
	signed := filepath.Join(t.TempDir(), "signed.mailbind")
	writeFile(t, signed, text)
	p := newProfile(t, "")
	for _, c := range []struct {
		file   string
		status int
		code   mail.Code
		class  string
	}{
		{changed, 10, mail.TLSUntrusted, card.ClassTampered},
		{torn, 16, mail.PolicyInvalid, card.ClassUnreadable},
		{filepath.Join(t.TempDir(), "none.mailbind"), 18, mail.NotFound, card.ClassUnopened},
		{admin.sign(in, out, `, "expires": "2026-01-31"`), 16, mail.PolicyForbids, card.ClassExpired},
		{admin.sign(plain, out, goodUntil), 16, mail.PlainForbidden, card.ClassPlain},
	} {
		wantProblem(t, p.fails(c.status, c.code, "card", "show", c.file), c.class)
		wantProblem(t, p.fails(c.status, c.code, bindBy(c.file, "--card-key", admin.fingerprint)...), c.class)
	}
	policy := policyFile(t, `{"plaintext": [{"host": "127.0.0.1", "until": "2099-12-31"}]}`)
	p.must("", "card", "show", admin.sign(plain, out, goodUntil), "--policy", policy)
	p.must("", "card", "show", signed)
}

// TestCardTools makes a key and a card, and shows it to people.
func TestCardTools(t *testing.T) {
	t.Parallel()
	admin := newSigner(t)
	out := reached("127.0.0.1", 9)
	out.Protocol = mail.Submission
	if about, err := os.Stat(admin.key); err != nil || runtime.GOOS != "windows" && about.Mode().Perm() != 0o600 {
		t.Errorf("key: %v, %v", about, err)
	}
	before, err := os.ReadFile(admin.key)
	if err != nil {
		t.Fatal(err)
	}
	admin.p.fails(2, mail.UsageWrong, "card", "key", "--out", admin.key)
	if after, err := os.ReadFile(admin.key); err != nil || string(after) != string(before) {
		t.Errorf("the key was overwritten, %v", err)
	}
	for _, wrong := range []string{"card", "card sign --key x", "card show", "card open x", "bind ada@corp.example --card-key x"} {
		admin.p.fails(2, mail.UsageWrong, strings.Fields(wrong)...)
	}
	file := admin.sign(reached("127.0.0.1", 9), out, goodUntil)
	admin.p.sentences = true
	for language, want := range map[string]string{"zh-CN": "有效，但密钥还没有核对过", "en": "nobody has compared the key yet"} {
		if said := admin.p.must("", "card", "show", file, "--lang", language).stdout; !strings.Contains(said, want) || !strings.Contains(said, "Corp IT") || !strings.Contains(said, strings.ToUpper(admin.fingerprint[:4])) {
			t.Errorf("%s: %s", language, said)
		}
	}
	what := filepath.Join(t.TempDir(), "card.json")
	writeFile(t, what, []byte(`{"version": 1, "issuer": "Corp IT", "password": "x"}`))
	r := admin.p.run("", "card", "sign", "--key", admin.key, "--in", what, "--out", filepath.Join(t.TempDir(), "x.mailbind"))
	if r.status != 16 || !strings.Contains(r.stderr, "password") {
		t.Errorf("exit %d\n%s", r.status, r.stderr)
	}
}
