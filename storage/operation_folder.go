package storage

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"unicode"

	"letterbox/mail"
)

// Why a folder cannot be made or renamed.
var (
	errFolderExists = errors.New("a folder of this name is there")
	errFolderName   = errors.New("not a name of a folder")
)

// madePrefix begins the wire name of a folder that no server has named yet; the path follows.
const madePrefix = trashWire + "/"

func (tx *Tx) applyCreate(o mail.CreateFolder) (mail.OperationID, error) {
	path, delimiter, err := tx.newPath(o.Account, o.Parent, o.Name, 0)
	if err != nil {
		return 0, err
	}
	id, err := tx.c.insert(`INSERT INTO folder (account, wire, path, delimiter, role, selectable, position)
		VALUES (?1, ?2, ?3, ?4, '', 1, (SELECT coalesce(max(position), 0) + 1 FROM folder WHERE account = ?1))`,
		int64(o.Account), []byte(madePrefix+path), path, delimiter)
	if err != nil {
		return 0, err
	}
	tx.Note(mail.FoldersChanged{Account: o.Account})
	return tx.enqueue(queued{account: o.Account, folder: mail.FolderID(id), kind: kindCreateFolder, target: o.Parent, name: o.Name})
}

// newPath returns the path of a folder under a parent, 0 for the top. except is the folder that is renamed.
func (tx *Tx) newPath(account mail.AccountID, parent mail.FolderID, name string, except mail.FolderID) (path, delimiter string, err error) {
	if parent != 0 {
		p, err := tx.Folder(parent)
		if err != nil {
			return "", "", err
		}
		if p.Account != account {
			return "", "", inapplicable("OTHER_ACCOUNT", errOtherAccount)
		}
		path, delimiter = p.Path+p.Delimiter, p.Delimiter
		if delimiter == "" {
			return "", "", inapplicable("FOLDER_NAME", errFolderName)
		}
	} else if _, err := tx.c.one([]any{&delimiter}, "SELECT delimiter FROM folder WHERE account = ? AND delimiter <> '' ORDER BY position LIMIT 1", int64(account)); err != nil {
		return "", "", err
	}
	if strings.TrimSpace(name) == "" || strings.ContainsFunc(name, unicode.IsControl) || (delimiter != "" && strings.Contains(name, delimiter)) {
		return "", "", inapplicable("FOLDER_NAME", errFolderName)
	}
	path += name
	there, err := tx.folderAt(account, path)
	if err == nil && there != 0 && there != except {
		err = inapplicable("FOLDER_EXISTS", errFolderExists)
	}
	return path, delimiter, err
}

// folderAt returns the folder that is shown at a path, 0 when there is none.
func (r Reader) folderAt(account mail.AccountID, path string) (mail.FolderID, error) {
	id, err := r.c.number("SELECT id FROM folder WHERE account = ? AND path = ? AND hidden = 0", int64(account), path)
	return mail.FolderID(id), err
}

func (tx *Tx) applyRename(o mail.RenameFolder) (mail.OperationID, error) {
	f, err := tx.Folder(o.Folder)
	if err != nil {
		return 0, err
	}
	path, _, err := tx.newPath(f.Account, o.Parent, o.Name, f.ID)
	if err != nil || path == f.Path {
		return 0, err
	}
	if f.Delimiter != "" && strings.HasPrefix(path, f.Path+f.Delimiter) {
		return 0, inapplicable("FOLDER_NAME", errFolderName) // it would lie below itself
	}
	if err := tx.setPath(f, path); err != nil {
		return 0, err
	}
	return tx.enqueue(queued{account: f.Account, folder: f.ID, kind: kindRenameFolder, target: o.Parent, name: o.Name, before: f.Path})
}

// setPath shows a folder, and with it those below, at another path.
func (tx *Tx) setPath(f mail.Folder, path string) error {
	tx.Note(mail.FoldersChanged{Account: f.Account})
	if _, err := tx.c.exec("UPDATE folder SET path = ? WHERE id = ?", path, int64(f.ID)); err != nil || f.Delimiter == "" {
		return err
	}
	above := f.Path + f.Delimiter
	_, err := tx.c.exec("UPDATE folder SET path = ?1 || substr(path, length(?2) + 1) WHERE account = ?3 AND substr(path, 1, length(?2)) = ?2 AND id <> ?4",
		path+f.Delimiter, above, int64(f.Account), int64(f.ID))
	return err
}

// renameBack takes a rename back, with the later ones of the same folder.
func (tx *Tx) renameBack(q queued) error {
	if _, err := tx.c.exec("DELETE FROM operation WHERE folder = ? AND kind = 'rename-folder' AND id > ?", int64(q.folder), int64(q.id)); err != nil {
		return err
	}
	f, err := tx.Folder(q.folder)
	if err != nil {
		return err
	}
	return tx.setPath(f, q.before)
}

func (tx *Tx) applyDeleteFolder(o mail.DeleteFolder) (mail.OperationID, error) {
	f, err := tx.Folder(o.Folder)
	if err != nil {
		return 0, err
	}
	if hidden, err := tx.isHidden(f.ID); err != nil || hidden {
		return 0, err
	}
	if err := tx.hideFolder(f.Account, f.ID, true); err != nil {
		return 0, err
	}
	return tx.enqueue(queued{account: f.Account, folder: f.ID, kind: kindDeleteFolder, due: millis(tx.db.now().Add(mail.UndoTime))})
}

func (tx *Tx) hideFolder(account mail.AccountID, id mail.FolderID, hidden bool) error {
	tx.Note(mail.FoldersChanged{Account: account})
	_, err := tx.c.exec("UPDATE folder SET hidden = ? WHERE id = ?", hidden, int64(id))
	return err
}

func (tx *Tx) applySubscribe(o mail.Subscribe) (mail.OperationID, error) {
	f, err := tx.Folder(o.Folder)
	if err != nil {
		return 0, err
	}
	on := mail.Flags(0)
	if o.On {
		on = 1
	}
	return tx.enqueue(queued{account: f.Account, folder: f.ID, kind: kindSubscribe, add: on})
}

// unmake takes the making of a folder back, with everything that was put into it since.
func (tx *Tx) unmake(q queued, why *mail.Problem) error {
	if err := tx.endInto(q.folder, q.id, why); err != nil {
		return err
	}
	if err := tx.dropOperation(q.id); err != nil {
		return err
	}
	tx.Note(mail.OutboxChanged{Account: q.account})
	tx.Note(mail.FoldersChanged{Account: q.account})
	return tx.dropFolder(q.folder)
}

// endInto takes back, the last first, what was to bring something into a folder; except is left.
func (tx *Tx) endInto(folder mail.FolderID, except mail.OperationID, why *mail.Problem) error {
	var list []queued
	err := tx.c.each(func(rows *sql.Rows) error {
		var q queued
		err := rows.Scan(q.fields()...)
		list = append(list, q)
		return err
	}, selectQueued+" WHERE target = ? AND id <> ? ORDER BY id DESC", int64(folder), int64(except))
	if err != nil {
		return err
	}
	for _, q := range list {
		if _, err := tx.queued(q.id); absent(err) {
			continue // went with a later one
		}
		if why != nil {
			err = tx.giveUp(q, why)
		} else {
			err = tx.takeBack(q, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// dropFolder removes a folder. Messages that exist only here keep it.
func (tx *Tx) dropFolder(id mail.FolderID) error {
	f, err := tx.Folder(id)
	if err != nil {
		return err
	}
	if err := tx.endInto(id, 0, &mail.Problem{Code: mail.FolderMissing, Stage: mail.StageStore, Retry: mail.RetryNever}); err != nil {
		return err
	}
	kept, err := tx.c.number("SELECT EXISTS (SELECT 1 FROM message WHERE folder = ? AND uid < 0 AND local = 1)", int64(id))
	if err != nil {
		return err
	}
	if hidden, err := tx.isHidden(id); err != nil || kept == 0 || hidden {
		if err != nil {
			return err
		}
		if err := tx.removeFolder(id); err != nil {
			return err
		}
		return tx.sweepTrash(f.Account)
	}
	return tx.removeKnown(f)
}

// removeKnown removes those messages of a folder that a server has, or had.
func (tx *Tx) removeKnown(f mail.Folder) error {
	ids, err := numbers[mail.MessageID](tx.c, "SELECT json_group_array(id) FROM message WHERE folder = ? AND local = 0", int64(f.ID))
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := tx.removeRow(id); err != nil {
			return err
		}
	}
	return tx.dropEmptyOperations(f.Account)
}

// sweepTrash removes deleted messages whose operation went with their folder.
func (tx *Tx) sweepTrash(account mail.AccountID) error {
	ids, err := numbers[mail.MessageID](tx.c, `SELECT json_group_array(m.id) FROM folder f JOIN message m ON m.folder = f.id WHERE f.account = ? AND f.wire = ?
		AND NOT EXISTS (SELECT 1 FROM operation_message om WHERE om.message = m.id)`, int64(account), []byte(trashWire))
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := tx.removeRow(id); err != nil {
			return err
		}
	}
	return nil
}

// NameFolder stores the name by which the server knows a folder that was made or renamed here, and gives those below
// a renamed one theirs. If a folder list has brought the name meanwhile, the two folders become one.
func (db *DB) NameFolder(ctx context.Context, id mail.FolderID, wire string) error {
	return db.Update(ctx, func(tx *Tx) error {
		f, err := tx.Folder(id)
		if err != nil || f.Wire == wire {
			return err
		}
		tx.Note(mail.FoldersChanged{Account: f.Account})
		return tx.nameFolder(f, wire)
	})
}

func (tx *Tx) nameFolder(f mail.Folder, wire string) error {
	other, err := tx.c.number("SELECT id FROM folder WHERE account = ? AND wire = ? AND id <> ?", int64(f.Account), []byte(wire), int64(f.ID))
	if err != nil {
		return err
	}
	if other != 0 { // a copy of what the server has; the next pull brings it again
		if err := tx.removeFolder(mail.FolderID(other)); err != nil {
			return err
		}
	}
	if _, err := tx.c.exec("UPDATE folder SET wire = ? WHERE id = ?", []byte(wire), int64(f.ID)); err != nil {
		return err
	}
	if f.Delimiter == "" || strings.HasPrefix(f.Wire, madePrefix) {
		return nil
	}
	_, err = tx.c.exec(`UPDATE OR IGNORE folder SET wire = CAST(?1 || substr(wire, length(?2) + 1) AS BLOB)
		WHERE account = ?3 AND substr(wire, 1, length(?2)) = ?2 AND id <> ?4`,
		[]byte(wire+f.Delimiter), []byte(f.Wire+f.Delimiter), int64(f.Account), int64(f.ID))
	return err
}
