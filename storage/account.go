package storage

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"letterbox/mail"
)

// Secret is a sealed secret of an account: what secret.Seal made. It is never stored in clear.
type Secret struct {
	Kind   string // e.g. "password", "refresh-token"
	Sealed []byte
}

// AddAccount stores a bound account with its secrets, and returns it with its ID. An address that is bound already,
// ignoring case, is answered with AlreadyBound.
func (db *DB) AddAccount(ctx context.Context, a mail.Account, secrets []Secret) (mail.Account, error) {
	row, err := accountRow(a)
	if err != nil {
		return mail.Account{}, classify(err)
	}
	err = db.profile.update(ctx, func(c *connection) error {
		id, err := c.insert(`INSERT INTO account (address, name, local, domain, label, provider, incoming, outgoing, bound,
			color, archived, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM account))`, row...)
		if doubled(err) {
			return alreadyBound(err)
		}
		if err != nil {
			return err
		}
		a.ID = mail.AccountID(id)
		for _, s := range secrets {
			if err := putSecret(c, a.ID, s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return mail.Account{}, db.problem(db.profile, fmt.Errorf("add account: %w", err))
	}
	db.publish([]mail.Event{mail.AccountChanged{Account: a.ID}})
	return a, nil
}

func alreadyBound(err error) *mail.Problem {
	return &mail.Problem{Code: mail.AlreadyBound, Stage: mail.StageStore, Retry: mail.RetryNever, Err: err}
}

// SaveAccount replaces everything but the ID of an account that is there. Taking the address of another account is
// answered with AlreadyBound.
func (db *DB) SaveAccount(ctx context.Context, a mail.Account) error {
	row, err := accountRow(a)
	if err != nil {
		return classify(err)
	}
	err = db.profile.update(ctx, func(c *connection) error { return replaceAccount(c, a.ID, row) })
	if err != nil {
		return db.problem(db.profile, fmt.Errorf("save account: %w", err))
	}
	db.publish([]mail.Event{mail.AccountChanged{Account: a.ID}})
	return nil
}

func replaceAccount(c *connection, id mail.AccountID, row []any) error {
	n, err := c.exec(`UPDATE account SET address = ?, name = ?, local = ?, domain = ?, label = ?, provider = ?,
		incoming = ?, outgoing = ?, bound = ?, color = ?, archived = ? WHERE id = ?`, append(row, int64(id))...)
	if doubled(err) {
		return alreadyBound(err)
	}
	if err == nil && n == 0 {
		err = notFound(errNoAccount)
	}
	return err
}

// Accounts returns all accounts, archived ones too, in the person's order: as they were bound, but for ArrangeAccounts.
func (db *DB) Accounts(ctx context.Context) ([]mail.Account, error) {
	var list []mail.Account
	err := db.profile.view(ctx, func(c *connection) error {
		return c.each(func(rows *sql.Rows) error {
			a, err := scanAccount(rows.Scan)
			list = append(list, a)
			return err
		}, selectAccount+" ORDER BY position, id")
	})
	return list, db.problem(db.profile, err)
}

// Account returns one account, or NotFound.
func (db *DB) Account(ctx context.Context, id mail.AccountID) (mail.Account, error) {
	var a mail.Account
	err := db.profile.view(ctx, func(c *connection) error {
		found := false
		err := c.each(func(rows *sql.Rows) (err error) {
			found = true
			a, err = scanAccount(rows.Scan)
			return err
		}, selectAccount+" WHERE id = ?", int64(id))
		if err == nil && !found {
			err = notFound(errNoAccount)
		}
		return err
	})
	return a, db.problem(db.profile, err)
}

// RemoveAccount removes an account with its secrets, drafts, outbox, mail and files. The account and what only this
// computer has go in one transaction; its cached mail follows, after a crash at the next Open.
func (db *DB) RemoveAccount(ctx context.Context, id mail.AccountID) error {
	err := db.profile.update(ctx, func(c *connection) error {
		n, err := c.exec("DELETE FROM account WHERE id = ?", int64(id))
		if err == nil && n == 0 {
			err = notFound(errNoAccount)
		}
		return err
	})
	if err != nil {
		return db.problem(db.profile, fmt.Errorf("remove account: %w", err))
	}
	ctx = context.WithoutCancel(ctx) // the account is gone; nobody could ask again for the rest
	err = db.Update(ctx, func(tx *Tx) error {
		tx.Note(mail.AccountChanged{Account: id})
		return tx.removeMailOf(id)
	})
	if err != nil {
		db.untidy.Store(true)
		return fmt.Errorf("remove mail of account: %w", err)
	}
	db.tidySoon()
	return nil
}

const selectAccount = "SELECT id, name, local, domain, label, provider, incoming, outgoing, bound, color, archived FROM account"

func scanAccount(scan func(...any) error) (mail.Account, error) {
	var a mail.Account
	var incoming, outgoing []byte
	var bound int64
	err := scan(&a.ID, &a.Address.Name, &a.Address.Local, &a.Address.Domain, &a.Label, &a.Provider, &incoming, &outgoing, &bound, &a.Color, &a.Archived)
	if err != nil {
		return a, err
	}
	a.Bound = fromMillis(bound)
	if err := json.Unmarshal(incoming, &a.Incoming); err != nil {
		return a, garbled(fmt.Sprintf("incoming server of account %d", a.ID), err)
	}
	if err := json.Unmarshal(outgoing, &a.Outgoing); err != nil {
		return a, garbled(fmt.Sprintf("outgoing server of account %d", a.ID), err)
	}
	return a, nil
}

// accountRow returns the columns of an account but its ID, in the order of the table.
func accountRow(a mail.Account) ([]any, error) {
	incoming, err := json.Marshal(a.Incoming)
	if err != nil {
		return nil, err
	}
	outgoing, err := json.Marshal(a.Outgoing)
	if err != nil {
		return nil, err
	}
	return []any{
		strings.ToLower(a.Address.Spec()), a.Address.Name, a.Address.Local, a.Address.Domain, a.Label, string(a.Provider),
		string(incoming), string(outgoing), millis(a.Bound), a.Color, a.Archived,
	}, nil
}

// millis returns unix milliseconds, 0 for the zero time; the first moment of 1970 becomes the one after.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return cmp.Or(t.UnixMilli(), 1)
}

// fromMillis is the inverse of millis; the result is in UTC.
func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// blob returns data for a column that is never NULL, which is what the driver makes of nil.
func blob(data []byte) []byte {
	if data == nil {
		return []byte{}
	}
	return data
}
