package storage

import (
	"database/sql"

	"letterbox/mail"
)

func (tx *Tx) applyFlags(o mail.SetFlags) (mail.OperationID, error) {
	f, err := tx.Folder(o.Folder)
	if err != nil {
		return 0, err
	}
	wanted, err := numbers[mail.MessageID](tx.c, `SELECT json_group_array(id) FROM (SELECT m.id FROM json_each(?2) j CROSS JOIN message m ON m.id = j.value
		WHERE m.folder = ?1 AND (m.flags <> ((m.flags & ~?3) | ?4) OR m.server_flags <> ((m.server_flags & ~?3) | ?4)) ORDER BY j.key)`,
		int64(f.ID), jsonNumbers(o.Messages), int64(o.Remove), int64(o.Add))
	if err != nil || len(wanted) == 0 {
		return 0, err
	}
	id, err := tx.enqueue(queued{account: f.Account, folder: f.ID, kind: kindSetFlags, add: o.Add, remove: o.Remove})
	if err != nil {
		return 0, err
	}
	if id, err = tx.withMessages(id, f.ID, wanted); err != nil {
		return 0, err
	}
	return id, tx.reshow(wanted)
}

// reshow brings the flags of messages in line with what the server has and what the queue does to them.
func (tx *Tx) reshow(ids []mail.MessageID) error {
	type row struct {
		id            mail.MessageID
		folder        mail.FolderID
		shown, server mail.Flags
	}
	var list []row
	err := tx.c.each(func(rows *sql.Rows) error {
		var m row
		err := rows.Scan(&m.id, &m.folder, &m.shown, &m.server)
		list = append(list, m)
		return err
	}, "SELECT id, folder, flags, server_flags FROM message WHERE id IN (SELECT value FROM json_each(?))", jsonNumbers(ids))
	if err != nil {
		return err
	}
	changed := map[mail.FolderID]int{}
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
		changed[m.folder] += unseen(now) - unseen(m.shown)
	}
	for folder, unread := range changed {
		if err := tx.recount(folder, 0, unread, unread != 0); err != nil {
			return err
		}
	}
	return nil
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
		WHERE om.message = ? AND o.kind = 'set-flags' ORDER BY o.id`, int64(id))
	return shown, err
}

// recount changes a folder's counts and notes that its messages changed.
func (tx *Tx) recount(folder mail.FolderID, total, unread int, counted bool) error {
	f, err := tx.Folder(folder)
	if err != nil {
		return err
	}
	tx.noteMessages(f.Account, folder, counted)
	return tx.adjust(folder, total, unread)
}
