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

// runs builds the program on a profile and has its engine work.
func runs(t *testing.T, g command.Globals) (*house, <-chan []mail.Event) {
	t.Helper()
	h, err := build(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.close)
	events, cancel := h.hub.Subscribe()
	t.Cleanup(cancel)
	if err := h.engine.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h, events
}

// TestAccountsWaitForThePassphrase binds in a profile under a passphrase, and starts the program again: the account
// waits for the person, is woken by the passphrase, and signs in.
func TestAccountsWaitForThePassphrase(t *testing.T) {
	in, out := mailtest.IMAP(t, mailtest.IMAPUser("ada", "hunter2")), mailtest.SMTP(t, mailtest.SMTPUser("ada", "hunter2"))
	ca, err := mailtest.SharedCA()
	if err != nil {
		t.Fatal(err)
	}
	g := command.Globals{DataDir: filepath.Join(t.TempDir(), "profile"), TimeoutScale: 1, CAFile: written(t, "roots.pem", string(ca.PEM()))}
	h, _ := runs(t, g)
	h.vault.open = noKeychain
	request := binder.Request{
		Address: mail.Address{Local: "ada", Domain: "corp.example"}, Secret: mail.Password("hunter2"),
		Candidates: []mail.Candidate{{Trusted: true, Incoming: in.Server(), Outgoing: out.Server()}},
	}
	if _, _, err := h.binder.Bind(t.Context(), request, func(mail.Check) {}); mail.ProblemOf(err) == nil || mail.ProblemOf(err).Code != mail.KeychainMissing {
		t.Fatalf("bound without a keychain: %v", err)
	}
	if err := locksOf(h, g).Protect(t.Context(), "correct horse"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.binder.Bind(t.Context(), request, func(mail.Check) {}); err != nil {
		t.Fatal(err)
	}
	h.close()

	h, events := runs(t, g)
	keys := locksOf(h, g)
	waiting := doing(t, h, events, mail.NeedsAttention)
	if waiting.Problem == nil || waiting.Problem.Class != "SEALED" || !keys.Locked(t.Context()) {
		t.Fatalf("waits with %+v", waiting.Problem)
	}
	if err := keys.Unlock(t.Context(), "correct horse"); err != nil || keys.Locked(t.Context()) {
		t.Fatal(err)
	}
	doing(t, h, events, mail.Watching)
}

// doing waits until the worker of the one account does something.
func doing(t *testing.T, h *house, events <-chan []mail.Event, activity mail.Activity) mail.SyncStatus {
	t.Helper()
	patience := time.NewTimer(time.Minute)
	defer patience.Stop()
	for {
		if all := h.engine.Status(); len(all) == 1 && all[0].Activity == activity {
			return all[0]
		}
		select {
		case <-events:
		case <-patience.C:
			t.Fatalf("not %s: %+v", activity, h.engine.Status())
		}
	}
}
