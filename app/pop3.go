package app

import (
	"context"

	"letterbox/app/binder"
	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/pop3"
	"letterbox/storage"
)

// numbers keeps the numbers of one account's messages, which a POP3 server knows by names only.
type numbers struct {
	store   *storage.DB
	account mail.AccountID
}

func (n numbers) UIDs(ctx context.Context, uidls []string) ([]mail.UID, error) {
	return n.store.UIDLNumbers(ctx, n.account, uidls)
}

// collecting makes a session of POP3 into one that the engine can work with. That takes the account, whose number is
// known only when it has been kept: a binding verifies a bare session.
func (h *house) collecting(account mail.Account, session *pop3.Session) engine.Session {
	return pop3.NewMailbox(session, pop3.MailboxConfig{Numbers: numbers{h.store, account.ID}})
}

// openPOP3 signs in for the engine.
func (h *house) openPOP3(ctx context.Context, account mail.Account, cred mail.Credential) (engine.Session, error) {
	session, err := h.pop3.Open(ctx, account.Incoming, cred, nil)
	if err != nil {
		return nil, err
	}
	return h.collecting(account, session), nil
}

// verifyPOP3 verifies for a binding.
func (h *house) verifyPOP3(ctx context.Context, server mail.Server, cred mail.Credential, note func(mail.Check)) (binder.Session, error) {
	session, err := h.pop3.Verify(ctx, server, cred, note)
	if err != nil {
		return nil, err
	}
	return session, nil
}
