package app

import (
	"context"
	"time"

	"letterbox/mail"
	"letterbox/mail/message"
	"letterbox/mail/sasl"
)

// post is the writer and the outbox as the command line uses them: nobody is there to take a message back, so it goes at
// once, and nothing is signed.
type post struct {
	*writer
	outbox
}

func (h *house) post() post {
	w := h.writer(func(string) string { return "" })
	return post{writer: w, outbox: outbox{w}}
}

// Enqueue queues a message being written.
func (p post) Enqueue(ctx context.Context, c mail.Composition) (mail.Outgoing, error) {
	return p.enqueue(ctx, c, 0)
}

// EnqueueRaw queues a message as another program wrote it. It goes to those whom its header names.
func (p post) EnqueueRaw(ctx context.Context, account mail.Account, raw []byte) (mail.Outgoing, error) {
	now := time.Now()
	raw, e := message.Ready(raw, account.Address, now)
	paths, err := forwardPaths(message.WriteAddresses(e.To), message.WriteAddresses(e.Cc), message.WriteAddresses(e.Bcc))
	if err != nil {
		return mail.Outgoing{}, err
	}
	if err := p.house.fits(ctx, account.ID, int64(len(raw))); err != nil {
		return mail.Outgoing{}, err
	}
	reverse := account.Address
	reverse.Name = ""
	return p.box.Enqueue(ctx, mail.Outgoing{
		Account: account.ID, MessageID: e.MessageID, State: mail.OutgoingQueued, Due: now, ReversePath: reverse,
		ForwardPaths: paths, Subject: e.Subject, Size: int64(len(raw)), Purpose: mail.Purpose{Kind: mail.PurposeNew},
	}, raw, 0)
}

// Deliver sends what is due in an account's outbox.
func (p post) Deliver(ctx context.Context, account mail.Account, id mail.OutgoingID) (mail.Outgoing, error) {
	if _, err := p.house.engine.Deliver(ctx, account); err != nil {
		return mail.Outgoing{}, err
	}
	return p.one(ctx, id)
}

// Outbox returns the messages of an account's outbox that are not done, of all accounts when account is 0.
func (p post) Outbox(ctx context.Context, account mail.AccountID) ([]mail.Outgoing, error) {
	list, err := p.Outgoing(ctx)
	if account == 0 {
		return list, err
	}
	var own []mail.Outgoing
	for _, out := range list {
		if out.Account == account {
			own = append(own, out)
		}
	}
	return own, err
}

// Keep stores a message that comes into being here and queues it for the server.
func (p post) Keep(ctx context.Context, folder mail.FolderID, raw []byte, flags mail.Flags, received time.Time) error {
	_, _, err := p.house.store.KeepMessage(ctx, folder, localMessage(raw, flags, received))
	return err
}

// Undo takes an operation back.
func (p post) Undo(ctx context.Context, id mail.OperationID) error {
	return p.house.engine.Undo(ctx, id)
}

// submit hands a message to the submission server of an account.
func (h *house) submit(ctx context.Context, account mail.Account, out mail.Outbound) (mail.Receipt, error) {
	if err := h.permits(account); err != nil {
		return mail.Receipt{}, err
	}
	cred, err := h.vault.credential(ctx, account)
	if err != nil {
		return mail.Receipt{}, err
	}
	receipt, err := sasl.WithToken(cred, nil, func(cred mail.Credential, note func(mail.Check)) (mail.Receipt, error) {
		return h.smtpFor(account.Outgoing).Submit(ctx, account.Outgoing, cred, out, note)
	})
	if receipt.Known {
		h.noteLimit(ctx, account.ID, receipt.Limit)
	}
	return receipt, err
}

// savesSent reports that the server of an account stores a copy of what is submitted by itself.
func (h *house) savesSent(account mail.Account) bool {
	known, ok := h.catalogue.ByID(account.Provider)
	return ok && known.SavesSent
}
