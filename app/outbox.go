package app

import (
	"context"
	"errors"
	"slices"

	"letterbox/mail"
	"letterbox/mail/message"
)

// outbox shows what is on its way.
type outbox struct{ writer *writer }

// Outgoing returns the messages that are not done.
func (o outbox) Outgoing(ctx context.Context) ([]mail.Outgoing, error) {
	list, err := o.writer.box.Outbox(ctx, 0)
	return slices.DeleteFunc(list, func(out mail.Outgoing) bool { return out.State == mail.OutgoingCopied }), err
}

// Recall takes a message back and returns it as a draft. The files are stored before the message leaves the outbox, so
// that at every moment one of the two is whole.
func (o outbox) Recall(ctx context.Context, id mail.OutgoingID) (mail.Composition, error) {
	out, err := o.one(ctx, id)
	if err != nil {
		return mail.Composition{}, err
	}
	raw, err := o.writer.box.OutgoingRaw(ctx, id)
	if err != nil {
		return mail.Composition{}, err
	}
	c, files := message.Edit(raw)
	c.Account, c.MessageID, c.Purpose, c.Bcc = out.Account, out.MessageID, out.Purpose, hiddenFrom(c, out.ForwardPaths)
	if len(out.Taken) > 0 {
		rest := out.Rest()
		c.To, c.Cc, c.Bcc = among(c.To, rest), among(c.Cc, rest), among(c.Bcc, rest) // the others have it
	}
	if c.Purpose.Kind == mail.PurposeEdit {
		c.Purpose = mail.Purpose{Kind: mail.PurposeNew} // the message that it was opened from is gone
	}
	if out.State == mail.OutgoingUnknown {
		c.MessageID = message.NewMessageID(c.From) // who got it already shall not take the new one for the same
	}
	if c, err = o.writer.withFiles(ctx, c, files); err != nil {
		return mail.Composition{}, err
	}
	recalled, err := o.writer.box.RecallOutgoing(ctx, id, c)
	if err != nil && c.ID != 0 {
		_, undo := o.writer.box.DeleteComposition(context.WithoutCancel(ctx), c.ID)
		err = errors.Join(err, undo)
	}
	return recalled, err
}

// among returns those of a list of addresses who are still to get a message.
func among(typed string, rest []mail.ForwardPath) string {
	wanted := map[string]bool{}
	for _, p := range rest {
		wanted[message.AddressKey(p.Address)] = true
	}
	list, _ := message.ReadAddresses(typed)
	return message.WriteAddresses(slices.DeleteFunc(list, func(a mail.Address) bool { return !wanted[message.AddressKey(a)] }))
}

// hiddenFrom returns the receivers that the header does not name.
func hiddenFrom(c mail.Composition, paths []mail.ForwardPath) string {
	named := map[string]bool{}
	for _, typed := range []string{c.To, c.Cc} {
		list, _ := message.ReadAddresses(typed)
		for _, a := range list {
			named[message.AddressKey(a)] = true
		}
	}
	var hidden []mail.Address
	for _, p := range paths {
		if !named[message.AddressKey(p.Address)] {
			hidden = append(hidden, p.Address)
		}
	}
	return message.WriteAddresses(hidden)
}

func (o outbox) one(ctx context.Context, id mail.OutgoingID) (mail.Outgoing, error) {
	list, err := o.writer.box.Outbox(ctx, 0)
	if err != nil {
		return mail.Outgoing{}, err
	}
	for _, out := range list {
		if out.ID == id {
			return out, nil
		}
	}
	return mail.Outgoing{}, &mail.Problem{Code: mail.NotFound, Retry: mail.RetryNever}
}

// Retry sends a message again.
func (o outbox) Retry(ctx context.Context, id mail.OutgoingID) error {
	return o.then(ctx, id, o.writer.box.RetryOutgoing)
}

// Settle says that a message did arrive: what is left is the person's own copy.
func (o outbox) Settle(ctx context.Context, id mail.OutgoingID) error {
	return o.then(ctx, id, func(ctx context.Context, id mail.OutgoingID) error {
		if out, err := o.one(ctx, id); err != nil || out.State != mail.OutgoingUnknown {
			return errors.Join(err, &mail.Problem{Code: mail.NotFound, Class: "OUTGOING_STATE", Retry: mail.RetryNever})
		}
		return o.writer.box.SettleOutgoing(ctx, id, mail.Outcome{State: mail.OutgoingSent})
	})
}

// Drop removes a message.
func (o outbox) Drop(ctx context.Context, id mail.OutgoingID) error {
	return o.writer.box.DropOutgoing(ctx, id)
}

// then changes a message and has its account look at the outbox.
func (o outbox) then(ctx context.Context, id mail.OutgoingID, change func(context.Context, mail.OutgoingID) error) error {
	out, err := o.one(ctx, id)
	if err != nil {
		return err
	}
	if err := change(ctx, id); err != nil {
		return err
	}
	o.writer.house.sendSoon(out.Account)
	return nil
}

// sendSoon has an account look at its outbox.
func (h *house) sendSoon(account mail.AccountID) { h.engine.SendNow(account) }
