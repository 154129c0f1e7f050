package app

import (
	"context"
	"errors"
	"io"
	"time"

	"letterbox/mail"
	"letterbox/mail/message"
)

// Send saves c and queues it.
func (w *writer) Send(ctx context.Context, c mail.Composition) (mail.OutgoingID, error) {
	out, err := w.enqueue(ctx, c, w.undoSend())
	return out.ID, err
}

// enqueue saves c and queues it for after a wait. What is wrong with it is told after it was saved.
func (w *writer) enqueue(ctx context.Context, c mail.Composition, wait time.Duration) (mail.Outgoing, error) {
	c, err := w.Save(ctx, c)
	if err != nil {
		return mail.Outgoing{}, err
	}
	paths, err := forwardPaths(c.To, c.Cc, c.Bcc)
	if err != nil {
		return mail.Outgoing{}, err
	}
	now := time.Now()
	raw, err := w.compose(ctx, c, message.ComposeOptions{Date: now})
	if err != nil {
		return mail.Outgoing{}, err
	}
	if err := w.house.fits(ctx, c.Account, int64(len(raw))); err != nil {
		return mail.Outgoing{}, err
	}
	reverse := c.From
	reverse.Name = ""
	out, err := w.box.Enqueue(ctx, mail.Outgoing{
		Account: c.Account, MessageID: c.MessageID, State: mail.OutgoingQueued, Due: now.Add(wait),
		ReversePath: reverse, ForwardPaths: paths, Subject: c.Subject, Size: int64(len(raw)), Purpose: c.Purpose,
	}, raw, c.ID)
	if err != nil {
		return mail.Outgoing{}, err
	}
	w.house.sendSoon(c.Account)
	// The message is on its way whatever becomes of the copy of its draft.
	if err := w.removeCopies(ctx, c, c.Copy); err != nil {
		w.house.log.Warn("remove the copy of a draft that was sent", "err", err)
	}
	return out, nil
}

// forwardPaths returns everybody who gets a message, each once.
func forwardPaths(lists ...string) ([]mail.ForwardPath, error) {
	var paths []mail.ForwardPath
	seen := map[string]bool{}
	for _, typed := range lists {
		list, invalid := message.ReadAddresses(typed)
		if invalid != "" {
			return nil, unfinished("ADDRESS_SYNTAX", invalid)
		}
		for _, a := range list {
			if key := message.AddressKey(a); !seen[key] {
				seen[key] = true
				a.Name = ""
				paths = append(paths, mail.ForwardPath{Address: a})
			}
		}
	}
	if len(paths) == 0 {
		return nil, unfinished("NO_RECIPIENT", "")
	}
	return paths, nil
}

// unfinished is the problem of a message that lacks something before it can be sent.
func unfinished(class, address string) *mail.Problem {
	p := &mail.Problem{Code: mail.AddressInvalid, Class: class, Stage: mail.StageSubmit, Retry: mail.RetryAfterChange}
	if address != "" {
		p.Facts = map[string]string{mail.FactRecipients: mail.Shorten(address)}
	}
	return p
}

// compose writes a message with its files.
func (w *writer) compose(ctx context.Context, c mail.Composition, opts message.ComposeOptions) ([]byte, error) {
	var files []message.File
	for _, f := range c.Files {
		content := &draftContent{ctx: ctx, box: w.box, id: f.ID}
		defer content.close()
		files = append(files, message.File{Name: f.Name, MediaType: f.MediaType, Size: f.Size, Content: content})
	}
	raw, err := message.Compose(c, files, opts)
	var p *mail.Problem
	if err != nil && !errors.As(err, &p) {
		return nil, &mail.Problem{Code: mail.StorageFailed, Stage: mail.StageStore, Retry: mail.RetryNever, Err: err}
	}
	return raw, err
}

// draftContent opens a file of a draft when it is read, so that one file at a time is open.
type draftContent struct {
	ctx  context.Context //nolint:containedctx // lives as long as the call that made it
	box  postbox
	id   mail.DraftFileID
	open io.ReadCloser
}

func (d *draftContent) Read(p []byte) (int, error) {
	if d.open == nil {
		open, err := d.box.OpenDraftFile(d.ctx, d.id)
		if err != nil {
			return 0, err
		}
		d.open = open
	}
	n, err := d.open.Read(p)
	if errors.Is(err, io.EOF) {
		d.close()
		d.open = io.NopCloser(eof{})
	}
	return n, err
}

func (d *draftContent) close() {
	if d.open != nil {
		_ = d.open.Close() // it was only read
	}
}

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }
