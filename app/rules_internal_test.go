package app

import (
	"path/filepath"
	"testing"
	"time"

	"letterbox/app/binder"
	"letterbox/app/command"
	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// started builds a program on a profile and sets it to work.
func started(t *testing.T, profile, ca, policy string) (*house, <-chan []mail.Event) {
	t.Helper()
	h, err := build(t.Context(), command.Globals{DataDir: profile, Secrets: "memory", TimeoutScale: 1, CAFile: ca, PolicyFile: policy})
	if err != nil {
		t.Fatal(err)
	}
	events, cancel := h.hub.Subscribe()
	h.later(cancel)
	if err := h.engine.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h, events
}

// TestRuleThatCameLater binds an account and starts the program again under a policy that forbids it: the banner has
// the policy's problem, nobody is asked, and the mail is still there.
func TestRuleThatCameLater(t *testing.T) {
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	in, out := mailtest.IMAP(t, mailtest.IMAPUser("ada", "pw")), mailtest.SMTP(t, mailtest.SMTPUser("ada", "pw"))
	profile, roots := filepath.Join(t.TempDir(), "profile"), written(t, "roots.pem", string(ca.PEM()))
	h, _ := started(t, profile, roots, "")
	candidate := mail.Candidate{Trusted: true, Incoming: in.Server(), Outgoing: out.Server()}
	candidate.Incoming.Username, candidate.Outgoing.Username = "ada", "ada"
	account, _, err := h.binder.Bind(t.Context(), binder.Request{
		Address: mail.Address{Local: "ada", Domain: "corp.example"}, Secret: mail.Password("pw"), Candidates: []mail.Candidate{candidate},
	}, func(mail.Check) {})
	h.close()
	if err != nil {
		t.Fatal(err)
	}
	heard := len(in.Said())

	h, events := started(t, profile, roots, written(t, "policies.json", `{"allowed_domains": ["other.example"]}`))
	defer h.close()
	patience := time.NewTimer(time.Minute)
	defer patience.Stop()
	status := h.engine.Status()
	for ; len(status) != 1 || status[0].Activity != mail.NeedsAttention; status = h.engine.Status() {
		select {
		case <-events:
		case <-patience.C:
			t.Fatalf("told %+v", status)
		}
	}
	if p := status[0].Problem; p == nil || p.Code != mail.PolicyForbids || p.Class != classBound {
		t.Errorf("told %+v", status[0].Problem)
	}
	if _, err := (postman{h}).SendTest(t.Context(), account, mail.Password("pw"), "en"); mail.ProblemOf(err).Class != classBound {
		t.Errorf("submission: %v", err)
	}
	if folders, err := h.store.Folders(t.Context(), account.ID); err != nil || len(folders) == 0 {
		t.Errorf("its folders: %v, %v", folders, err)
	}
	if len(in.Said()) != heard {
		t.Errorf("the server heard %v", in.Said()[heard:])
	}
}
