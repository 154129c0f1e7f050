package storage

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"letterbox/mail"
)

// DraftID names a draft of this profile.
type DraftID int64

// Draft is an unfinished message that only this computer has.
type Draft struct {
	ID      DraftID // 0: not saved yet
	Account mail.AccountID
	Raw     []byte    // RFC 5322
	Changed time.Time // set by SaveDraft
}

// SaveDraft stores a draft, in place of its earlier state if it has an ID, and returns it with ID and time. When it
// has returned, the draft survives a power cut.
func (db *DB) SaveDraft(ctx context.Context, d Draft) (Draft, error) {
	d.Changed = fromMillis(millis(db.now()))
	err := db.profile.update(ctx, func(c *connection) error {
		if d.ID != 0 {
			n, err := c.exec("UPDATE draft SET account = ?, changed = ?, raw = ? WHERE id = ?", int64(d.Account), millis(d.Changed), blob(d.Raw), int64(d.ID))
			if err == nil && n == 0 {
				err = notFound(errNoDraft)
			}
			return err
		}
		id, err := c.insert("INSERT INTO draft (account, changed, raw) VALUES (?, ?, ?)", int64(d.Account), millis(d.Changed), blob(d.Raw))
		d.ID = DraftID(id)
		return err
	})
	if unowned(err) {
		err = notFound(errNoAccount)
	}
	if err != nil {
		return Draft{}, db.problem(db.profile, fmt.Errorf("save draft: %w", err))
	}
	return d, nil
}

// Drafts returns an account's drafts, the last changed first.
func (db *DB) Drafts(ctx context.Context, account mail.AccountID) ([]Draft, error) {
	var list []Draft
	err := db.profile.view(ctx, func(c *connection) error {
		return c.each(func(rows *sql.Rows) error {
			var d Draft
			var changed int64
			err := rows.Scan(&d.ID, &d.Account, &changed, &d.Raw)
			d.Changed = fromMillis(changed)
			list = append(list, d)
			return err
		}, "SELECT id, account, changed, raw FROM draft WHERE account = ? ORDER BY changed DESC, id DESC", int64(account))
	})
	return list, db.problem(db.profile, err)
}

// DeleteDraft removes a draft: it was sent, or thrown away. One that is gone is ignored.
func (db *DB) DeleteDraft(ctx context.Context, id DraftID) error {
	return db.problem(db.profile, db.profile.update(ctx, func(c *connection) error {
		_, err := c.exec("DELETE FROM draft WHERE id = ?", int64(id))
		return err
	}))
}
