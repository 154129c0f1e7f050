package engine_test

import (
	"context"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
	"letterbox/storage"
)

// fable is one account bound to a server that makes up its mail.
type fable struct {
	t       testing.TB
	server  *mailtest.Invented
	store   *storage.DB
	account mail.Account
	engine  *engine.Engine
	window  time.Duration // of bodies
	later   time.Duration // how far the engine's clock is ahead
}

func newFable(t testing.TB, plan mailtest.Invention) *fable {
	t.Helper()
	f := &fable{t: t, server: mailtest.NewInvented(t, plan)}
	store, _, err := storage.Open(t.Context(), storage.Config{Dir: t.TempDir()})
	f.must(err)
	t.Cleanup(func() { _ = store.Close(context.Background()) }) // the test is over
	f.store = store
	f.account, err = store.AddAccount(t.Context(), mail.Account{Address: mail.Address{Local: "ada", Domain: "corp.example"}, Incoming: f.server.Server()}, nil)
	f.must(err)
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: f.server.Roots()})})
	f.engine, err = engine.New(engine.Config{
		Store: store, Publish: nothing, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal, Submit: noSubmission, SavesSent: savesNothing,
		BodyWindow: func(mail.AccountID) time.Duration { return f.window },
		Now:        func() time.Time { return time.Now().Add(f.later) },
		Open:       signIn(client),
	})
	f.must(err)
	return f
}

func (f *fable) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// round does one round.
func (f *fable) round(scope engine.Scope) (engine.Summary, error) {
	return f.engine.Once(f.t.Context(), f.account, scope, func(engine.Progress) {})
}

// rounds does rounds until one ends well, and returns how many did not.
func (f *fable) rounds(scope engine.Scope, most int) (failed int) {
	f.t.Helper()
	for {
		_, err := f.round(scope)
		if err == nil {
			return failed
		}
		if failed++; failed > most {
			f.t.Fatalf("after %d rounds: %v", failed, err)
		}
	}
}

func (f *fable) folder(path string) mail.Folder {
	f.t.Helper()
	return folderAt(f.t, f.store, f.account.ID, path)
}

// list returns the messages of a folder as the window lists them.
func (f *fable) list(path string) []mail.Message {
	f.t.Helper()
	ids, err := f.store.MessageIDs(f.t.Context(), f.folder(path).ID)
	f.must(err)
	all, err := f.store.Messages(f.t.Context(), ids)
	f.must(err)
	return all
}

// holds reports what of the UIDs from 1 to a number is not in a folder exactly once.
func (f *fable) holds(path string, last mail.UID) {
	f.t.Helper()
	times := map[mail.UID]int{}
	for _, m := range f.list(path) {
		times[m.UID]++
	}
	for uid := mail.UID(1); uid <= last; uid++ {
		if times[uid] != 1 {
			f.t.Errorf("message %d is in %s %d times", uid, path, times[uid])
		}
		delete(times, uid)
	}
	if len(times) > 0 {
		f.t.Errorf("%s has also %v", path, times)
	}
}
