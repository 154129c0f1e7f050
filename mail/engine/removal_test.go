package engine_test

import (
	"context"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
	"letterbox/mail/pop3"
)

// removes has the account remove mail from the server.
func (m *maildrop) removes(rule mail.Collecting) {
	m.t.Helper()
	if err := m.store.SetCollecting(m.t.Context(), m.account.ID, rule); err != nil {
		m.t.Fatal(err)
	}
}

// TestMailIsLeftOnTheServer unless somebody wants it otherwise, and then not before its time.
func TestMailIsLeftOnTheServer(t *testing.T) {
	m := newMaildrop(t)
	for n := range 3 {
		m.deliver(n)
	}
	m.once(engine.Bodies)
	m.removes(mail.Collecting{Days: 0})
	m.once(engine.Bodies)
	m.removes(mail.Collecting{Remove: true, Days: 1})
	m.once(engine.Bodies)
	if m.pop.Left() != 3 || m.asked("DELE") != 0 {
		t.Errorf("%d messages are left, DELE was sent %d times", m.pop.Left(), m.asked("DELE"))
	}
}

// TestMailIsRemovedFromTheServer when it is here as a whole, once, and stays here.
func TestMailIsRemovedFromTheServer(t *testing.T) {
	m := newMaildrop(t)
	for n := range 3 {
		m.deliver(n)
	}
	m.removes(mail.Collecting{Remove: true})
	m.once(engine.HeadersOnly)
	if m.pop.Left() != 3 {
		t.Error("mail was removed of which only the header is here")
	}
	m.pop.Misbehave(mailtest.Fault{On: "RETR", Once: true, Reply: "-ERR message is damaged\r\n"})
	m.once(engine.Bodies)
	if m.pop.Left() != 1 || m.asked("DELE") != 2 || len(m.messages("INBOX")) != 3 {
		t.Errorf("%d messages are left, DELE was sent %d times, %d are here", m.pop.Left(), m.asked("DELE"), len(m.messages("INBOX")))
	}
	m.pop.Misbehave()
	m.once(engine.Bodies)
	if m.pop.Left() != 1 || m.asked("DELE") != 2 {
		t.Errorf("%d messages are left, DELE was sent %d times", m.pop.Left(), m.asked("DELE"))
	}
}

// TestRemovalThatIsNotConfirmed is made again, and one that the server takes back is not.
func TestRemovalThatIsNotConfirmed(t *testing.T) {
	m := newMaildrop(t)
	m.deliver(1)
	m.removes(mail.Collecting{Remove: true})
	m.pop.Misbehave(mailtest.Fault{On: "QUIT", Then: mailtest.Drop})
	if _, err := m.engine.Once(t.Context(), m.account, engine.Bodies, func(engine.Progress) {}); err == nil || m.pop.Left() != 1 {
		t.Errorf("%v, %d messages are left", err, m.pop.Left())
	}
	m.pop.Misbehave()
	m.once(engine.Bodies)
	if m.pop.Left() != 0 || m.asked("DELE") != 2 {
		t.Errorf("%d messages are left, DELE was sent %d times", m.pop.Left(), m.asked("DELE"))
	}
}

// TestAnotherMessageUnderTheSameName is not removed.
func TestAnotherMessageUnderTheSameName(t *testing.T) {
	m := newMaildrop(t)
	m.deliver(1)
	client := m.client()
	session, err := client.Open(t.Context(), m.pop.Server(), m.pop.Credential(), nil)
	if err != nil {
		t.Fatal(err)
	}
	box := pop3.NewMailbox(session, pop3.MailboxConfig{Numbers: numbers{m.store, m.account.ID}})
	defer box.Close()
	uids, err := box.UIDs(t.Context())
	if err != nil || len(uids) != 1 {
		t.Fatal(uids, err)
	}
	gone, err := box.Remove(t.Context(), []mail.Removable{{UID: uids[0], Size: 5}, {UID: 99, Size: 5}})
	if err != nil || len(gone) != 0 || m.asked("DELE") != 0 || box.Broken() {
		t.Errorf("%v, %v", gone, err)
	}
}

// TestTheWindowOfAMaildrop brings the headers of all mail and the bodies of recent mail, and removes no other.
func TestTheWindowOfAMaildrop(t *testing.T) {
	m := newMaildrop(t)
	old := "Received: from a by b; " + time.Now().AddDate(-1, 0, 0).Format(time.RFC1123Z) + "\r\nDate: " + time.Now().AddDate(-1, 0, 0).Format(time.RFC1123Z) + "\r\n"
	m.pop.Deliver([]byte(old + "Subject: old\r\n\r\nold\r\n"))
	m.deliver(1)
	m.removes(mail.Collecting{Remove: true})
	var err error
	client := pop3.New(pop3.Config{Dialer: dial.New(dial.Config{Roots: m.pop.Roots()})})
	m.engine, err = engine.New(engine.Config{
		Store: m.store, Publish: m.publish, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal, Submit: noSubmission, SavesSent: savesNothing,
		BodyWindow: func(mail.AccountID) time.Duration { return 30 * 24 * time.Hour },
		Open: func(ctx context.Context, a mail.Account) (engine.Session, error) {
			session, err := client.Open(ctx, a.Incoming, m.pop.Credential(), nil)
			if err != nil {
				return nil, err
			}
			return pop3.NewMailbox(session, pop3.MailboxConfig{Numbers: numbers{m.store, a.ID}}), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if s := m.once(engine.Bodies); s.Headers != 2 || s.Bodies != 1 || m.pop.Left() != 1 {
		t.Errorf("%+v, %d messages are left", s, m.pop.Left())
	}
}
