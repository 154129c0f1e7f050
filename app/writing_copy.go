package app

import (
	"context"
	"time"

	"letterbox/mail"
	"letterbox/mail/message"
)

// Leave brings the copy of a draft to the Drafts folder, where other computers find it. An account without such a
// folder keeps its drafts here.
func (w *writer) Leave(ctx context.Context, draft mail.DraftID) {
	if err := w.place(ctx, draft); err != nil && !mail.IsCanceled(err) {
		w.house.log.Warn("place the copy of a draft", "err", err)
	}
}

// placeDrafts has the copies of drafts placed in the background, before the house is closed.
func (h *house) placeDrafts(ctx context.Context, w *writer) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() { // ends when the drafts are through, or with the house
		defer close(done)
		w.placeAll(ctx)
	}()
	h.later(func() {
		cancel()
		<-done
	})
}

// placeAll does so for every draft whose copy is behind: the program may have ended before somebody left it.
func (w *writer) placeAll(ctx context.Context) {
	drafts, err := w.box.Compositions(ctx, 0)
	if err != nil {
		w.house.log.Warn("list drafts", "err", err)
		return
	}
	for _, c := range drafts {
		w.Leave(ctx, c.ID)
	}
}

func (w *writer) place(ctx context.Context, draft mail.DraftID) error {
	c, err := w.box.Composition(ctx, draft)
	if err != nil || c.Copy != 0 && c.CopyOf == c.Revision {
		return err
	}
	folder, ok, err := w.house.folderWith(ctx, c.Account, mail.RoleDrafts)
	if err != nil || !ok {
		return err
	}
	now := time.Now()
	raw, err := w.compose(ctx, c, message.ComposeOptions{Date: now, Draft: true})
	if err != nil {
		return err
	}
	if err := w.box.PlaceDraft(ctx, c.ID, c.Revision, folder.ID, localMessage(raw, mail.Seen|mail.Draft, now)); err != nil {
		return err
	}
	if err := w.removeOpened(ctx, c); err != nil {
		return err
	}
	w.house.engine.Refresh(c.Account)
	return nil
}

// removeOpened removes the message that a draft was opened from, where its copy did not take its place: without a
// Message-ID nobody can tell that the two are one.
func (w *writer) removeOpened(ctx context.Context, c mail.Composition) error {
	if c.Copy != 0 || c.Purpose.Kind != mail.PurposeEdit {
		return nil
	}
	m, err := w.house.store.Message(ctx, c.Purpose.Message)
	switch {
	case err == nil && m.Envelope.MessageID != c.MessageID:
		return w.removeCopies(ctx, c, m.ID)
	case err != nil && mail.ProblemOf(err).Code != mail.NotFound:
		return err
	}
	return nil
}

// removeCopies removes what other computers see of a draft that is gone: its copy or, when there never was one, the
// message that it was opened from.
func (w *writer) removeCopies(ctx context.Context, c mail.Composition, placed mail.MessageID) error {
	if placed == 0 && c.Purpose.Kind == mail.PurposeEdit {
		placed = c.Purpose.Message
	}
	if placed == 0 {
		return nil
	}
	m, err := w.house.store.Message(ctx, placed)
	if err == nil {
		_, err = w.house.engine.Do(ctx, mail.Delete{Folder: m.Folder, Messages: []mail.MessageID{placed}})
	}
	if err != nil && mail.ProblemOf(err).Code == mail.NotFound {
		return nil
	}
	return err
}

// localMessage makes a message that comes into being here.
func localMessage(raw []byte, flags mail.Flags, received time.Time) mail.NewLocal {
	local := readLocal(raw)
	local.Flags, local.Received = flags, received
	return local
}

// readLocal reads a message that comes into being here.
func readLocal(raw []byte) mail.NewLocal {
	read := message.Parse(raw, message.Options{})
	return mail.NewLocal{Raw: raw, Envelope: read.Envelope, Preview: read.Preview, Attachment: read.Attachment}
}

// folderWith returns the folder of an account that is for something.
func (h *house) folderWith(ctx context.Context, account mail.AccountID, role mail.Role) (mail.Folder, bool, error) {
	folders, err := h.store.Folders(ctx, account)
	for _, f := range folders {
		if f.Role == role && f.Selectable {
			return f, true, err
		}
	}
	return mail.Folder{}, false, err
}
