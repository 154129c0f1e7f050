package engine

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"letterbox/mail"
)

// Large messages (mail.LargeMessage) are not brought whole by a round. Their beginning is, so that their text can be
// read and their attachments are listed; the rest comes when somebody wants it, piece by piece, each of which is on the
// disk before the next is asked for: what was interrupted goes on where it was, also after a restart.
const (
	beginning      = 256 << 10 // bytes that a round brings of a large message
	piece          = 1 << 20   // bytes that are asked for at once when all are wanted
	mostBeginnings = 100       // large messages that are looked up at once
)

// Parter is a Session that sends a message in pieces: IMAP. Of a session that is none, a large message is brought in
// one go, without being held in memory.
type Parter interface {
	Part(ctx context.Context, uid mail.UID, offset, count int64, each func(size int64, r io.Reader) error) error
}

type partialStore interface {
	Beginningless(ctx context.Context, folder mail.FolderID, limit int, since time.Time) ([]mail.Missing, error)
	Partial(ctx context.Context, id mail.MessageID) (have int64, err error)
	AppendPartial(ctx context.Context, id mail.MessageID, offset int64, r io.Reader) (have int64, err error)
	OpenPartial(ctx context.Context, id mail.MessageID) (io.ReadCloser, int64, error)
	CompletePartial(ctx context.Context, id mail.MessageID, preview string, attachment mail.Attachment) error
	PutBody(ctx context.Context, id mail.MessageID, r io.Reader, preview string, attachment mail.Attachment) error
	SetPreview(ctx context.Context, id mail.MessageID, preview string, attachment mail.Attachment) error
}

// beginnings brings the beginnings of the large messages of a folder; from a maildrop it brings them whole.
func (r *round) beginnings(ctx context.Context, f mail.Folder) error {
	missing, err := r.config.Store.Beginningless(ctx, f.ID, mostBeginnings, r.since())
	if err != nil || len(missing) == 0 {
		return err
	}
	if _, err := r.session.Select(ctx, f); err != nil {
		return err
	}
	for _, m := range missing {
		if r.interrupted() {
			r.leave()
			return nil
		}
		if err := r.runErrands(ctx, f); err != nil {
			return err
		}
		if err := bringLarge(ctx, r.config, r.session, f.ID, m); err != nil {
			return r.suspect(ctx, f, haul{missing: []mail.UID{m.UID}}, err)
		}
		r.stored(f, 1)
	}
	return nil
}

// bringLarge brings the beginning of a large message of the selected folder, or all of it where the session knows no
// pieces. A message that the server refuses is noted as unreadable.
func bringLarge(ctx context.Context, config Config, session Session, folder mail.FolderID, m mail.Missing) error {
	_, err := bringBeginning(ctx, config, session, m)
	var p *mail.Problem
	if errors.As(err, &p) && (p.Code == mail.MessageGone || refusedOne(ctx, session, err)) {
		h := haul{missing: []mail.UID{m.UID}}
		h.refuse(m.UID, p)
		return config.Store.NoteUnreadable(ctx, folder, h.lacks(config, 1))
	}
	return err
}

// bringBeginning is bringLarge without the note. It returns the first bytes of the message.
func bringBeginning(ctx context.Context, config Config, session Session, m mail.Missing) ([]byte, error) {
	parter, able := session.(Parter)
	if !able {
		return bringStream(ctx, config, session, m)
	}
	var start bytes.Buffer
	if err := parter.Part(ctx, m.UID, 0, beginning, func(_ int64, r io.Reader) error {
		_, err := start.ReadFrom(r)
		return err
	}); err != nil {
		return nil, err
	}
	if start.Len() == 0 { // NIL is what servers send of messages that they cannot read
		return nil, nothingSent()
	}
	raw := start.Bytes()
	preview, attachment := config.ReadBody(raw)
	if _, err := config.Store.AppendPartial(ctx, m.ID, 0, &start); err != nil {
		return nil, err
	}
	return raw, config.Store.SetPreview(ctx, m.ID, preview, attachment)
}

func nothingSent() *mail.Problem {
	return &mail.Problem{Code: mail.MessageGone, Stage: mail.StageFetch, Retry: mail.RetryNever}
}

// bringStream stores a large message as it comes.
func bringStream(ctx context.Context, config Config, session Session, m mail.Missing) ([]byte, error) {
	var start head
	came := false
	err := session.Bodies(ctx, []mail.UID{m.UID}, func(_ mail.UID, _ int64, body io.Reader) error {
		came = true
		return config.Store.PutBody(ctx, m.ID, io.TeeReader(body, &start), "", mail.AttachmentUnknown)
	})
	if err != nil {
		return nil, err
	}
	if !came {
		h := haul{missing: []mail.UID{m.UID}}
		if h.ask(session); h.refused[m.UID] != nil {
			return nil, h.refused[m.UID]
		}
		return nil, nothingSent()
	}
	preview, attachment := config.ReadBody(start.bytes)
	return start.bytes, config.Store.SetPreview(ctx, m.ID, preview, attachment)
}

// head keeps the first bytes of what is written to it.
type head struct{ bytes []byte }

func (h *head) Write(p []byte) (int, error) {
	h.bytes = append(h.bytes, p[:min(len(p), beginning-len(h.bytes))]...)
	return len(p), nil
}

// FetchRest brings all of a message of which only the beginning is here, over a connection of its own, and goes on where
// an earlier call was interrupted. progress hears how many bytes are here and how many there are, on the caller's
// goroutine. From a maildrop the worker brings the message in one go, and progress hears nothing.
func (e *Engine) FetchRest(ctx context.Context, id mail.MessageID, progress func(have, of int64)) error {
	message, err := e.config.Store.Message(ctx, id)
	if err != nil || message.HasBody {
		return err
	}
	account, err := accountByID(ctx, e.config.Store, message.Account)
	if err != nil {
		return err
	}
	if account.Incoming.Protocol == mail.POP3 || message.Size <= mail.LargeMessage {
		return e.FetchBody(ctx, id)
	}
	session, err := e.open(ctx, account)
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }() // the message is here, or the error says why not
	parter, able := session.(Parter)
	if !able {
		return bringBody(ctx, e.config, session, id)
	}
	folder, err := e.config.Store.Folder(ctx, message.Folder)
	if err != nil {
		return err
	}
	if _, err := session.Select(ctx, folder); err != nil {
		return err
	}
	if err := bringPieces(ctx, e.config.Store, parter, message, progress); err != nil {
		return err
	}
	return finish(ctx, e.config, message)
}

// bringPieces asks for one piece after the other until one is short, which is the last.
func bringPieces(ctx context.Context, store Store, parter Parter, message mail.Message, progress func(have, of int64)) error {
	have, err := store.Partial(ctx, message.ID)
	if err != nil {
		return err
	}
	for last := false; !last; {
		progress(have, max(message.Size, have))
		var stored error
		err := parter.Part(ctx, message.UID, have, piece, func(size int64, r io.Reader) error {
			last = size < piece
			have, stored = store.AppendPartial(ctx, message.ID, have, r)
			return stored
		})
		if err != nil {
			return err
		}
	}
	progress(have, have)
	return nil
}

// finish makes what came of a message its body. Far fewer bytes than the server announced are no message.
func finish(ctx context.Context, config Config, message mail.Message) error {
	r, have, err := config.Store.OpenPartial(ctx, message.ID)
	if err != nil {
		return err
	}
	var start head
	_, err = io.CopyN(&start, r, min(have, beginning))
	if closed := r.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return &mail.Problem{Code: mail.StorageFailed, Stage: mail.StageStore, Retry: mail.RetryLater, Err: err}
	}
	if have < message.Size-message.Size/8 { // servers count badly, but not that badly
		account, err := accountByID(ctx, config.Store, message.Account)
		if err != nil {
			return err
		}
		u := mail.Unreadable{Folder: message.Folder, UID: message.UID, Lack: mail.LackBody, Code: mail.ProtocolViolation, Attempts: 1, Noted: config.Now()}
		if err := config.Store.NoteUnreadable(ctx, message.Folder, []mail.Unreadable{u}); err != nil {
			return err
		}
		return u.Problem(account.Incoming)
	}
	preview, attachment := config.ReadBody(start.bytes)
	return config.Store.CompletePartial(ctx, message.ID, preview, attachment)
}

// largeRead returns nil when there is something to read of a large message, else why there is not.
func largeRead(ctx context.Context, store Store, id mail.MessageID) error {
	message, err := store.Message(ctx, id)
	if err != nil || message.HasBody {
		return err
	}
	if have, err := store.Partial(ctx, id); err != nil || have > 0 {
		return err
	}
	return whyUnread(ctx, store, id)
}
