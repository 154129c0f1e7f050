package model

import (
	"context"
	"io"
	"slices"
	"sync"
	"time"

	"letterbox/mail"
)

// fakeWriter is drafts, outbox and undo in memory. Tests change its settings only while everything waits.
type fakeWriter struct {
	mu       sync.Mutex
	begin    mail.Composition // what Begin prepares
	beginErr error
	drafts   map[mail.DraftID]mail.Composition
	saves    int
	saving   gate
	saveErr  error
	files    map[mail.DraftFileID]string
	left     []mail.DraftID
	gone     []mail.DraftID
	people   []mail.Address
	asked    []string
	sent     []mail.Composition
	sendErr  error
	outgoing []mail.Outgoing
	recalled []mail.OutgoingID
	retried  []mail.OutgoingID
	settled  []mail.OutgoingID
	undone   []mail.OperationID
	undoErr  error
	next     int64
}

func newFakeWriter() *fakeWriter {
	return &fakeWriter{drafts: map[mail.DraftID]mail.Composition{}, files: map[mail.DraftFileID]string{}}
}

func (w *fakeWriter) Begin(_ context.Context, a mail.AccountID, p mail.Purpose, _ string) (mail.Composition, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.begin
	c.Account, c.Purpose, c.MessageID = a, p, "message@id"
	return c, w.beginErr
}

func (w *fakeWriter) Save(ctx context.Context, c mail.Composition) (mail.Composition, error) {
	if err := w.saving.pass(ctx); err != nil {
		return c, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.saveErr != nil {
		return c, w.saveErr
	}
	w.saves++
	return w.store(c), nil
}

func (w *fakeWriter) store(c mail.Composition) mail.Composition {
	if c.ID == 0 {
		w.next++
		c.ID = mail.DraftID(w.next)
	}
	c.Revision, c.Changed = w.drafts[c.ID].Revision+1, time.Now()
	w.drafts[c.ID] = c
	return c
}

func (w *fakeWriter) Attach(_ context.Context, draft mail.DraftID, name string, r io.Reader) (mail.DraftFile, error) {
	content, err := io.ReadAll(r)
	if err != nil {
		return mail.DraftFile{}, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, ok := w.drafts[draft]; !ok {
		return mail.DraftFile{}, &mail.Problem{Code: mail.NotFound}
	}
	w.next++
	id := mail.DraftFileID(w.next)
	w.files[id] = string(content)
	return mail.DraftFile{ID: id, Name: name, Size: int64(len(content))}, nil
}

func (w *fakeWriter) Detach(_ context.Context, id mail.DraftFileID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.files, id)
	return nil
}

func (w *fakeWriter) Leave(_ context.Context, id mail.DraftID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left = append(w.left, id)
}

func (w *fakeWriter) Discard(_ context.Context, id mail.DraftID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.gone = append(w.gone, id)
	delete(w.drafts, id)
	return nil
}

func (w *fakeWriter) Send(_ context.Context, c mail.Composition) (mail.OutgoingID, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.sendErr != nil {
		return 0, w.sendErr
	}
	w.sent = append(w.sent, c)
	delete(w.drafts, c.ID)
	id := mail.OutgoingID(len(w.sent))
	w.outgoing = append(w.outgoing, mail.Outgoing{ID: id, Account: c.Account, State: mail.OutgoingQueued, Subject: c.Subject, Due: time.Now().Add(mail.UndoTime)})
	return id, nil
}

func (w *fakeWriter) Drafts(context.Context, mail.AccountID) ([]mail.Composition, error) {
	return nil, nil
}

func (w *fakeWriter) Complete(_ context.Context, typed string, _ int) ([]mail.Address, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, typed)
	return w.people, nil
}

func (w *fakeWriter) Outgoing(context.Context) ([]mail.Outgoing, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.outgoing), nil
}

func (w *fakeWriter) Recall(_ context.Context, id mail.OutgoingID) (mail.Composition, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, o := range w.outgoing {
		if o.ID == id && Recallable(o) {
			w.recalled = append(w.recalled, id)
			w.outgoing = slices.Delete(w.outgoing, i, i+1)
			return w.store(mail.Composition{Account: o.Account, Subject: o.Subject, Purpose: mail.Purpose{Kind: mail.PurposeNew}}), nil
		}
	}
	return mail.Composition{}, &mail.Problem{Code: mail.NotFound}
}

func (w *fakeWriter) Retry(_ context.Context, id mail.OutgoingID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.retried = append(w.retried, id)
	return nil
}

func (w *fakeWriter) Settle(_ context.Context, id mail.OutgoingID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.settled = append(w.settled, id)
	return nil
}

func (w *fakeWriter) Drop(context.Context, mail.OutgoingID) error { return nil }

func (w *fakeWriter) Undo(_ context.Context, id mail.OperationID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.undone = append(w.undone, id)
	return w.undoErr
}

// office is a shell with mailboxes that can write.
func office(d *desk) (*Shell, *fakeMail, *fakeWriter) {
	f, w := mailbox(), newFakeWriter()
	f.folders[1] = append(f.folders[1],
		mail.Folder{ID: 5, Account: 1, Path: "Archive", Delimiter: "/", Role: mail.RoleArchive, Selectable: true},
		mail.Folder{ID: 6, Account: 1, Path: "Junk", Delimiter: "/", Role: mail.RoleJunk, Selectable: true},
		mail.Folder{ID: 7, Account: 1, Path: "Trash", Delimiter: "/", Role: mail.RoleTrash, Selectable: true},
		mail.Folder{ID: 8, Account: 1, Path: "Drafts", Delimiter: "/", Role: mail.RoleDrafts, Selectable: true},
	)
	s := NewShell(Config{
		Scope: d.scope, Setup: &fakeSetup{}, Reader: f, Mailer: f, Subscriber: f, Prefs: f, Language: "zh-CN",
		Writer: w, Outbox: w, Undoer: w,
	})
	s.Start()
	d.settle()
	return s, f, w
}
