package engine_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
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
	server   *mailtest.Real
	incoming *mailtest.Proxy
	outgoing *mailtest.Proxy
	store    *storage.DB
	account  mail.Account
	engine   *engine.Engine
	events   int
	later    time.Duration // how far the engine's clock is ahead: it never waits for anything
}

func newField(t *testing.T) *field {
	t.Helper()
	f := &field{t: t, server: mailtest.Dovecot(t)}
	f.incoming = mailtest.NewProxy(t, f.server.Server(mail.TLS), f.server.Roots())
	f.outgoing = mailtest.NewProxy(t, f.server.Submission(mail.TLS), f.server.Roots())
	store, _, err := storage.Open(t.Context(), storage.Config{Dir: t.TempDir(), Publish: func(e []mail.Event) { f.events += len(e) }})
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
	f.engine = f.newEngine()
	return f
}

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

// place is where a message lies, with the flags that matter.
func place(folder string, flags mail.Flags) string {
	return folder + " " + strings.Join((flags&(mail.Seen|mail.Flagged|mail.Answered)).Wire(), ",")
}

// remote returns where every message lies at the server, by Message-ID.
func (f *field) remote() map[string][]string {
	f.t.Helper()
	s := f.direct()
	defer func() { _ = s.Close() }()
	folders, err := s.Folders(f.t.Context())
	f.must(err)
	places := map[string][]string{}
	for _, folder := range folders {
		state, err := s.Select(f.t.Context(), folder)
		f.must(err)
		if state.Exists == 0 {
			continue
		}
		_, err = s.Headers(f.t.Context(), []mail.UIDRange{{First: 1}}, func(h mail.FetchedHeader) error {
			id := message.Envelope(h.Raw).MessageID
			places[id] = append(places[id], place(folder.Path, h.Flags))
			return nil
		})
		f.must(err)
	}
	return sorted(places)
}

// local returns the same of the cache.
func (f *field) local() map[string][]string {
	f.t.Helper()
	folders, err := f.store.Folders(f.t.Context(), f.account.ID)
	f.must(err)
	places := map[string][]string{}
	for _, folder := range folders {
		ids, err := f.store.MessageIDs(f.t.Context(), folder.ID)
		f.must(err)
		rows, err := f.store.Messages(f.t.Context(), ids)
		f.must(err)
		for _, m := range rows {
			if m.UID == 0 {
				f.t.Errorf("%s in %s has no UID", m.Envelope.MessageID, folder.Path)
			}
			places[m.Envelope.MessageID] = append(places[m.Envelope.MessageID], place(folder.Path, m.Flags))
		}
	}
	return sorted(places)
}

func sorted(places map[string][]string) map[string][]string {
	for _, p := range places {
		slices.Sort(p)
	}
	return places
}

func (f *field) folder(path string) mail.Folder {
	f.t.Helper()
	folders, err := f.store.Folders(f.t.Context(), f.account.ID)
	f.must(err)
	i := slices.IndexFunc(folders, func(x mail.Folder) bool { return x.Path == path })
	if i < 0 {
		f.t.Fatalf("no folder %s", path)
	}
	return folders[i]
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

// work queues one of everything, for messages named after run, and returns where they must be in the end.
func (f *field) work(run string) map[string][]string {
	f.t.Helper()
	name := func(what string) string { return run + "-" + what }
	other := f.direct()
	inboxAtServer := mail.Folder{Path: "INBOX", Wire: "INBOX"}
	for _, what := range []string{"flag", "move", "copy", "delete", "chain"} {
		_, _, err := other.Append(f.t.Context(), inboxAtServer, 0, time.Time{}, letter(name(what)))
		f.must(err)
	}
	_ = other.Close()
	f.sync()

	inbox, archive := f.folder("INBOX"), f.folder("Archive")
	one := func(what string) []mail.MessageID { return []mail.MessageID{f.messageWith(inbox, name(what))} }
	f.do(mail.SetFlags{Folder: inbox.ID, Messages: one("flag"), Add: mail.Flagged})
	f.do(mail.Copy{Folder: inbox.ID, Messages: one("copy"), To: archive.ID})
	f.do(mail.Delete{Folder: inbox.ID, Messages: one("delete")})
	f.do(mail.Move{Folder: inbox.ID, Messages: one("move"), To: archive.ID})
	chain := one("chain")
	f.do(mail.Move{Folder: inbox.ID, Messages: chain, To: archive.ID})
	f.do(mail.SetFlags{Folder: archive.ID, Messages: chain, Add: mail.Seen})
	f.do(mail.Move{Folder: archive.ID, Messages: chain, To: f.folder("Trash").ID})
	kept := readLocal(letter(name("append")))
	kept.Flags, kept.Received = mail.Seen, time.Unix(1_790_000_000, 0)
	_, _, err := f.store.KeepMessage(f.t.Context(), archive.ID, kept)
	f.must(err)
	return map[string][]string{
		name("flag") + "@corp.example":   {`INBOX \Flagged`},
		name("copy") + "@corp.example":   {"Archive ", "INBOX "},
		name("move") + "@corp.example":   {"Archive "},
		name("chain") + "@corp.example":  {`Trash \Seen`},
		name("append") + "@corp.example": {`Archive \Seen`},
	}
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

// interrupted runs one round that is cut at a line, and reports whether it came that far.
func (f *field) interrupted(proxy *mailtest.Proxy, at int, after bool) bool {
	cut := false
	proxy.Watch(at, after, func(sever func()) {
		cut = true
		sever()
	})
	_, _ = f.engine.Once(f.t.Context(), f.account, engine.Bodies, func(engine.Progress) {}) // how it ends is what is looked at
	proxy.Watch(0, false, nil)
	return cut
}

// settled fails the test unless server and cache hold exactly what they must, and a further round changes nothing.
func (f *field) settled(run string, want map[string][]string) {
	f.t.Helper()
	there := f.remote()
	for id, places := range there {
		if strings.HasPrefix(id, run+"-") && !slices.Equal(places, want[id]) {
			f.t.Errorf("%s is at %q, not at %q", id, places, want[id])
		}
	}
	for id := range want {
		if there[id] == nil {
			f.t.Errorf("%s is nowhere", id)
		}
	}
	if here := f.local(); !maps.EqualFunc(here, there, slices.Equal) {
		f.t.Errorf("%s: the cache holds\n%v\nand the server\n%v", run, here, there)
	}
	pending, err := f.store.PendingOperations(f.t.Context(), f.account.ID)
	if err != nil || len(pending) > 0 {
		f.t.Errorf("%s: left in the queue: %v, %v", run, pending, err)
	}
	before := f.events
	if s, err := f.engine.Once(f.t.Context(), f.account, engine.Bodies, func(engine.Progress) {}); err != nil || s.Headers+s.Bodies > 0 || f.events != before {
		f.t.Errorf("%s: one more round did %+v and told %d events, %v", run, s, f.events-before, err)
	}
}

// sides says on which side of each line connections are cut: before it. After it is all but the same as before the next
// one, so that it is left to make torture.
func sides() []bool {
	if os.Getenv("LETTERBOX_TORTURE") != "" {
		return []bool{false, true}
	}
	return []bool{false}
}

// stride is how far apart the lines are at which a conversation is cut: every line in make torture, else every so many.
func stride(otherwise int) int {
	if os.Getenv("LETTERBOX_TORTURE") != "" {
		return 1
	}
	return otherwise
}

// TestPushCutAtEveryLine has every kind of operation pushed over a connection that is cut at its first line, then at
// its second, and so on to the last: nothing is lost, nothing is doubled, and cache and server agree in the end.
func TestPushCutAtEveryLine(t *testing.T) {
	for _, after := range sides() {
		t.Run(fmt.Sprintf("after=%v", after), func(t *testing.T) {
			f := newField(t)
			f.sync()
			for at := 1; ; at += stride(9) {
				run := fmt.Sprintf("r%d", at)
				want := f.work(run)
				reached := f.interrupted(f.incoming, at, after)
				f.sync()
				f.settled(run, want)
				if !reached || t.Failed() {
					t.Logf("cut at lines up to %d, every %d", at, stride(9))
					return
				}
			}
		})
	}
}

// enqueue puts a message into the outbox.
func (f *field) enqueue(id string) mail.OutgoingID {
	f.t.Helper()
	ben := mail.Address{Local: "ben", Domain: "corp.example"}
	o, err := f.store.Enqueue(f.t.Context(), mail.Outgoing{
		Account: f.account.ID, MessageID: id + "@corp.example", ReversePath: f.account.Address,
		ForwardPaths: []mail.ForwardPath{{Address: ben}}, Subject: id,
	}, letter(id), 0)
	f.must(err)
	return o.ID
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

// TestSendCutAtEveryLine has a message submitted over a connection that is cut at its first line, then at its second,
// and so on: it is taken at most once, what the outbox says is true, and its copy lies in Sent once if it was sent.
func TestSendCutAtEveryLine(t *testing.T) {
	for _, after := range sides() {
		t.Run(fmt.Sprintf("after=%v", after), func(t *testing.T) {
			f := newField(t)
			f.sync()
			unknown := 0
			for at := 1; ; at += stride(3) {
				id := fmt.Sprintf("s%d", at)
				number := f.enqueue(id)
				reached := f.interrupted(f.outgoing, at, after)
				f.sync()
				f.sync()
				if f.judgeSent(id, f.outgoingWith(number)) {
					unknown++
				}
				if !reached || t.Failed() {
					t.Logf("cut at lines up to %d, every %d: %d times the fate was unknown", at, stride(3), unknown)
					return
				}
			}
		})
	}
}

// judgeSent fails the test unless what the outbox says of a message is true.
func (f *field) judgeSent(id string, o mail.Outgoing) (unknown bool) {
	f.t.Helper()
	times, copies := f.relayed(id), len(f.remote()[id+"@corp.example"])
	switch {
	case o.State == mail.OutgoingUnknown && times <= 1 && copies == 0:
		return true
	case o.State == mail.OutgoingCopied && times == 1 && copies == 1:
		return false
	}
	f.t.Errorf("%s is %s (%v) after %d attempts, was taken %d times and lies in Sent %d times", id, o.State, o.Problem, o.Attempts, times, copies)
	return false
}
