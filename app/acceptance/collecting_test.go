package acceptance

import (
	"fmt"
	"testing"

	"letterbox/mail/mailtest"
)

// TestMailIsRemovedFromAMaildropWhenAsked leaves mail where it is until the person says otherwise, says so in the list of
// accounts, and lists what the server does not hand over.
func TestMailIsRemovedFromAMaildropWhenAsked(t *testing.T) {
	server := mailtest.POP3(t, mailtest.POP3User("ada", secret))
	submission := mailtest.SMTP(t, mailtest.SMTPUser("ada", secret))
	p := newProfile(t, trusting(t, rootsOf(t, server), submission.CAPEM()))
	for n := range 3 {
		server.Deliver(fmt.Appendf(nil, "From: a@corp.example\r\nSubject: number %d\r\n\r\nhello\r\n", n))
	}
	if r := p.bind("ada@corp.example", secret, server.Server(), submission.Server()); r.status != 0 {
		t.Fatalf("bind: exit %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	server.Misbehave(mailtest.Fault{On: "RETR", Once: true, Reply: "-ERR message is damaged\r\n"})
	if done := p.must("", "sync", "--once").last(); done["bodies"] != 2.0 || done["unreadable"] != 1.0 || server.Left() != 3 {
		t.Errorf("%v, %d messages are on the server", done, server.Left())
	}
	lacking := 0
	for _, m := range p.must("", "list", "INBOX").last()["messages"].([]any) {
		if m.(map[string]any)["unreadable"] == "body" {
			lacking++
		}
	}
	if lacking != 1 {
		t.Errorf("%d messages are listed as unreadable", lacking)
	}
	if told := p.must("", "accounts", "1", "--remove-after", "0").last()["accounts"].([]any)[0].(map[string]any); told["remove_after_days"] != 0.0 {
		t.Errorf("%v", told)
	}
	if p.must("", "sync", "--once"); server.Left() != 1 {
		t.Errorf("%d messages are on the server", server.Left())
	}
	p.must("", "accounts", "1", "--leave-on-server")
	if told := p.must("", "accounts").last()["accounts"].([]any)[0].(map[string]any); told["remove_after_days"] != nil {
		t.Errorf("%v", told)
	}
	for _, wrong := range [][]string{{"--remove-after", "3"}, {"1", "--remove-after", "-2"}, {"1", "--remove-after", "3", "--leave-on-server"}} {
		if r := p.run("", append([]string{"accounts"}, wrong...)...); r.status != 2 {
			t.Errorf("%v: exit %d", wrong, r.status)
		}
	}
}
