package engine_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
	"letterbox/mail/pop3"
	"letterbox/storage"
)

// maildrop is one account of POP3, with an engine that is not started.
type maildrop struct {
	*desk
	pop *mailtest.POP3Server
}

func newMaildrop(t *testing.T, opts ...mailtest.POP3Option) *maildrop {
	t.Helper()
	m := &maildrop{desk: &desk{t: t, told: make(chan struct{})}, pop: mailtest.POP3(t, opts...)}
	store, _, err := storage.Open(t.Context(), storage.Config{Dir: t.TempDir(), Publish: m.publish})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(context.Background()) })
	m.store = store
	m.account, err = store.AddAccount(t.Context(), mail.Account{Address: mail.Address{Local: "ada", Domain: "corp.example"}, Incoming: m.pop.Server()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	client := m.client()
	m.engine, err = engine.New(engine.Config{
		Store: store, Publish: m.publish, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal, Submit: noSubmission, SavesSent: savesNothing,
		Open: func(ctx context.Context, a mail.Account) (engine.Session, error) {
			session, err := client.Open(ctx, a.Incoming, m.pop.Credential(), nil)
			if err != nil {
				return nil, err
			}
			return pop3.NewMailbox(session, pop3.MailboxConfig{Numbers: numbers{store, a.ID}}), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *maildrop) client() *pop3.Client {
	return pop3.New(pop3.Config{Dialer: dial.New(dial.Config{Roots: m.pop.Roots(), Timeouts: dial.Timeouts{}.Scale(0.2)})})
}

type numbers struct {
	store   *storage.DB
	account mail.AccountID
}

func (n numbers) UIDs(ctx context.Context, uidls []string) ([]mail.UID, error) {
	return n.store.UIDLNumbers(ctx, n.account, uidls)
}

func (m *maildrop) deliver(n int) string {
	return m.pop.Deliver(fmt.Appendf(nil, "From: Ada <ada@corp.example>\r\nSubject: message %d\r\nMessage-ID: <%d@corp.example>\r\n\r\nhello %d\r\n", n, n, n))
}

// asked counts the commands of a name that the server was sent.
func (m *maildrop) asked(name string) (n int) {
	for _, said := range m.pop.Said() {
		if said.Line == name || strings.HasPrefix(said.Line, name+" ") {
			n++
		}
	}
	return n
}

func (m *maildrop) problem() mail.Code {
	if all := m.engine.Status(); len(all) == 1 && all[0].Problem != nil {
		return all[0].Problem.Code
	}
	return ""
}

// What was collected stays, whatever becomes of it on the server, and what the person removed stays away.
func TestCollectedMailIsThePersons(t *testing.T) {
	m := newMaildrop(t)
	var uidls []string
	for n := range 120 {
		uidls = append(uidls, m.deliver(n))
	}
	if s := m.once(engine.Bodies); s.Headers != 120 || s.Bodies != 120 || s.Folders != 6 {
		t.Errorf("first round: %+v", s)
	}
	m.pop.Remove(uidls[0])
	inbox := m.folder("INBOX")
	if err := m.store.RemoveUIDs(t.Context(), inbox.ID, []mail.UID{50, 51}); err != nil {
		t.Fatal(err)
	}
	m.deliver(120)
	if s := m.once(engine.Bodies); s.Headers != 1 || s.Bodies != 1 {
		t.Errorf("second round: %+v", s)
	}
	if all := m.messages("INBOX"); len(all) != 119 || all[0].Envelope.Subject != "message 120" {
		t.Errorf("%d messages, first %+v", len(all), all[0])
	}
	if tops, retrs := m.asked("TOP"), m.asked("RETR"); tops != 121 || retrs != 121 {
		t.Errorf("%d headers and %d messages were fetched", tops, retrs)
	}
	var all []mail.UID
	for uid := range mail.UID(121) {
		all = append(all, uid+1)
	}
	if err := m.store.RemoveUIDs(t.Context(), inbox.ID, all); err != nil {
		t.Fatal(err)
	}
	if s := m.once(engine.Bodies); s.Headers != 0 || m.pop.Left() != 120 {
		t.Errorf("an emptied inbox was filled again: %+v; %d messages are on the server", s, m.pop.Left())
	}
}

// A sync that was cut off goes on where it was, with what it has not stored.
func TestCollectingGoesOn(t *testing.T) {
	m := newMaildrop(t, mailtest.POP3Faults(mailtest.Fault{On: "TOP", After: 70, Then: mailtest.Drop}))
	for n := range 100 {
		m.deliver(n)
	}
	if _, err := m.engine.Once(t.Context(), m.account, engine.Bodies, func(engine.Progress) {}); err == nil {
		t.Fatal("nothing was cut off")
	}
	newest := m.messages("INBOX")
	if len(newest) < 50 || newest[0].Envelope.Subject != "message 99" {
		t.Errorf("%d messages, not the newest screenful", len(newest))
	}
	m.pop.Misbehave(mailtest.Fault{On: "RETR", After: 30, Then: mailtest.CutAnswer, Cut: 10})
	if _, err := m.engine.Once(t.Context(), m.account, engine.Bodies, func(engine.Progress) {}); err == nil {
		t.Fatal("nothing was cut off")
	}
	m.pop.Misbehave()
	if s := m.once(engine.Bodies); s.Headers != 0 || s.Bodies != 70 { // what came before the cut is here
		t.Errorf("the rest: %+v", s)
	}
}

// Between two looks at the maildrop nobody is kept from it, and the server is not asked more often than it wants.
func TestCollectorLeavesTheServerAlone(t *testing.T) {
	m := newMaildrop(t, mailtest.POP3Exclusive())
	m.deliver(1)
	m.start()
	m.until("watching", func() bool { return m.activity() == mail.Watching })
	m.deliver(2)
	m.engine.Refresh(0)
	m.until("the second message", func() bool { return len(m.messages("INBOX")) == 2 && m.activity() == mail.Watching })
	if n := m.pop.SignIns(); n != 2 {
		t.Errorf("%d sign-ins", n)
	}
}

func TestLoginDelayIsHonoured(t *testing.T) {
	m := newMaildrop(t, mailtest.POP3Capabilities("USER", "UIDL", "TOP", "LOGIN-DELAY 900"))
	m.deliver(1)
	m.start()
	m.until("watching", func() bool { return m.activity() == mail.Watching })
	m.engine.Refresh(0)
	m.until("waiting", func() bool { return m.activity() == mail.Waiting && m.problem() == mail.RateLimited })
	m.until("the time of the next sign-in", func() bool { return !m.engine.Status()[0].Next.IsZero() })
	status := m.engine.Status()[0]
	if m.pop.SignIns() != 1 || len(m.messages("INBOX")) != 1 || status.Next.Sub(status.Checked).Minutes() < 14 {
		t.Errorf("%d sign-ins, next at %v after %v", m.pop.SignIns(), status.Next, status.Checked)
	}
}

// A maildrop that another program of the person has open is waited for; nobody is told that the password is wrong.
func TestMaildropInUseIsWaitedFor(t *testing.T) {
	m := newMaildrop(t, mailtest.POP3Exclusive())
	m.deliver(1)
	other, err := m.client().Open(t.Context(), m.pop.Server(), m.pop.Credential(), nil)
	if err != nil {
		t.Fatal(err)
	}
	m.start()
	m.until("waiting", func() bool { return m.activity() == mail.Waiting && m.problem() == mail.ServerBusy })
	_ = other.Close()
	m.engine.Refresh(0)
	m.until("the message", func() bool { return len(m.messages("INBOX")) == 1 && m.activity() == mail.Watching })
}

func TestFlagsOfCollectedMailNeedNoServer(t *testing.T) {
	m := newMaildrop(t)
	m.deliver(1)
	m.once(engine.HeadersOnly)
	message := m.messages("INBOX")[0]
	m.pop.Close()
	if _, err := m.engine.Do(t.Context(), mail.SetFlags{Folder: message.Folder, Messages: []mail.MessageID{message.ID}, Add: mail.Seen | mail.Flagged}); err != nil {
		t.Fatal(err)
	}
	pending, err := m.store.PendingOperations(t.Context(), m.account.ID)
	if got := m.messages("INBOX")[0].Flags; err != nil || len(pending) != 0 || got != mail.Seen|mail.Flagged {
		t.Errorf("flags %v, pending %v, error %v", got, pending, err)
	}
}

func TestBodyOfCollectedMailThatSomebodyWaitsFor(t *testing.T) {
	m := newMaildrop(t)
	uidl := m.deliver(1)
	m.deliver(2)
	m.once(engine.HeadersOnly)
	all := m.messages("INBOX")
	if err := m.engine.FetchBody(t.Context(), all[0].ID); err != nil {
		t.Error(err)
	}
	m.pop.Remove(uidl)
	err := m.engine.FetchBody(t.Context(), all[1].ID)
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.MessageGone {
		t.Errorf("a message that has left the server: %v", err)
	}
}

// Somebody who opens a message while the maildrop is being collected does not wait for the end of it, and the server
// is not asked to let the same person in twice.
func TestBodyIsBroughtByTheSessionThatThereIs(t *testing.T) {
	m := newMaildrop(t, mailtest.POP3Exclusive())
	for n := range 500 {
		m.deliver(n)
	}
	m.start()
	m.until("the first screen", func() bool { return len(m.messages("INBOX")) >= 50 })
	for _, message := range []mail.Message{m.messages("INBOX")[49], m.messages("INBOX")[0]} {
		if err := m.engine.FetchBody(t.Context(), message.ID); err != nil {
			t.Errorf("got %v", err)
		}
		if stored, err := m.store.Message(t.Context(), message.ID); err != nil || !stored.HasBody {
			t.Errorf("no body: %v", err)
		}
	}
	m.until("everything", func() bool { return m.activity() == mail.Watching && m.asked("RETR") >= 500 })
	if tops, retrs := m.asked("TOP"), m.asked("RETR"); tops != 500 || retrs != 500 {
		t.Errorf("%d headers and %d messages were fetched", tops, retrs)
	}
	if signIns := m.pop.SignIns(); m.asked("AUTH") != signIns {
		t.Errorf("%d attempts, %d sign-ins", m.asked("AUTH"), signIns)
	}
}

// Whoever waits for a body that cannot be had is told why, and a refused password is not tried for it.
func TestBodyThatCannotBeBrought(t *testing.T) {
	for reply, c := range map[string]struct {
		code     mail.Code
		attempts int
	}{
		"-ERR [IN-USE] locked\r\n": {mail.ServerBusy, 3},
		"-ERR [AUTH] refused\r\n":  {mail.AuthRejected, 2},
	} {
		m := newMaildrop(t)
		m.deliver(1)
		m.once(engine.HeadersOnly)
		m.pop.Misbehave(mailtest.Fault{On: "AUTH", Reply: reply})
		m.start()
		m.until("the refusal", func() bool { return m.activity() == mail.Waiting && m.problem() == c.code })
		err := m.engine.FetchBody(t.Context(), m.messages("INBOX")[0].ID)
		if p := mail.ProblemOf(err); p == nil || p.Code != c.code || m.asked("AUTH") != c.attempts {
			t.Errorf("%q: %v after %d attempts", reply, err, m.asked("AUTH"))
		}
		m.engine.Close()
	}
}
