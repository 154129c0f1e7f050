package acceptance

import (
	"testing"

	"letterbox/mail"
)

// TestPolicyRefusesBoundAccounts has rules that came after the binding: the account asks nobody any more, and its mail
// stays readable.
func TestPolicyRefusesBoundAccounts(t *testing.T) {
	t.Parallel()
	in, out := imapServer(t), smtpServer(t)
	p := newProfile(t, trustingAll(t))
	p.must(secret+"\n", "bind", "ada@corp.example", "--password-stdin", "--username", "ada", "--incoming", in.Server().URL(), "--outgoing", out.Server().URL())
	p.must("", "sync", "--once")
	mailbox := p.must("", "list", "INBOX").stdout
	heard := [2]int{len(in.Said()), len(out.Said())}
	for name, rule := range map[string]string{
		"domain":   `{"allowed_domains": ["other.example"]}`,
		"provider": `{"allowed_providers": ["qq"]}`,
		"servers":  `{"servers": [{"domains": ["corp.example"], "incoming": "imaps://mail.corp.example", "outgoing": "smtps://mail.corp.example"}]}`,
	} {
		policy := policyFile(t, "%s", rule)
		r := p.fails(16, mail.PolicyForbids, "sync", "--once", "--policy", policy)
		if r.problem()["class"] != "ACCOUNT_FORBIDDEN" || r.problem()["who"] != "administrator" {
			t.Errorf("%s: %s", name, r.stdout)
		}
	}
	policy := policyFile(t, `{"allowed_domains": ["other.example"]}`)
	if got := p.must("", "list", "INBOX", "--policy", policy).stdout; got != mailbox {
		t.Errorf("the list is %s, was %s", got, mailbox)
	}
	if r := p.run("", "diagnose", "ada@corp.example", "--send-test", "--policy", policy); r.status == 0 {
		t.Errorf("diagnosis %s", r.stdout)
	}
	if now := [2]int{len(in.Said()), len(out.Said())}; now != heard {
		t.Errorf("the servers heard %v and %v", in.Said()[heard[0]:], out.Said()[heard[1]:])
	}
	p.must("", "sync", "--once")
}
