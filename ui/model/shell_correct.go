package model

import (
	"context"

	"letterbox/mail"
)

// Rerouter is an Accounts that can try other servers with the secret it has. Its methods may be called from any
// goroutine.
type Rerouter interface {
	// Reroute verifies the servers of a bound account with its own secret, and keeps them if they accept it.
	Reroute(ctx context.Context, account mail.Account) error
}

// CanCorrect reports whether servers can be corrected without asking for the secret.
func (s *Shell) CanCorrect() bool {
	_, can := s.config.Accounts.(Rerouter)
	return can
}

// CorrectServer takes a server in place of the one of an account that failed, keeps the user name, and tries it. Where
// that fails the person sees the servers and can change them.
func (s *Shell) CorrectServer(id mail.AccountID, right mail.Server) {
	account, ok := s.settings.account(id)
	rerouter, can := s.config.Accounts.(Rerouter)
	if !ok || !can || s.correcting.busy() {
		return
	}
	account.Incoming, account.Outgoing = replaced(account.Incoming, account.Outgoing, right)
	run(s.config.Scope, &s.correcting,
		func(ctx context.Context) (struct{}, error) { return struct{}{}, rerouter.Reroute(ctx, account) },
		func(_ struct{}, err error) {
			if err != nil && !mail.IsCanceled(err) {
				s.RenewAccount(id)
				return
			}
			s.Refresh()
		})
}

// replaced puts right in the place of the server with its protocol. Where it is the sister of that, the other server
// moves along.
func replaced(incoming, outgoing, right mail.Server) (in, out mail.Server) {
	failed, other := &incoming, &outgoing
	if right.Protocol == mail.Submission {
		failed, other = other, failed
	}
	if sister := mail.SisterHost(other.Host); sister != "" && right.Host == mail.SisterHost(failed.Host) {
		other.Host = sister
	}
	failed.Host, failed.Port, failed.Security = right.Host, right.Port, right.Security
	return incoming, outgoing
}
