package storage

import (
	"context"
	"fmt"
	"slices"

	"letterbox/mail"
)

// ArrangeAccounts puts accounts into an order. Those that are not named follow in the order they had; an id without
// an account changes nothing.
func (db *DB) ArrangeAccounts(ctx context.Context, order []mail.AccountID) error {
	err := db.profile.update(ctx, func(c *connection) error {
		before, err := numbers[mail.AccountID](c, "SELECT json_group_array(id) FROM (SELECT id FROM account ORDER BY position, id)")
		if err != nil {
			return err
		}
		rest := slices.DeleteFunc(before, func(id mail.AccountID) bool { return slices.Contains(order, id) })
		for i, id := range slices.Concat(order, rest) {
			if _, err := c.exec("UPDATE account SET position = ? WHERE id = ?", i+1, int64(id)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return db.problem(db.profile, fmt.Errorf("arrange accounts: %w", err))
	}
	events := make([]mail.Event, len(order))
	for i, id := range order {
		events[i] = mail.AccountChanged{Account: id}
	}
	db.publish(events)
	return nil
}

// ArchiveAccount ends an account but for its mail: its secrets are removed, its mail, drafts and outbox stay, and it
// is marked as archived, all in one transaction. RenewAccount brings it back to life.
func (db *DB) ArchiveAccount(ctx context.Context, id mail.AccountID) error {
	err := db.profile.update(ctx, func(c *connection) error {
		n, err := c.exec("UPDATE account SET archived = 1 WHERE id = ?", int64(id))
		if err == nil && n == 0 {
			err = notFound(errNoAccount)
		}
		if err != nil {
			return err
		}
		_, err = c.exec("DELETE FROM secret WHERE account = ?", int64(id))
		return err
	})
	if err != nil {
		return db.problem(db.profile, fmt.Errorf("archive account: %w", err))
	}
	db.publish([]mail.Event{mail.AccountChanged{Account: id}})
	return nil
}
