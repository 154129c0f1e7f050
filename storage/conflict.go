package storage

import (
	"context"
	"database/sql"
	"time"

	"letterbox/mail"
)

// conflictsKept is how many conflicts of an account are kept.
const conflictsKept = 200

// Conflict is an operation that was taken back because it could not be carried out.
type Conflict struct {
	Noted    time.Time
	Kind     string // of the operation, e.g. "move"
	Folder   string // path
	Target   string // path, "" when the operation has none
	Messages int    // how many it was about
	Code     mail.Code
	Reply    string // the server's
}

// Conflicts returns what was taken back in an account, the newest first.
func (db *DB) Conflicts(ctx context.Context, account mail.AccountID) (list []Conflict, err error) {
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var c Conflict
			var noted int64
			err := rows.Scan(&noted, &c.Kind, &c.Folder, &c.Target, &c.Messages, &c.Code, &c.Reply)
			c.Noted = fromMillis(noted)
			list = append(list, c)
			return err
		}, "SELECT noted, kind, folder, target, messages, code, reply FROM conflict WHERE account = ? ORDER BY id DESC", int64(account))
	})
	return list, err
}

func (tx *Tx) noteConflict(q queued, why *mail.Problem) error {
	_, err := tx.c.exec(`INSERT INTO conflict (account, noted, kind, folder, target, messages, code, reply) VALUES (?1, ?2, ?3,
		coalesce((SELECT path FROM folder WHERE id = ?4), ''), coalesce((SELECT path FROM folder WHERE id = ?5), ''),
		(SELECT count(*) FROM operation_message WHERE operation = ?6), ?7, ?8)`,
		int64(q.account), millis(tx.db.now()), q.kind, int64(q.folder), int64(q.target), int64(q.id), string(why.Code), why.Reply)
	if err != nil {
		return err
	}
	_, err = tx.c.exec("DELETE FROM conflict WHERE account = ?1 AND id <= (SELECT max(id) FROM conflict WHERE account = ?1) - ?2", int64(q.account), conflictsKept)
	return err
}
