package storage

import (
	"context"
	"fmt"

	"letterbox/mail"
)

// PutSecret stores a sealed secret of an account, in place of the one of the same kind.
func (db *DB) PutSecret(ctx context.Context, account mail.AccountID, kind string, sealed []byte) error {
	err := db.profile.update(ctx, func(c *connection) error {
		return putSecret(c, account, Secret{Kind: kind, Sealed: sealed})
	})
	if unowned(err) {
		err = notFound(errNoAccount)
	}
	if err != nil {
		return db.problem(db.profile, fmt.Errorf("store secret: %w", err))
	}
	return nil
}

func putSecret(c *connection, account mail.AccountID, s Secret) error {
	_, err := c.exec(`INSERT INTO secret (account, kind, sealed) VALUES (?, ?, ?)
		ON CONFLICT (account, kind) DO UPDATE SET sealed = excluded.sealed`, int64(account), s.Kind, blob(s.Sealed))
	return err
}

// Secret returns a sealed secret, or SecretMissing.
func (db *DB) Secret(ctx context.Context, account mail.AccountID, kind string) ([]byte, error) {
	var sealed []byte
	err := db.profile.view(ctx, func(c *connection) error {
		found, err := c.one([]any{&sealed}, "SELECT sealed FROM secret WHERE account = ? AND kind = ?", int64(account), kind)
		if err == nil && !found {
			err = &mail.Problem{Code: mail.SecretMissing, Stage: mail.StageStore, Retry: mail.RetryAfterChange}
		}
		return err
	})
	return sealed, db.problem(db.profile, err)
}

// Setting returns the value of a setting, "" when it was never set.
func (db *DB) Setting(ctx context.Context, key string) (string, error) {
	var value string
	err := db.profile.view(ctx, func(c *connection) error {
		_, err := c.one([]any{&value}, "SELECT value FROM setting WHERE key = ?", key)
		return err
	})
	return value, db.problem(db.profile, err)
}

// SetSetting stores a setting. Secrets are no settings.
func (db *DB) SetSetting(ctx context.Context, key, value string) error {
	return db.problem(db.profile, db.profile.update(ctx, func(c *connection) error {
		_, err := c.exec(`INSERT INTO setting (key, value) VALUES (?, ?)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
		return err
	}))
}
