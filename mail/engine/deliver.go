package engine

import (
	"context"

	"letterbox/mail"
)

// Deliver sends what is due in an account's outbox in the caller's goroutine, and stores the copies, without pulling
// anything. It is for the command line; no worker may run for the account. How messages fared stands in the outbox; a
// copy that cannot be stored on the server now waits for the next round.
func (e *Engine) Deliver(ctx context.Context, account mail.Account) (Summary, error) {
	outbox := newSender(e.config, account.ID, func() {})
	_, sent, err := outbox.round(ctx)
	if err != nil || sent.Sent == 0 || account.Incoming.Protocol == mail.POP3 {
		return sent, err
	}
	session, err := e.open(ctx, account)
	if err != nil {
		e.config.Log.InfoContext(ctx, "copy of a sent message not stored yet", "account", account.ID, "err", err)
		return sent, nil
	}
	defer func() { _ = session.Close() }() // what it was for is done
	return sent, e.keepCopies(ctx, outbox, account, session)
}
