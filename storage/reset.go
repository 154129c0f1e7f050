package storage

import (
	"context"

	"letterbox/mail"
)

// ResetFolder forgets the UIDs of a folder, its unreadable messages, and its Sync but for the new UIDVALIDITY. RFC 9051
// section 2.3.1.1 demands it when the server's UIDVALIDITY changes. The messages stay, with their bodies and what was
// to be done with them, as messages without UID: call ResetFolder, pull all headers of the folder as if none were
// known, and AddMessages finds the old rows by Message-ID and size; then EndReset removes those that the server does
// not have any more. A crash in between is made up for by the next complete pull that ends with EndReset.
func (db *DB) ResetFolder(ctx context.Context, id mail.FolderID, uidValidity uint32) error {
	return db.Update(ctx, func(tx *Tx) error { return tx.ResetFolder(id, uidValidity) })
}

// ResetFolder is DB.ResetFolder as part of a transaction.
func (tx *Tx) ResetFolder(id mail.FolderID, uidValidity uint32) error {
	for _, statement := range []string{
		"UPDATE message SET uid = -id WHERE folder = ? AND uid > 0",
		"UPDATE operation_message SET uid = 0, gone = 0 WHERE operation IN (SELECT id FROM operation WHERE folder = ?)",
		"DELETE FROM unreadable WHERE folder = ?",
	} {
		if _, err := tx.c.exec(statement, int64(id)); err != nil {
			return err
		}
	}
	return tx.saveSync(id, mail.SyncState{UIDValidity: uidValidity})
}

// EndReset removes the messages of a folder that have no UID although everything that the server has in it has been
// added: they are not there any more. It is called after each complete pull, also when ResetFolder was not called,
// with no operation of the account carried out between the server's list and this call. Messages that no server has
// had yet stay, and those that a waiting operation is to bring. If there is nothing to remove nothing is written.
func (db *DB) EndReset(ctx context.Context, id mail.FolderID) error {
	var list []mail.MessageID
	err := db.View(ctx, func(r Reader) (err error) {
		list, err = r.unplaced(id)
		return err
	})
	if err != nil || len(list) == 0 {
		return err
	}
	return db.Update(ctx, func(tx *Tx) error {
		f, err := tx.Folder(id)
		if err != nil {
			return err
		}
		if list, err = tx.unplaced(id); err != nil {
			return err
		}
		for _, m := range list {
			if err := tx.removeRow(m); err != nil {
				return err
			}
		}
		return tx.dropEmptyOperations(f.Account)
	})
}

// unplaced returns the messages of a folder that have no UID, no operation that brings them, and were on a server.
func (r Reader) unplaced(folder mail.FolderID) ([]mail.MessageID, error) {
	return numbers[mail.MessageID](r.c, `SELECT json_group_array(m.id) FROM message m WHERE m.folder = ?1 AND m.uid < 0 AND m.local = 0
		AND NOT EXISTS (SELECT 1 FROM operation_message om JOIN operation o ON o.id = om.operation WHERE om.message = m.id
			AND ((o.kind = 'move' AND o.target = ?1) OR (o.kind = 'append' AND o.folder = ?1)))
		AND NOT EXISTS (SELECT 1 FROM operation_message om JOIN operation o ON o.id = om.operation WHERE om.result = m.id AND om.result <> 0 AND o.target = ?1)`,
		int64(folder))
}
