package storage

import (
	"context"
	"database/sql"
	"slices"

	"letterbox/mail"
)

// RemoveUIDs removes messages that the server no longer has, with their bodies and what was to be done with them.
// UIDs that are not there are ignored. More than 1000 are cut into several transactions.
func (db *DB) RemoveUIDs(ctx context.Context, folder mail.FolderID, uids []mail.UID) error {
	for chunk := range slices.Chunk(uids, chunkSize) {
		if err := db.Update(ctx, func(tx *Tx) error { return tx.RemoveUIDs(folder, chunk) }); err != nil {
			return err
		}
	}
	return nil
}

// RemoveUIDs is DB.RemoveUIDs as part of a transaction, uncut.
func (tx *Tx) RemoveUIDs(folder mail.FolderID, uids []mail.UID) error {
	f, err := tx.Folder(folder)
	if err != nil {
		return err
	}
	queue, err := tx.c.number("SELECT EXISTS (SELECT 1 FROM operation WHERE folder = ?)", int64(folder))
	if err != nil {
		return err
	}
	if queue != 0 {
		return tx.removeWanted(f, uids)
	}
	total, unread := 0, 0
	for _, uid := range uids {
		var id mail.MessageID
		var flags mail.Flags
		var body bool
		found, err := tx.c.one([]any{&id, &flags, &body},
			"DELETE FROM message WHERE folder = ? AND uid = ? RETURNING id, flags, has_body", int64(folder), int64(uid))
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		total--
		unread -= unseen(flags)
		if body {
			tx.bodies = append(tx.bodies, id)
		}
	}
	if total == 0 {
		return nil
	}
	tx.noteMessages(f.Account, folder, true)
	return tx.adjust(folder, total, unread)
}

// removeWanted is RemoveUIDs in a folder whose messages the queue has to do with. A message that was deleted here is
// done with. One that was moved stays where it was moved to, as the server may have got the MOVE already: it is found
// there, or EndReset ends it.
func (tx *Tx) removeWanted(f mail.Folder, uids []mail.UID) error {
	for _, uid := range uids {
		id, err := tx.c.number("SELECT id FROM message WHERE folder = ? AND uid = ?", int64(f.ID), int64(uid))
		if err != nil {
			return err
		}
		if id == 0 {
			if id, err = tx.c.number(`SELECT om.message FROM operation o JOIN operation_message om ON om.operation = o.id
				WHERE o.folder = ? AND o.kind = 'delete' AND om.uid = ?`, int64(f.ID), int64(uid)); err != nil {
				return err
			}
		}
		if id != 0 {
			err = tx.removeRow(mail.MessageID(id))
		} else {
			_, err = tx.c.exec(`UPDATE operation_message SET gone = 1 WHERE uid = ?2 AND gone = 0
				AND operation IN (SELECT id FROM operation WHERE folder = ?1 AND kind = 'move')`, int64(f.ID), int64(uid))
		}
		if err != nil {
			return err
		}
	}
	return tx.dropEmptyOperations(f.Account)
}

// removeMessagesOf empties a folder, without events.
func (tx *Tx) removeMessagesOf(folder mail.FolderID) error {
	err := tx.c.each(func(rows *sql.Rows) error {
		var id mail.MessageID
		err := rows.Scan(&id)
		tx.bodies = append(tx.bodies, id)
		return err
	}, "SELECT id FROM message WHERE folder = ? AND has_body = 1", int64(folder))
	if err != nil {
		return err
	}
	if _, err := tx.c.exec("DELETE FROM message WHERE folder = ?", int64(folder)); err != nil {
		return err
	}
	_, err = tx.c.exec("UPDATE folder SET total = 0, unread = 0 WHERE id = ?", int64(folder))
	return err
}

// dropEmptyOperations removes operations all of whose messages are gone: there is nothing left to do.
func (tx *Tx) dropEmptyOperations(account mail.AccountID) error {
	n, err := tx.c.exec(`DELETE FROM operation WHERE account = ? AND kind IN ('set-flags', 'move', 'copy', 'delete', 'append')
		AND NOT EXISTS (SELECT 1 FROM operation_message om WHERE om.operation = operation.id)`, int64(account))
	if n > 0 {
		tx.Note(mail.OutboxChanged{Account: account})
	}
	return err
}
