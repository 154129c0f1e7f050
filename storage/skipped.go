package storage

import (
	"context"
	"database/sql"
	"time"

	"letterbox/mail"
)

// Skipped is a message that could not be fetched because of what it is, not because of the connection.
type Skipped struct {
	UID    mail.UID
	Reason string
	Noted  time.Time
}

// LogSkipped notes that a message was skipped, so that it can be shown and is not fetched again and again: Bodyless
// leaves it out. The note ends when the header or the body is stored after all, and with ResetFolder.
func (db *DB) LogSkipped(ctx context.Context, folder mail.FolderID, uid mail.UID, reason string) error {
	return db.Update(ctx, func(tx *Tx) error {
		_, err := tx.c.exec(`INSERT INTO skipped (folder, uid, reason, noted) VALUES (?, ?, ?, ?)
			ON CONFLICT (folder, uid) DO UPDATE SET reason = excluded.reason, noted = excluded.noted`,
			int64(folder), int64(uid), reason, millis(db.now()))
		if unowned(err) {
			err = notFound(errNoFolder)
		}
		return err
	})
}

// Skipped returns the skipped messages of a folder, ascending by UID.
func (db *DB) Skipped(ctx context.Context, folder mail.FolderID) (list []Skipped, err error) {
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var s Skipped
			var noted int64
			err := rows.Scan(&s.UID, &s.Reason, &noted)
			s.Noted = fromMillis(noted)
			list = append(list, s)
			return err
		}, "SELECT uid, reason, noted FROM skipped WHERE folder = ? ORDER BY uid", int64(folder))
	})
	return list, err
}

// unskip ends the notes of messages whose header is stored now.
func (tx *Tx) unskip(folder mail.FolderID, list []NewMessage) error {
	n, err := tx.c.number("SELECT EXISTS (SELECT 1 FROM skipped WHERE folder = ?)", int64(folder))
	if err != nil || n == 0 {
		return err
	}
	for _, m := range list {
		if _, err := tx.c.exec("DELETE FROM skipped WHERE folder = ? AND uid = ?", int64(folder), int64(m.UID)); err != nil {
			return err
		}
	}
	return nil
}
