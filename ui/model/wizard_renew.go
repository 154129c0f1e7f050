package model

import (
	"context"

	"letterbox/mail"
)

// beginRenewal begins at the page for the secret of an account that is bound. Its address stays.
func (w *Wizard) beginRenewal(a mail.Account) {
	w.returns = true
	w.chosen = a.Provider
	w.state.Address = a.Address.Spec()
	w.state.Renewing = a
	w.state.Page, w.origin = PageCredentials, PageCredentials
}

// renews reports whether a bound account gets a new secret.
func (w *Wizard) renews() bool { return w.state.Renewing.ID != 0 }

// kindOfRenewal returns what the account is asked for: as it signs in now, with the provider's other way besides.
func (w *Wizard) kindOfRenewal() (now, besides mail.SecretKind) {
	p := w.state.Provider
	if w.state.Renewing.Incoming.Auth == mail.OAuth2 {
		if p.Secret == mail.BrowserSignIn {
			return mail.BrowserSignIn, p.Besides
		}
		return mail.BrowserSignIn, ""
	}
	if p.Secret == mail.BrowserSignIn {
		if p.Besides == "" {
			return mail.LoginPassword, mail.BrowserSignIn
		}
		return p.Besides, mail.BrowserSignIn
	}
	return p.Secret, p.Besides
}

// candidateOf returns the servers of an account.
func candidateOf(a mail.Account) mail.Candidate {
	return mail.Candidate{Provider: a.Provider, Trusted: true, Incoming: a.Incoming, Outgoing: a.Outgoing}
}

// renew has a new secret checked and kept for the bound account.
func (w *Wizard) renew(ctx context.Context, b Binding, tell func(mail.Check)) (bound, error) {
	a := w.state.Renewing
	a.Incoming, a.Outgoing = b.Candidate.Incoming, b.Candidate.Outgoing
	report, err := w.accounts.Renew(ctx, a, b.Secret, tell)
	return bound{a, report}, err
}
