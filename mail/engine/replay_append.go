package engine

import (
	"context"
	"io"

	"letterbox/mail"
)

// append stores a message that exists only here on the server, unless an earlier attempt did, or, in Sent, the server
// has done so itself when it took the message.
func (r *replay) append(ctx context.Context, p mail.Pending, op mail.Append) (mail.Placed, error) {
	to, err := r.config.Store.Folder(ctx, op.Folder)
	if err != nil {
		return mail.Placed{}, err
	}
	message, err := r.config.Store.Message(ctx, op.Message)
	if isGone(err) {
		return mail.Placed{}, nil
	}
	if err != nil {
		return mail.Placed{}, err
	}
	if placed, err := r.appended(ctx, p, to, message); err != nil || len(placed.UIDs) > 0 {
		return placed, err
	}
	raw, err := r.raw(ctx, op.Message)
	if err != nil {
		return mail.Placed{}, err
	}
	if err := r.begin(ctx, p, to); err != nil {
		return mail.Placed{}, err
	}
	validity, uid, err := r.session.Append(ctx, to, message.Flags, message.Received, raw)
	placed := mail.Placed{UIDValidity: validity, UIDs: map[mail.MessageID]mail.UID{}}
	if uid != 0 {
		placed.UIDs[op.Message] = uid
	}
	return placed, err
}

// appended looks whether the message is there already.
func (r *replay) appended(ctx context.Context, p mail.Pending, to mail.Folder, message mail.Message) (mail.Placed, error) {
	if marked(p.Begun) {
		return r.arrived(ctx, p, to)
	}
	if to.Role != mail.RoleSent || message.Envelope.MessageID == "" {
		return mail.Placed{}, nil
	}
	state, err := r.session.Select(ctx, to)
	if err != nil {
		return mail.Placed{}, err
	}
	found, err := r.session.Find(ctx, message.Envelope.MessageID, 1)
	if err != nil || len(found) == 0 {
		return mail.Placed{}, err
	}
	return mail.Placed{UIDValidity: state.UIDValidity, UIDs: map[mail.MessageID]mail.UID{message.ID: found[0]}}, nil
}

func (r *replay) raw(ctx context.Context, id mail.MessageID) ([]byte, error) {
	in, _, err := r.config.Store.OpenBody(ctx, id)
	if err != nil {
		return nil, err
	}
	defer func() { _ = in.Close() }() // it was only read
	raw, err := io.ReadAll(in)
	if err != nil {
		return nil, mail.ProblemOf(err)
	}
	return raw, nil
}
