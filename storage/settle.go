package storage

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"letterbox/mail"
)

// settle makes the three files agree after a crash or after one of them was begun anew. anew says that mail.db was, with
// what could be saved of it.
func (db *DB) settle(ctx context.Context, anew bool) error {
	if err := db.dropStrangers(ctx); err != nil {
		return err
	}
	clean, err := db.matchMarks(ctx, anew)
	if err != nil {
		return err
	}
	if !clean {
		if err := db.sweep(ctx); err != nil {
			return err
		}
	}
	if err := db.settleProfile(ctx); err != nil {
		return errors.Join(errInProfile, err)
	}
	return db.setClean(ctx, false)
}

// settleProfile removes what profile.db no longer needs.
func (db *DB) settleProfile(ctx context.Context) error {
	if err := db.sweepDraftFiles(ctx); err != nil {
		return err
	}
	before := millis(db.now().Add(-copiedTime))
	done := int64(0)
	err := db.profile.view(ctx, func(c *connection) (err error) {
		done, err = c.number("SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'copied' AND changed < ?)", before)
		return err
	})
	if err != nil || done == 0 {
		return err
	}
	return db.profile.update(ctx, func(c *connection) error { return forgetCopied(c, before) })
}

// dropStrangers removes cached mail of accounts that profile.db does not have: it was removed, or lost.
func (db *DB) dropStrangers(ctx context.Context) error {
	accounts, err := db.Accounts(ctx)
	if err != nil {
		return errors.Join(errInProfile, err)
	}
	ids := make([]mail.AccountID, len(accounts))
	for i, a := range accounts {
		ids[i] = a.ID
	}
	var strangers []mail.AccountID
	err = db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var id mail.AccountID
			err := rows.Scan(&id)
			strangers = append(strangers, id)
			return err
		}, "SELECT account FROM (SELECT account FROM folder UNION SELECT account FROM uidl) WHERE account NOT IN (SELECT value FROM json_each(?))", jsonNumbers(ids))
	})
	if err != nil {
		return err
	}
	for _, id := range strangers {
		if err := db.Update(ctx, func(tx *Tx) error { return tx.removeMailOf(id) }); err != nil {
			return err
		}
	}
	return nil
}

// matchMarks compares the marks of mail.db and bodies.db, and makes both anew if they differ: the sweep that must
// follow then finds no body it could trust. It reports whether the last process closed both in order. If mail.db was begun
// anew with the old mark, because some of its messages have their bodies, both get another one, which the index of search
// does not know.
func (db *DB) matchMarks(ctx context.Context, anew bool) (clean bool, err error) {
	var ours, theirs, closed string
	err = db.View(ctx, func(r Reader) error {
		ours, err = meta(r.c, "mark")
		return err
	})
	if err != nil {
		return false, err
	}
	err = db.bodies.view(ctx, func(c *connection) error {
		if theirs, err = meta(c, "mark"); err == nil {
			closed, err = meta(c, "closed")
		}
		return err
	})
	if err != nil {
		return false, err
	}
	switch {
	case ours == "" || ours != theirs:
		return false, db.newMarks(ctx)
	case anew:
		return false, db.renewMarks(ctx)
	default:
		return closed == "yes", nil
	}
}

// renewMarks gives both files another mark and keeps the bodies, unless there is a crash in between.
func (db *DB) renewMarks(ctx context.Context) error {
	mark := rand.Text()
	if err := db.bodies.update(ctx, func(c *connection) error { return setMeta(c, "mark", mark) }); err != nil {
		return err
	}
	return db.Update(ctx, func(tx *Tx) error { return setMeta(tx.c, "mark", mark) })
}

// newMarks forgets all bodies. The order matters: a crash in between leaves marks that differ.
func (db *DB) newMarks(ctx context.Context) error {
	mark := rand.Text()
	err := db.bodies.update(ctx, func(c *connection) error {
		for _, table := range []string{"share", "body"} {
			if err := c.script("DELETE FROM " + table); err != nil {
				return err
			}
		}
		return setMeta(c, "mark", mark)
	})
	if err != nil {
		return err
	}
	return db.Update(ctx, func(tx *Tx) error {
		if _, err := tx.c.exec("UPDATE message SET has_body = 0 WHERE has_body = 1"); err != nil {
			return err
		}
		return setMeta(tx.c, "mark", mark)
	})
}

// setClean notes whether the files are known to agree: yes on closing, no while open.
func (db *DB) setClean(ctx context.Context, clean bool) error {
	value := "no"
	if clean {
		value = "yes"
	}
	return db.bodies.update(ctx, func(c *connection) error { return setMeta(c, "closed", value) })
}

func meta(c *connection, key string) (string, error) {
	var value string
	_, err := c.one([]any{&value}, "SELECT value FROM meta WHERE key = ?", key)
	return value, err
}

func setMeta(c *connection, key, value string) error {
	_, err := c.exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	return err
}

// sweep compares messages, body rows and body files, and removes what has lost its other half. It runs after a crash
// and takes about a microsecond per message and a stat per file.
func (db *DB) sweep(ctx context.Context) error {
	files, err := db.listBodyFiles()
	if err != nil {
		return err
	}
	claimed, err := db.listClaimed(ctx)
	if err != nil {
		return err
	}
	orphans, err := db.unowned(ctx, claimed, files)
	if err != nil {
		return err
	}
	db.dropBodies(ctx, orphans)
	var names []string
	for name := range files {
		names = append(names, name)
	}
	db.removeBodyFiles(names)
	return db.unclaim(ctx, claimed)
}

// listClaimed returns the messages that have a body, as mail.db says.
func (db *DB) listClaimed(ctx context.Context) (map[mail.MessageID]bool, error) {
	claimed := map[mail.MessageID]bool{}
	err := db.View(ctx, func(r Reader) error {
		return r.c.each(func(rows *sql.Rows) error {
			var id mail.MessageID
			err := rows.Scan(&id)
			claimed[id] = true
			return err
		}, "SELECT id FROM message WHERE has_body = 1")
	})
	return claimed, err
}

// unowned returns the messages whose part of bodies.db is of no use, those that share before the owners. From claimed
// and files it removes what has its other half.
func (db *DB) unowned(ctx context.Context, claimed map[mail.MessageID]bool, files map[string]bool) (orphans []mail.MessageID, err error) {
	err = db.bodies.view(ctx, func(c *connection) error {
		whole := map[mail.MessageID]bool{}
		var owners []mail.MessageID
		err := c.each(func(rows *sql.Rows) error {
			var id mail.MessageID
			var file string
			if err := rows.Scan(&id, &file); err != nil {
				return err
			}
			whole[id] = file == "" || files[file]
			if !whole[id] || !claimed[id] {
				owners = append(owners, id)
			} else {
				delete(claimed, id)
			}
			delete(files, file)
			return nil
		}, "SELECT message, coalesce(file, '') FROM body")
		if err != nil {
			return err
		}
		err = c.each(func(rows *sql.Rows) error {
			var id, owner mail.MessageID
			if err := rows.Scan(&id, &owner); err != nil {
				return err
			}
			if !claimed[id] || !whole[owner] {
				orphans = append(orphans, id)
				return nil
			}
			delete(claimed, id)
			return nil
		}, "SELECT message, owner FROM share")
		orphans = append(orphans, owners...) // their bytes pass to those that share them
		return err
	})
	return orphans, err
}

// unclaim takes HasBody from messages whose body is not there.
func (db *DB) unclaim(ctx context.Context, claimed map[mail.MessageID]bool) error {
	if len(claimed) == 0 {
		return nil
	}
	return db.Update(ctx, func(tx *Tx) error {
		for id := range claimed {
			if _, err := tx.c.exec("UPDATE message SET has_body = 0 WHERE id = ?", int64(id)); err != nil {
				return err
			}
		}
		return nil
	})
}

// listBodyFiles returns the names of all files under bodiesFolder, finished or not, as body.file has them.
func (db *DB) listBodyFiles() (map[string]bool, error) {
	files := map[string]bool{}
	root := filepath.Join(db.dir, bodiesFolder)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil || entry.IsDir() {
			return err
		}
		files[strings.TrimPrefix(filepath.ToSlash(path[len(root):]), "/")] = true
		return nil
	})
	return files, err
}

// deleteBodies removes rows and returns the files that are free then.
func deleteBodies(c *connection, ids []mail.MessageID) (files []string, err error) {
	for _, id := range ids {
		file, err := deleteBody(c, id)
		if err != nil {
			return nil, err
		}
		if file != "" {
			files = append(files, file)
		}
	}
	return files, nil
}
