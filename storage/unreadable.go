package storage

import (
	"context"
	"database/sql"
	"time"

	"letterbox/mail"
)

// AddUnreadable adds what the server tells of messages that cannot be read to a folder, as AddMessages does, and notes
// why, in one transaction: no row is ever there without its note. Messages that are here already are only noted, in
// place of what was noted before.
func (db *DB) AddUnreadable(ctx context.Context, folder mail.FolderID, rows []NewMessage, notes []mail.Unreadable) error {
	return db.Update(ctx, func(tx *Tx) error {
		f, err := tx.Folder(folder)
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			if _, err := tx.AddMessages(folder, rows); err != nil {
				return err
			}
		}
		for _, u := range notes {
			if err := tx.noteUnreadable(folder, u); err != nil {
				return err
			}
		}
		tx.noteMessages(f.Account, folder, false)
		return nil
	})
}

// NoteUnreadable is AddUnreadable for messages that are here. It is also how an attempt is counted before it is made.
func (db *DB) NoteUnreadable(ctx context.Context, folder mail.FolderID, notes []mail.Unreadable) error {
	return db.AddUnreadable(ctx, folder, nil, notes)
}

func (tx *Tx) noteUnreadable(folder mail.FolderID, u mail.Unreadable) error {
	_, err := tx.c.exec(`INSERT INTO unreadable (folder, uid, lack, code, reply, attempts, noted, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
		ON CONFLICT (folder, uid) DO UPDATE SET lack = excluded.lack, code = excluded.code, reply = excluded.reply,
		attempts = excluded.attempts, noted = excluded.noted, due = excluded.due`,
		int64(folder), int64(u.UID), string(u.Lack), string(u.Code), u.Reply, u.Attempts, millis(u.Noted), millis(u.Due()))
	if unowned(err) {
		err = notFound(errNoFolder)
	}
	return err
}

// NoteFolder notes that a folder could not be opened, and why. SaveSync ends the note.
func (db *DB) NoteFolder(ctx context.Context, folder mail.FolderID, code mail.Code, reply string) error {
	return db.Update(ctx, func(tx *Tx) error {
		return tx.noteUnreadable(folder, mail.Unreadable{Lack: mail.LackHeader, Code: code, Reply: reply, Noted: db.now()})
	})
}

// forgetFolderNote ends what NoteFolder noted. If there is nothing nothing is written.
func (tx *Tx) forgetFolderNote(folder mail.FolderID) error {
	n, err := tx.c.number("SELECT EXISTS (SELECT 1 FROM unreadable WHERE folder = ? AND uid = 0)", int64(folder))
	if err != nil || n == 0 {
		return err
	}
	_, err = tx.c.exec("DELETE FROM unreadable WHERE folder = ? AND uid = 0", int64(folder))
	return err
}

// Suspect counts that the connection broke while a message was on its way, and returns how often that was since the
// message was last read. A suspect is none of the unreadable messages until it is noted as one. The UID 0 stands for the
// folder itself, until SaveSync.
func (db *DB) Suspect(ctx context.Context, folder mail.FolderID, uid mail.UID) (times int, err error) {
	err = db.Update(ctx, func(tx *Tx) error {
		_, err := tx.c.one([]any{&times}, `INSERT INTO unreadable (folder, uid, lack, attempts, noted) VALUES (?, ?, '', 1, ?)
			ON CONFLICT (folder, uid) DO UPDATE SET attempts = attempts + 1, noted = CASE lack WHEN '' THEN excluded.noted ELSE noted END
			RETURNING attempts`, int64(folder), int64(uid), millis(db.now()))
		if unowned(err) {
			err = notFound(errNoFolder)
		}
		return err
	})
	return times, err
}

// Suspects returns what is suspected in a folder of breaking the connection, ascending by UID, and with the UID 0 what is
// noted of the folder itself. A suspect lacks nothing.
func (db *DB) Suspects(ctx context.Context, folder mail.FolderID) (list []mail.Unreadable, err error) {
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			u := mail.Unreadable{Folder: folder}
			var noted int64
			err := rows.Scan(&u.UID, &u.Lack, &u.Code, &u.Reply, &u.Attempts, &noted)
			u.Noted = fromMillis(noted)
			list = append(list, u)
			return err
		}, "SELECT uid, lack, code, reply, attempts, noted FROM unreadable WHERE folder = ? AND (lack = '' OR uid = 0) ORDER BY uid", int64(folder))
	})
	return list, err
}

const selectUnreadable = `SELECT m.id, u.folder, u.uid, u.lack, u.code, u.reply, u.attempts, u.noted FROM unreadable u
	JOIN folder f ON f.id = u.folder JOIN message m ON m.folder = u.folder AND m.uid = u.uid WHERE u.lack <> '' AND `

func scanUnreadable(rows *sql.Rows) (mail.Unreadable, error) {
	var u mail.Unreadable
	var noted int64
	err := rows.Scan(&u.Message, &u.Folder, &u.UID, &u.Lack, &u.Code, &u.Reply, &u.Attempts, &noted)
	u.Noted = fromMillis(noted)
	return u, err
}

func (db *DB) unreadables(ctx context.Context, condition string, args ...any) (list []mail.Unreadable, err error) {
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			u, err := scanUnreadable(rows)
			list = append(list, u)
			return err
		}, selectUnreadable+condition, args...)
	})
	return list, err
}

// Unreadables returns the unreadable messages of an account, by folder and ascending by UID.
func (db *DB) Unreadables(ctx context.Context, account mail.AccountID) ([]mail.Unreadable, error) {
	return db.unreadables(ctx, "f.account = ? ORDER BY u.folder, u.uid", int64(account))
}

// UnreadablesDue returns up to limit of them that are to be tried again at a time, those first that waited longest.
func (db *DB) UnreadablesDue(ctx context.Context, account mail.AccountID, at time.Time, limit int) ([]mail.Unreadable, error) {
	return db.unreadables(ctx, "f.account = ? AND u.due <= ? ORDER BY u.due, u.folder, u.uid LIMIT ?", int64(account), millis(at), limit)
}

// Unreadable returns what is noted of a message; found is false when it is none of the unreadable ones.
func (db *DB) Unreadable(ctx context.Context, id mail.MessageID) (u mail.Unreadable, found bool, err error) {
	list, err := db.unreadables(ctx, "m.id = ?", int64(id))
	if err != nil || len(list) == 0 {
		return u, false, err
	}
	return list[0], true, nil
}

// SetHeader gives a message that was listed without its header what the header says, after all. A removed message is
// ignored. What else is lacking stays noted.
func (db *DB) SetHeader(ctx context.Context, folder mail.FolderID, m NewMessage) error {
	return db.Update(ctx, func(tx *Tx) error {
		f, err := tx.Folder(folder)
		if err != nil {
			return err
		}
		row, err := messageRow(folder, m)
		if err != nil {
			return err
		}
		n, err := tx.c.exec(`UPDATE message SET attachment = ?5, size = ?6, time = ?7, received = ?8, date = ?9, from_name = ?10, from_local = ?11,
			from_domain = ?12, subject = ?13, message_id = ?14, envelope = ?15 WHERE folder = ?1 AND uid = ?2`, row...)
		if err != nil || n == 0 {
			return err
		}
		if _, err := tx.c.exec("UPDATE unreadable SET lack = 'body' WHERE folder = ? AND uid = ? AND lack = 'header'", int64(folder), int64(m.UID)); err != nil {
			return err
		}
		tx.noteMessages(f.Account, folder, false)
		return nil
	})
}

// readable ends the suspicion of messages whose header is stored now.
func (tx *Tx) readable(folder mail.FolderID, list []NewMessage) error {
	n, err := tx.c.number("SELECT EXISTS (SELECT 1 FROM unreadable WHERE folder = ?)", int64(folder))
	if err != nil || n == 0 {
		return err
	}
	for _, m := range list {
		if _, err := tx.c.exec("DELETE FROM unreadable WHERE folder = ? AND uid = ? AND lack = ''", int64(folder), int64(m.UID)); err != nil {
			return err
		}
	}
	return nil
}

// Readable ends the note of a message. If there is none nothing is written.
func (db *DB) Readable(ctx context.Context, folder mail.FolderID, uid mail.UID) error {
	return db.Update(ctx, func(tx *Tx) error {
		n, err := tx.c.exec("DELETE FROM unreadable WHERE folder = ? AND uid = ?", int64(folder), int64(uid))
		if err != nil || n == 0 {
			return err
		}
		f, err := tx.Folder(folder)
		if err == nil {
			tx.noteMessages(f.Account, folder, false)
		}
		return err
	})
}
