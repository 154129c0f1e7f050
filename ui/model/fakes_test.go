package model

import (
	"context"
	"io"
	"sync"
	"testing"
	"testing/synctest"

	"letterbox/mail"
)

// desk is the UI goroutine of a test: functions wait in a queue until the test lets them run.
type desk struct {
	mu     sync.Mutex
	queue  []func()
	scope  *Scope
	cancel context.CancelFunc
}

func (d *desk) post(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.queue = append(d.queue, f)
}

// settle runs what was posted until every goroutine waits for something.
func (d *desk) settle() {
	for {
		synctest.Wait()
		d.mu.Lock()
		queue := d.queue
		d.queue = nil
		d.mu.Unlock()
		if len(queue) == 0 {
			return
		}
		for _, f := range queue {
			f()
		}
	}
}

// atDesk runs a test in a bubble of its own, where time passes only when everything waits.
func atDesk(t *testing.T, test func(t *testing.T, d *desk)) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{}
		ctx, cancel := context.WithCancel(context.Background())
		d.scope, d.cancel = NewScope(ctx, d.post), cancel
		test(t, d)
		cancel()
		d.scope.Wait()
	})
}

// gate holds calls back until the test opens it. A nil gate is open.
type gate chan struct{}

func (g gate) pass(ctx context.Context) error {
	if g == nil {
		return nil
	}
	select {
	case <-g:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

type fakeSetup struct {
	providers  []mail.Provider
	discovery  gate
	found      []mail.Candidate
	findErr    error
	asked      []sought
	binding    gate
	checks     []mail.Check
	bindings   []Binding
	bindErr    error
	bindReport mail.Report
	canceled   int
}

func (f *fakeSetup) Providers() []mail.Provider { return f.providers }

func (f *fakeSetup) Catalogue() []mail.Provider { return f.providers }

func (f *fakeSetup) Recognise(address string) (mail.Provider, bool) {
	a, err := mail.ParseAddress(address)
	if err != nil {
		return mail.Provider{}, false
	}
	for _, p := range f.providers {
		for _, d := range p.Domains {
			if d == a.Domain {
				return p, true
			}
		}
	}
	return mail.Provider{}, false
}

func (f *fakeSetup) Discover(ctx context.Context, a mail.Address, p mail.ProviderID) ([]mail.Candidate, error) {
	f.asked = append(f.asked, sought{a.Spec(), p})
	if err := f.discovery.pass(ctx); err != nil {
		f.canceled++
		return nil, err
	}
	return f.found, f.findErr
}

func (f *fakeSetup) Bind(ctx context.Context, b Binding, note func(mail.Check)) (mail.Account, mail.Report, error) {
	f.bindings = append(f.bindings, b)
	for _, c := range f.checks {
		note(c)
	}
	if err := f.binding.pass(ctx); err != nil {
		f.canceled++
		return mail.Account{}, mail.Report{}, err
	}
	return mail.Account{ID: 7, Address: b.Address}, f.bindReport, f.bindErr
}

func (f *fakeSetup) BindDemo(context.Context, func(mail.Check)) (mail.Account, mail.Report, error) {
	return mail.Account{ID: 9}, f.bindReport, f.bindErr
}

// fakeMail is store and engine at once. Tests change it only while everything waits.
type fakeMail struct {
	mu       sync.Mutex // what calls of several goroutines change
	accounts []mail.Account
	folders  map[mail.AccountID][]mail.Folder
	ids      map[mail.FolderID][]mail.MessageID
	messages map[mail.MessageID]mail.Message
	bodies   map[mail.MessageID]mail.Body
	err      error
	bodyErr  error
	doErr    error
	applied  func(mail.Operation) // what the store does with an operation; may be nil
	body     gate
	reading  gate

	idCalls, rowCalls, rowsRead, accountCalls int
	done                                      []mail.Operation
	focused                                   []mail.FolderID
	refreshed                                 []mail.AccountID
	statuses                                  []mail.SyncStatus
	prefs                                     map[string]string
	events                                    chan []mail.Event
	canceled                                  int
}

func newFakeMail() *fakeMail {
	return &fakeMail{
		folders: map[mail.AccountID][]mail.Folder{}, ids: map[mail.FolderID][]mail.MessageID{},
		messages: map[mail.MessageID]mail.Message{}, bodies: map[mail.MessageID]mail.Body{},
		prefs: map[string]string{}, events: make(chan []mail.Event),
	}
}

// fill puts messages first..last into a folder, newest first.
func (f *fakeMail) fill(folder mail.FolderID, first, last mail.MessageID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var ids []mail.MessageID
	for id := last; id >= first; id-- {
		ids = append(ids, id)
		f.messages[id] = mail.Message{ID: id, Folder: folder, Envelope: mail.Envelope{Subject: "subject"}}
	}
	f.ids[folder] = append(ids, f.ids[folder]...)
}

func (f *fakeMail) count(n *int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	*n++
}

func (f *fakeMail) Accounts(context.Context) ([]mail.Account, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.accountCalls++
	return f.accounts, f.err
}

func (f *fakeMail) Folders(_ context.Context, a mail.AccountID) ([]mail.Folder, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.folders[a], f.err
}

func (f *fakeMail) Newest(_ context.Context, folder mail.FolderID, n int) (mail.Newest, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	first := mail.Newest{Of: len(f.ids[folder])}
	for _, id := range f.ids[folder][:min(n, first.Of)] {
		if m, ok := f.messages[id]; ok {
			first.Messages = append(first.Messages, m)
		}
	}
	return first, f.err
}

func (f *fakeMail) MessageIDs(ctx context.Context, folder mail.FolderID) ([]mail.MessageID, error) {
	if err := f.reading.pass(ctx); err != nil {
		f.count(&f.canceled)
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.idCalls++
	return f.ids[folder], f.err
}

func (f *fakeMail) Messages(_ context.Context, ids []mail.MessageID) ([]mail.Message, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rowCalls++
	f.rowsRead += len(ids)
	var list []mail.Message
	for _, id := range ids {
		if m, ok := f.messages[id]; ok {
			list = append(list, m)
		}
	}
	return list, f.err
}

func (f *fakeMail) Body(ctx context.Context, id mail.MessageID) (mail.Body, error) {
	if err := f.body.pass(ctx); err != nil {
		f.count(&f.canceled)
		return mail.Body{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.bodies[id], f.bodyErr
}

func (f *fakeMail) SavePart(_ context.Context, _ mail.MessageID, path string, w io.Writer) error {
	_, err := io.WriteString(w, "part "+path)
	return err
}

func (f *fakeMail) Do(_ context.Context, op mail.Operation) (mail.OperationID, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.done = append(f.done, op)
	if f.applied != nil {
		f.applied(op)
	}
	return mail.OperationID(len(f.done)), f.doErr
}

func (f *fakeMail) Refresh(a mail.AccountID)  { f.refreshed = append(f.refreshed, a) }
func (f *fakeMail) Focus(id mail.FolderID)    { f.focused = append(f.focused, id) }
func (f *fakeMail) Status() []mail.SyncStatus { return f.statuses }
func (f *fakeMail) Get(key string) string     { return f.prefs[key] }
func (f *fakeMail) Set(key, value string)     { f.prefs[key] = value }

func (f *fakeMail) Subscribe() (<-chan []mail.Event, func()) { return f.events, func() {} }
