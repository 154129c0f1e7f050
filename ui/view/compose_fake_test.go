package view

import (
	"context"
	"io"
	"sync"

	"letterbox/mail"
)

// sampleWriter is drafts, outbox and undo in memory.
type sampleWriter struct {
	mu       sync.Mutex
	begin    mail.Composition // what every message begins with
	saves    int
	saveErr  error
	hold     bool // nothing is ever prepared
	outgoing []mail.Outgoing
	people   []mail.Address
	sent     []mail.Composition
	purposes []mail.Purpose
	undone   []mail.OperationID
	decided  []string
	files    int
}

func (w *sampleWriter) Begin(ctx context.Context, a mail.AccountID, p mail.Purpose, _ string) (mail.Composition, error) {
	if w.hold {
		<-ctx.Done()
		return mail.Composition{}, ctx.Err()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.purposes = append(w.purposes, p)
	c := w.begin
	c.Account, c.Purpose, c.From = a, p, person("张伟", "zhangwei", "corp.example")
	return c, nil
}

func (w *sampleWriter) Save(_ context.Context, c mail.Composition) (mail.Composition, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.saves++
	c.ID, c.Revision, c.Changed = 1, int64(w.saves), sampleNow
	return c, w.saveErr
}

func (w *sampleWriter) Attach(_ context.Context, _ mail.DraftID, name string, r io.Reader) (mail.DraftFile, error) {
	n, err := io.Copy(io.Discard, r)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.files++
	return mail.DraftFile{ID: mail.DraftFileID(w.files), Name: name, Size: n}, err
}

func (w *sampleWriter) Detach(context.Context, mail.DraftFileID) error { return nil }

func (w *sampleWriter) Leave(context.Context, mail.DraftID) {}

func (w *sampleWriter) Discard(context.Context, mail.DraftID) error { return nil }

func (w *sampleWriter) Send(_ context.Context, c mail.Composition) (mail.OutgoingID, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent = append(w.sent, c)
	return mail.OutgoingID(len(w.sent)), nil
}

func (w *sampleWriter) Drafts(context.Context, mail.AccountID) ([]mail.Composition, error) {
	return nil, nil
}

func (w *sampleWriter) Complete(context.Context, string, int) ([]mail.Address, error) {
	return w.people, nil
}

func (w *sampleWriter) Outgoing(context.Context) ([]mail.Outgoing, error) { return w.outgoing, nil }

func (w *sampleWriter) decide(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.decided = append(w.decided, what)
}

func (w *sampleWriter) Recall(context.Context, mail.OutgoingID) (mail.Composition, error) {
	w.decide("recall")
	return mail.Composition{ID: 1, Account: 1, Subject: "Budget", Revision: 1}, nil
}

func (w *sampleWriter) Retry(context.Context, mail.OutgoingID) error { w.decide("retry"); return nil }

func (w *sampleWriter) Settle(context.Context, mail.OutgoingID) error {
	w.decide("arrived")
	return nil
}

func (w *sampleWriter) Drop(context.Context, mail.OutgoingID) error { return nil }

func (w *sampleWriter) Undo(_ context.Context, id mail.OperationID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.undone = append(w.undone, id)
	return nil
}
