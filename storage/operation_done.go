package storage

import (
	"context"
	"database/sql"

	"letterbox/mail"
)

// BeginOperation notes what the target folder is like before the first command of an operation is sent. From then on
// UndoOperation takes it back by its opposite only. It is needed before COPY and APPEND, which must not be repeated,
// and harmless before others. NotFound says that the person has taken the operation back: it must not be sent.
func (db *DB) BeginOperation(ctx context.Context, id mail.OperationID, b mail.Begun) error {
	return db.Update(ctx, func(tx *Tx) error {
		n, err := tx.c.exec("UPDATE operation SET begun = 1, begun_validity = ?, begun_next = ? WHERE id = ?", int64(b.UIDValidity), int64(b.UIDNext), int64(id))
		if err == nil && n == 0 {
			err = notFound(errNoOperation)
		}
		return err
	})
}

// DoneOperation takes an operation that the server has carried out from the queue. The UIDs it told, by the messages
// of the operation (of Copy the originals), go to the rows that are where the operation put them, and to the later
// operations that take them from there. Without a UID a row stays as it is and the next pull of the folder finds it by
// Message-ID and size.
func (db *DB) DoneOperation(ctx context.Context, id mail.OperationID, placed mail.Placed) error {
	return db.Update(ctx, func(tx *Tx) error { return tx.DoneOperation(id, placed) })
}

// DoneOperation is DB.DoneOperation as part of a transaction.
func (tx *Tx) DoneOperation(id mail.OperationID, placed mail.Placed) error {
	q, err := tx.queued(id)
	if err != nil {
		return err
	}
	items, err := tx.items(id)
	if err != nil {
		return err
	}
	opposite, err := tx.opposite(q, items)
	if err != nil {
		return err
	}
	if q.kind == kindSetFlags {
		_, err = tx.c.exec(`UPDATE message SET server_flags = (server_flags & ~?2) | ?3
			WHERE id IN (SELECT message FROM operation_message WHERE operation = ?1)`, int64(id), int64(q.remove), int64(q.add))
		if err != nil {
			return err
		}
	}
	if err := tx.dropOperation(id); err != nil {
		return err
	}
	tx.Note(mail.OutboxChanged{Account: q.account})
	if !q.undone {
		if err := tx.remember(q, opposite); err != nil {
			return err
		}
	}
	return tx.finish(q, items, placed)
}

// finish brings the rows in line with what the server has done, after the operation has left the queue.
func (tx *Tx) finish(q queued, items []item, placed mail.Placed) error {
	switch q.kind {
	case kindSetFlags:
		return tx.reshow(idsOf(items))
	case kindMove, kindCopy, kindAppend:
		return tx.placeAll(q, items, placed)
	case kindDelete:
		trash, err := tx.hiddenTrash(q.account)
		if err != nil {
			return err
		}
		for _, i := range items {
			if i.folder != trash {
				continue
			}
			if err := tx.removeRow(i.message); err != nil {
				return err
			}
		}
		return tx.dropEmptyOperations(q.account)
	case kindDeleteFolder:
		return tx.dropFolder(q.folder)
	default:
		return nil
	}
}

func idsOf(items []item) []mail.MessageID {
	ids := make([]mail.MessageID, len(items))
	for i := range items {
		ids[i] = items[i].message
	}
	return ids
}

func (tx *Tx) placeAll(q queued, items []item, placed mail.Placed) error {
	target := q.target
	if q.kind == kindAppend {
		target = q.folder
	}
	valid, err := tx.sameValidity(target, placed.UIDValidity)
	if err != nil {
		return err
	}
	for _, i := range items {
		uid := placed.UIDs[i.message]
		if !valid {
			uid = 0
		}
		id := i.message
		if q.kind == kindCopy {
			id = i.result
		}
		if err := tx.place(id, target, uid, q); err != nil {
			return err
		}
	}
	return nil
}

// sameValidity reports whether UIDs under a UIDVALIDITY are those of the folder as it is known. A folder that was
// never pulled takes the value.
func (tx *Tx) sameValidity(folder mail.FolderID, validity uint32) (bool, error) {
	f, err := tx.Folder(folder)
	if err != nil || validity == 0 {
		return false, err
	}
	if f.Sync.UIDValidity == 0 {
		f.Sync.UIDValidity = validity
		return true, tx.saveSync(folder, f.Sync)
	}
	return f.Sync.UIDValidity == validity, nil
}

// place says that an operation has brought a message to a folder under a UID, 0 when nobody told. Its row gets it if
// it is there; else the operations that took it on from there.
func (tx *Tx) place(id mail.MessageID, folder mail.FolderID, uid mail.UID, by queued) error {
	if _, err := tx.c.exec("UPDATE message SET local = 0 WHERE id = ? AND local = 1", int64(id)); err != nil {
		return err
	}
	if uid == 0 {
		return tx.placeByContent(id, folder, by.newest)
	}
	taken, err := tx.handOn(id, folder, uid, by.id)
	if err != nil {
		return err
	}
	if taken { // a row that a pull made of it meanwhile is the same message
		_, err := tx.unite(id, folder, uid)
		return err
	}
	var at mail.FolderID
	var row int64
	found, err := tx.c.one([]any{&at, &row}, "SELECT folder, uid FROM message WHERE id = ?", int64(id))
	if err != nil || !found || at != folder || row > 0 {
		return err
	}
	return tx.relocate(id, folder, uid)
}

// handOn gives a UID to the later operations on a message in a folder that do not know it yet, up to the one that
// takes the message away from there. It reports whether there is such a one.
func (tx *Tx) handOn(id mail.MessageID, folder mail.FolderID, uid mail.UID, after mail.OperationID) (taken bool, err error) {
	type later struct {
		id   mail.OperationID
		kind string
		uid  mail.UID
	}
	var list []later
	err = tx.c.each(func(rows *sql.Rows) error {
		var l later
		err := rows.Scan(&l.id, &l.kind, &l.uid)
		list = append(list, l)
		return err
	}, `SELECT o.id, o.kind, om.uid FROM operation_message om JOIN operation o ON o.id = om.operation
		WHERE om.message = ? AND o.id > ? AND o.folder = ? AND o.kind <> 'append' ORDER BY o.id`, int64(id), int64(after), int64(folder))
	if err != nil {
		return false, err
	}
	for _, l := range list {
		if l.uid == 0 {
			if _, err := tx.c.exec("UPDATE operation_message SET uid = ? WHERE operation = ? AND message = ?", int64(uid), int64(l.id), int64(id)); err != nil {
				return false, err
			}
		}
		if l.kind == kindMove || l.kind == kindDelete {
			return true, nil
		}
	}
	return false, nil
}

// placeByContent looks for the row that a pull has made of a message while the operation that brought it was under
// way, on a server that does not tell UIDs.
func (tx *Tx) placeByContent(id mail.MessageID, folder mail.FolderID, newest mail.MessageID) error {
	uid, err := tx.c.number(`SELECT o.uid FROM message m CROSS JOIN message o NOT INDEXED
		WHERE m.id = ?1 AND m.folder = ?2 AND m.uid < 0 AND m.message_id <> ''
		AND o.id > ?3 AND o.folder = ?2 AND o.message_id = m.message_id AND o.size = m.size AND o.uid > 0
		AND NOT EXISTS (SELECT 1 FROM operation_message om WHERE om.message = o.id) ORDER BY o.uid DESC LIMIT 1`, int64(id), int64(folder), int64(newest))
	if err != nil || uid == 0 {
		return err
	}
	return tx.relocate(id, folder, mail.UID(uid))
}
