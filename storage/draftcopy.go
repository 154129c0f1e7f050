package storage

import (
	"context"
	"fmt"
	"time"

	"letterbox/mail"
)

// PlaceDraft puts the copy of a draft's revision into a folder and removes the copies that were there before: the
// Append of the new one and the Delete of the old ones, due at once, are queued. Old copies are the draft's Copy and
// the messages of the folder that have its Message-ID. Called again after a crash, with the same revision or a newer
// one, it leaves one copy. A revision that is no newer than CopyOf changes nothing. The Key of m does not count.
func (db *DB) PlaceDraft(ctx context.Context, id mail.DraftID, revision int64, folder mail.FolderID, m mail.NewLocal) error {
	c, err := db.Composition(ctx, id)
	if err != nil || (c.Copy != 0 && c.CopyOf >= revision) {
		return err
	}
	m.Key = fmt.Sprintf("draft:%d:%d", id, revision)
	kept, _, err := db.KeepMessage(ctx, folder, m)
	if err != nil {
		return err
	}
	if err := db.Update(ctx, func(tx *Tx) error { return tx.removeCopies(c, folder, kept) }); err != nil {
		return err
	}
	err = db.profile.update(ctx, func(conn *connection) error {
		_, err := conn.exec("UPDATE draft SET copy = ?, copy_of = ? WHERE id = ? AND copy_of <= ?2", int64(kept), revision, int64(id))
		return err
	})
	if err != nil {
		return db.problem(db.profile, fmt.Errorf("note copy of draft: %w", err))
	}
	db.publish([]mail.Event{mail.DraftsChanged{Account: c.Account}})
	return nil
}

// removeCopies deletes the copies of a draft but the new one. A number that has come to mean another message, because
// the cache was begun anew, is known by its Message-ID.
func (tx *Tx) removeCopies(c mail.Composition, folder mail.FolderID, kept mail.MessageID) error {
	ids, err := numbers[mail.MessageID](tx.c, `SELECT json_group_array(id) FROM message WHERE id <> ?3 AND message_id = ?4 AND message_id <> ''
		AND (id = ?1 OR folder = ?2)`, int64(c.Copy), int64(folder), int64(kept), c.MessageID)
	if err != nil {
		return err
	}
	old, err := tx.Messages(ids)
	if err != nil {
		return err
	}
	for _, m := range old {
		if _, err := tx.applyDelete(mail.Delete{Folder: m.Folder, Messages: []mail.MessageID{m.ID}}, time.Time{}); err != nil {
			return err
		}
	}
	_, err = tx.c.exec("DELETE FROM kept WHERE key GLOB ?1 || ':*' AND message <> ?2", fmt.Sprintf("draft:%d", c.ID), int64(kept))
	return err
}
