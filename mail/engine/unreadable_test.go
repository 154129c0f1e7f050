package engine_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// lacks returns what the messages of INBOX lack, by UID.
func (d *desk) lacks() map[mail.UID]mail.Lack {
	d.t.Helper()
	of := map[mail.UID]mail.Lack{}
	for _, m := range d.messages("INBOX") {
		if m.Lack != mail.LackNone {
			of[m.UID] = m.Lack
		}
	}
	return of
}

// id returns the message of a UID in INBOX.
func (d *desk) id(uid mail.UID) mail.MessageID {
	d.t.Helper()
	for _, m := range d.messages("INBOX") {
		if m.UID == uid {
			return m.ID
		}
	}
	d.t.Fatalf("no message %d", uid)
	return 0
}

func (d *desk) message(uid mail.UID) mail.Message {
	d.t.Helper()
	m, err := d.store.Message(d.t.Context(), d.id(uid))
	if err != nil {
		d.t.Fatal(err)
	}
	return m
}

// bodyFetches counts how often the server was asked for bodies.
func (d *desk) bodyFetches() (n int) {
	for _, said := range d.server.Said() {
		if strings.Contains(said.Line, "BODY.PEEK[]") {
			n++
		}
	}
	return n
}

// TestUnreadableMessages lists what the server cannot read, leaves it alone, and takes it when it can be read after all.
func TestUnreadableMessages(t *testing.T) {
	for name, c := range map[string]struct {
		poison func(*mailtest.Server)
		lack   mail.Lack
	}{
		"the server refuses the message": {func(s *mailtest.Server) { s.PoisonItem("BODY.PEEK[", 3) }, mail.LackHeader},
		"the server refuses the body":    {func(s *mailtest.Server) { s.PoisonItem("BODY.PEEK[]", 3) }, mail.LackBody},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			for n := range 5 {
				d.append("INBOX", n)
			}
			c.poison(d.server)
			if s := d.once(engine.Bodies); s.Unreadable != 1 || s.Bodies != 4 {
				t.Errorf("first round: %+v", s)
			}
			if all := d.messages("INBOX"); len(all) != 5 || d.lacks()[3] != c.lack || len(d.lacks()) != 1 {
				t.Errorf("%d messages, lacking %v", len(all), d.lacks())
			}
			if m := d.message(3); m.Size == 0 || m.Received.IsZero() {
				t.Errorf("%+v", m)
			}
			before := d.bodyFetches()
			if s := d.once(engine.Bodies); s.Unreadable != 1 || d.bodyFetches() != before {
				t.Errorf("second round: %+v, the server was asked %d times again", s, d.bodyFetches()-before)
			}
			err := d.engine.FetchBody(t.Context(), d.id(3))
			if p := mail.ProblemOf(err); p == nil || p.Code != mail.MessageUnreadable || !strings.Contains(p.Reply, "cannot read") {
				t.Errorf("somebody who waits is told %v", err)
			}
			d.server.Heal()
			if err := d.engine.FetchBody(t.Context(), d.id(3)); err != nil {
				t.Error(err)
			}
			if m := d.message(3); m.Envelope.Subject != "message 2" || !m.HasBody || m.Lack != mail.LackNone || m.Envelope.MessageID != "2@corp.example" {
				t.Errorf("%+v", m)
			}
		})
	}
}

// TestHeadersOutOfBodies reads a header out of the message, when the server refuses it and all that it knows.
func TestHeadersOutOfBodies(t *testing.T) {
	d := newDesk(t)
	for n := range 3 {
		d.append("INBOX", n)
	}
	d.server.PoisonItem("RFC822.SIZE", 2)
	if s := d.once(engine.HeadersOnly); s.Headers != 2 || d.lacks()[2] != mail.LackHeader {
		t.Errorf("%+v, lacking %v", s, d.lacks())
	}
	if s := d.once(engine.Bodies); s.Bodies != 3 || s.Unreadable != 0 || len(d.lacks()) != 0 {
		t.Errorf("%+v, lacking %v", s, d.lacks())
	}
	if m := d.message(2); m.Envelope.Subject != "message 1" || m.Size == 0 || !m.HasBody {
		t.Errorf("%+v", m)
	}
}

// TestUnreadableMessagesGo removes what the server removed.
func TestUnreadableMessagesGo(t *testing.T) {
	d := newDesk(t)
	for n := range 3 {
		d.append("INBOX", n)
	}
	d.server.PoisonItem("BODY.PEEK[", 2)
	d.once(engine.Bodies)
	d.server.Heal()
	removeOnServer(t, d, 2)
	if s := d.once(engine.Bodies); s.Unreadable != 0 || len(d.messages("INBOX")) != 2 {
		t.Errorf("%+v, %d messages", s, len(d.messages("INBOX")))
	}
}

// removeOnServer removes a message of INBOX as another client would.
func removeOnServer(t *testing.T, d *desk, uid mail.UID) {
	t.Helper()
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: d.server.Roots()})})
	s, err := client.Open(t.Context(), d.server.Server(), mail.Password("pw"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Select(t.Context(), mail.Folder{Wire: "INBOX"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Expunge(t.Context(), []mail.UID{uid}); err != nil {
		t.Fatal(err)
	}
}

// TestNilBodiesAreUnreadable does not take NIL for an empty message.
func TestNilBodiesAreUnreadable(t *testing.T) {
	d := newDesk(t)
	d.append("INBOX", 1)
	d.once(engine.HeadersOnly)
	d.server.Misbehave(mailtest.Fault{On: "FETCH", Reply: "* 1 FETCH (UID 1 BODY[] NIL)\r\n{tag} OK\r\n"})
	if err := d.engine.FetchBody(t.Context(), d.id(1)); mail.ProblemOf(err) == nil || d.message(1).HasBody {
		t.Errorf("%v, %+v", err, d.message(1))
	}
	d.server.Misbehave()
	if err := d.engine.FetchBody(t.Context(), d.id(1)); err != nil || !d.message(1).HasBody {
		t.Errorf("%v, %+v", err, d.message(1))
	}
}

// breaking is a session that ends when a message is asked for, behind what comes before it.
type breaking struct {
	*imap.Session
	on     mail.UID
	header bool
}

func (b breaking) Bodies(ctx context.Context, uids []mail.UID, each func(mail.UID, int64, io.Reader) error) error {
	return b.Session.Bodies(ctx, uids, func(uid mail.UID, size int64, r io.Reader) error {
		if uid == b.on && !b.header {
			_ = b.Session.Close()
		}
		return each(uid, size, r)
	})
}

func (b breaking) Headers(ctx context.Context, set []mail.UIDRange, each func(mail.FetchedHeader) error) ([]mail.UID, error) {
	for _, r := range set {
		if b.header && r.First <= b.on && b.on <= r.Last {
			if _, err := b.Session.Headers(ctx, []mail.UIDRange{{First: r.First, Last: b.on - 1}}, each); err != nil && r.First < b.on {
				return nil, err
			}
			_ = b.Session.Close()
		}
	}
	return b.Session.Headers(ctx, set, each)
}

func (b breaking) HeadersLast(ctx context.Context, n int, each func(mail.FetchedHeader) error) ([]mail.UID, error) {
	if b.header { // nothing before the first chunk
		return nil, nil
	}
	return b.Session.HeadersLast(ctx, n, each)
}

// breaks has every session of the account end as told.
func (d *desk) breaks(on mail.UID, header bool) {
	d.t.Helper()
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: d.server.Roots()})})
	var err error
	d.engine, err = engine.New(engine.Config{
		Store: d.store, Publish: d.publish, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal, Submit: noSubmission, SavesSent: savesNothing,
		Open: func(ctx context.Context, a mail.Account) (engine.Session, error) {
			s, err := client.Open(ctx, a.Incoming, mail.Password("pw"), nil)
			if err != nil {
				return nil, err
			}
			return breaking{s, on, header}, nil
		},
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

// fails does a round and reports whether it failed.
func (d *desk) fails() bool {
	_, err := d.engine.Once(d.t.Context(), d.account, engine.Bodies, func(engine.Progress) {})
	return err != nil
}

// TestMessagesThatBreakTheConnection keeps what came before one, and leaves it out after some times, so that the others
// come.
func TestMessagesThatBreakTheConnection(t *testing.T) {
	for name, header := range map[string]bool{"body": false, "header": true} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.breaks(3, header)
			for n := range 5 {
				d.append("INBOX", n)
			}
			broke := 0
			for d.fails() && broke < 10 {
				broke++
			}
			if broke < 5 || broke > 7 {
				t.Errorf("the connection broke %d times", broke)
			}
			unread := map[bool]int{true: 0, false: 1}[header] // the body of a message holds its header
			if s := d.once(engine.Bodies); s.Unreadable != unread || len(d.lacks()) != unread || len(d.messages("INBOX")) != 5 {
				t.Errorf("%+v, lacking %v", s, d.lacks())
			}
			for _, m := range d.messages("INBOX") {
				if m.HasBody == (m.UID == 3 && !header) || m.Envelope.Subject == "" || m.Received.Year() != 2026 || m.Received.Month() != time.September {
					t.Errorf("%+v", m)
				}
			}
			err := d.engine.FetchBody(t.Context(), d.id(3))
			if p := mail.ProblemOf(err); !header && (p == nil || p.Code != mail.ConnectionLost) {
				t.Errorf("somebody who waits is told %v", err)
			}
		})
	}
}

// TestUnreadableInAMaildrop lists a message that the server does not send, with the server's words.
func TestUnreadableInAMaildrop(t *testing.T) {
	m := newMaildrop(t)
	for n := range 3 {
		m.deliver(n)
	}
	m.pop.Misbehave(mailtest.Fault{On: "RETR", Once: true, Reply: "-ERR message is damaged\r\n"})
	if s := m.once(engine.Bodies); s.Headers != 3 || s.Bodies != 2 || s.Unreadable != 1 || len(m.lacks()) != 1 {
		t.Errorf("%+v, lacking %v", s, m.lacks())
	}
	list, err := m.store.Unreadables(t.Context(), m.account.ID)
	if err != nil || len(list) != 1 || !strings.Contains(list[0].Reply, "damaged") {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := m.engine.FetchBody(t.Context(), list[0].Message); err != nil || len(m.lacks()) != 0 {
		t.Errorf("%v, lacking %v", err, m.lacks())
	}
}
