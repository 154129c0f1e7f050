package acceptance

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// TestPolicyAfterEnabling is the guide's "Employees use corporate mail" from a policy file alone: the administrator has
// named the servers, the form of the user name and who vouches for the servers, and the employee types address and
// secret. No other servers can be had for the address, and without the policy the servers are not trusted.
func TestPolicyAfterEnabling(t *testing.T) {
	t.Parallel()
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	pem, err := json.Marshal(string(ca.PEM()))
	if err != nil {
		t.Fatal(err)
	}
	const user = `CORP\ada`
	server := mailtest.IMAP(t, mailtest.IMAPUser(user, secret))
	in, out := server.Server(), mailtest.SMTP(t, mailtest.SMTPUser(user, secret)).Server()
	servers := fmt.Sprintf(`"servers": [{"domains": ["corp.example"], "incoming": %q, "outgoing": %q, "username": "domain-user", "domain": "CORP"}]`, in.URL(), out.URL())
	enabled := policyFile(t, `{%s, "certificates": [{"hosts": [%q], "authorities_pem": %s}]}`, servers, in.Host, pem)
	p := newProfile(t, "")
	p.must(secret+"\n", "bind", "ada@corp.example", "--password-stdin", "--policy", enabled)
	p.must("", "sync", "--once", "--policy", enabled)
	typed := p.fails(16, mail.PolicyForbids, "bind", "eve@corp.example", "--password-stdin", "--policy", enabled, "--username", user, "--incoming", "imaps://elsewhere.example", "--outgoing", "smtps://elsewhere.example")
	if typed.problem()["class"] != mail.ClassServerPolicy {
		t.Error(typed.stdout)
	}
	newProfile(t, "").fails(10, mail.TLSUntrusted, "bind", "ada@corp.example", "--password-stdin", "--policy", policyFile(t, "{%s}", servers))
}

// TestPolicyPins lets a host show one certificate that nobody vouches for, whatever people may accept themselves.
func TestPolicyPins(t *testing.T) {
	t.Parallel()
	in, out := imapServer(t, mailtest.IMAPCertificate(mailtest.SelfSignedCert)), smtpServer(t, mailtest.SMTPCertificate(mailtest.SelfSignedCert))
	shown := func(s mail.Server) string {
		first, _ := newProfile(t, "").run("", "certificate", s.HostPort()).lines[0]["certificate"].(map[string]any)
		return fmt.Sprint(first["sha256"])
	}
	rules := `{"pins": false, "certificates": [{"hosts": [%q], "sha256": [%q, %q]}]}`
	pinned := policyFile(t, rules, in.Server().Host, shown(in.Server()), shown(out.Server()))
	bind := []string{"bind", "ada@corp.example", "--password-stdin", "--username", "ada", "--incoming", in.Server().URL(), "--outgoing", out.Server().URL(), "--policy"}
	newProfile(t, "").fails(10, mail.TLSUntrusted, append(bind, policyFile(t, rules, in.Server().Host, strings.Repeat("00", 32), strings.Repeat("01", 32)))...)
	newProfile(t, "").must(secret+"\n", append(bind, pinned)...)
}

// TestPolicyNoPublishedClearText has a domain publish servers that speak clear text: they are not proposed.
func TestPolicyNoPublishedClearText(t *testing.T) {
	t.Parallel()
	e := newElsewhere(t)
	e.hosts["autoconfig.own.example"] = true
	e.pages["/autoconfig.own.example/mail/config-v1.1.xml"] = strings.ReplaceAll(strings.ReplaceAll(published("mail.own.example"), "SSL", "plain"), "993", "143")
	r := newProfile(t, "").run("", append([]string{"discover", "ada@own.example"}, e.flags()...)...)
	if strings.Contains(r.stdout, `"plain"`) || strings.Contains(r.stdout, "+plain") {
		t.Errorf("proposed: %s", r.stdout)
	}
}

// TestPolicyMistakes tells which member of a policy is wrong, on which line, to every verb and in both languages.
func TestPolicyMistakes(t *testing.T) {
	t.Parallel()
	wrong := policyFile(t, "{\n  \"pins\": false,\n  \"sync_window\": 31\n}")
	merged := policyFile(t, `{"catalogue": [{"id": "corp", "usernames": ["domain-user"]}]}`)
	for _, verb := range []string{"policy check", "accounts"} {
		p := newProfile(t, "")
		p.fails(16, mail.PolicyInvalid, append(strings.Fields(verb), "--policy", merged)...)
		p.fails(16, mail.PolicyInvalid, append(strings.Fields(verb), "--policy", wrong)...)
		p.sentences = true
		for language, want := range map[string]string{"zh-CN": "第 3 行，sync_window：只能是其中之一", "en": "line 3, sync_window: it takes one of"} {
			if r := p.run("", append(strings.Fields(verb), "--policy", wrong, "--lang", language)...); r.status != 16 || !strings.Contains(r.stdout+r.stderr, want) {
				t.Errorf("%s, %s: exit %d\n%s%s", verb, language, r.status, r.stdout, r.stderr)
			}
		}
	}
	r := newProfile(t, "").fails(16, mail.PolicyInvalid, "policy", "check", wrong)
	if told := r.lines[0]; told["kind"] != "not-one-of" || told["member"] != "sync_window" || told["line"] != "3" || told["source"] != wrong {
		t.Errorf("told %v", told)
	}
}

// TestPolicyCheckTellsEveryMember reads the example for administrators, in which there is every member.
func TestPolicyCheckTellsEveryMember(t *testing.T) {
	t.Parallel()
	const example = "../../packaging/policy/example.json"
	p := newProfile(t, "")
	if r := p.must("", "policy", "check", example); r.last()["source"] != example {
		t.Errorf("source: %s", r.stdout)
	}
	p.sentences = true
	for language, list := range map[string][]string{
		"zh-CN": {"mail.corp.example 可以使用指纹为 5E:BB", "保留最近 90 天", "服务商腾讯企业邮箱的资料", "语言：“中文”，不能更改", "Corp IT"},
		"en":    {"mail.corp.example may show the certificate with the fingerprint 5E:BB", "90 days of mail", "the provider Tencent corporate mail", "Language: “中文”; it cannot be changed", "Corp IT"},
	} {
		said := p.must("", "policy", "check", example, "--lang", language).stdout
		for _, want := range list {
			if !strings.Contains(said, want) {
				t.Errorf("%s: %q is not told in\n%s", language, want, said)
			}
		}
	}
}
