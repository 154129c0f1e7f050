package storage

import (
	"context"
	"database/sql"
	"slices"

	"letterbox/mail"
)

// FailOperation notes a failure. Without revert the operation stays, to be tried again. With revert it leaves the
// queue, what it did here is taken back, and Conflicts tells of it: messages return to where they came from, and
// what later operations did to their place is taken back with it, while later flags stay on them. A message that
// could not be appended stays here, without a UID: it may be the only one.
func (db *DB) FailOperation(ctx context.Context, id mail.OperationID, why *mail.Problem, revert bool) error {
	return db.Update(ctx, func(tx *Tx) error {
		q, err := tx.queued(id)
		if err != nil {
			return err
		}
		if why == nil {
			why = &mail.Problem{Code: mail.Unknown}
		}
		if revert {
			return tx.giveUp(q, why)
		}
		tx.Note(mail.OutboxChanged{Account: q.account})
		_, err = tx.c.exec("UPDATE operation SET attempts = attempts + 1, code = ? WHERE id = ?", string(why.Code), int64(id))
		return err
	})
}

// giveUp takes an operation that cannot be carried out back, and writes that down.
func (tx *Tx) giveUp(q queued, why *mail.Problem) error {
	if err := tx.noteConflict(q, why); err != nil {
		return err
	}
	return tx.takeBack(q, why)
}

// takeBack removes an operation from the queue with what it did here. why is nil when the person wants it so.
func (tx *Tx) takeBack(q queued, why *mail.Problem) error {
	items, err := tx.items(q.id)
	if err != nil {
		return err
	}
	if q.kind == kindCreateFolder {
		return tx.unmake(q, why)
	}
	if err := tx.dropOperation(q.id); err != nil {
		return err
	}
	tx.Note(mail.OutboxChanged{Account: q.account})
	switch q.kind {
	case kindSetFlags:
		return tx.reshow(idsOf(items))
	case kindMove, kindDelete:
		err = tx.putBack(q, items)
	case kindCopy:
		err = tx.removeAll(items, func(i item) mail.MessageID { return i.result })
	case kindAppend:
		if why == nil {
			err = tx.removeAll(items, func(i item) mail.MessageID { return i.message })
		}
	case kindRenameFolder:
		err = tx.renameBack(q)
	case kindDeleteFolder:
		err = tx.hideFolder(q.account, q.folder, false)
	}
	if err != nil {
		return err
	}
	return tx.dropEmptyOperations(q.account)
}

func (tx *Tx) removeAll(items []item, which func(item) mail.MessageID) error {
	for _, i := range items {
		if err := tx.removeRow(which(i)); err != nil {
			return err
		}
	}
	return nil
}

// putBack returns messages to the folder that they were taken from.
func (tx *Tx) putBack(q queued, items []item) error {
	back := idsOf(items)
	if err := tx.followBack(q, items, back); err != nil {
		return err
	}
	for _, i := range items {
		uid := i.uid
		if i.gone {
			uid = 0
		}
		if err := tx.relocate(i.message, q.folder, uid); err != nil {
			return err
		}
	}
	return tx.reshow(back)
}

// followBack brings the later operations on messages that return to q.folder in line: what took them further is
// dropped for them; flags and copies come from q.folder now, if that is true of all messages of their operation.
func (tx *Tx) followBack(q queued, items []item, back []mail.MessageID) error {
	for _, i := range items {
		later, err := tx.laterOn(i.message, q.id)
		if err != nil {
			return err
		}
		for _, l := range later {
			follows, err := tx.follows(l, q.folder, back)
			if err != nil {
				return err
			}
			if follows {
				_, err = tx.c.exec("UPDATE operation_message SET uid = ? WHERE operation = ? AND message = ?", int64(i.uid), int64(l.id), int64(i.message))
			} else {
				err = tx.leaveOut(l.id, i.message)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// laterOn returns the operations on a message after another one.
func (r Reader) laterOn(message mail.MessageID, after mail.OperationID) (list []queued, err error) {
	err = r.c.each(func(rows *sql.Rows) error {
		var q queued
		err := rows.Scan(q.fields()...)
		list = append(list, q)
		return err
	}, selectQueued+" WHERE id > ?2 AND id IN (SELECT operation FROM operation_message WHERE message = ?1) ORDER BY id", int64(message), int64(after))
	return list, err
}

// follows reports whether an operation can be done in folder instead of where its messages were, and moves it there.
func (tx *Tx) follows(l queued, folder mail.FolderID, back []mail.MessageID) (bool, error) {
	if l.kind != kindSetFlags && l.kind != kindCopy {
		return false, nil
	}
	if l.folder == folder {
		return true, nil
	}
	items, err := tx.items(l.id)
	if err != nil {
		return false, err
	}
	for _, i := range items {
		if !slices.Contains(back, i.message) {
			return false, nil
		}
	}
	_, err = tx.c.exec("UPDATE operation SET folder = ? WHERE id = ?", int64(folder), int64(l.id))
	return true, err
}

// leaveOut takes a message out of an operation, with the copy that it made.
func (tx *Tx) leaveOut(id mail.OperationID, message mail.MessageID) error {
	var result mail.MessageID
	found, err := tx.c.one([]any{&result}, "DELETE FROM operation_message WHERE operation = ? AND message = ? RETURNING result", int64(id), int64(message))
	if err != nil || !found || result == 0 {
		return err
	}
	return tx.removeRow(result)
}
