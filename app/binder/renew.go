package binder

import (
	"context"

	"letterbox/mail"
)

// Renew verifies a new secret, and the servers of account if they are others, for an account that is bound. When both
// servers accept it, servers and secret are replaced in one transaction and work on the account begins anew. Mail,
// outbox and key stay; when anything fails, so do the old servers and the old secret. note is called as by Bind.
func (b *Binder) Renew(ctx context.Context, account mail.Account, secret mail.Credential, note func(mail.Check)) (mail.Report, error) {
	if secret.IsZero() {
		return mail.Report{}, noSecret()
	}
	account.Incoming.Auth, account.Outgoing.Auth = secret.Method(), secret.Method()
	candidate := mail.Candidate{Provider: account.Provider, Incoming: account.Incoming, Outgoing: account.Outgoing}
	if err := b.config.Allowed(account.Address, candidate); err != nil {
		return mail.Report{}, err
	}
	attempt, problem := b.refused.begin(b.config.Now(), account.Incoming, account.Outgoing)
	if problem != nil {
		return mail.Report{}, problem
	}
	v := verification{incoming: b.config.Incoming, outgoing: b.config.Outgoing, cred: secret, note: note}
	session, report := v.run(ctx, candidate)
	b.refused.end(attempt, report)
	err := error(nil)
	switch problem := report.Problem(); {
	case ctx.Err() != nil:
		err = mail.ProblemOf(ctx.Err())
	case problem != nil:
		err = problem
	default:
		err = b.replace(ctx, account, secret)
	}
	if err != nil {
		if session != nil {
			_ = session.Close() // nothing is done with it; why is in err
		}
		return report, err
	}
	account.Archived = false
	b.config.Adopt(account, session)
	return report, nil
}

// replace stops work on the account, which uses the old secret, and stores the new one. If that fails, work goes on
// with the old one.
func (b *Binder) replace(ctx context.Context, account mail.Account, secret mail.Credential) error {
	sealed, err := b.config.Secrets.Seal(ctx, account.Address, secret)
	if err != nil {
		return err
	}
	b.config.Release(account.ID)
	renewed := account
	renewed.Archived = false
	err = b.config.Accounts.Renew(ctx, renewed, sealed)
	if err != nil && !account.Archived {
		b.config.Adopt(account, nil)
	}
	return err
}
