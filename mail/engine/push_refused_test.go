package engine_test

import (
	"testing"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
)

// refusals are what a server can refuse, by the command that it answers with NO.
var refusals = map[string]struct {
	kind mail.OperationKind
	work func(d *desk, m mail.Message) mail.Operation
}{
	"STORE": {mail.KindSetFlags, func(_ *desk, m mail.Message) mail.Operation {
		return mail.SetFlags{Folder: m.Folder, Messages: []mail.MessageID{m.ID}, Add: mail.Seen}
	}},
	"MOVE": {mail.KindMove, func(d *desk, m mail.Message) mail.Operation {
		return mail.Move{Folder: m.Folder, Messages: []mail.MessageID{m.ID}, To: d.folder("B").ID}
	}},
	"COPY": {mail.KindCopy, func(d *desk, m mail.Message) mail.Operation {
		return mail.Copy{Folder: m.Folder, Messages: []mail.MessageID{m.ID}, To: d.folder("B").ID}
	}},
	"EXPUNGE": {mail.KindDelete, func(_ *desk, m mail.Message) mail.Operation {
		return mail.Delete{Folder: m.Folder, Messages: []mail.MessageID{m.ID}}
	}},
	"CREATE": {mail.KindCreateFolder, func(d *desk, _ mail.Message) mail.Operation {
		return mail.CreateFolder{Account: d.account.ID, Name: "C"}
	}},
	"RENAME": {mail.KindRenameFolder, func(d *desk, _ mail.Message) mail.Operation {
		return mail.RenameFolder{Folder: d.folder("B").ID, Name: "C"}
	}},
	"DELETE": {mail.KindDeleteFolder, func(d *desk, _ mail.Message) mail.Operation {
		return mail.DeleteFolder{Folder: d.folder("B").ID}
	}},
	"SUBSCRIBE": {mail.KindSubscribe, func(d *desk, _ mail.Message) mail.Operation {
		return mail.Subscribe{Folder: d.folder("B").ID, On: true}
	}},
}

// TestRefusedOperationsAreTold has a server refuse one operation for good. It is taken back and told with the kind of
// refusal, and neither what was done after it nor the mail behind it has to wait.
func TestRefusedOperationsAreTold(t *testing.T) {
	for command, c := range refusals {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, mailtest.IMAPFaults(mailtest.Fault{On: command, Once: true, Reply: "{tag} NO [OVERQUOTA] the mailbox is full\r\n"}))
			if err := d.server.AddFolder("B"); err != nil {
				t.Fatal(err)
			}
			d.append("INBOX", 1)
			d.append("INBOX", 2)
			d.once(engine.Bodies)
			first, second := d.messages("INBOX")[0], d.messages("INBOX")[1]
			flag := mail.SetFlags{Folder: second.Folder, Messages: []mail.MessageID{second.ID}, Add: mail.Flagged}
			for _, op := range []mail.Operation{c.work(d, first), flag} {
				if _, err := d.engine.Do(t.Context(), op); err != nil {
					t.Fatal(err)
				}
			}
			d.append("INBOX", 3)
			if s := d.once(engine.Bodies); s.Headers == 0 {
				t.Error("the refusal kept new mail away")
			}
			pending, err := d.store.PendingOperations(t.Context(), d.account.ID)
			if err != nil || len(pending) > 0 {
				t.Errorf("%d operations wait, %v", len(pending), err)
			}
			told, err := d.store.Conflicts(t.Context(), d.account.ID)
			if err != nil || len(told) != 1 || told[0].Kind != c.kind || told[0].Code != mail.QuotaExceeded || told[0].Class != "QUOTA_FULL" {
				t.Errorf("told %+v, %v", told, err)
			}
		})
	}
}
