package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"letterbox/mail"
)

// kindSetFlags is operation.kind of mail.SetFlags.
const kindSetFlags = "set-flags"

// errOperationKind refuses what cannot be queued yet.
var errOperationKind = errors.New("this kind of operation is not supported")

// Pending is mail.Pending.
type Pending = mail.Pending

// ApplyOperation does locally what the person wants and queues it for the server, in one transaction, and returns the
// id under which it is queued. Only mail.SetFlags is supported. Messages that are not in the operation's folder, or
// that have the wanted flags on the server already, are left out; if none remains, nothing is queued and the id is 0.
func (db *DB) ApplyOperation(ctx context.Context, op mail.Operation) (id mail.OperationID, err error) {
	err = db.Update(ctx, func(tx *Tx) error {
		id, err = tx.ApplyOperation(op)
		return err
	})
	return id, err
}

// ApplyOperation is DB.ApplyOperation as part of a transaction.
func (tx *Tx) ApplyOperation(op mail.Operation) (mail.OperationID, error) {
	set, supported := op.(mail.SetFlags)
	if !supported {
		return 0, &mail.Problem{
			Code: mail.StorageFailed, Stage: mail.StageStore, Retry: mail.RetryNever, Err: fmt.Errorf("apply %T: %w", op, errOperationKind),
		}
	}
	f, err := tx.Folder(set.Folder)
	if err != nil {
		return 0, err
	}
	id, err := tx.c.insert("INSERT INTO operation (account, folder, kind, add_flags, remove_flags, created) VALUES (?, ?, ?, ?, ?, ?)",
		int64(f.Account), int64(f.ID), kindSetFlags, int64(set.Add), int64(set.Remove), millis(tx.db.now()))
	if err != nil {
		return 0, err
	}
	queued, err := tx.c.exec(`INSERT INTO operation_message (operation, message)
		SELECT ?, id FROM message WHERE folder = ? AND id IN (SELECT value FROM json_each(?))
		AND (flags <> ((flags & ~?4) | ?5) OR server_flags <> ((server_flags & ~?4) | ?5))`,
		id, int64(f.ID), jsonNumbers(set.Messages), int64(set.Remove), int64(set.Add))
	if err != nil {
		return 0, err
	}
	if queued == 0 {
		_, err := tx.c.exec("DELETE FROM operation WHERE id = ?", id)
		return 0, err
	}
	tx.Note(mail.OutboxChanged{Account: f.Account})
	return mail.OperationID(id), tx.reshow(mail.OperationID(id), f, nil)
}

// reshow brings the flags of an operation's messages in line with the queue, after it was queued or taken out of it.
// drop is run between reading the operation's messages and looking at what remains in the queue.
func (tx *Tx) reshow(id mail.OperationID, f mail.Folder, drop func() error) error {
	type row struct {
		id            mail.MessageID
		shown, server mail.Flags
	}
	var list []row
	err := tx.c.each(func(rows *sql.Rows) error {
		var m row
		err := rows.Scan(&m.id, &m.shown, &m.server)
		list = append(list, m)
		return err
	}, "SELECT m.id, m.flags, m.server_flags FROM operation_message om JOIN message m ON m.id = om.message WHERE om.operation = ?", int64(id))
	if err != nil {
		return err
	}
	if drop != nil {
		if err := drop(); err != nil {
			return err
		}
	}
	changed, unread := false, 0
	for _, m := range list {
		now, err := tx.overlay(m.id, m.server)
		if err != nil {
			return err
		}
		if now == m.shown {
			continue
		}
		if _, err := tx.c.exec("UPDATE message SET flags = ? WHERE id = ?", int64(now), int64(m.id)); err != nil {
			return err
		}
		changed = true
		unread += unseen(now) - unseen(m.shown)
	}
	if !changed {
		return nil
	}
	tx.noteMessages(f.Account, f.ID, unread != 0)
	return tx.adjust(f.ID, 0, unread)
}

// overlay returns the flags to show: the server's, with the pending operations on the message applied in order.
func (tx *Tx) overlay(id mail.MessageID, server mail.Flags) (mail.Flags, error) {
	shown := server
	err := tx.c.each(func(rows *sql.Rows) error {
		var add, remove mail.Flags
		err := rows.Scan(&add, &remove)
		shown = shown&^remove | add
		return err
	}, `SELECT o.add_flags, o.remove_flags FROM operation_message om JOIN operation o ON o.id = om.operation
		WHERE om.message = ? ORDER BY o.id`, int64(id))
	return shown, err
}

// PendingOperations returns an account's queue, oldest first.
func (db *DB) PendingOperations(ctx context.Context, account mail.AccountID) (list []Pending, err error) {
	err = db.View(ctx, func(r Reader) error {
		list, err = r.PendingOperations(account)
		return err
	})
	return list, err
}

// PendingOperations returns an account's queue, oldest first.
func (r Reader) PendingOperations(account mail.AccountID) ([]Pending, error) {
	var list []Pending
	err := r.c.each(func(rows *sql.Rows) error {
		var id mail.OperationID
		var set mail.SetFlags
		var message mail.MessageID
		var created int64
		var p Pending
		err := rows.Scan(&id, &set.Folder, &set.Add, &set.Remove, &created, &p.Attempts, &p.Code, &message)
		if err != nil {
			return err
		}
		if last := len(list) - 1; last >= 0 && list[last].ID == id {
			set = list[last].Op.(mail.SetFlags)
			set.Messages = append(set.Messages, message)
			list[last].Op = set
			return nil
		}
		set.Messages = []mail.MessageID{message}
		p.ID, p.Op, p.Created = id, set, fromMillis(created)
		list = append(list, p)
		return nil
	}, `SELECT o.id, o.folder, o.add_flags, o.remove_flags, o.created, o.attempts, o.code, om.message
		FROM operation o JOIN operation_message om ON om.operation = o.id
		WHERE o.account = ? ORDER BY o.id, om.message`, int64(account))
	return list, err
}

// DoneOperation takes an operation that the server has carried out from the queue. It is known then what flags the
// server has, without asking.
func (db *DB) DoneOperation(ctx context.Context, id mail.OperationID) error {
	return db.Update(ctx, func(tx *Tx) error {
		f, err := tx.operationFolder(id)
		if err != nil {
			return err
		}
		_, err = tx.c.exec(`UPDATE message SET server_flags = (server_flags & ~o.remove_flags) | o.add_flags
			FROM operation o, operation_message om
			WHERE o.id = ? AND om.operation = o.id AND message.id = om.message`, int64(id))
		if err != nil {
			return err
		}
		return tx.takeOut(id, f)
	})
}

// FailOperation notes a failure. With revert the operation leaves the queue and its messages are shown as the server
// has them; without, it stays to be tried again.
func (db *DB) FailOperation(ctx context.Context, id mail.OperationID, why *mail.Problem, revert bool) error {
	return db.Update(ctx, func(tx *Tx) error {
		f, err := tx.operationFolder(id)
		if err != nil {
			return err
		}
		if revert {
			return tx.takeOut(id, f)
		}
		code := mail.Unknown
		if why != nil {
			code = why.Code
		}
		tx.Note(mail.OutboxChanged{Account: f.Account})
		_, err = tx.c.exec("UPDATE operation SET attempts = attempts + 1, code = ? WHERE id = ?", string(code), int64(id))
		return err
	})
}

// takeOut removes an operation from the queue and shows its messages without it.
func (tx *Tx) takeOut(id mail.OperationID, f mail.Folder) error {
	tx.Note(mail.OutboxChanged{Account: f.Account})
	return tx.reshow(id, f, func() error {
		_, err := tx.c.exec("DELETE FROM operation WHERE id = ?", int64(id))
		return err
	})
}

func (tx *Tx) operationFolder(id mail.OperationID) (mail.Folder, error) {
	folder, err := tx.c.number("SELECT folder FROM operation WHERE id = ?", int64(id))
	if err != nil {
		return mail.Folder{}, err
	}
	if folder == 0 {
		return mail.Folder{}, notFound(errNoOperation)
	}
	return tx.Folder(mail.FolderID(folder))
}
