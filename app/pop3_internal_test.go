package app

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"letterbox/app/binder"
	"letterbox/app/command"
	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// The session that a binding verified is the one over which the first mail comes: a server that lets nobody in twice
// is not asked a second time.
func TestVerifiedPOP3SessionGoesOn(t *testing.T) {
	server, submission := mailtest.POP3(t, mailtest.POP3Exclusive()), mailtest.SMTP(t)
	for n := range 60 {
		server.Deliver(fmt.Appendf(nil, "From: bob@corp.example\r\nSubject: message %d\r\n\r\nhello\r\n", n))
	}
	dir := t.TempDir()
	roots := written(t, "roots.pem", string(server.CAPEM())+"\n"+string(submission.CAPEM()))
	h, err := build(t.Context(), command.Globals{DataDir: filepath.Join(dir, "profile"), Secrets: "memory", CAFile: roots, TimeoutScale: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer h.close()
	events, cancel := h.hub.Subscribe()
	defer cancel()
	if err := h.engine.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	account, _, err := h.binder.Bind(t.Context(), binder.Request{
		Address: mail.Address{Local: "ada", Domain: "corp.example"}, Secret: server.Credential(),
		Candidates: []mail.Candidate{{Trusted: true, Incoming: server.Server(), Outgoing: submission.Server()}},
	}, func(mail.Check) {})
	if err != nil {
		t.Fatal(err)
	}
	limit := time.After(20 * time.Second)
	for h.collected(t, account) < 60 {
		select {
		case <-events:
		case <-limit:
			t.Fatalf("%d messages came; %+v", h.collected(t, account), h.engine.Status())
		}
	}
	if n := server.SignIns(); n != 1 {
		t.Errorf("%d sign-ins", n)
	}
}

// collected returns how many messages of INBOX are here.
func (h *house) collected(t *testing.T, account mail.Account) int {
	t.Helper()
	folders, err := h.store.Folders(t.Context(), account.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(folders) == 0 {
		return 0
	}
	return folders[0].Total
}
