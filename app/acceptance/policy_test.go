package acceptance

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// policyFile writes a policy.
func policyFile(t *testing.T, format string, values ...any) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "policies.json")
	writeFile(t, path, fmt.Appendf(nil, format, values...))
	return path
}

// TestPolicyEmployee has an employee who types an address and a secret. The policy knows the servers and what the
// person is called there, so that nobody else is asked.
func TestPolicyEmployee(t *testing.T) {
	t.Parallel()
	const user = `CORP\ada`
	in := mailtest.IMAP(t, mailtest.IMAPUser(user, secret)).Server()
	out := mailtest.SMTP(t, mailtest.SMTPUser(user, secret)).Server()
	for name, rule := range map[string]string{
		"rule":  `"username": "domain-user", "domain": "CORP"}]`,
		"table": `"username": "local"}], "usernames": {"ada@corp.example": "CORP\\ada"}`,
	} {
		policy := policyFile(t, `{"servers": [{"domains": ["corp.example"], "incoming": %q, "outgoing": %q, %s}`, in.URL(), out.URL(), rule)
		p := newProfile(t, trustingAll(t))
		found := p.must("", "discover", "ada@corp.example", "--policy", policy).last()["candidates"].([]any)
		if first := found[0].(map[string]any); len(found) != 1 || first["source"] != "policy" || first["trusted"] != true || first["username"] != user {
			t.Errorf("%s: found %v", name, found)
		}
		p.must(secret+"\n", "bind", "ada@corp.example", "--password-stdin", "--policy", policy)
		p.must("", "sync", "--once", "--policy", policy)
	}
}

// TestPolicyServersAreTheOnlyOnes refuses other servers for an organisation's addresses before anything is sent.
func TestPolicyServersAreTheOnlyOnes(t *testing.T) {
	t.Parallel()
	server := imapServer(t)
	in, out := server.Server(), smtpSide()(t)
	policy := policyFile(t, `{"servers": [{"domains": ["corp.example"], "incoming": "imaps://mail.corp.example", "outgoing": "smtps://mail.corp.example"}]}`)
	p := newProfile(t, trustingAll(t))
	servers := []string{"--password-stdin", "--policy", policy, "--username", "ada", "--incoming", in.URL(), "--outgoing", out.URL()}
	r := p.fails(16, mail.PolicyForbids, append([]string{"bind", "ada@corp.example"}, servers...)...)
	if r.problem()["class"] != mail.ClassServerPolicy || len(server.Said()) > 0 {
		t.Errorf("%s\nthe server heard %v", r.stdout, server.Said())
	}
}

// TestPolicyForbidsDomainsAndProviders asks no server about what nobody may bind, whatever the address's provider is
// said to be.
func TestPolicyForbidsDomainsAndProviders(t *testing.T) {
	t.Parallel()
	server := imapServer(t)
	in, out := server.Server(), smtpSide()(t)
	typed := []string{"--username", "ada", "--incoming", in.URL(), "--outgoing", out.URL()}
	domains := policyFile(t, `{"allowed_domains": ["corp.example"]}`)
	providers := policyFile(t, `{"allowed_providers": ["qq"]}`)
	p := newProfile(t, trustingAll(t))
	for _, c := range []struct {
		policy, address, class string
		more                   []string
	}{
		{domains, "ada@corp.example.org", mail.ClassDomainPolicy, typed},
		{domains, "ada@gmail.com", mail.ClassDomainPolicy, nil},
		{providers, "ada@163.com", mail.ClassServerPolicy, nil},
		{providers, "ada@qq.com", mail.ClassServerPolicy, append([]string{"--provider", "qq"}, typed...)},
	} {
		r := p.fails(16, mail.PolicyForbids, append([]string{"bind", c.address, "--password-stdin", "--policy", c.policy}, c.more...)...)
		if r.problem()["class"] != c.class || r.problem()["who"] != "administrator" {
			t.Errorf("%s: %s", c.address, r.stdout)
		}
	}
	p.fails(16, mail.PolicyForbids, "discover", "ada@gmail.com", "--policy", domains)
	p.must("", "discover", "ada@qq.com", "--offline", "--policy", providers)
	if len(server.Said()) > 0 {
		t.Errorf("the server heard %v", server.Said())
	}
	p.must(secret+"\n", append([]string{"bind", "ada@corp.example", "--password-stdin", "--policy", domains}, typed...)...)
}

// TestPolicyClearText lets one host speak clear text until its day, and no other way leads there.
func TestPolicyClearText(t *testing.T) {
	t.Parallel()
	in, out := imapServer(t, mailtest.IMAPClear()), smtpServer(t, mailtest.SMTPClear())
	host := in.Server().Host
	bind := []string{"bind", "ada@corp.example", "--password-stdin", "--username", "ada", "--incoming", in.Server().URL(), "--outgoing", out.Server().URL()}
	p := newProfile(t, trustingAll(t))
	p.fails(16, mail.PlainForbidden, bind...)
	for _, rule := range []string{
		fmt.Sprintf(`{"host": %q, "until": "2026-01-31"}`, host), // over
		`{"host": "old.corp.example", "until": "2099-12-31"}`,
	} {
		p.fails(16, mail.PlainForbidden, append(bind, "--policy", policyFile(t, `{"plaintext": [%s]}`, rule))...)
	}
	if heard := append(in.Said(), out.Said()...); len(heard) > 0 {
		t.Fatalf("the servers heard %v", heard)
	}
	allowed := policyFile(t, `{"plaintext": [{"host": %q, "until": "2099-12-31"}]}`, host)
	stripped := make([]string, len(bind))
	for i, word := range bind {
		stripped[i] = strings.Replace(word, "+plain", "+starttls", 1)
	}
	p.fails(10, mail.TLSNotOffered, append(stripped, "--policy", allowed)...)
	p.must(secret+"\n", append(bind, "--policy", allowed)...)
	p.must("", "sync", "--once", "--policy", allowed)
	if r := p.run("", "sync", "--once"); r.code() != mail.PlainForbidden {
		t.Errorf("without the policy: exit %d\n%s", r.status, r.stdout)
	}
}

// TestPolicyWithoutPins takes exceptions for certificates away.
func TestPolicyWithoutPins(t *testing.T) {
	t.Parallel()
	server := imapServer(t).Server()
	r := newProfile(t, "").fails(16, mail.PolicyForbids, "trust", server.HostPort(), "--fingerprint", strings.Repeat("ab", 32), "--policy", policyFile(t, `{"pins": false}`))
	if r.problem()["class"] != mail.ClassPinPolicy {
		t.Error(r.stdout)
	}
}

// TestPolicyCheck tells what is in force and what is wrong, without a profile.
func TestPolicyCheck(t *testing.T) {
	t.Parallel()
	p := newProfile(t, "")
	good := policyFile(t, `{"allowed_domains": ["corp.example"], "oauth": {"m365": {"client_id": "0f6c", "client_secret": "GOCSPX-1"}}}`)
	for _, args := range [][]string{{"policy", "check", good}, {"policy", "check", "--policy", good}} {
		r := p.must("", args...)
		rules, _ := r.last()["policy"].(map[string]any)
		if r.last()["source"] != good || fmt.Sprint(rules["allowed_domains"]) != "[corp.example]" || strings.Contains(r.stdout, "GOCSPX") {
			t.Errorf("%v: %s", args, r.stdout)
		}
	}
	if r := p.must("", "policy", "check"); r.last()["source"] != "" {
		t.Errorf("without a policy: %s", r.stdout)
	}
	p.fails(16, mail.PolicyInvalid, "policy", "check", filepath.Join(t.TempDir(), "absent"))
	r := p.fails(16, mail.PolicyInvalid, "policy", "check", policyFile(t, `{"allowed_domains": []}`))
	if wrong, _ := r.lines[0]["mistake"].(string); !strings.Contains(wrong, "allowed_domains") {
		t.Errorf("told %s", r.stdout)
	}
	p.sentences = true
	for language, want := range map[string]string{"zh-CN": "只能绑定", "en": "Only mailboxes"} {
		if said := p.must("", "policy", "check", good, "--lang", language).stdout; !strings.Contains(said, want) || !strings.Contains(said, good) {
			t.Errorf("%s: %s", language, said)
		}
	}
}

// TestPolicyBrokenStopsEveryVerb has a policy with a typing mistake. No verb that opens a mailbox goes on without it.
func TestPolicyBrokenStopsEveryVerb(t *testing.T) {
	t.Parallel()
	policy := policyFile(t, `{"allowed_domain": ["corp.example"]}`)
	for _, verb := range []string{
		"bind ada@corp.example --password-stdin", "discover ada@corp.example", "accounts", "unbind ada@corp.example", "sync --once", "folders",
		"list INBOX", "show 1", "flag 1 --set seen", "export --json", "diagnose ada@corp.example", "report", "certificate 127.0.0.1:1", "trust", "policy check",
	} {
		newProfile(t, "").fails(16, mail.PolicyInvalid, append(strings.Fields(verb), "--policy", policy)...)
	}
}
