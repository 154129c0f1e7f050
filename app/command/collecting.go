package command

import (
	"context"

	"letterbox/mail"
)

// collectFlags say what becomes of collected mail on the server of a maildrop.
type collectFlags struct {
	leave bool
	days  int // -1: nothing is said
}

// mostDays is how long mail may be asked to stay before it is removed.
const mostDays = 3650

func (f *collectFlags) run(ctx context.Context, c *call) error {
	switch {
	case f.leave && f.days >= 0:
		return usage("--leave-on-server and --remove-after exclude each other")
	case f.days < -1 || f.days > mostDays:
		return usage("--remove-after takes a number of days up to 3650")
	case (f.leave || f.days >= 0) && len(c.args) == 0:
		return usage("name the account whose mail is left or removed")
	}
	s, err := c.open(ctx, c.Globals)
	if err != nil {
		return err
	}
	defer s.Close()
	accounts, err := s.accounts(ctx, firstOf(c.args))
	if err != nil {
		return err
	}
	if f.leave || f.days >= 0 {
		if err := f.set(ctx, s, accounts[0]); err != nil {
			return err
		}
	}
	return runAccounts(ctx, c, s, accounts)
}

// set stores the choice. Only a maildrop is emptied by collecting from it: on other servers mail is deleted by itself.
func (f *collectFlags) set(ctx context.Context, s *Services, account mail.Account) error {
	if account.Incoming.Protocol != mail.POP3 {
		return usage(account.Address.Spec() + " is not read by POP3")
	}
	rule := mail.Collecting{}
	if !f.leave {
		rule = mail.Collecting{Remove: true, Days: f.days}
	}
	return s.Store.SetCollecting(ctx, account.ID, rule)
}

// collectedJSON is accountJSON with what becomes of collected mail.
func collectedJSON(ctx context.Context, s *Services, account mail.Account) (accountObject, error) {
	object := accountJSON(account)
	if account.Incoming.Protocol != mail.POP3 {
		return object, nil
	}
	rule, err := s.Store.Collecting(ctx, account.ID)
	if err == nil && rule.Remove {
		object.RemoveAfter = &rule.Days
	}
	return object, err
}
