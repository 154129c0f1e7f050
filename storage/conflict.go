package storage

import (
	"context"
	"database/sql"

	"letterbox/mail"
)

// conflictsKept is how many conflicts of an account are kept.
const conflictsKept = 200

// Conflicts returns what was taken back in an account, of all accounts when account is 0, the newest first.
func (db *DB) Conflicts(ctx context.Context, account mail.AccountID) (list []mail.Conflict, err error) {
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var c mail.Conflict
			var noted int64
			err := rows.Scan(&c.Account, &noted, &c.Kind, &c.Folder, &c.Target, &c.Role, &c.Into, &c.Messages, &c.Code, &c.Class, &c.Reply)
			c.Noted = fromMillis(noted)
			list = append(list, c)
			return err
		}, `SELECT account, noted, kind, folder, target,
			coalesce((SELECT role FROM folder f WHERE f.account = conflict.account AND f.path = conflict.folder), ''),
			coalesce((SELECT role FROM folder f WHERE f.account = conflict.account AND f.path = conflict.target), ''),
			messages, code, class, reply FROM conflict WHERE ?1 = 0 OR account = ?1 ORDER BY noted DESC, id DESC`, int64(account))
	})
	return list, err
}

func (tx *Tx) noteConflict(q queued, why *mail.Problem) error {
	_, err := tx.c.exec(`INSERT INTO conflict (account, noted, kind, folder, target, messages, code, class, reply) VALUES (?1, ?2, ?3,
		coalesce((SELECT path FROM folder WHERE id = ?4), ''), coalesce((SELECT path FROM folder WHERE id = ?5), ''),
		(SELECT count(*) FROM operation_message WHERE operation = ?6), ?7, ?8, ?9)`,
		int64(q.account), millis(tx.db.now()), q.kind, int64(q.folder), int64(q.target), int64(q.id), string(why.Code), why.Class, why.Reply)
	if err != nil {
		return err
	}
	_, err = tx.c.exec("DELETE FROM conflict WHERE account = ?1 AND id <= (SELECT max(id) FROM conflict WHERE account = ?1) - ?2", int64(q.account), conflictsKept)
	return err
}
