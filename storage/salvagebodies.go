package storage

import (
	"context"
	"database/sql"

	"letterbox/mail"
)

// salvageBodies returns what saves of a damaged bodies.db the bodies that no server has, or may not have any more. What
// was stored of them is taken only if it unpacks to what it was, by its checksum.
func (db *DB) salvageBodies(ctx context.Context, damaged string, into *database) (carried int, lost bool, err error) {
	collected, err := collectedAccounts(ctx, db.profile)
	if err != nil {
		return 0, true, err
	}
	var mark string
	var wanted []mail.MessageID
	err = db.View(ctx, func(r Reader) error {
		if mark, err = meta(r.c, "mark"); err != nil {
			return err
		}
		return r.c.each(func(rows *sql.Rows) error {
			var id mail.MessageID
			var account int64
			var local bool
			err := rows.Scan(&id, &account, &local)
			if local || collected[account] {
				wanted = append(wanted, id)
			}
			return err
		}, "SELECT m.id, f.account, m.local FROM message m JOIN folder f ON f.id = m.folder WHERE m.has_body = 1")
	})
	if err != nil {
		return 0, true, err
	}
	_, _, err = salvageBy(ctx, damaged, into, func(r *rescue) error {
		for _, id := range wanted {
			stored, err := db.carryBody(r, id)
			if err != nil {
				return err
			}
			if stored {
				carried++
			}
		}
		return nil
	})
	if err == nil && mark != "" {
		err = into.update(ctx, func(c *connection) error { return setMeta(c, "mark", mark) })
	}
	return carried, carried < len(wanted), err
}

// carryBody copies one body. stored is false when it cannot be read. Only errors of the new file are returned.
func (db *DB) carryBody(r *rescue, id mail.MessageID) (stored bool, err error) {
	var size int64
	var data []byte
	var file sql.NullString
	found, err := r.from.one([]any{&size, &data, &file}, "SELECT size, data, file FROM body WHERE message = coalesce((SELECT owner FROM share WHERE message = ?1), ?1)", int64(id))
	if err != nil { // the sharing is not needed for most
		found, err = r.from.one([]any{&size, &data, &file}, "SELECT size, data, file FROM body WHERE message = ?1", int64(id))
	}
	if err != nil || !found || size < 0 {
		return false, nil
	}
	if file.Valid {
		if !exists(db.bodyPath(file.String)) {
			return false, nil
		}
	} else if _, err := expand(data, size); err != nil {
		return false, nil
	}
	_, err = r.to.exec("INSERT INTO body (message, size, data, file) VALUES (?, ?, ?, ?)", int64(id), size, data, file)
	if conflicting(err) {
		return false, nil
	}
	return err == nil, err
}
