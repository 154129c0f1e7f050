package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"letterbox/mail"
)

// suspectSuffix names the mark that a file gave a damage error while it was in use: the next Open checks all of it.
const suspectSuffix = ".suspect"

// errUnsound is what a check of ours found wrong; it counts as damage like SQLite's own codes.
type errUnsound struct{ finding string }

func (e *errUnsound) Error() string { return "database is unsound: " + e.finding }

// How closely a file is looked at: every page takes about a second per GB, and whether indexes and counts agree with their
// tables some more.
const (
	atItsStart   = ""
	atEveryPage  = "quick_check"
	atEverything = "integrity_check"
)

func inspectionOf(s schema, suspect bool) string {
	switch {
	case suspect:
		return atEverything
	case s.durable:
		return atEveryPage
	default:
		return atItsStart
	}
}

// inspect looks for damage: at the header, the schema, the length of the file and the first rows of each table, and as
// closely at the rest as is said.
func (d *database) inspect(ctx context.Context, how string) error {
	err := d.view(ctx, func(c *connection) error {
		if err := d.inspectLength(c); err != nil {
			return err
		}
		var tables []string
		err := c.each(func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			tables = append(tables, name)
			return err
		}, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
		if err != nil {
			return err
		}
		if len(tables) == 0 {
			return &errUnsound{"no tables"}
		}
		for _, table := range tables {
			if err := c.drain(fmt.Sprintf("SELECT * FROM %q LIMIT 3", table)); err != nil {
				return err
			}
		}
		if how == atItsStart {
			return nil
		}
		if err := examine(c, how); err != nil {
			return err
		}
		return d.examineTexts(c)
	})
	return senseless(err)
}

// inspectLength finds a file that was cut short. While there is a log, pages may be in it only.
func (d *database) inspectLength(c *connection) error {
	if info, err := os.Stat(d.path + "-wal"); err == nil && info.Size() > 0 {
		return nil
	}
	pages, err := c.number("PRAGMA page_count")
	if err != nil {
		return err
	}
	size, err := c.number("PRAGMA page_size")
	if err != nil {
		return err
	}
	info, err := os.Stat(d.path)
	if err != nil {
		return err
	}
	if info.Size() < pages*size {
		return &errUnsound{fmt.Sprintf("%d bytes are missing at the end", pages*size-info.Size())}
	}
	return nil
}

// examineTexts looks whether what is stored as text with a structure still has it, and, of mail.db, whether counts are
// right. Damage inside of a text is none to SQLite.
func (d *database) examineTexts(c *connection) error {
	nothing := func(_ any, err error) error { return err }
	switch d.schema.file {
	case profileSchema.file:
		if version, err := c.number("PRAGMA user_version"); err != nil || version < 4 {
			return err // there was no such text yet
		}
		err := c.each(func(rows *sql.Rows) error { return nothing(scanAccount(rows.Scan)) }, selectAccount)
		if err != nil {
			return err
		}
		return c.each(func(rows *sql.Rows) error { return nothing(scanOutgoing(rows)) }, selectOutgoing)
	case mailSchema.file:
		err := c.each(func(rows *sql.Rows) error {
			var text sql.RawBytes
			if err := rows.Scan(&text); err != nil {
				return err
			}
			return unpackExtras(&mail.Envelope{}, mail.Address{}, text)
		}, "SELECT envelope FROM message WHERE envelope <> ''")
		if err != nil {
			return err
		}
		return checkCounts(c)
	default:
		return nil
	}
}

// garbled is the error of a text that damage has made unreadable.
func garbled(what string, err error) error { return errors.Join(&errUnsound{what}, err) }

// examine reads every page. Findings are rows of text; "ok" is the only good one.
func examine(c *connection, how string) error {
	var finding string
	if _, err := c.one([]any{&finding}, "PRAGMA "+how+"(1)"); err != nil {
		return err
	}
	if finding != "ok" {
		return &errUnsound{finding}
	}
	return nil
}

// damaged reports whether err says that a file is not, or no longer, a sound database.
func damaged(err error) bool {
	var unsound *errUnsound
	if errors.As(err, &unsound) {
		return true
	}
	code := sqliteCode(err) & 0xff
	return code == sqliteCorrupt || code == sqliteNotADB
}

// suspect marks a file that gave a damage error.
func (d *database) suspect() {
	if f, err := os.OpenFile(d.path+suspectSuffix, os.O_CREATE|os.O_WRONLY, 0o600); err == nil {
		_ = f.Close() // the mark is the name; without it the next Open looks less closely, no more
	}
}

// Integrity reads every page of all three files and checks the counts of all folders. It returns CacheDamaged with
// the first finding; a damaged file is set aside by the next Open. It takes about a second per GB.
func (db *DB) Integrity(ctx context.Context) error {
	for _, d := range []*database{db.profile, db.mail, db.bodies} {
		err := d.view(ctx, func(c *connection) error { return examine(c, atEveryPage) })
		if err == nil && d == db.mail {
			err = d.view(ctx, checkCounts)
		}
		if err != nil {
			return db.problem(d, fmt.Errorf("check %s: %w", filepath.Base(d.path), err))
		}
	}
	return nil
}

func checkCounts(c *connection) error {
	wrong, err := c.number(`SELECT count(*) FROM folder f WHERE
		f.total <> (SELECT count(*) FROM message m WHERE m.folder = f.id) OR
		f.unread <> (SELECT count(*) FROM message m WHERE m.folder = f.id AND m.flags & 1 = 0)`)
	if err == nil && wrong > 0 {
		err = &errUnsound{fmt.Sprintf("%d folders have wrong counts", wrong)}
	}
	return err
}
