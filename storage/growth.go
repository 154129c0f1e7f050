package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"letterbox/mail"
)

const (
	slackPages = 1024 // free pages that a file keeps for what comes next: 4 MB
	slicePages = 256  // pages that are given back in one go, while which writers wait
	rowBytes   = 600  // what a message takes in mail.db, about
)

// EvictBodies removes the stored bodies of an account's messages from before a time, the oldest first, up to limit,
// and returns how many; they can be fetched again. It never removes what a server may not have: messages without UID,
// drafts, flagged messages, and all of an account whose protocol is POP3.
func (db *DB) EvictBodies(ctx context.Context, account mail.AccountID, before time.Time, limit int) (evicted int, err error) {
	a, err := db.Account(ctx, account)
	if err != nil || a.Incoming.Protocol == mail.POP3 {
		return 0, err
	}
	err = db.Update(ctx, func(tx *Tx) error {
		ids, err := numbers[mail.MessageID](tx.c, `SELECT json_group_array(id) FROM (SELECT m.id FROM folder f JOIN message m ON m.folder = f.id
			WHERE f.account = ? AND f.role <> 'drafts' AND m.has_body = 1 AND m.uid > 0 AND m.local = 0 AND m.time < ?
			AND m.flags & ? = 0 ORDER BY m.time, m.id LIMIT ?)`, int64(account), before.UnixMilli(), int64(mail.Flagged|mail.Draft), limit)
		if err != nil || len(ids) == 0 {
			return err
		}
		evicted = len(ids)
		tx.bodies = append(tx.bodies, ids...)
		var folders []mail.FolderID
		err = tx.c.each(func(rows *sql.Rows) error {
			var folder mail.FolderID
			err := rows.Scan(&folder)
			folders = append(folders, folder)
			return err
		}, "UPDATE message SET has_body = 0 WHERE id IN (SELECT value FROM json_each(?)) RETURNING folder", jsonNumbers(ids))
		for _, folder := range folders {
			tx.noteMessages(account, folder, false)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	if evicted > 0 {
		db.tidySoon()
	}
	return evicted, nil
}

// Size returns about how many bytes an account's mail takes here: its bodies as they are stored, and its rows.
func (db *DB) Size(ctx context.Context, account mail.AccountID) (size int64, err error) {
	var ids []mail.MessageID
	err = db.View(ctx, func(r Reader) error {
		n, err := r.c.number("SELECT coalesce(sum(total), 0) FROM folder WHERE account = ?", int64(account))
		if err != nil {
			return err
		}
		size = n * rowBytes
		ids, err = numbers[mail.MessageID](r.c, "SELECT json_group_array(m.id) FROM folder f JOIN message m ON m.folder = f.id WHERE f.account = ?", int64(account))
		return err
	})
	if err != nil {
		return 0, err
	}
	var files []string
	err = db.bodies.view(ctx, func(c *connection) error {
		bytes, err := c.number("SELECT coalesce(sum(length(data)), 0) FROM body WHERE message IN (SELECT value FROM json_each(?))", jsonNumbers(ids))
		if err != nil {
			return err
		}
		size += bytes
		return c.each(func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			files = append(files, name)
			return err
		}, "SELECT file FROM body WHERE file IS NOT NULL AND message IN (SELECT value FROM json_each(?))", jsonNumbers(ids))
	})
	if err != nil {
		return 0, db.problem(db.bodies, err)
	}
	for _, name := range files {
		if info, err := os.Stat(db.bodyPath(name)); err == nil { // one that was removed since takes nothing
			size += info.Size()
		}
	}
	return size, nil
}

// tidySoon has the caretaker give free space back.
func (db *DB) tidySoon() {
	select {
	case db.untidied <- struct{}{}:
	default:
	}
}

// care is the work in the background that Open begins and Close ends: people of old messages, and free space. Its
// steps are short, so that whoever writes waits little.
func (db *DB) care(ctx context.Context) {
	defer close(db.cared)
	if err := db.sweepPartials(ctx); err != nil && ctx.Err() == nil && !errors.Is(err, errClosed) {
		db.log.Warn("parts of messages stay", "cause", err)
	}
	if err := db.fillPeople(ctx); err != nil && ctx.Err() == nil && !errors.Is(err, errClosed) {
		db.log.Warn("people of stored messages are not complete", "cause", err)
	}
	for {
		for _, d := range []*database{db.bodies, db.mail} {
			if err := d.shrink(ctx); err != nil && ctx.Err() == nil {
				db.log.Warn("free space stays in the file", "file", d.schema.file, "cause", db.problem(d, err))
			}
		}
		select {
		case <-db.untidied:
		case <-ctx.Done():
			return
		}
	}
}

// shrink gives free pages back to the system, a slice at a time.
func (d *database) shrink(ctx context.Context) error {
	for {
		free, err := d.giveBack(ctx)
		if err != nil || free <= slackPages {
			return err
		}
	}
}

// giveBack gives a slice of free pages back, if there are many, and returns how many there were.
func (d *database) giveBack(ctx context.Context) (free int64, err error) {
	c, err := d.take(ctx, d.writer)
	if err != nil {
		return 0, err
	}
	defer func() { d.writer <- c }()
	c.ctx = context.WithoutCancel(ctx)
	if free, err = c.number("PRAGMA freelist_count"); err != nil || free <= slackPages {
		return free, err
	}
	return free, c.drain(fmt.Sprintf("PRAGMA incremental_vacuum(%d)", slicePages))
}
