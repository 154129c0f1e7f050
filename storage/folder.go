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

// Folders returns an account's folders in the order of the last SaveFolders, without those that were deleted here.
func (r Reader) Folders(account mail.AccountID) ([]mail.Folder, error) {
	return r.foldersWhere(" WHERE account = ? AND hidden = 0 ORDER BY position, id", account)
}

func (r Reader) foldersWhere(condition string, account mail.AccountID) (list []mail.Folder, err error) {
	err = r.c.each(func(rows *sql.Rows) error {
		f, err := scanFolder(rows)
		list = append(list, f)
		return err
	}, selectFolder+condition, int64(account))
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

// Folders returns an account's folders in the order of the last SaveFolders, without those that were deleted here.
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
	folders, err := tx.foldersWhere(" WHERE account = ? ORDER BY position, id", account)
	if err != nil {
		return err
	}
	for _, f := range slices.Backward(folders) {
		if err := tx.removeFolder(f.ID); err != nil {
			return err
		}
	}
	for _, statement := range []string{
		"DELETE FROM history WHERE account = ?", "DELETE FROM conflict WHERE account = ?", "DELETE FROM kept WHERE account = ?",
		"DELETE FROM person WHERE account = ?", "DELETE FROM person_word WHERE account = ?",
	} {
		if _, err := tx.c.exec(statement, int64(account)); err != nil {
			return err
		}
	}
	return tx.forgetUIDLs(account)
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
	if err != nil {
		return err
	}
	return tx.forgetFolderNote(id)
}

// adjust changes a folder's counts by what the transaction did to its messages.
func (tx *Tx) adjust(id mail.FolderID, total, unread int) error {
	if total == 0 && unread == 0 {
		return nil
	}
	_, err := tx.c.exec("UPDATE folder SET total = total + ?, unread = unread + ? WHERE id = ?", total, unread, int64(id))
	return err
}
