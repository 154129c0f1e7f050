package binder

import (
	"context"
	"slices"
	"strings"

	"letterbox/mail"
)

// Request is what the person entered.
type Request struct {
	Address    mail.Address
	Label      string
	Secret     mail.Credential
	Candidates []mail.Candidate // tried in order; a later one only if it is read by the same protocol and no secret was sent to an earlier one
	Consent    bool             // the person agreed to servers that are not trusted
	DryRun     bool             // verify only, keep nothing
}

// Bind verifies and keeps an account. note is called for every change of a check, from two goroutines but never
// at once. The report holds the checks of the candidate that was tried last. Errors are *mail.Problem; a cancelled
// ctx ends it within moments at any stage.
func (b *Binder) Bind(ctx context.Context, request Request, note func(mail.Check)) (mail.Account, mail.Report, error) {
	if request.Secret.IsZero() {
		return mail.Account{}, mail.Report{}, noSecret()
	}
	archived, err := b.allowed(ctx, request)
	if err != nil {
		return mail.Account{}, mail.Report{}, err
	}
	request.Candidates = slices.DeleteFunc(slices.Clone(request.Candidates), func(c mail.Candidate) bool {
		return c.Incoming.Protocol != request.Candidates[0].Incoming.Protocol
	})
	v := verification{incoming: b.config.Incoming, outgoing: b.config.Outgoing, cred: request.Secret, note: note}
	for i, candidate := range request.Candidates {
		candidate.Incoming.Auth, candidate.Outgoing.Auth = request.Secret.Method(), request.Secret.Method()
		attempt, problem := b.refused.begin(b.config.Now(), candidate.Incoming, candidate.Outgoing)
		if problem != nil {
			return mail.Account{}, mail.Report{}, problem
		}
		session, report := v.run(ctx, candidate)
		b.refused.end(attempt, report)
		problem = report.Problem()
		if problem == nil && ctx.Err() == nil {
			account, err := b.keep(ctx, request, candidate, session, archived)
			return account, report, err
		}
		if session != nil {
			_ = session.Close()
		}
		if ctx.Err() != nil {
			return mail.Account{}, report, mail.ProblemOf(ctx.Err())
		}
		if i == len(request.Candidates)-1 || !beforeSecret(report) {
			return mail.Account{}, report, problem
		}
	}
	return mail.Account{}, mail.Report{}, &mail.Problem{Code: mail.NothingFound, Stage: mail.StageDiscover, Retry: mail.RetryAfterChange}
}

// Allows says before a person signs in anywhere whether Bind would refuse the request whatever its secret is.
func (b *Binder) Allows(ctx context.Context, request Request) error {
	_, err := b.allowed(ctx, request)
	return err
}

// allowed refuses what must not even be tried. An account of the address whose mail was kept when it was unbound is
// returned: it comes back to life.
func (b *Binder) allowed(ctx context.Context, request Request) (archived *mail.Account, err error) {
	bound, err := b.config.Accounts.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	same := func(a mail.Account) bool { return strings.EqualFold(a.Address.Spec(), request.Address.Spec()) }
	if i := slices.IndexFunc(bound, same); i >= 0 && !request.DryRun {
		if !bound[i].Archived {
			return nil, &mail.Problem{Code: mail.AlreadyBound, Retry: mail.RetryNever}
		}
		archived = &bound[i]
	}
	for _, c := range request.Candidates {
		if err := b.config.Allowed(request.Address, c); err != nil {
			return nil, err
		}
		if !c.Trusted && !request.Consent {
			return nil, &mail.Problem{Code: mail.ConsentNeeded, Stage: mail.StageDiscover, Server: c.Incoming, Retry: mail.RetryAfterChange}
		}
	}
	return archived, nil
}

func noSecret() *mail.Problem {
	return &mail.Problem{Code: mail.SecretMissing, Stage: mail.StageAuthenticate, Retry: mail.RetryAfterChange}
}

// beforeSecret reports that every failure came before a secret was sent, so that the next candidate may be tried
// without spending one of the person's attempts.
func beforeSecret(report mail.Report) bool {
	early := []mail.Stage{mail.StageResolve, mail.StageConnect, mail.StageSecure, mail.StageGreet}
	for _, c := range report.Checks {
		if c.Stage == mail.StageAuthenticate && c.Status != mail.CheckSkipped {
			return false
		}
		if c.Problem != nil && !slices.Contains(early, c.Stage) {
			return false
		}
	}
	return true
}

// keep stores the account: key, then account and sealed secret in one transaction. A key without an account is
// removed again.
func (b *Binder) keep(ctx context.Context, request Request, candidate mail.Candidate, session Session, archived *mail.Account) (mail.Account, error) {
	account := mail.Account{
		Address: request.Address, Label: request.Label, Provider: candidate.Provider,
		Incoming: candidate.Incoming, Outgoing: candidate.Outgoing,
	}
	if request.DryRun {
		return account, session.Close()
	}
	sealed, err := b.config.Secrets.Seal(ctx, request.Address, request.Secret)
	if err != nil {
		_ = session.Close()
		return mail.Account{}, err
	}
	account, err = b.store(ctx, account, sealed, archived)
	if err != nil {
		_ = session.Close()
		// The person's wish to stop must not leave a key behind.
		_ = b.config.Secrets.Forget(context.WithoutCancel(ctx), request.Address)
		return mail.Account{}, err
	}
	b.config.Adopt(account, session)
	return account, nil
}

// store adds the account, or gives its servers and its secret to the archived one.
func (b *Binder) store(ctx context.Context, account mail.Account, sealed []byte, archived *mail.Account) (mail.Account, error) {
	if archived == nil {
		return b.config.Accounts.Add(ctx, account, sealed)
	}
	revived := *archived
	revived.Archived = false
	revived.Provider, revived.Incoming, revived.Outgoing = account.Provider, account.Incoming, account.Outgoing
	if account.Label != "" {
		revived.Label = account.Label
	}
	return revived, b.config.Accounts.Renew(ctx, revived, sealed)
}

// Unbind stops work on an account and removes its secret and its key, and its mail unless that is to be kept: then
// the account stays as an archived one.
func (b *Binder) Unbind(ctx context.Context, account mail.Account, keepMail bool) error {
	b.config.Release(account.ID)
	remove := b.config.Accounts.Remove
	if keepMail {
		remove = b.config.Accounts.Archive
	}
	if err := remove(ctx, account.ID); err != nil {
		return err
	}
	if account.Archived {
		return nil // its key went when it was archived
	}
	return b.config.Secrets.Forget(ctx, account.Address)
}
