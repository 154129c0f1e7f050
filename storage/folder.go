package storage

import (
	"context"
	"database/sql"
	"slices"

	"letterbox/mail"
)

const selectFolder = `SELECT id, account, wire, path, delimiter, role, selectable, total, unread,
	uidvalidity, uidnext, modseq, remote, checked FROM folder`

func scanFolder(rows *sql.Rows) (mail.Folder, error) {
	var f mail.Folder
	var wire []byte
	var checked int64
	err := rows.Scan(&f.ID, &f.Account, &wire, &f.Path, &f.Delimiter, &f.Role, &f.Selectable, &f.Total, &f.Unread,
		&f.Sync.UIDValidity, &f.Sync.UIDNext, &f.Sync.HighestModSeq, &f.Sync.Exists, &checked)
	f.Wire, f.Sync.Checked = string(wire), fromMillis(checked)
	return f, err
}

// Folders returns an account's folders in the order of the last SaveFolders.
func (r Reader) Folders(account mail.AccountID) ([]mail.Folder, error) {
	var list []mail.Folder
	err := r.c.each(func(rows *sql.Rows) error {
		f, err := scanFolder(rows)
		list = append(list, f)
		return err
	}, selectFolder+" WHERE account = ? ORDER BY position, id", int64(account))
	return list, err
}

// Folder returns one folder, or NotFound.
func (r Reader) Folder(id mail.FolderID) (mail.Folder, error) {
	var f mail.Folder
	err := r.c.each(func(rows *sql.Rows) (err error) {
		f, err = scanFolder(rows)
		return err
	}, selectFolder+" WHERE id = ?", int64(id))
	if err == nil && f.ID == 0 {
		err = notFound(errNoFolder)
	}
	return f, err
}

// Folders returns an account's folders in the order of the last SaveFolders.
func (db *DB) Folders(ctx context.Context, account mail.AccountID) (list []mail.Folder, err error) {
	err = db.View(ctx, func(r Reader) error {
		list, err = r.Folders(account)
		return err
	})
	return list, err
}

// Folder returns one folder, or NotFound.
func (db *DB) Folder(ctx context.Context, id mail.FolderID) (f mail.Folder, err error) {
	err = db.View(ctx, func(r Reader) error {
		f, err = r.Folder(id)
		return err
	})
	return f, err
}

// SaveFolders makes an account's folders those of the server's list. Folders are matched by Wire and keep their ID,
// mail and Sync; of the given ones Path, Delimiter, Role, Selectable and their order are taken, never Sync or counts.
// Folders that are not in the list are removed with their mail. An empty list cannot be true, since every account has
// an INBOX (RFC 9051 section 5.1), and changes nothing. It returns what is stored then.
func (db *DB) SaveFolders(ctx context.Context, account mail.AccountID, server []mail.Folder) (list []mail.Folder, err error) {
	err = db.Update(ctx, func(tx *Tx) error {
		list, err = tx.SaveFolders(account, server)
		return err
	})
	return list, err
}

// SaveFolders is DB.SaveFolders as part of a transaction.
func (tx *Tx) SaveFolders(account mail.AccountID, server []mail.Folder) ([]mail.Folder, error) {
	stored, err := tx.Folders(account)
	if err != nil || len(server) == 0 {
		return stored, err
	}
	gone := make(map[string]mail.Folder, len(stored))
	for _, f := range stored {
		gone[f.Wire] = f
	}
	changed, seen := false, make(map[string]bool, len(server))
	for _, f := range server {
		if seen[f.Wire] {
			continue // some servers list a folder twice; the first one counts
		}
		position := len(seen)
		seen[f.Wire] = true
		old, known := gone[f.Wire]
		delete(gone, f.Wire)
		if known && sameFolder(old, f) && position < len(stored) && stored[position].Wire == f.Wire {
			continue
		}
		changed = true
		if err := tx.saveFolder(account, f, position); err != nil {
			return nil, err
		}
	}
	for _, f := range gone {
		changed = true
		if err := tx.removeFolder(f.ID); err != nil {
			return nil, err
		}
	}
	if !changed {
		return stored, nil
	}
	tx.Note(mail.FoldersChanged{Account: account})
	return tx.Folders(account)
}

// sameFolder reports whether what SaveFolders takes from the server is stored already.
func sameFolder(a, b mail.Folder) bool {
	return a.Path == b.Path && a.Delimiter == b.Delimiter && a.Role == b.Role && a.Selectable == b.Selectable
}

func (tx *Tx) saveFolder(account mail.AccountID, f mail.Folder, position int) error {
	_, err := tx.c.exec(`INSERT INTO folder (account, wire, path, delimiter, role, selectable, position)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (account, wire) DO UPDATE SET path = excluded.path, delimiter = excluded.delimiter,
		role = excluded.role, selectable = excluded.selectable, position = excluded.position`,
		int64(account), []byte(f.Wire), f.Path, f.Delimiter, string(f.Role), f.Selectable, position)
	return err
}

// removeFolder removes a folder with its mail and the operations on it.
func (tx *Tx) removeFolder(id mail.FolderID) error {
	if err := tx.removeMessagesOf(id); err != nil {
		return err
	}
	_, err := tx.c.exec("DELETE FROM folder WHERE id = ?", int64(id))
	return err
}

// removeMailOf removes all that mail.db has of an account.
func (tx *Tx) removeMailOf(account mail.AccountID) error {
	folders, err := tx.Folders(account)
	if err != nil {
		return err
	}
	for _, f := range slices.Backward(folders) {
		if err := tx.removeFolder(f.ID); err != nil {
			return err
		}
	}
	return tx.forgetUIDLs(account)
}

// ResetFolder forgets all cached mail of a folder, its skipped messages, the operations on it, and its Sync but for
// the new UIDVALIDITY. RFC 9051 section 2.3.1.1 demands it when the server's UIDVALIDITY changes.
func (db *DB) ResetFolder(ctx context.Context, id mail.FolderID, uidValidity uint32) error {
	return db.Update(ctx, func(tx *Tx) error { return tx.ResetFolder(id, uidValidity) })
}

// ResetFolder is DB.ResetFolder as part of a transaction.
func (tx *Tx) ResetFolder(id mail.FolderID, uidValidity uint32) error {
	f, err := tx.Folder(id)
	if err != nil {
		return err
	}
	if err := tx.removeMessagesOf(id); err != nil {
		return err
	}
	n, err := tx.c.exec("DELETE FROM operation WHERE folder = ?", int64(id))
	if err != nil {
		return err
	}
	if n > 0 {
		tx.Note(mail.OutboxChanged{Account: f.Account})
	}
	if _, err := tx.c.exec("DELETE FROM skipped WHERE folder = ?", int64(id)); err != nil {
		return err
	}
	if err := tx.saveSync(id, mail.SyncState{UIDValidity: uidValidity}); err != nil {
		return err
	}
	if f.Total > 0 {
		tx.noteMessages(f.Account, id, true)
	}
	return nil
}

// SaveSync stores where a folder stands against the server. No event is published: nothing shown depends on it.
func (db *DB) SaveSync(ctx context.Context, id mail.FolderID, s mail.SyncState) error {
	return db.Update(ctx, func(tx *Tx) error { return tx.saveSync(id, s) })
}

// SaveSync is DB.SaveSync as part of a transaction, so that it is true together with the mail it speaks of.
func (tx *Tx) SaveSync(id mail.FolderID, s mail.SyncState) error { return tx.saveSync(id, s) }

func (tx *Tx) saveSync(id mail.FolderID, s mail.SyncState) error {
	n, err := tx.c.exec(`UPDATE folder SET uidvalidity = ?, uidnext = ?, modseq = ?, remote = ?, checked = ? WHERE id = ?`,
		int64(s.UIDValidity), int64(s.UIDNext), int64(s.HighestModSeq), s.Exists, millis(s.Checked), int64(id))
	if err == nil && n == 0 {
		err = notFound(errNoFolder)
	}
	return err
}

// adjust changes a folder's counts by what the transaction did to its messages.
func (tx *Tx) adjust(id mail.FolderID, total, unread int) error {
	if total == 0 && unread == 0 {
		return nil
	}
	_, err := tx.c.exec("UPDATE folder SET total = total + ?, unread = unread + ? WHERE id = ?", total, unread, int64(id))
	return err
}
