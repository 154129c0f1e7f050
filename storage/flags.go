package storage

import (
	"context"
	"database/sql"
	"slices"

	"letterbox/mail"
)

// SetFlags stores what the server says of flags. Flags that a pending operation adds or removes stay as the person
// wants them; the others follow the server. UIDs that are not there are ignored. If nothing differs, nothing is
// written and no event is published. Changes of more than 1000 messages are cut into several transactions.
func (db *DB) SetFlags(ctx context.Context, folder mail.FolderID, list []UIDFlags) error {
	changed, err := db.differing(ctx, folder, list)
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(changed, chunkSize) {
		if err := db.Update(ctx, func(tx *Tx) error { return tx.SetFlags(folder, chunk) }); err != nil {
			return err
		}
	}
	return nil
}

// differing returns those of list that differ from what the server was last known to have. It reads only, so that
// a pull which finds nothing new does not hold up writers, and no rows but those of the list: there may be many between.
func (db *DB) differing(ctx context.Context, folder mail.FolderID, list []UIDFlags) ([]UIDFlags, error) {
	if len(list) == 0 {
		return nil, nil
	}
	uids := make([]mail.UID, len(list))
	for i, u := range list {
		uids[i] = u.UID
	}
	known := make(map[mail.UID]mail.Flags, len(list))
	err := db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var u UIDFlags
			err := rows.Scan(&u.UID, &u.Flags)
			known[u.UID] = u.Flags
			return err
		}, "SELECT uid, server_flags FROM message WHERE folder = ? AND uid IN (SELECT value FROM json_each(?))", int64(folder), jsonNumbers(uids))
	})
	if err != nil {
		return nil, err
	}
	var changed []UIDFlags
	for _, u := range list {
		if flags, there := known[u.UID]; there && flags != u.Flags {
			changed = append(changed, u)
		}
	}
	return changed, nil
}

// SetFlags is DB.SetFlags as part of a transaction, uncut.
func (tx *Tx) SetFlags(folder mail.FolderID, list []UIDFlags) error {
	f, err := tx.Folder(folder)
	if err != nil {
		return err
	}
	changed, unread := false, 0
	for _, u := range list {
		var id mail.MessageID
		var shown mail.Flags
		found, err := tx.c.one([]any{&id, &shown},
			"SELECT id, flags FROM message WHERE folder = ? AND uid = ? AND server_flags <> ?", int64(folder), int64(u.UID), int64(u.Flags))
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		now, err := tx.overlay(id, u.Flags)
		if err != nil {
			return err
		}
		if _, err := tx.c.exec("UPDATE message SET flags = ?, server_flags = ? WHERE id = ?", int64(now), int64(u.Flags), int64(id)); err != nil {
			return err
		}
		changed = changed || now != shown
		unread += unseen(now) - unseen(shown)
	}
	if !changed {
		return nil
	}
	tx.noteMessages(f.Account, folder, unread != 0)
	return tx.adjust(folder, 0, unread)
}

// unseen is what a message with these flags adds to the unread count.
func unseen(f mail.Flags) int {
	if f.Has(mail.Seen) {
		return 0
	}
	return 1
}
