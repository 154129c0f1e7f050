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
	Candidates []mail.Candidate // tried in order; a later one only if no secret was sent to an earlier one
	Consent    bool             // the person agreed to servers that are not trusted
	DryRun     bool             // verify only, keep nothing
}

// Bind verifies and keeps an account. note is called for every change of a check, from two goroutines but never
// at once. The report holds the checks of the candidate that was tried last. Errors are *mail.Problem; a cancelled
// ctx ends it within moments at any stage.
func (b *Binder) Bind(ctx context.Context, request Request, note func(mail.Check)) (mail.Account, mail.Report, error) {
	if err := b.allowed(ctx, request); err != nil {
		return mail.Account{}, mail.Report{}, err
	}
	v := verification{incoming: b.config.Incoming, outgoing: b.config.Outgoing, cred: request.Secret, note: note}
	for i, candidate := range request.Candidates {
		attempt, problem := b.refused.begin(b.config.Now(), candidate.Incoming, candidate.Outgoing)
		if problem != nil {
			return mail.Account{}, mail.Report{}, problem
		}
		session, report := v.run(ctx, candidate)
		b.refused.end(attempt, report)
		problem = report.Problem()
		if problem == nil && ctx.Err() == nil {
			account, err := b.keep(ctx, request, candidate, session)
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

// allowed refuses what must not even be tried.
func (b *Binder) allowed(ctx context.Context, request Request) error {
	bound, err := b.config.Accounts.Accounts(ctx)
	if err != nil {
		return err
	}
	same := func(a mail.Account) bool { return strings.EqualFold(a.Address.Spec(), request.Address.Spec()) }
	if !request.DryRun && slices.ContainsFunc(bound, same) {
		return &mail.Problem{Code: mail.AlreadyBound, Retry: mail.RetryNever}
	}
	for _, c := range request.Candidates {
		if !c.Trusted && !request.Consent {
			return &mail.Problem{Code: mail.ConsentNeeded, Stage: mail.StageDiscover, Server: c.Incoming, Retry: mail.RetryAfterChange}
		}
	}
	return nil
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
func (b *Binder) keep(ctx context.Context, request Request, candidate mail.Candidate, session Session) (mail.Account, error) {
	if request.DryRun {
		return mail.Account{Address: request.Address, Provider: candidate.Provider, Incoming: candidate.Incoming, Outgoing: candidate.Outgoing}, session.Close()
	}
	sealed, err := b.config.Secrets.Seal(ctx, request.Address, request.Secret)
	if err != nil {
		_ = session.Close()
		return mail.Account{}, err
	}
	account, err := b.config.Accounts.Add(ctx, mail.Account{
		Address: request.Address, Label: request.Label, Provider: candidate.Provider,
		Incoming: candidate.Incoming, Outgoing: candidate.Outgoing,
	}, sealed)
	if err != nil {
		_ = session.Close()
		// The person's wish to stop must not leave a key behind.
		_ = b.config.Secrets.Forget(context.WithoutCancel(ctx), request.Address)
		return mail.Account{}, err
	}
	b.config.Adopt(account, session)
	return account, nil
}

// Unbind stops work on an account and removes it, its mail and its key.
func (b *Binder) Unbind(ctx context.Context, account mail.Account) error {
	b.config.Release(account.ID)
	if err := b.config.Accounts.Remove(ctx, account.ID); err != nil {
		return err
	}
	return b.config.Secrets.Forget(ctx, account.Address)
}
