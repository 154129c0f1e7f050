package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"letterbox/app/report"
	"letterbox/mail"
	"letterbox/mail/message"
	"letterbox/storage"
)

// readStored reads what is stored of a message: all of it, or the beginning of a large one.
func (h *house) readStored(ctx context.Context, id mail.MessageID) (message.Message, error) {
	body, size, err := h.store.OpenBody(ctx, id)
	if p := mail.ProblemOf(err); p != nil && p.Code == mail.BodyNotStored {
		if read, found, failed := h.readPartial(ctx, id); found || failed != nil {
			return read, failed
		}
	}
	if err != nil {
		return message.Message{}, err
	}
	defer func() { _ = body.Close() }() // it was read to its end
	read := message.Read
	if size > mail.LargeMessage {
		read = message.ReadAbridged
	}
	m, err := read(body, message.Options{})
	if err != nil {
		return message.Message{}, storage.Classify(err)
	}
	return m, nil
}

// readPartial reads the beginning of a message; found is false when none is stored.
func (h *house) readPartial(ctx context.Context, id mail.MessageID) (m message.Message, found bool, err error) {
	row, err := h.store.Message(ctx, id)
	if err != nil {
		return m, false, err
	}
	start, have, err := h.store.OpenPartial(ctx, id)
	if p := mail.ProblemOf(err); p != nil && p.Code == mail.BodyNotStored {
		return m, false, nil
	}
	if err != nil {
		return m, false, err
	}
	defer func() { _ = start.Close() }() // more than its first bytes is not wanted
	raw, err := io.ReadAll(io.LimitReader(start, partialRead))
	if err != nil {
		return m, false, storage.Classify(err)
	}
	have = min(have, int64(len(raw)))
	return message.Beginning(raw, max(row.Size-have, 1), message.Options{}), true, nil
}

// partialRead is how much of the beginning of a message is read for showing it.
const partialRead = 1 << 20

// copyPart writes one part of a stored message after transfer decoding, or the message as it is for the path "".
func (h *house) copyPart(ctx context.Context, id mail.MessageID, path string, w io.Writer) error {
	if path == "" {
		return h.copyRaw(ctx, id, w)
	}
	err := message.CopyPart(w, func() (io.ReadCloser, error) {
		body, _, err := h.store.OpenBody(ctx, id)
		return body, err
	}, path)
	if err != nil {
		return storage.Classify(err)
	}
	return nil
}

// copyRaw writes a message as the server sent it, or what there is of it.
func (h *house) copyRaw(ctx context.Context, id mail.MessageID, w io.Writer) error {
	body, _, err := h.store.OpenBody(ctx, id)
	if p := mail.ProblemOf(err); p != nil && p.Code == mail.BodyNotStored {
		var failed error
		if body, _, failed = h.store.OpenPartial(ctx, id); failed != nil {
			return errors.Join(failed, err)
		}
		err = nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }() // it was read to its end
	if _, err := io.Copy(w, body); err != nil {
		return storage.Classify(err)
	}
	return nil
}

// mostTold is how many unreadable messages a report names.
const mostTold = 20

// unreadableFacts tells of messages that a server does not hand over, by numbers only.
func unreadableFacts(list []mail.Unreadable) []report.Fact {
	facts := []report.Fact{{Key: "unreadable", Value: strconv.Itoa(len(list)) + " messages"}}
	for _, u := range list[:min(len(list), mostTold)] {
		value := fmt.Sprintf("folder %d, uid %d, lacks %s, %s, %d attempts, last %s", u.Folder, u.UID, u.Lack, u.Code, u.Attempts, u.Noted.Format(time.RFC3339))
		if u.Reply != "" {
			value += ", reply " + strconv.Quote(u.Reply)
		}
		facts = append(facts, report.Fact{Key: "unreadable", Value: value})
	}
	return facts
}
