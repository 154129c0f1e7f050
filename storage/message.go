package storage

import (
	"context"
	"database/sql"
	"slices"

	"letterbox/mail"
)

// MessageIDs returns a folder's messages in the order of a list: newest first by mail.Message.When, then by ID.
func (r Reader) MessageIDs(folder mail.FolderID) ([]mail.MessageID, error) {
	return numbers[mail.MessageID](r.c, `SELECT json_group_array(id) FROM
		(SELECT id FROM message WHERE folder = ? ORDER BY time DESC, id DESC)`, int64(folder))
}

// MessageIDs returns a folder's messages in the order of a list: newest first by mail.Message.When, then by ID.
func (db *DB) MessageIDs(ctx context.Context, folder mail.FolderID) (list []mail.MessageID, err error) {
	err = db.View(ctx, func(r Reader) error {
		list, err = r.MessageIDs(folder)
		return err
	})
	return list, err
}

// Newest returns the first n messages of MessageIDs, and how many there are, without reading the rest.
func (db *DB) Newest(ctx context.Context, folder mail.FolderID, n int) (newest mail.Newest, err error) {
	err = db.View(ctx, func(r Reader) error {
		ids, err := numbers[mail.MessageID](r.c, `SELECT json_group_array(id) FROM
			(SELECT id FROM message WHERE folder = ? ORDER BY time DESC, id DESC LIMIT ?)`, int64(folder), n)
		if err != nil {
			return err
		}
		if newest.Messages, err = r.Messages(ids); err != nil {
			return err
		}
		var hidden bool
		if _, err := r.c.one([]any{&newest.Of, &hidden}, "SELECT total, hidden FROM folder WHERE id = ?", int64(folder)); err != nil || hidden {
			return err
		}
		if len(newest.Messages) < len(ids) { // all of one moment
			return &errUnsound{"an index names messages that are not there"}
		}
		return nil
	})
	return newest, err
}

const selectMessages = `SELECT m.id, f.account, m.folder, m.uid, m.flags, m.has_body, m.attachment, m.size, m.received,
	m.date, m.from_name, m.from_local, m.from_domain, m.subject, m.preview, m.message_id, m.envelope, coalesce(u.lack, '')
	FROM message m JOIN folder f ON f.id = m.folder LEFT JOIN unreadable u ON u.folder = m.folder AND u.uid = m.uid
	WHERE m.id IN (SELECT value FROM json_each(?)) AND f.hidden = 0`

func scanMessage(rows *sql.Rows) (mail.Message, error) {
	var m mail.Message
	var first mail.Address
	var uid, received, date int64
	var envelope sql.RawBytes
	err := rows.Scan(&m.ID, &m.Account, &m.Folder, &uid, &m.Flags, &m.HasBody, &m.Attachment, &m.Size, &received,
		&date, &first.Name, &first.Local, &first.Domain, &m.Envelope.Subject, &m.Preview, &m.Envelope.MessageID, &envelope, &m.Lack)
	if err != nil {
		return m, err
	}
	m.UID = mail.UID(max(uid, 0))
	m.Received, m.Envelope.Date = fromMillis(received), fromMillis(date)
	return m, unpackExtras(&m.Envelope, first, envelope)
}

// Messages returns the rows of ids in their order. A message that was removed or deleted meanwhile is left out, so the
// result may be shorter. UID is 0 as long as the server has not told it.
func (r Reader) Messages(ids []mail.MessageID) ([]mail.Message, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found := make(map[mail.MessageID]mail.Message, len(ids))
	err := r.c.each(func(rows *sql.Rows) error {
		m, err := scanMessage(rows)
		found[m.ID] = m
		return err
	}, selectMessages, jsonNumbers(ids))
	if err != nil {
		return nil, err
	}
	list := make([]mail.Message, 0, len(found))
	for _, id := range ids {
		if m, there := found[id]; there {
			list = append(list, m)
		}
	}
	return list, nil
}

// Messages returns the rows of ids in their order. A message that was removed meanwhile is left out, so the result
// may be shorter.
func (db *DB) Messages(ctx context.Context, ids []mail.MessageID) (list []mail.Message, err error) {
	err = db.View(ctx, func(r Reader) error {
		list, err = r.Messages(ids)
		return err
	})
	return list, err
}

// Message returns one row, or NotFound.
func (db *DB) Message(ctx context.Context, id mail.MessageID) (mail.Message, error) {
	list, err := db.Messages(ctx, []mail.MessageID{id})
	if err != nil {
		return mail.Message{}, err
	}
	if len(list) == 0 {
		return mail.Message{}, notFound(errNoMessage)
	}
	return list[0], nil
}

// UIDs returns, ascending, the UIDs that the server has in a folder as far as is known here: those of the messages
// that it shows, and those of messages that were moved away or deleted here while the server has yet to do it.
func (r Reader) UIDs(folder mail.FolderID) ([]mail.UID, error) {
	shown, err := numbers[mail.UID](r.c, "SELECT json_group_array(uid) FROM (SELECT uid FROM message WHERE folder = ? AND uid > 0 ORDER BY uid)", int64(folder))
	if err != nil {
		return nil, err
	}
	taken, err := numbers[mail.UID](r.c, `SELECT json_group_array(om.uid) FROM operation o JOIN operation_message om ON om.operation = o.id
		WHERE o.folder = ? AND o.kind IN ('move', 'delete') AND om.uid > 0 AND om.gone = 0`, int64(folder))
	if err != nil || len(taken) == 0 {
		return shown, err
	}
	all := slices.Concat(shown, taken)
	slices.Sort(all)
	return slices.Compact(all), nil
}

// UIDs returns, ascending, the UIDs that the server has in a folder as far as is known here: those of the messages
// that it shows, and those of messages that were moved away or deleted here while the server has yet to do it.
func (db *DB) UIDs(ctx context.Context, folder mail.FolderID) (list []mail.UID, err error) {
	err = db.View(ctx, func(r Reader) error {
		list, err = r.UIDs(folder)
		return err
	})
	return list, err
}

// UIDFlags is mail.UIDFlags.
type UIDFlags = mail.UIDFlags

// UIDFlags returns the flags that the server was last known to have of the messages with lo ≤ UID ≤ hi, ascending:
// without what pending operations change. A pull compares these with what the server says now. hi 0 means no end.
func (r Reader) UIDFlags(folder mail.FolderID, lo, hi mail.UID) ([]UIDFlags, error) {
	if hi == 0 {
		hi = ^mail.UID(0)
	}
	var list []UIDFlags
	err := r.c.each(func(rows *sql.Rows) error {
		var u UIDFlags
		err := rows.Scan(&u.UID, &u.Flags)
		list = append(list, u)
		return err
	}, "SELECT uid, server_flags FROM message WHERE folder = ? AND uid BETWEEN ? AND ? ORDER BY uid", int64(folder), int64(max(lo, 1)), int64(hi))
	return list, err
}

// UIDFlags returns the flags that the server was last known to have of the messages with lo ≤ UID ≤ hi, ascending:
// without what pending operations change. A pull compares these with what the server says now. hi 0 means no end.
func (db *DB) UIDFlags(ctx context.Context, folder mail.FolderID, lo, hi mail.UID) (list []UIDFlags, err error) {
	err = db.View(ctx, func(r Reader) error {
		list, err = r.UIDFlags(folder, lo, hi)
		return err
	})
	return list, err
}
