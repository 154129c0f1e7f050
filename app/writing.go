package app

import (
	"bufio"
	"context"
	"errors"
	"io"
	"time"

	"letterbox/mail"
	"letterbox/mail/message"
	"letterbox/ui/words"
)

// writer keeps what is being written and sends it.
type writer struct {
	house  *house
	box    postbox
	prefs  func(key string) string // the person's choices, "" for what was never chosen
	people people
}

// writer returns what writes with these choices of the person.
func (h *house) writer(prefs func(key string) string) *writer {
	return &writer{house: h, box: h.store, prefs: prefs, people: people{house: h}}
}

// Begin prepares a message.
func (w *writer) Begin(ctx context.Context, account mail.AccountID, purpose mail.Purpose, language string) (mail.Composition, error) {
	lang := words.Language(language)
	switch purpose.Kind {
	case mail.PurposeEdit:
		return w.edit(ctx, purpose.Message)
	case mail.PurposeReply, mail.PurposeReplyAll:
		return w.reply(ctx, account, purpose, lang)
	case mail.PurposeForward:
		return w.forward(ctx, account, purpose, lang)
	case mail.PurposeNew:
	}
	c, err := w.addressed(ctx, mail.Composition{Account: account, Purpose: mail.Purpose{Kind: mail.PurposeNew}})
	c.Text = message.Sign("", w.signature(c.Account))
	return c, err
}

// addressed fills in who writes: the account's owner, the first account's when there is none.
func (w *writer) addressed(ctx context.Context, c mail.Composition) (mail.Composition, error) {
	accounts, err := w.house.store.Accounts(ctx)
	if err != nil {
		return c, err
	}
	for _, a := range accounts {
		if a.ID == c.Account || c.Account == 0 && !a.Archived {
			c.Account, c.From = a.ID, a.Address
			if c.MessageID == "" {
				c.MessageID = message.NewMessageID(a.Address)
			}
			return c, nil
		}
	}
	return c, &mail.Problem{Code: mail.NotFound, Retry: mail.RetryNever, Err: errors.New("there is no account to write with")}
}

// signature returns what the person puts under messages of an account, "" for nothing.
func (w *writer) signature(account mail.AccountID) string {
	return w.prefs(signatureKey(account))
}

func (w *writer) reply(ctx context.Context, account mail.AccountID, purpose mail.Purpose, lang words.Language) (mail.Composition, error) {
	original, err := w.house.store.Message(ctx, purpose.Message)
	if err != nil {
		return mail.Composition{}, err
	}
	body, err := reader{w.house}.Body(ctx, original.ID)
	if mail.IsCanceled(err) {
		return mail.Composition{}, err
	}
	// A text that cannot be had now is no reason not to answer: the quotation is empty then.
	self, err := w.self(ctx)
	if err != nil {
		return mail.Composition{}, err
	}
	c := message.Reply(original, body, self, purpose.Kind == mail.PurposeReplyAll, wordingIn(lang))
	if account != 0 {
		c.Account = account
	}
	c, err = w.addressed(ctx, c)
	c.Text = message.Sign(c.Text, w.signature(c.Account))
	return c, err
}

// self returns the addresses of the person.
func (w *writer) self(ctx context.Context) ([]mail.Address, error) {
	accounts, err := w.house.store.Accounts(ctx)
	var self []mail.Address
	for _, a := range accounts {
		self = append(self, a.Address)
	}
	return self, err
}

// forward takes the text and the files of the original along. Only with files is anything stored.
func (w *writer) forward(ctx context.Context, account mail.AccountID, purpose mail.Purpose, lang words.Language) (mail.Composition, error) {
	original, err := w.house.store.Message(ctx, purpose.Message)
	if err != nil {
		return mail.Composition{}, err
	}
	body, err := reader{w.house}.Body(ctx, original.ID)
	if err != nil {
		return mail.Composition{}, err
	}
	c := message.Forward(original, body, wordingIn(lang))
	if account != 0 {
		c.Account = account
	}
	if c, err = w.addressed(ctx, c); err != nil {
		return c, err
	}
	c.Text = message.Sign(c.Text, w.signature(c.Account))
	raw, err := w.raw(ctx, original.ID)
	if err != nil {
		return c, err
	}
	return w.withFiles(ctx, c, message.Files(raw))
}

// edit opens the draft that a message is the copy of; that of another program becomes a draft of this one.
func (w *writer) edit(ctx context.Context, id mail.MessageID) (mail.Composition, error) {
	open, err := w.box.CompositionOf(ctx, id)
	if err == nil || mail.ProblemOf(err).Code != mail.NotFound {
		return open, err
	}
	stored, err := w.house.store.Message(ctx, id)
	if err != nil {
		return mail.Composition{}, err
	}
	if err := w.house.engine.FetchBody(ctx, id); err != nil {
		return mail.Composition{}, err
	}
	raw, err := w.raw(ctx, id)
	if err != nil {
		return mail.Composition{}, err
	}
	c, files := message.Edit(raw)
	c.Purpose.Message, c.Account = id, stored.Account
	if c, err = w.addressed(ctx, c); err != nil {
		return c, err
	}
	return w.withFiles(ctx, c, files)
}

// raw returns the bytes of a message that is here.
func (w *writer) raw(ctx context.Context, id mail.MessageID) ([]byte, error) {
	body, _, err := w.house.store.OpenBody(ctx, id)
	if err != nil {
		return nil, err
	}
	defer func() { _ = body.Close() }() // it was only read
	return io.ReadAll(body)
}

// withFiles stores a message being written with files of another one. When that fails, nothing stays.
func (w *writer) withFiles(ctx context.Context, c mail.Composition, files []message.File) (mail.Composition, error) {
	if len(files) == 0 {
		return c, nil
	}
	c, err := w.box.SaveComposition(ctx, c)
	if err != nil {
		return c, err
	}
	for _, f := range files {
		if _, err := w.box.AddDraftFile(ctx, c.ID, f.Name, f.MediaType, f.Content); err != nil {
			_, undo := w.box.DeleteComposition(context.WithoutCancel(ctx), c.ID)
			return mail.Composition{}, errors.Join(err, undo)
		}
	}
	return w.box.Composition(ctx, c.ID)
}

// Save stores the present state.
func (w *writer) Save(ctx context.Context, c mail.Composition) (mail.Composition, error) {
	if c.Account == 0 || c.From.Domain == "" || c.MessageID == "" {
		var err error
		if c, err = w.addressed(ctx, c); err != nil {
			return c, err
		}
	}
	return w.box.SaveComposition(ctx, c)
}

// Attach stores a file with a saved composition.
func (w *writer) Attach(ctx context.Context, draft mail.DraftID, name string, r io.Reader) (mail.DraftFile, error) {
	content := bufio.NewReaderSize(r, message.Sniffed)
	head, err := content.Peek(message.Sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return mail.DraftFile{}, &mail.Problem{Code: mail.NotFound, Retry: mail.RetryNever, Facts: map[string]string{mail.FactPath: name}, Err: err}
	}
	return w.box.AddDraftFile(ctx, draft, message.FileName(name), message.FileType(name, head), content)
}

// Detach removes an attached file.
func (w *writer) Detach(ctx context.Context, file mail.DraftFileID) error {
	return w.box.RemoveDraftFile(ctx, file)
}

// Discard removes a draft and its copy.
func (w *writer) Discard(ctx context.Context, draft mail.DraftID) error {
	c, err := w.box.Composition(ctx, draft)
	if err != nil {
		return err
	}
	placed, err := w.box.DeleteComposition(ctx, draft)
	if err != nil {
		return err
	}
	return w.removeCopies(ctx, c, placed)
}

// Drafts returns what is being written.
func (w *writer) Drafts(ctx context.Context, account mail.AccountID) ([]mail.Composition, error) {
	return w.box.Compositions(ctx, account)
}

// undoSend is how long a message waits for its sender to take it back.
func (w *writer) undoSend() time.Duration { return undoSendOf(w.prefs(undoSendKey)) }
