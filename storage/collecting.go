package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"letterbox/mail"
)

// collectingKey is the setting that holds how an account collects.
func collectingKey(account mail.AccountID) string { return fmt.Sprintf("collecting.%d", account) }

// Collecting returns what becomes of an account's mail on its maildrop. What cannot be read leaves it there.
func (db *DB) Collecting(ctx context.Context, account mail.AccountID) (mail.Collecting, error) {
	text, err := db.Setting(ctx, collectingKey(account))
	if err != nil || text == "" {
		return mail.Collecting{}, err
	}
	var c mail.Collecting
	if json.Unmarshal([]byte(text), &c) != nil || c.Days < 0 {
		return mail.Collecting{}, nil //nolint:nilerr // a rule that nobody understands removes nothing
	}
	return c, nil
}

// SetCollecting stores it.
func (db *DB) SetCollecting(ctx context.Context, account mail.AccountID, c mail.Collecting) error {
	text, err := json.Marshal(c)
	if err != nil {
		return classify(err)
	}
	return db.SetSetting(ctx, collectingKey(account), string(text))
}

// Removables returns up to limit messages of an account that were first seen before a time, whose bodies are here, and
// that have not been removed from the server. Whatever is not here as a whole is not among them.
func (db *DB) Removables(ctx context.Context, account mail.AccountID, before time.Time, limit int) (list []mail.Removable, err error) {
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var m mail.Removable
			err := rows.Scan(&m.Message, &m.UID, &m.Size)
			list = append(list, m)
			return err
		}, `SELECT min(m.id), u.uid, m.size FROM uidl u JOIN folder f ON f.account = u.account JOIN message m ON m.folder = f.id AND m.uid = u.uid
			WHERE u.account = ? AND u.collected = 1 AND u.removed = 0 AND u.seen <= ? AND m.has_body = 1 GROUP BY u.uid ORDER BY u.uid LIMIT ?`,
			int64(account), millis(before), limit)
	})
	return list, err
}

// Harden returns when everything that was committed before survives a power cut.
func (db *DB) Harden(ctx context.Context) error {
	for _, d := range []*database{db.bodies, db.mail} {
		err := d.updateDurably(ctx, func(c *connection) error {
			_, err := c.exec("INSERT INTO meta (key, value) VALUES ('hardened', ?1) ON CONFLICT (key) DO UPDATE SET value = excluded.value", db.now().Format(time.RFC3339))
			return err
		})
		if err != nil {
			return db.problem(d, err)
		}
	}
	return nil
}

// MarkRemoved notes that the server has removed messages: they are never removed there again, whatever it lists.
func (db *DB) MarkRemoved(ctx context.Context, account mail.AccountID, uids []mail.UID) error {
	return db.Update(ctx, func(tx *Tx) error {
		_, err := tx.c.exec("UPDATE uidl SET removed = 1 WHERE account = ? AND uid IN (SELECT value FROM json_each(?))", int64(account), jsonNumbers(uids))
		return err
	})
}
