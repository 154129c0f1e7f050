package engine_test

import (
	"context"
	"crypto/x509"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
	"letterbox/mail/smtp"
)

// TestHostileWhileSending delivers the outbox to every submission server of the collection that is hostile in the
// protocol. Whatever that server does, and however often the outbox is gone through, the message rests in one of the
// states that a person can understand, was taken at most once, and lies in Sent if it was.
func TestHostileWhileSending(t *testing.T) {
	certs, cases := mailtest.HostileCerts(t), mailtest.HostileCases(t, "smtp")
	ended := make(chan mail.OutgoingState, len(cases))
	t.Run("cases", func(t *testing.T) {
		for _, c := range cases {
			if c.Override["cert"] != nil || c.Override["tls"] != nil && c.Class != "resource-exhaustion" {
				continue // of TLS, which the client's own test is about
			}
			t.Run(c.ID, func(t *testing.T) {
				t.Parallel()
				ended <- sentTo(t, c, certs)
			})
		}
	})
	close(ended)
	seen := map[mail.OutgoingState]int{}
	for state := range ended {
		seen[state]++
	}
	for _, state := range []mail.OutgoingState{mail.OutgoingCopied, mail.OutgoingFailed, mail.OutgoingUnknown, mail.OutgoingQueued} {
		if seen[state] == 0 {
			t.Errorf("no message ended as %s: %v", state, seen)
		}
	}
}

// sentTo checks what becomes of a message at one server, and returns it.
func sentTo(t *testing.T, c mailtest.HostileCase, certs string) mail.OutgoingState {
	t.Helper()
	server := mailtest.StartHostile(t, c, certs)
	d := newDesk(t)
	if err := d.server.AddFolder("Sent", `\Sent`); err != nil {
		t.Fatal(err)
	}
	d.sendTo(server)
	fate := mailtest.Fate{ID: c.ID, State: d.sends(), Taken: server.Copies(), Copies: len(d.messagesAtServer("Sent"))}
	if c.Refuses() {
		fate.Taken = 0
	}
	p := mailtest.PromisesOf(t, c.ID)
	p.SentAtMostOnce(fate)
	p.NoSilentNonSend(fate)
	p.OneCopyInSent(fate)
	p.Sound(0, d.store.Integrity(t.Context()))
	for _, complaint := range server.Judge(mailtest.HostileOutcome{Failed: true, Asked: []string{"b@example.org"}}, time.Hour) {
		t.Errorf("%s; asserted: %s; ended as %+v", complaint, c.Assertion, fate)
	}
	return fate.State
}

// sendTo replaces the engine by one that submits to a hostile server.
func (d *desk) sendTo(server *mailtest.HostileServer) {
	d.t.Helper()
	ca, err := os.ReadFile(filepath.Clean(server.CAFile))
	if err != nil {
		d.t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	timeouts := dial.Timeouts{Handshake: 10 * time.Second, Greeting: 5 * time.Second, Command: 2 * time.Second}
	submit := smtp.New(smtp.Config{Dialer: dial.New(dial.Config{Roots: roots, Timeouts: timeouts})})
	receive := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: d.server.Roots()})})
	began, rounds := time.Now(), 0
	d.engine, err = engine.New(engine.Config{
		Store: d.store, Publish: d.publish, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal, SavesSent: savesNothing,
		Open: func(ctx context.Context, a mail.Account) (engine.Session, error) {
			rounds++
			return receive.Open(ctx, a.Incoming, mail.Password("pw"), nil)
		},
		Submit: func(ctx context.Context, _ mail.Account, out mail.Outbound) (mail.Receipt, error) {
			return submit.Submit(ctx, server.Server(), mail.Password(server.Password), out, nil)
		},
		Now: func() time.Time { return began.Add(time.Duration(rounds) * 24 * time.Hour) },
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

// sends puts a message into the outbox, goes through it three times, and returns where the message rests.
func (d *desk) sends() mail.OutgoingState {
	d.t.Helper()
	ada, ben := mail.Address{Local: "a", Domain: "example.org"}, mail.Address{Local: "b", Domain: "example.org"}
	o, err := d.store.Enqueue(d.t.Context(), mail.Outgoing{
		Account: d.account.ID, MessageID: "hostile@corp.example", ReversePath: ada, ForwardPaths: []mail.ForwardPath{{Address: ben}},
	}, letter("hostile"), 0)
	if err != nil {
		d.t.Fatal(err)
	}
	for range 3 {
		_, _ = d.engine.Once(d.t.Context(), d.account, engine.Bodies, func(engine.Progress) {}) // the outbox tells what came of it
	}
	all, err := d.store.Outbox(d.t.Context(), d.account.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(x mail.Outgoing) bool { return x.ID == o.ID })
	if i < 0 {
		d.t.Fatal("the message left the outbox")
	}
	return all[i].State
}

// messagesAtServer returns the numbers of the messages of a folder.
func (d *desk) messagesAtServer(path string) []mail.UID {
	d.t.Helper()
	s := d.session()
	defer func() { _ = s.Close() }()
	if _, err := s.Select(d.t.Context(), mail.Folder{Path: path, Wire: path}); err != nil {
		d.t.Fatal(err)
	}
	uids, err := s.UIDs(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	return uids
}
