package app

import (
	"context"

	"letterbox/mail"
)

// bound is the bound accounts as the window changes them.
type bound struct{ house *house }

func (b bound) Arrange(ctx context.Context, order []mail.AccountID) error {
	return b.house.store.ArrangeAccounts(ctx, order)
}

// Change reads the account anew, so that what is not looked at stays as it is stored.
func (b bound) Change(ctx context.Context, changed mail.Account) error {
	account, err := b.house.store.Account(ctx, changed.ID)
	if err != nil {
		return err
	}
	account.Label, account.Color, account.Address.Name = changed.Label, changed.Color, changed.Address.Name
	return b.house.store.SaveAccount(ctx, account)
}

func (b bound) Remove(ctx context.Context, id mail.AccountID, keepMail bool) error {
	account, err := b.house.store.Account(ctx, id)
	if err != nil {
		return err
	}
	return b.house.binder.Unbind(ctx, account, keepMail)
}

func (b bound) Renew(ctx context.Context, account mail.Account, secret mail.Credential, note func(mail.Check)) (mail.Report, error) {
	return b.house.binder.Renew(ctx, account, secret, note)
}

// Reroute renews an account with the secret that it has.
func (b bound) Reroute(ctx context.Context, account mail.Account) error {
	secret, err := b.house.vault.credential(ctx, account)
	if err != nil {
		return err
	}
	_, err = b.house.binder.Renew(ctx, account, secret, func(mail.Check) {})
	return err
}
