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

	RemoveAfter *int `json:"remove_after_days,omitempty"` // POP3: mail is removed from the server so many days after it was collected
}

func accountJSON(a mail.Account) accountObject {
	return accountObject{ID: a.ID, Address: a.Address.Spec(), Name: a.Label, Provider: a.Provider, Incoming: serverJSON(a.Incoming), Outgoing: serverJSON(a.Outgoing), Username: a.Incoming.Username, Archived: a.Archived}
}

var accountsVerb = verb{
	name: "accounts", usage: "accounts [ACCOUNT] [--leave-on-server|--remove-after DAYS]",
	flags: func(set *flag.FlagSet) func(context.Context, *call) error {
		var f collectFlags
		set.BoolVar(&f.leave, "leave-on-server", false, "POP3: leave mail on the server, as it is without being told otherwise")
		set.IntVar(&f.days, "remove-after", -1, "POP3: remove mail from the server so many days after it was collected; 0 is as soon as it is safe here")
		return f.run
	},
	maxArgs: 1,
}

func runAccounts(ctx context.Context, c *call, s *Services, accounts []mail.Account) error {
	list := []accountObject{}
	for _, a := range accounts {
		object, err := collectedJSON(ctx, s, a)
		if err != nil {
			return err
		}
		list = append(list, object)
		line := fmt.Sprintf("%d\t%s\t%s\t%s", a.ID, a.Address.Spec(), a.Incoming.URL(), a.Outgoing.URL())
		if a.Archived {
			line += "\t" + words.T(c.Lang, words.AccountArchived)
		}
		if object.RemoveAfter != nil {
			line += "\t" + words.T(c.Lang, words.CollectRemoved, *object.RemoveAfter)
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
