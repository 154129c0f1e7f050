package command

import (
	"context"
	"flag"
	"fmt"

	"letterbox/mail"
	"letterbox/ui/words"
)

type accountObject struct {
	ID       mail.AccountID  `json:"id"`
	Address  string          `json:"address"`
	Name     string          `json:"name,omitempty"`
	Provider mail.ProviderID `json:"provider,omitempty"`
	Incoming *serverObject   `json:"incoming"`
	Outgoing *serverObject   `json:"outgoing"`
	Username string          `json:"username"`
	Archived bool            `json:"archived,omitempty"` // unbound, its mail was kept
}

func accountJSON(a mail.Account) accountObject {
	return accountObject{ID: a.ID, Address: a.Address.Spec(), Name: a.Label, Provider: a.Provider, Incoming: serverJSON(a.Incoming), Outgoing: serverJSON(a.Outgoing), Username: a.Incoming.Username, Archived: a.Archived}
}

var accountsVerb = verb{
	name: "accounts", usage: "accounts",
	flags: func(*flag.FlagSet) func(context.Context, *call) error { return runAccounts },
}

func runAccounts(ctx context.Context, c *call) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	accounts, err := s.Store.Accounts(ctx)
	if err != nil {
		return err
	}
	list := []accountObject{}
	for _, a := range accounts {
		list = append(list, accountJSON(a))
		line := fmt.Sprintf("%d\t%s\t%s\t%s", a.ID, a.Address.Spec(), a.Incoming.URL(), a.Outgoing.URL())
		if a.Archived {
			line += "\t" + words.T(c.Lang, words.AccountArchived)
		}
		c.out.text("%s", line)
	}
	c.out.event("result", map[string]any{"accounts": list})
	return nil
}

var unbindVerb = verb{
	name: "unbind", usage: "unbind ACCOUNT [--keep-mail]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		keep := set.Bool("keep-mail", false, "keep what was downloaded, as an archived account")
		return func(ctx context.Context, c *call) error { return runUnbind(ctx, c, *keep) }
	},
	minArgs: 1, maxArgs: 1,
}

func runUnbind(ctx context.Context, c *call, keepMail bool) error {
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	account, err := s.account(ctx, c.args[0])
	if err != nil {
		return err
	}
	if err := s.Binder.Unbind(ctx, account, keepMail); err != nil {
		return err
	}
	account.Archived = keepMail
	c.out.event("result", map[string]any{"account": accountJSON(account)})
	c.out.text("%s", words.T(c.Lang, words.CommandUnbound, account.Address.Spec()))
	return nil
}
