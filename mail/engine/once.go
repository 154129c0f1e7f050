package engine

import (
	"context"

	"letterbox/mail"
)

// Once brings one account in step in the caller's goroutine: send, push, pull, bodies if scope says so, no watching. It
// is for the command line: what a worker would leave waiting to be taken back is pushed too. No worker may run for the
// account. progress is called by one goroutine at a time.
func (e *Engine) Once(ctx context.Context, account mail.Account, scope Scope, progress func(Progress)) (Summary, error) {
	outbox := newSender(e.config, account.ID, func() {})
	_, sent, err := outbox.round(ctx)
	if err != nil {
		return sent, err
	}
	session, err := e.open(ctx, account)
	if err != nil {
		return sent, err
	}
	defer func() { _ = session.Close() }() // the round is over
	if err := pushAll(ctx, e.config, account.ID, session); err != nil {
		return sent, err
	}
	r := newRound(e.config, account.ID, session, e.focused, progress)
	r.summary, r.help = sent, &helpers{config: e.config, account: account}
	if err := r.run(ctx, scope); err != nil {
		return r.summary, err
	}
	return r.summary, e.keepCopies(ctx, outbox, account, session)
}

// keepCopies stores the copies of what was sent, where the folder for them was not known before.
func (e *Engine) keepCopies(ctx context.Context, outbox *sender, account mail.Account, session Session) error {
	if _, _, err := outbox.round(ctx); err != nil {
		return err
	}
	if err := pushAll(ctx, e.config, account.ID, session); err != nil {
		return err
	}
	_, _, err := outbox.round(ctx)
	return err
}

// FetchBody brings the body of one message that somebody waits to read, the beginning of a large one, so that it does not stand behind a long pull:
// over a connection of its own, or by the worker where the server allows one connection only.
func (e *Engine) FetchBody(ctx context.Context, id mail.MessageID) error {
	message, err := e.config.Store.Message(ctx, id)
	if err != nil || message.HasBody {
		return err
	}
	if message.Size > mail.LargeMessage && message.Lack == mail.LackNone {
		if have, err := e.config.Store.Partial(ctx, id); err != nil || have > 0 {
			return err
		}
	}
	account, err := accountByID(ctx, e.config.Store, message.Account)
	if err != nil {
		return err
	}
	if w := e.collector(account); w != nil {
		return w.bring(ctx, id)
	}
	session, err := e.open(ctx, account)
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }()
	return bringBody(ctx, e.config, session, id)
}

// bringBody fetches and stores the body of a message, unless it is stored meanwhile.
func bringBody(ctx context.Context, config Config, session Session, id mail.MessageID) error {
	message, err := config.Store.Message(ctx, id)
	if err != nil || message.HasBody {
		return err
	}
	folder, err := config.Store.Folder(ctx, message.Folder)
	if err != nil {
		return err
	}
	if _, err := session.Select(ctx, folder); err != nil {
		return err
	}
	if message.Size > mail.LargeMessage && message.Lack == mail.LackNone {
		if err := bringLarge(ctx, config, session, folder.ID, mail.Missing{ID: id, UID: message.UID, Size: message.Size}); err != nil {
			return err
		}
		return largeRead(ctx, config.Store, id)
	}
	if message.Lack != mail.LackNone {
		return mendNow(ctx, config, session, id)
	}
	h, err := haulEach(ctx, session, []mail.Missing{{ID: id, UID: message.UID, Size: message.Size}}, nil)
	if err != nil {
		return err
	}
	if stored, err := h.store(ctx, config, folder.ID); err != nil || stored > 0 {
		return err
	}
	return whyUnread(ctx, config.Store, id)
}

// open signs in, unless nothing is left to sign in with or the server is left alone just now.
func (e *Engine) open(ctx context.Context, account mail.Account) (Session, error) {
	if account.Archived {
		return nil, &mail.Problem{Code: mail.BodyNotStored, Class: "ARCHIVED", Stage: mail.StageConnect, Retry: mail.RetryNever}
	}
	if p := e.resting(account.ID); p != nil {
		return nil, p
	}
	return e.config.Open(ctx, account)
}

func accountByID(ctx context.Context, store Store, id mail.AccountID) (mail.Account, error) {
	accounts, err := store.Accounts(ctx)
	if err != nil {
		return mail.Account{}, err
	}
	for _, a := range accounts {
		if a.ID == id {
			return a, nil
		}
	}
	return mail.Account{}, &mail.Problem{Code: mail.NotFound, Retry: mail.RetryNever}
}
