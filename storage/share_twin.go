package storage

import (
	"context"
	"database/sql"

	"letterbox/mail"
)

// NoteTwins remembers what a server calls the messages of a list that it may show in other folders too (X-GM-MSGID).
// Messages without such a name, and those that are not stored, are passed over.
func (db *DB) NoteTwins(ctx context.Context, folder mail.FolderID, list []NewMessage) error {
	names := map[mail.UID]uint64{}
	var uids []mail.UID
	for _, m := range list {
		if m.GMail != 0 {
			names[m.UID] = m.GMail
			uids = append(uids, m.UID)
		}
	}
	if len(names) == 0 {
		return nil
	}
	if err := db.enter(); err != nil {
		return err
	}
	defer db.leave()
	ids := map[mail.MessageID]uint64{}
	var account mail.AccountID
	err := db.View(ctx, func(r Reader) error {
		f, err := r.Folder(folder)
		account = f.Account
		if err != nil {
			return err
		}
		return r.c.each(func(rows *sql.Rows) error {
			var id mail.MessageID
			var uid mail.UID
			err := rows.Scan(&id, &uid)
			ids[id] = names[uid]
			return err
		}, "SELECT id, uid FROM message WHERE folder = ? AND uid IN (SELECT value FROM json_each(?))", int64(folder), jsonNumbers(uids))
	})
	if err != nil {
		return err
	}
	return db.problem(db.bodies, db.bodies.update(ctx, func(c *connection) error {
		for id, name := range ids {
			if _, err := c.exec("INSERT OR REPLACE INTO twin (message, account, name) VALUES (?, ?, ?)", int64(id), int64(account), int64(name)); err != nil { //nolint:gosec // the name is only compared
				return err
			}
		}
		return nil
	}))
}

// ShareTwins gives those messages of a list, which have no body, the body of a twin that has one, without storing it
// twice, and returns how many.
func (db *DB) ShareTwins(ctx context.Context, list []Missing) (shared int, err error) {
	ids := make([]mail.MessageID, len(list))
	for i, m := range list {
		ids[i] = m.ID
	}
	var found []share
	err = db.bodies.view(ctx, func(c *connection) error {
		return c.each(func(rows *sql.Rows) error {
			var s share
			err := rows.Scan(&s.to, &s.from)
			found = append(found, s)
			return err
		}, `SELECT t.message, min(o.message) FROM twin t JOIN twin o ON o.account = t.account AND o.name = t.name AND o.message <> t.message
			WHERE t.message IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM body b WHERE b.message = t.message)
			AND NOT EXISTS (SELECT 1 FROM share s WHERE s.message = t.message) AND (EXISTS (SELECT 1 FROM body b WHERE b.message = o.message)
			OR EXISTS (SELECT 1 FROM share s WHERE s.message = o.message)) GROUP BY t.message`, jsonNumbers(ids))
	})
	if err != nil {
		return 0, db.problem(db.bodies, err)
	}
	if found, err = db.alike(ctx, found); err != nil || len(found) == 0 {
		return 0, err
	}
	if err := db.enter(); err != nil {
		return 0, err
	}
	defer db.leave()
	return len(found), db.shareBodies(ctx, found)
}

// alike leaves those pairs whose messages are there, the one with its body, and of the same size: a name that a server
// uses twice must not show somebody a letter in the place of another.
func (db *DB) alike(ctx context.Context, pairs []share) (same []share, err error) {
	err = db.View(ctx, func(r Reader) error {
		for _, s := range pairs {
			n, err := r.c.number(`SELECT EXISTS (SELECT 1 FROM message a JOIN message b ON b.size = a.size AND b.message_id = a.message_id
				WHERE a.id = ? AND b.id = ? AND a.has_body = 1 AND b.has_body = 0)`, int64(s.from), int64(s.to))
			if err != nil {
				return err
			}
			if n != 0 {
				same = append(same, s)
			}
		}
		return nil
	})
	return same, err
}
