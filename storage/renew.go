package storage

import (
	"context"
	"fmt"

	"letterbox/mail"
)

// RenewAccount replaces everything but the ID of an account that is there, and all its secrets, in one transaction:
// after a crash either the old secrets are there or the new ones.
func (db *DB) RenewAccount(ctx context.Context, a mail.Account, secrets []Secret) error {
	row, err := accountRow(a)
	if err != nil {
		return classify(err)
	}
	err = db.profile.update(ctx, func(c *connection) error {
		if err := replaceAccount(c, a.ID, row); err != nil {
			return err
		}
		if _, err := c.exec("DELETE FROM secret WHERE account = ?", int64(a.ID)); err != nil {
			return err
		}
		for _, s := range secrets {
			if err := putSecret(c, a.ID, s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return db.problem(db.profile, fmt.Errorf("renew account: %w", err))
	}
	db.publish([]mail.Event{mail.AccountChanged{Account: a.ID}})
	return nil
}
