package policy

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
)

const ruled = `{
	"allowed_domains": ["corp.example", "qq.com"], "allowed_providers": ["qq", "tencent_exmail"], "pins": false,
	"servers": [{"domains": ["corp.example"], "incoming": "imaps://mail.corp.example", "outgoing": "smtp+starttls://mail.corp.example", "username": "domain-user", "domain": "CORP"},
		{"domains": ["old.example"], "incoming": "pop3+plain://old.example", "outgoing": "smtps://old.example", "username": "local"}],
	"plaintext": [{"host": "old.example", "until": "2027-01-31"}],
	"usernames": {"li@corp.example": "CORP\\li.ming"}
}`

func parsed(t *testing.T, text string) Policy {
	t.Helper()
	p, err := parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func address(t *testing.T, text string) mail.Address {
	t.Helper()
	a, err := mail.ParseAddress(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestServersOfThePolicy(t *testing.T) {
	p := parsed(t, ruled)
	for text, want := range map[string]string{"ada@Corp.Example": `CORP\ada`, "Li@corp.example": `CORP\li.ming`, "bo@old.example": "bo"} {
		c, ok := p.CandidateFor(address(t, text))
		if !ok || !c.Trusted || c.Source != Source || c.Incoming.Username != want || c.Outgoing.Username != want || c.Incoming.Validate() != nil {
			t.Errorf("%s: %+v", text, c)
		}
	}
	if c, ok := p.CandidateFor(address(t, "ada@sub.corp.example")); ok {
		t.Errorf("a domain below: %+v", c)
	}
	whole := parsed(t, strings.Replace(ruled, `"username": "local"`, `"username": "address"`, 1))
	if c, _ := whole.CandidateFor(address(t, "bo@old.example")); c.Incoming.Username != "bo@old.example" {
		t.Errorf("%+v", c)
	}
}

func TestWhatIsAllowed(t *testing.T) {
	p := parsed(t, ruled)
	for text, want := range map[string]bool{"a@corp.example": true, "a@QQ.com": true, "a@sub.corp.example": false, "a@corp.example.org": false} {
		if got := p.AllowsDomain(address(t, text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if free := parsed(t, `{}`); !free.AllowsDomain(address(t, "a@any.example")) || !free.AllowsPins() || p.AllowsPins() {
		t.Error("without rules all is allowed, and pins only where they are not forbidden")
	}
}

func TestServersThatAreAllowed(t *testing.T) {
	p := parsed(t, ruled)
	hosts := map[string][]mail.ProviderID{"imap.qq.com": {"foxmail", "qq"}, "smtp.qq.com": {"qq"}, "smtp.gmail.com": {"gmail"}}
	ofHost := func(host string) []mail.ProviderID { return hosts[host] }
	for _, c := range []struct {
		address, in, out string
		want             bool
	}{
		{"a@qq.com", "imaps://imap.qq.com", "smtps://smtp.qq.com", true},
		{"a@qq.com", "imaps://imap.qq.com", "smtps://smtp.gmail.com", false},
		{"a@qq.com", "imaps://evil.example", "smtps://smtp.qq.com", false},
		{"a@corp.example", "imaps://Mail.Corp.Example", "smtp+starttls://mail.corp.example", true},
		{"a@corp.example", "imaps://mail.corp.example:1993", "smtp+starttls://mail.corp.example", false},
		{"a@corp.example", "imap+starttls://mail.corp.example:993", "smtp+starttls://mail.corp.example", false},
		{"a@corp.example", "imaps://imap.qq.com", "smtps://smtp.qq.com", false}, // its own servers and no others
	} {
		in, _ := mail.ParseServerURL(c.in)
		out, _ := mail.ParseServerURL(c.out)
		if got := p.AllowsServers(address(t, c.address), mail.Candidate{Provider: "qq", Incoming: in, Outgoing: out}, ofHost); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestClearTextEnds(t *testing.T) {
	p := parsed(t, ruled)
	zone := time.FixedZone("UTC+8", 8*60*60)
	for _, c := range []struct {
		host string
		at   time.Time
		want bool
	}{
		{"OLD.example.", time.Date(2026, 11, 24, 12, 0, 0, 0, zone), true},
		{"old.example", time.Date(2027, 1, 31, 23, 59, 59, 0, zone), true},
		{"old.example", time.Date(2027, 2, 1, 0, 0, 0, 0, zone), false},
		{"mail.old.example", time.Date(2026, 11, 24, 12, 0, 0, 0, zone), false},
		{"", time.Date(2026, 11, 24, 12, 0, 0, 0, zone), false},
	} {
		if got := p.AllowsPlain(c.host, c.at); got != c.want {
			t.Errorf("%q at %v: %v", c.host, c.at, got)
		}
	}
}

func TestRulesThatAreWrong(t *testing.T) {
	change := func(from, to string) string {
		if !strings.Contains(ruled, from) {
			t.Fatalf("%q is not there", from)
		}
		return strings.Replace(ruled, from, to, 1)
	}
	for name, text := range map[string]string{
		"no domain allowed":      change(`["corp.example", "qq.com"]`, `[]`),
		"null":                   change(`["corp.example", "qq.com"]`, `null`),
		"capitals":               change(`"qq.com"`, `"QQ.com"`),
		"no provider":            change(`["qq", "tencent_exmail"]`, `[]`),
		"not a provider":         change(`"tencent_exmail"`, `"Tencent Exmail"`),
		"pins":                   change(`"pins": false`, `"pins": "no"`),
		"servers for none":       change(`["corp.example"], "incoming"`, `[], "incoming"`),
		"servers of an address":  change(`["corp.example"], "incoming"`, `["ada@corp.example"], "incoming"`),
		"domain twice":           change(`"domains": ["old.example"]`, `"domains": ["corp.example"]`),
		"not a server":           change("imaps://mail", "https://mail"),
		"no outgoing":            change(`"outgoing": "smtps://old.example", `, ""),
		"incoming by SMTP":       change("imaps://mail", "smtps://mail"),
		"outgoing by IMAP":       change("smtps://old", "imaps://old"),
		"user in the URL":        change("imaps://mail", "imaps://ada@mail"),
		"form":                   change(`"local"`, `"short"`),
		"domain-user of none":    change(`, "domain": "CORP"`, ""),
		"domain with backslash":  change(`"CORP"`, `"CORP\\"`),
		"domain of another form": change(`"domain-user"`, `"local"`),
		"clear text elsewhere":   change("imaps://mail", "imap+plain://mail"),
		"no such day":            change("2027-01-31", "2027-02-31"),
		"no end":                 change(`, "until": "2027-01-31"`, ""),
		"host with wildcard":     change(`"host": "old.example"`, `"host": "*.example"`),
		"not an address":         change("li@corp.example", "li"),
		"address in capitals":    change("li@corp.example", "Li@corp.example"),
		"no user name":           change(`"CORP\\li.ming"`, `""`),
		"user name with newline": change(`li.ming`, `li\n`),
	} {
		if _, err := parse([]byte(text)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestSecretsAreNotShown(t *testing.T) {
	p := parsed(t, good)
	if shown := p.WithoutSecrets(); shown.OAuth["gmail"].Secret != "…" || shown.OAuth["m365"].Secret != "" || p.OAuth["gmail"].Secret != "GOCSPX-public" {
		t.Errorf("shown %+v of %+v", shown.OAuth, p.OAuth)
	}
}

const privately = `{
	"certificates": [{"hosts": ["mail.corp.example", "邮件.例子.中国"], "authorities_pem": PEM, "sha256": ["AB:cd:` + "00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:01" + `"]}],
	"allowed_domains": ["例子.中国"],
	"servers": [{"domains": ["例子.中国"], "incoming": "imaps://邮件.例子.中国", "outgoing": "smtps://xn--5nq051n.xn--fsqu00a.xn--fiqs8s"}],
	"plaintext": [{"host": "旧.例子.中国", "until": "2027-01-31"}],
	"usernames": {"li@例子.中国": "li.ming"},
	"sync_window": 0, "settings": {"language": "zh-CN"}, "locked": ["language", "theme"],
	"catalogue": [{"id": "corp", "domains": ["corp.example"], "servers": [{"url": "imaps://mail.corp.example"}, {"url": "smtps://mail.corp.example"}]}]
}`

// withAuthority returns privately with a certificate in it; self-signed authorities and servers differ in isCA.
func withAuthority(t *testing.T, isCA bool) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Corp Root"}, IsCA: isCA, BasicConstraintsValid: true, NotAfter: time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(privately, "PEM", string(text), 1)
}

func TestTrustOfThePolicy(t *testing.T) {
	p := parsed(t, withAuthority(t, true))
	for _, host := range []string{"Mail.Corp.Example.", "邮件.例子.中国", "xn--5nq051n.xn--fsqu00a.xn--fiqs8s"} {
		trust := p.TrustFor(host)
		if len(trust.Authorities) != 1 || len(trust.Pins) != 1 || trust.Pins[0].SHA256[31] != 1 || !trust.Pins[0].Holds(time.Now()) {
			t.Errorf("%s: %+v", host, trust)
		}
	}
	if trust := p.TrustFor("corp.example"); !trust.IsZero() {
		t.Errorf("another host: %+v", trust)
	}
	if got := p.Certificates[0].AuthorityNames(); len(got) != 1 || got[0] != "Corp Root" {
		t.Errorf("authorities %q", got)
	}
}

// TestNamesInUnicodeAndASCII has every rule that names a host match both forms.
func TestNamesInUnicodeAndASCII(t *testing.T) {
	p := parsed(t, withAuthority(t, true))
	for _, domain := range []string{"例子.中国", "xn--fsqu00a.xn--fiqs8s", "例子。中国"} {
		a := address(t, "li@"+domain)
		c, own := p.CandidateFor(a)
		if !p.AllowsDomain(a) || !own || c.Incoming.Username != "li.ming" {
			t.Errorf("%s: %+v", domain, c)
		}
		in, _ := mail.ParseServerURL("imaps://xn--5nq051n.xn--fsqu00a.xn--fiqs8s")
		out, _ := mail.ParseServerURL("smtps://邮件.例子.中国")
		if !p.AllowsServers(a, mail.Candidate{Incoming: in, Outgoing: out}, nil) {
			t.Errorf("%s: its own servers are refused", domain)
		}
	}
	for _, host := range []string{"旧.例子.中国", "xn--ygv.xn--fsqu00a.xn--fiqs8s"} {
		if day, ok := p.PlainUntil(host, time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)); !ok || day != "2027-01-31" {
			t.Errorf("%s: %q, %v", host, day, ok)
		}
	}
}

func TestSettingsOfThePolicy(t *testing.T) {
	p := parsed(t, withAuthority(t, true))
	days, ok := p.SyncWindow()
	if !ok || days != 0 || p.Setting("language") != "zh-CN" || p.Setting("theme") != "" || !p.Locks("theme") || p.Locks("density") || p.Setting("density") != "" {
		t.Errorf("%d %v %+v %v", days, ok, p.Settings, p.Locked)
	}
	if _, ok := parsed(t, `{}`).SyncWindow(); ok {
		t.Error("a window without a rule")
	}
}
