package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"letterbox/mail"
)

// What operation.kind can be.
const (
	kindSetFlags     = "set-flags"
	kindMove         = "move"
	kindCopy         = "copy"
	kindDelete       = "delete"
	kindAppend       = "append"
	kindCreateFolder = "create-folder"
	kindRenameFolder = "rename-folder"
	kindDeleteFolder = "delete-folder"
	kindSubscribe    = "subscribe"
)

// Why an operation cannot be applied.
var (
	errOperationKind = errors.New("this kind of operation is not known")
	errOtherAccount  = errors.New("the folders are of different accounts")
)

// queued is a row of the queue.
type queued struct {
	id          mail.OperationID
	account     mail.AccountID
	folder      mail.FolderID // of create-folder: the folder that is made
	kind        string
	add, remove mail.Flags
	target      mail.FolderID
	name        string
	before      string
	due         int64
	attempts    int
	begun       bool
	undone      bool
	newest      mail.MessageID // the last there was when it was queued
}

const selectQueued = `SELECT id, account, folder, kind, add_flags, remove_flags, target, name, before, due, attempts, begun, undone, newest FROM operation`

// queued returns one operation, or NotFound.
func (r Reader) queued(id mail.OperationID) (queued, error) {
	var q queued
	found, err := r.c.one(q.fields(), selectQueued+" WHERE id = ?", int64(id))
	if err == nil && !found {
		err = notFound(errNoOperation)
	}
	return q, err
}

func (q *queued) fields() []any {
	return []any{&q.id, &q.account, &q.folder, &q.kind, &q.add, &q.remove, &q.target, &q.name, &q.before, &q.due, &q.attempts, &q.begun, &q.undone, &q.newest}
}

// ApplyOperation does locally what the person wants and queues it for the server, in one transaction, and returns the
// id under which it is queued. Messages that are not in the operation's folder, or to which it would do nothing, are
// left out; if none remains, nothing is queued and the id is 0.
//
// Move and Delete take the rows out of the folder at once, under the same MessageIDs; Copy makes rows of its own. In
// the folder where they arrive they have no UID (0) until the server or a pull tells it. Delete and DeleteFolder are
// not due before mail.UndoTime has passed. A folder that is made has no name that the server knows until NameFolder
// or SaveFolders gives it one. Problems: NotFound for a folder that is not there, StorageFailed of class
// "FOLDER_EXISTS", "FOLDER_NAME" or "OTHER_ACCOUNT".
func (db *DB) ApplyOperation(ctx context.Context, op mail.Operation) (id mail.OperationID, err error) {
	err = db.Update(ctx, func(tx *Tx) error {
		id, err = tx.ApplyOperation(op)
		return err
	})
	return id, err
}

// ApplyOperation is DB.ApplyOperation as part of a transaction.
func (tx *Tx) ApplyOperation(op mail.Operation) (mail.OperationID, error) {
	switch o := op.(type) {
	case mail.SetFlags:
		return tx.applyFlags(o)
	case mail.Move:
		return tx.applyMove(o)
	case mail.Copy:
		return tx.applyCopy(o)
	case mail.Delete:
		return tx.applyDelete(o, tx.db.now().Add(mail.UndoTime))
	case mail.Append:
		return tx.applyAppend(o)
	case mail.CreateFolder:
		return tx.applyCreate(o)
	case mail.RenameFolder:
		return tx.applyRename(o)
	case mail.DeleteFolder:
		return tx.applyDeleteFolder(o)
	case mail.Subscribe:
		return tx.applySubscribe(o)
	default:
		return 0, inapplicable("", fmt.Errorf("apply %T: %w", op, errOperationKind))
	}
}

func inapplicable(class string, cause error) *mail.Problem {
	return &mail.Problem{Code: mail.StorageFailed, Stage: mail.StageStore, Class: class, Retry: mail.RetryNever, Err: cause}
}

// enqueue adds an operation without messages to the queue.
func (tx *Tx) enqueue(q queued) (mail.OperationID, error) {
	id, err := tx.c.insert(`INSERT INTO operation (account, folder, kind, add_flags, remove_flags, created, target, name, before, due, newest)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM message))`,
		int64(q.account), int64(q.folder), q.kind, int64(q.add), int64(q.remove), millis(tx.db.now()), int64(q.target), q.name, q.before, q.due)
	tx.Note(mail.OutboxChanged{Account: q.account})
	return mail.OperationID(id), err
}

// withMessages gives an operation its messages: those of ids that are in its folder. If there are none, the operation
// is dropped and 0 returned.
func (tx *Tx) withMessages(id mail.OperationID, folder mail.FolderID, ids []mail.MessageID) (mail.OperationID, error) {
	n, err := tx.c.exec(`INSERT INTO operation_message (operation, message, position, uid, flags_before)
		SELECT ?1, m.id, min(j.key), max(m.uid, 0), m.flags FROM json_each(?3) j CROSS JOIN message m ON m.id = j.value
		WHERE m.folder = ?2 GROUP BY m.id`, int64(id), int64(folder), jsonNumbers(ids))
	if err != nil || n > 0 {
		return id, err
	}
	return 0, tx.dropOperation(id)
}

func (tx *Tx) dropOperation(id mail.OperationID) error {
	_, err := tx.c.exec("DELETE FROM operation WHERE id = ?", int64(id))
	return err
}

// item is a message of a queued operation, with where its row is now.
type item struct {
	message mail.MessageID
	uid     mail.UID
	before  mail.Flags
	result  mail.MessageID
	gone    bool
	folder  mail.FolderID // where the row is shown
	row     int64         // message.uid
}

// items returns the messages of a queued operation in the person's order.
func (r Reader) items(id mail.OperationID) (list []item, err error) {
	err = r.c.each(func(rows *sql.Rows) error {
		var i item
		err := rows.Scan(&i.message, &i.uid, &i.before, &i.result, &i.gone, &i.folder, &i.row)
		list = append(list, i)
		return err
	}, `SELECT om.message, om.uid, om.flags_before, om.result, om.gone, m.folder, m.uid
		FROM operation_message om JOIN message m ON m.id = om.message WHERE om.operation = ? ORDER BY om.position`, int64(id))
	return list, err
}
