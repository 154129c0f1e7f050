package storage

import (
	"context"
	"slices"

	"letterbox/mail"
)

// chunkSize is how many rows one write transaction takes at most: few enough that a person's click in between waits
// some tens of milliseconds, many enough that the commit does not matter.
const chunkSize = 1000

// NewMessage is mail.NewMessage.
type NewMessage = mail.NewMessage

// AddMessages adds messages to a folder and returns how many were new; UIDs that are there stay as they are. A message
// that is known here already is not new: one without UID, of the same Message-ID and size, gets the UID, and one that
// was moved away or deleted here does not come back. Numbers that UIDLNumbers gave count as collected then. Lists
// over 1000 messages are cut into several transactions, so that others can write in between.
func (db *DB) AddMessages(ctx context.Context, folder mail.FolderID, list []NewMessage) (added int, err error) {
	for chunk := range slices.Chunk(list, chunkSize) {
		err := db.Update(ctx, func(tx *Tx) error {
			n, err := tx.AddMessages(folder, chunk)
			added += n
			return err
		})
		if err != nil {
			return added, err
		}
	}
	return added, nil
}

const insertMessage = `INSERT INTO message (folder, uid, flags, server_flags, attachment, size, time, received, date,
	from_name, from_local, from_domain, subject, message_id, envelope)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (folder, uid) DO NOTHING`

// AddMessages is DB.AddMessages as part of a transaction, uncut.
func (tx *Tx) AddMessages(folder mail.FolderID, list []NewMessage) (added int, err error) {
	f, err := tx.Folder(folder)
	if err != nil {
		return 0, err
	}
	ours, err := tx.newAdopter(f)
	if err != nil {
		return 0, err
	}
	unread, seen := 0, people{}
	for _, m := range list {
		if known, err := ours.known(m); err != nil || known {
			if err != nil {
				return 0, err
			}
			continue
		}
		row, err := messageRow(folder, m)
		if err != nil {
			return 0, err
		}
		n, err := tx.c.exec(insertMessage, row...)
		if err != nil {
			return 0, err
		}
		added += int(n)
		seen.add(m.Envelope, row[6].(int64), f.Role == mail.RoleSent)
		if n > 0 && !m.Flags.Has(mail.Seen) {
			unread++
		}
	}
	if err := tx.markCollected(f.Account, list); err != nil {
		return 0, err
	}
	if err := tx.readable(folder, list); err != nil || added == 0 {
		return 0, err
	}
	if err := tx.notePeople(f.Account, seen); err != nil {
		return 0, err
	}
	tx.noteMessages(f.Account, folder, true)
	return added, tx.adjust(folder, added, unread)
}

// messageRow returns the columns of insertMessage.
func messageRow(folder mail.FolderID, m NewMessage) ([]any, error) {
	envelope, err := packExtras(m.Envelope)
	from := m.Envelope.Sender()
	when := mail.Message{Envelope: m.Envelope, Received: m.Received}.When()
	return []any{
		int64(folder), int64(m.UID), int64(m.Flags), int64(m.Flags), int64(m.Attachment), m.Size,
		millis(when), millis(m.Received), millis(m.Envelope.Date), from.Name, from.Local, from.Domain,
		m.Envelope.Subject, m.Envelope.MessageID, envelope,
	}, err
}
