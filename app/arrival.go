package app

import (
	"context"

	"letterbox/mail"
)

// comparer compares the accounts of the house with their servers, for the window.
type comparer struct{ house *house }

// Compare asks the server of an account for the counts of its folders.
func (c comparer) Compare(ctx context.Context, id mail.AccountID) ([]mail.Tally, error) {
	account, err := c.house.store.Account(ctx, id)
	if err != nil {
		return nil, err
	}
	return c.house.engine.Compare(ctx, account)
}

// conflictReader tells which changes the servers did not carry out.
type conflictReader struct{ house *house }

// Conflicts returns those of all accounts, the newest first.
func (c conflictReader) Conflicts(ctx context.Context) ([]mail.Conflict, error) {
	return c.house.store.Conflicts(ctx, 0)
}
