package storage

import (
	"context"
	"database/sql"
	"strings"

	"letterbox/mail"
)

// SaveFolders makes an account's folders those of the server's list. Folders are matched by Wire and keep their ID,
// mail and Sync; of the given ones Path, Delimiter, Role and Selectable are taken, never Sync or counts. Folders keep the
// order in which they were first told: that of a list means nothing, and some servers list in another one every time.
// Folders that are not in the list are removed with their mail, but for messages that no server has had yet, which
// keep theirs. What waits for the server stays as it is shown: a folder made here is not removed, a renamed one keeps
// its new path, a deleted one stays hidden; when the list has the path of a made or renamed folder under a new name, the
// folder takes that name. An empty list cannot be true, since every account has an INBOX (RFC 9051 section 5.1), and
// changes nothing. It returns what Folders returns then.
func (db *DB) SaveFolders(ctx context.Context, account mail.AccountID, server []mail.Folder) (list []mail.Folder, err error) {
	err = db.Update(ctx, func(tx *Tx) error {
		list, err = tx.SaveFolders(account, server)
		return err
	})
	return list, err
}

// SaveFolders is DB.SaveFolders as part of a transaction.
func (tx *Tx) SaveFolders(account mail.AccountID, server []mail.Folder) ([]mail.Folder, error) {
	if len(server) == 0 {
		return tx.Folders(account)
	}
	l, err := tx.readList(account, server)
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool, len(server))
	for _, f := range server {
		if seen[f.Wire] || strings.HasPrefix(f.Wire, trashWire) {
			continue // some servers list a folder twice; the first one counts. No name can begin with NUL (RFC 9051 section 9)
		}
		seen[f.Wire] = true
		if err := l.save(f); err != nil {
			return nil, err
		}
	}
	for _, f := range l.gone {
		if err := l.end(f); err != nil {
			return nil, err
		}
	}
	if l.changed {
		tx.Note(mail.FoldersChanged{Account: account})
	}
	return tx.Folders(account)
}

// folderList compares a server's list with the folders that are stored.
type folderList struct {
	tx      *Tx
	account mail.AccountID
	gone    map[string]mail.Folder // stored and not met in the list yet, by Wire
	pending map[mail.FolderID]string
	renamed []mail.Folder // those that wait to be renamed
	changed bool
}

func (tx *Tx) readList(account mail.AccountID, server []mail.Folder) (*folderList, error) {
	l := &folderList{tx: tx, account: account, pending: map[mail.FolderID]string{}}
	err := tx.c.each(func(rows *sql.Rows) error {
		var folder mail.FolderID
		var kind string
		err := rows.Scan(&folder, &kind)
		l.pending[folder] = kind
		return err
	}, "SELECT folder, kind FROM operation WHERE account = ? AND kind IN ('create-folder', 'rename-folder', 'delete-folder') ORDER BY id", int64(account))
	if err != nil {
		return nil, err
	}
	if err := l.takeNames(server); err != nil {
		return nil, err
	}
	stored, err := l.all()
	if err != nil {
		return nil, err
	}
	l.gone = make(map[string]mail.Folder, len(stored))
	for _, f := range stored {
		l.gone[f.Wire] = f
		if l.pending[f.ID] == kindRenameFolder {
			l.renamed = append(l.renamed, f)
		}
	}
	return l, nil
}

// all returns all folders but the one for deleted messages.
func (l *folderList) all() ([]mail.Folder, error) {
	return l.tx.foldersWhere(" WHERE account = ? AND wire <> X'00' ORDER BY position, id", l.account)
}

// takeNames gives folders that were made or renamed here the server's name for their path, once the list has it.
func (l *folderList) takeNames(server []mail.Folder) error {
	stored, err := l.all()
	if err != nil {
		return err
	}
	known, listed := map[string]bool{}, map[string]bool{}
	for _, f := range stored {
		known[f.Wire] = true
	}
	byPath := map[string]string{}
	for _, f := range server {
		listed[f.Wire] = true
		if !known[f.Wire] {
			byPath[f.Path] = f.Wire
		}
	}
	for _, f := range stored {
		wire, there := byPath[f.Path]
		if !there || listed[f.Wire] || (l.pending[f.ID] != kindRenameFolder && !strings.HasPrefix(f.Wire, madePrefix)) {
			continue
		}
		l.changed = true
		if err := l.tx.nameFolder(f, wire); err != nil {
			return err
		}
	}
	return nil
}

// save stores a folder of the list.
func (l *folderList) save(f mail.Folder) error {
	old, known := l.gone[f.Wire]
	delete(l.gone, f.Wire)
	if known && l.renaming(old) {
		f.Path = old.Path
	}
	if known && sameFolder(old, f) {
		return nil
	}
	l.changed = true
	if known {
		f.ID = old.ID
	}
	return l.tx.saveFolder(l.account, f)
}

// renaming reports whether a folder, or one above it, waits to be renamed on the server.
func (l *folderList) renaming(f mail.Folder) bool {
	for _, s := range l.renamed {
		if s.ID == f.ID || (s.Delimiter != "" && strings.HasPrefix(f.Path, s.Path+s.Delimiter)) {
			return true
		}
	}
	return false
}

// end removes a folder that is not in the list, unless the server has yet to make it.
func (l *folderList) end(f mail.Folder) error {
	if l.pending[f.ID] == kindCreateFolder {
		return nil
	}
	before, err := l.tx.Folder(f.ID)
	if err != nil {
		return err
	}
	if err := l.tx.dropFolder(f.ID); err != nil {
		return err
	}
	after, err := l.tx.Folder(f.ID)
	if err == nil && after.Total == before.Total {
		return nil // kept, and nothing in it changed
	}
	l.changed = true
	if absent(err) {
		return nil
	}
	return err
}

// sameFolder reports whether what SaveFolders takes from the server is stored already.
func sameFolder(a, b mail.Folder) bool {
	return a.Path == b.Path && a.Delimiter == b.Delimiter && a.Role == b.Role && a.Selectable == b.Selectable
}

// saveFolder changes a folder, or adds the one without an ID behind the others.
func (tx *Tx) saveFolder(account mail.AccountID, f mail.Folder) error {
	if f.ID != 0 {
		_, err := tx.c.exec("UPDATE folder SET path = ?, delimiter = ?, role = ?, selectable = ? WHERE id = ?",
			f.Path, f.Delimiter, string(f.Role), f.Selectable, int64(f.ID))
		return err
	}
	_, err := tx.c.exec(`INSERT INTO folder (account, wire, path, delimiter, role, selectable, position)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(position), 0) + 1 FROM folder WHERE account = ?1))`,
		int64(account), []byte(f.Wire), f.Path, f.Delimiter, string(f.Role), f.Selectable)
	return err
}
