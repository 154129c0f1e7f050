package engine

import (
	"context"

	"letterbox/mail"
)

// Do applies an operation locally and queues it for the server, in one transaction, and returns the id by which it can
// be taken back, 0 when nothing was to be done. The worker sends it later. With POP3 that is all: what is kept on this
// computer alone is not told to a server.
func (e *Engine) Do(ctx context.Context, operation mail.Operation) (mail.OperationID, error) {
	account, err := e.accountOf(ctx, operation)
	if err != nil {
		return 0, err
	}
	id, err := e.config.Store.ApplyOperation(ctx, operation)
	if err != nil {
		return 0, err
	}
	return id, e.follow(ctx, account)
}

// Undo takes an operation back: out of the queue when it has not begun, else by its opposite, which the worker sends.
// The problem of code mail.NotFound says that it cannot be taken back any more.
func (e *Engine) Undo(ctx context.Context, id mail.OperationID) error {
	if _, err := e.config.Store.UndoOperation(ctx, id); err != nil {
		return err
	}
	accounts, err := e.config.Store.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if err := e.follow(ctx, a.ID); err != nil {
			return err
		}
	}
	return nil
}

// SendNow has the outbox of an account looked at. It never blocks.
func (e *Engine) SendNow(id mail.AccountID) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if s := e.senders[id]; s != nil {
		s.Kick()
	}
}

func (e *Engine) accountOf(ctx context.Context, operation mail.Operation) (mail.AccountID, error) {
	if made, ok := operation.(mail.CreateFolder); ok {
		return made.Account, nil
	}
	folder, err := e.config.Store.Folder(ctx, operation.In())
	return folder.Account, err
}

// follow has what is queued for an account carried out.
func (e *Engine) follow(ctx context.Context, id mail.AccountID) error {
	account, err := accountByID(ctx, e.config.Store, id)
	if err != nil {
		return err
	}
	if account.Incoming.Protocol == mail.POP3 {
		return complete(ctx, e.config.Store, id)
	}
	if err := e.tellQueued(ctx, id); err != nil {
		return err
	}
	e.nudge(id)
	return nil
}

// tellQueued puts how many operations wait into the status of an account.
func (e *Engine) tellQueued(ctx context.Context, id mail.AccountID) error {
	e.mu.Lock()
	w := e.workers[id]
	e.mu.Unlock()
	if w == nil {
		return nil
	}
	return w.tellQueued(ctx)
}
