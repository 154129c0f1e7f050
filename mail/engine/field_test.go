package engine_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
	"letterbox/mail/message"
	"letterbox/mail/smtp"
	"letterbox/storage"
)

// field is one account whose way to a real server leads through proxies that can cut it at any line.
type field struct {
	t        *testing.T
	dir      string // of the profile
	server   *mailtest.Real
	incoming *mailtest.Proxy
	outgoing *mailtest.Proxy
	store    *storage.DB
	account  mail.Account
	engine   *engine.Engine
	events   atomic.Int64
	later    time.Duration // how far the engine's clock is ahead: it never waits for anything
	bystands mail.Account  // another account, which nothing happens to
	shown    map[string]bool
}

func newField(t *testing.T) *field {
	t.Helper()
	f := &field{t: t, dir: t.TempDir(), server: mailtest.Dovecot(t)}
	f.incoming = mailtest.NewProxy(t, f.server.Server(mail.TLS), f.server.Roots())
	f.outgoing = mailtest.NewProxy(t, f.server.Submission(mail.TLS), f.server.Roots())
	store, _, err := storage.Open(t.Context(), storage.Config{Dir: f.dir, Publish: func(e []mail.Event) { f.events.Add(int64(len(e))) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(context.Background()) })
	f.store = store
	incoming, outgoing := f.incoming.Server(), f.outgoing.Server()
	incoming.Username, outgoing.Username = "ada", "ada"
	f.account, err = store.AddAccount(t.Context(), mail.Account{Address: mail.Address{Local: "ada", Domain: "corp.example"}, Incoming: incoming, Outgoing: outgoing}, nil)
	if err != nil {
		t.Fatal(err)
	}
	f.engine, f.shown = f.newEngine(), map[string]bool{}
	f.addBystander()
	return f
}

// addBystander binds another account, with a message that exists only here.
func (f *field) addBystander() {
	f.t.Helper()
	var err error
	f.bystands, err = f.store.AddAccount(f.t.Context(), mail.Account{
		Address: mail.Address{Local: bystander, Domain: "corp.example"}, Incoming: f.account.Incoming, Outgoing: f.account.Outgoing,
	}, nil)
	f.must(err)
	folders, err := f.store.SaveFolders(f.t.Context(), f.bystands.ID, []mail.Folder{{Path: "INBOX", Wire: "INBOX"}})
	f.must(err)
	_, _, err = f.store.KeepMessage(f.t.Context(), folders[0].ID, readLocal(letter(bystander)))
	f.must(err)
}

// bystander comes last among the accounts.
const bystander = "zoe"

func (f *field) newEngine() *engine.Engine {
	f.t.Helper()
	dialer := dial.New(dial.Config{Roots: f.server.Roots()})
	receive, submit := imap.New(imap.Config{Dialer: dialer}), smtp.New(smtp.Config{Dialer: dialer})
	e, err := engine.New(engine.Config{
		Store: f.store, Publish: func([]mail.Event) {}, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal,
		Open: func(ctx context.Context, a mail.Account) (engine.Session, error) {
			s, err := receive.Open(ctx, a.Incoming, mail.Password("pw"), nil)
			if err != nil {
				return nil, err
			}
			return s, nil
		},
		Submit: func(ctx context.Context, a mail.Account, out mail.Outbound) (mail.Receipt, error) {
			return submit.Submit(ctx, a.Outgoing, mail.Password("pw"), out, nil)
		},
		SavesSent: func(mail.Account) bool { return false },
		Now:       func() time.Time { return time.Now().Add(f.later) },
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return e
}

func readLocal(raw []byte) mail.NewLocal {
	return mail.NewLocal{Raw: raw, Envelope: message.Envelope(raw), Attachment: mail.NoAttachment}
}

// direct returns a session that no proxy disturbs.
func (f *field) direct() *imap.Session {
	f.t.Helper()
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: f.server.Roots()})})
	server := f.server.Server(mail.TLS)
	server.Username = "ada"
	s, err := client.Open(f.t.Context(), server, mail.Password("pw"), nil)
	if err != nil {
		f.t.Fatal(err)
	}
	return s
}

func letter(id string) []byte {
	return fmt.Appendf(nil, "From: Ada <ada@corp.example>\r\nTo: ben@corp.example\r\nSubject: %[1]s\r\nMessage-ID: <%[1]s@corp.example>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\nhello %[1]s\r\n", id)
}

func (f *field) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *field) folder(path string) mail.Folder {
	f.t.Helper()
	return folderAt(f.t, f.store, f.account.ID, path)
}

// messageWith returns the row of a message by its Message-ID.
func (f *field) messageWith(folder mail.Folder, id string) mail.MessageID {
	f.t.Helper()
	ids, err := f.store.MessageIDs(f.t.Context(), folder.ID)
	f.must(err)
	rows, err := f.store.Messages(f.t.Context(), ids)
	f.must(err)
	for _, m := range rows {
		if m.Envelope.MessageID == id+"@corp.example" {
			return m.ID
		}
	}
	f.t.Fatalf("%s is not in %s", id, folder.Path)
	return 0
}

func (f *field) do(op mail.Operation) {
	f.t.Helper()
	_, err := f.store.ApplyOperation(f.t.Context(), op)
	f.must(err)
}

// sync brings the account in step; a few rounds, because the first may end in what was cut before it.
func (f *field) sync() {
	f.t.Helper()
	var err error
	for range 4 {
		f.later += 2 * time.Hour
		if _, err = f.engine.Once(f.t.Context(), f.account, engine.Bodies, func(engine.Progress) {}); err == nil {
			return
		}
	}
	f.t.Fatal(err)
}

func (f *field) outgoingWith(id mail.OutgoingID) mail.Outgoing {
	f.t.Helper()
	all, err := f.store.Outbox(f.t.Context(), f.account.ID)
	f.must(err)
	i := slices.IndexFunc(all, func(o mail.Outgoing) bool { return o.ID == id })
	if i < 0 {
		f.t.Fatalf("message %d left the outbox", id)
	}
	return all[i]
}

// relayed returns how often a message was taken.
func (f *field) relayed(id string) (n int) {
	for _, m := range f.server.Relay().Mail() {
		if strings.Contains(string(m.Data), "<"+id+"@corp.example>") {
			n++
		}
	}
	return n
}
