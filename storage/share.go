package storage

import (
	"context"
	"errors"

	"letterbox/mail"
)

// share says that a message has the same bytes as another one.
type share struct{ from, to mail.MessageID }

// ShareBody gives a message the stored body of another one, and its preview, without storing the bytes twice: a copy,
// or the same message in a folder that is a label. The bytes stay until the last of them is removed. The caller vouches that they
// are the same. If from has no body, nothing happens.
func (db *DB) ShareBody(ctx context.Context, from, to mail.MessageID) error {
	if err := db.enter(); err != nil {
		return err
	}
	defer db.leave()
	return db.shareBodies(ctx, []share{{from, to}})
}

// shareBodies is ShareBody for callers that have entered.
func (db *DB) shareBodies(ctx context.Context, list []share) error {
	var shared []share
	err := db.bodies.update(ctx, func(c *connection) error {
		for _, s := range list {
			n, err := shareBody(c, s)
			if err != nil {
				return err
			}
			if n > 0 {
				shared = append(shared, s)
			}
		}
		return nil
	})
	if err != nil || len(shared) == 0 {
		return db.problem(db.bodies, err)
	}
	var orphans []mail.MessageID
	err = db.change(ctx, func(tx *Tx) error {
		orphans, err = tx.markShared(shared)
		return err
	})
	if err != nil {
		db.untidy.Store(true)
		return err
	}
	db.dropBodies(ctx, orphans)
	return nil
}

// shareBody names the owner of the bytes, which need not be from. A message that has a body keeps it.
func shareBody(c *connection, s share) (int64, error) {
	return c.exec(`INSERT OR IGNORE INTO share (message, owner)
		SELECT ?2, owner FROM (SELECT message AS owner FROM body WHERE message = ?1 UNION ALL SELECT owner FROM share WHERE message = ?1)
		WHERE owner <> ?2 AND NOT EXISTS (SELECT 1 FROM body WHERE message = ?2) LIMIT 1`, int64(s.from), int64(s.to))
}

// markShared sets HasBody. It returns the messages that are no longer there.
func (tx *Tx) markShared(list []share) (orphans []mail.MessageID, err error) {
	for _, s := range list {
		var folder mail.FolderID
		found, err := tx.c.one([]any{&folder}, `UPDATE message SET has_body = 1,
			preview = coalesce(nullif(preview, ''), (SELECT preview FROM message WHERE id = ?1), ''),
			attachment = coalesce((SELECT attachment FROM message WHERE id = ?1), attachment)
			WHERE id = ?2 RETURNING folder`, int64(s.from), int64(s.to))
		if err != nil {
			return nil, err
		}
		if !found {
			orphans = append(orphans, s.to)
			continue
		}
		tx.Note(mail.BodiesStored{Folder: folder, Messages: []mail.MessageID{s.to}})
	}
	return orphans, nil
}

// deleteBody removes what bodies.db has of a message. Bytes that others share pass to one of them. It returns the
// file that is free then, "" when there is none.
func deleteBody(c *connection, id mail.MessageID) (file string, err error) {
	for _, statement := range []string{"DELETE FROM share WHERE message = ?", "DELETE FROM twin WHERE message = ?"} {
		if _, err := c.exec(statement, int64(id)); err != nil {
			return "", err
		}
	}
	heir, err := c.number("SELECT message FROM share WHERE owner = ? ORDER BY message LIMIT 1", int64(id))
	if err != nil {
		return "", err
	}
	if heir == 0 {
		_, err := c.one([]any{&file}, "DELETE FROM body WHERE message = ? RETURNING coalesce(file, '')", int64(id))
		return file, err
	}
	for _, statement := range []string{
		"UPDATE body SET message = ?2 WHERE message = ?1",
		"UPDATE share SET owner = ?2 WHERE owner = ?1",
		"DELETE FROM share WHERE message = ?2 AND ?1 <> ?2",
	} {
		if _, err := c.exec(statement, int64(id), heir); err != nil {
			return "", err
		}
	}
	return "", nil
}

// share gives copies the bodies of their originals, after the commit that made them. What fails is fetched instead.
func (db *DB) share(ctx context.Context, list []share) {
	if len(list) == 0 {
		return
	}
	if err := db.shareBodies(context.WithoutCancel(ctx), list); err != nil && !errors.Is(err, errClosed) {
		db.log.Warn("copies have no body yet", "cause", err)
	}
}
