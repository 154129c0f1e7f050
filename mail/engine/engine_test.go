package engine_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"go.uber.org/goleak"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
	"letterbox/mail/message"
	"letterbox/storage"
)

func TestMain(m *testing.M) {
	if code := m.Run(); code != 0 {
		os.Exit(code)
	}
	// The database driver keeps nothing running and the servers of the tests are closed: what is left is ours.
	if err := goleak.Find(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// desk is one account bound to one server, with an engine that is not started.
type desk struct {
	t       *testing.T
	server  *mailtest.Server
	store   *storage.DB
	account mail.Account
	engine  *engine.Engine

	mu       sync.Mutex
	told     chan struct{} // closed and replaced with every event
	password string
}

func newDesk(t *testing.T, opts ...mailtest.IMAPOption) *desk {
	t.Helper()
	d := &desk{t: t, server: mailtest.IMAP(t, opts...), told: make(chan struct{}), password: "pw"}
	store, _, err := storage.Open(t.Context(), storage.Config{Dir: t.TempDir(), Publish: d.publish})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(context.Background()) })
	d.store = store
	d.account, err = store.AddAccount(t.Context(), mail.Account{Address: mail.Address{Local: "ada", Domain: "corp.example"}, Incoming: d.server.Server()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: d.server.Roots(), Timeouts: dial.Timeouts{}.Scale(0.2)})})
	d.engine, err = engine.New(engine.Config{
		Store: store, Publish: d.publish, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal, Submit: noSubmission, SavesSent: savesNothing,
		Open: func(ctx context.Context, a mail.Account) (engine.Session, error) {
			d.mu.Lock()
			cred := mail.Password(d.password)
			d.mu.Unlock()
			session, err := client.Open(ctx, a.Incoming, cred, nil)
			if err != nil {
				return nil, err
			}
			return session, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// signIn opens sessions with the password that test servers want.
func signIn(client *imap.Client) func(context.Context, mail.Account) (engine.Session, error) {
	return func(ctx context.Context, a mail.Account) (engine.Session, error) {
		s, err := client.Open(ctx, a.Incoming, mail.Password("pw"), nil)
		if err != nil {
			return nil, err
		}
		return s, nil
	}
}

// folderAt returns the folder at a path, which must be there.
func folderAt(t testing.TB, store *storage.DB, account mail.AccountID, path string) mail.Folder {
	t.Helper()
	folders, err := store.Folders(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(folders, func(f mail.Folder) bool { return f.Path == path })
	if at < 0 {
		t.Fatalf("no folder %q", path)
	}
	return folders[at]
}

func readHeader(raw []byte) (mail.Envelope, mail.Attachment) {
	return message.Envelope(raw), mail.AttachmentUnknown
}

func readBody(raw []byte) (string, mail.Attachment) { return "preview", mail.NoAttachment }

// noSubmission is for accounts that send nothing.
func noSubmission(context.Context, mail.Account, mail.Outbound) (mail.Receipt, error) {
	return mail.Receipt{}, &mail.Problem{Code: mail.Refused, Stage: mail.StageConnect, Retry: mail.RetryLater}
}

func savesNothing(mail.Account) bool { return false }

func (d *desk) publish([]mail.Event) {
	d.mu.Lock()
	defer d.mu.Unlock()
	close(d.told)
	d.told = make(chan struct{})
}

// until waits for a condition, looked at again with every event.
func (d *desk) until(what string, holds func() bool) {
	d.t.Helper()
	limit := time.After(20 * time.Second)
	for {
		d.mu.Lock()
		told := d.told
		d.mu.Unlock()
		if holds() {
			return
		}
		select {
		case <-told:
		case <-limit:
			d.t.Fatalf("never came: %s; status %+v", what, d.engine.Status())
		}
	}
}

func (d *desk) start() {
	d.t.Helper()
	if err := d.engine.Start(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(d.engine.Close)
}

func (d *desk) append(folder string, n int) {
	d.t.Helper()
	raw := fmt.Appendf(nil, "From: Ada <ada@corp.example>\r\nSubject: message %d\r\nMessage-ID: <%d@corp.example>\r\n\r\nhello %d\r\n", n, n, n)
	if err := d.server.Append(folder, raw, time.Unix(1_790_000_000+int64(n), 0), 0); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) folder(path string) mail.Folder {
	d.t.Helper()
	folders, err := d.store.Folders(d.t.Context(), d.account.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, f := range folders {
		if f.Path == path {
			return f
		}
	}
	return mail.Folder{}
}

func (d *desk) messages(path string) []mail.Message {
	d.t.Helper()
	ids, err := d.store.MessageIDs(d.t.Context(), d.folder(path).ID)
	if err != nil {
		d.t.Fatal(err)
	}
	all, err := d.store.Messages(d.t.Context(), ids)
	if err != nil {
		d.t.Fatal(err)
	}
	return all
}

func (d *desk) once(scope engine.Scope) engine.Summary {
	d.t.Helper()
	s, err := d.engine.Once(d.t.Context(), d.account, scope, func(engine.Progress) {})
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

func (d *desk) activity() mail.Activity {
	if all := d.engine.Status(); len(all) == 1 {
		return all[0].Activity
	}
	return ""
}

func TestRoundBringsEverythingAndASecondRoundNothing(t *testing.T) {
	d := newDesk(t)
	if err := d.server.AddFolder("Sent", `\Sent`); err != nil {
		t.Fatal(err)
	}
	for n := range 120 {
		d.append("INBOX", n)
	}
	d.append("Sent", 500)
	if s := d.once(engine.Bodies); s.Headers != 121 || s.Bodies != 121 || s.Folders != 2 {
		t.Errorf("first round: %+v", s)
	}
	if all := d.messages("INBOX"); len(all) != 120 || all[0].Envelope.Subject != "message 119" || !all[0].HasBody {
		t.Errorf("%d messages, first %+v", len(all), all[0])
	}
	if s := d.once(engine.Bodies); s.Headers != 0 || s.Bodies != 0 {
		t.Errorf("second round: %+v", s)
	}
}

func TestFirstScreenIsAskedForBeforeAnythingElse(t *testing.T) {
	d := newDesk(t)
	if err := d.server.AddFolder("Archive", `\Archive`); err != nil {
		t.Fatal(err)
	}
	for n := range 200 {
		d.append("INBOX", n)
	}
	d.once(engine.HeadersOnly)
	var fetches []string
	for _, said := range d.server.Said() {
		if _, command, _ := strings.Cut(said.Line, " "); strings.Contains(command, "FETCH") || strings.Contains(command, "SEARCH") {
			fetches = append(fetches, command)
		}
	}
	if len(fetches) == 0 || !strings.HasPrefix(fetches[0], "FETCH 151:") {
		t.Errorf("the first of %v is not the newest screenful", fetches)
	}
}

func TestWhatTheServerRemovedDisappears(t *testing.T) {
	d := newDesk(t)
	for n := range 5 {
		d.append("INBOX", n)
	}
	d.once(engine.HeadersOnly)
	other := d.session()
	defer func() { _ = other.Close() }()
	inbox := d.folder("INBOX")
	if _, err := other.Select(t.Context(), inbox); err != nil {
		t.Fatal(err)
	}
	if err := other.StoreFlags(t.Context(), []mail.UID{2}, mail.Flagged, 0); err != nil {
		t.Fatal(err)
	}
	d.once(engine.HeadersOnly)
	flagged := func(m mail.Message) bool { return m.UID == 2 && m.Flags.Has(mail.Flagged) }
	if !slices.ContainsFunc(d.messages("INBOX"), flagged) {
		t.Error("a flag set by another client did not arrive")
	}
	d.expunge("INBOX", 2)
	d.once(engine.HeadersOnly)
	if all := d.messages("INBOX"); len(all) != 4 || slices.ContainsFunc(all, flagged) {
		t.Errorf("%d messages after one was removed", len(all))
	}
}

func (d *desk) session() *imap.Session {
	d.t.Helper()
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: d.server.Roots()})})
	s, err := client.Open(d.t.Context(), d.account.Incoming, mail.Password(d.password), nil)
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

// expunge removes a message as another client does.
func (d *desk) expunge(folder string, uid goimap.UID) {
	d.t.Helper()
	c, err := imapclient.DialTLS(d.account.Incoming.HostPort(), &imapclient.Options{TLSConfig: &tls.Config{RootCAs: d.server.Roots(), MinVersion: tls.VersionTLS12}})
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	set := goimap.UIDSetNum(uid)
	if err := c.Login("ada", "pw").Wait(); err != nil {
		d.t.Fatal(err)
	}
	if _, err := c.Select(folder, nil).Wait(); err != nil {
		d.t.Fatal(err)
	}
	stored := c.Store(set, &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Flags: []goimap.Flag{goimap.FlagDeleted}}, nil).Close()
	if err := errors.Join(stored, c.UIDExpunge(set).Close()); err != nil {
		d.t.Fatal(err)
	}
}

func TestNewMailArrivesWhileWatching(t *testing.T) {
	for _, idle := range []bool{true, false} {
		t.Run(fmt.Sprintf("idle=%v", idle), func(t *testing.T) {
			capabilities := []string{"UIDPLUS"}
			if idle {
				capabilities = append(capabilities, "IDLE")
			}
			d := newDesk(t, mailtest.IMAPCapabilities(capabilities...))
			d.append("INBOX", 1)
			d.start()
			d.until("watching", func() bool { return d.activity() == mail.Watching })
			d.append("INBOX", 2)
			if !idle {
				d.engine.Refresh(0)
			}
			d.until("the second message", func() bool { return len(d.messages("INBOX")) == 2 })
		})
	}
}

func TestOperationsAreSentAndSurviveThePull(t *testing.T) {
	d := newDesk(t)
	d.append("INBOX", 1)
	d.once(engine.HeadersOnly)
	m := d.messages("INBOX")[0]
	if _, err := d.engine.Do(t.Context(), mail.SetFlags{Folder: m.Folder, Messages: []mail.MessageID{m.ID}, Add: mail.Seen}); err != nil {
		t.Fatal(err)
	}
	if !d.messages("INBOX")[0].Flags.Has(mail.Seen) {
		t.Error("the list does not show the change at once")
	}
	d.once(engine.HeadersOnly)
	if !d.messages("INBOX")[0].Flags.Has(mail.Seen) {
		t.Error("the pull took the change back")
	}
	pending, err := d.store.PendingOperations(t.Context(), d.account.ID)
	if err != nil || len(pending) != 0 {
		t.Errorf("pending %v, error %v", pending, err)
	}
}

func TestRefusedSignInIsNotRepeated(t *testing.T) {
	d := newDesk(t)
	d.password = "wrong"
	d.start()
	d.until("waiting", func() bool { return d.activity() == mail.Waiting })
	attempts := func() (n int) {
		for _, said := range d.server.Said() {
			if strings.Contains(said.Line, "AUTHENTICATE") || strings.Contains(said.Line, "LOGIN") {
				n++
			}
		}
		return n
	}
	if n := attempts(); n != 1 {
		t.Errorf("%d attempts", n)
	}
	d.engine.Refresh(0)
	d.until("a second attempt", func() bool { return attempts() == 2 && d.activity() == mail.Waiting })
	d.engine.Refresh(0)
	d.until("needs attention", func() bool { return d.activity() == mail.NeedsAttention })
	if p := d.engine.Status()[0].Problem; p == nil || p.Code != mail.AuthRejected {
		t.Errorf("problem %v", p)
	}
	d.mu.Lock()
	d.password = "pw"
	d.mu.Unlock()
	d.engine.Refresh(0)
	d.until("watching after the person mended it", func() bool { return d.activity() == mail.Watching })
}

func TestLostConnectionWaitsAndComesBack(t *testing.T) {
	d := newDesk(t)
	d.append("INBOX", 1)
	d.start()
	d.until("watching", func() bool { return d.activity() == mail.Watching })
	d.server.Disconnect()
	d.until("waiting", func() bool { return d.activity() == mail.Waiting })
	if len(d.messages("INBOX")) != 1 {
		t.Error("mail is gone with the connection")
	}
	d.engine.Refresh(0)
	d.until("watching again", func() bool { return d.activity() == mail.Watching })
}

func TestBodyThatSomebodyWaitsForIsFetched(t *testing.T) {
	d := newDesk(t)
	d.append("INBOX", 1)
	d.once(engine.HeadersOnly)
	m := d.messages("INBOX")[0]
	if m.HasBody {
		t.Fatal("the body is there already")
	}
	if err := d.engine.FetchBody(t.Context(), m.ID); err != nil {
		t.Fatal(err)
	}
	if m, _ := d.store.Message(t.Context(), m.ID); !m.HasBody {
		t.Error("the body was not stored")
	}
}

func TestRemoveEndsTheWorker(t *testing.T) {
	d := newDesk(t)
	d.start()
	d.until("watching", func() bool { return d.activity() == mail.Watching })
	d.engine.Remove(d.account.ID)
	if len(d.engine.Status()) != 0 {
		t.Error("the worker is still listed")
	}
}
