package app

import (
	"context"

	"letterbox/app/binder"
	"letterbox/app/command"
	"letterbox/app/diagnose"
	"letterbox/mail"
	"letterbox/mail/dial"
)

// The adapters below fit the house to the interfaces that diagnose declares.

// openDiagnoser is a step of building the house.
func (h *house) openDiagnoser(context.Context, command.Globals) (err error) {
	h.diagnoser, err = diagnose.New(diagnose.Config{
		Verifier: verifier{h.binder}, Network: network{h}, Secrets: secrets{h}, Sender: postman{h},
	})
	return err
}

// openTrace has the last lines of every conversation kept. It costs a microsecond for a line that is kept and less for
// mail, which is not (BenchmarkTrace in mail/dial), so it is always on: a fault need not happen twice to be seen.
func (h *house) openTrace(g command.Globals) {
	if g.Verbose {
		h.trace = dial.NewRecorder(h.log)
		return
	}
	h.trace = dial.NewRecorder(nil)
}

// verifier is the binder, which counts the sign-ins that are refused.
type verifier struct{ binder *binder.Binder }

func (v verifier) Verify(ctx context.Context, account mail.Account, cred mail.Credential, note func(mail.Check)) (mail.Report, error) {
	_, report, err := v.binder.Bind(ctx, binder.Request{
		Address: account.Address, Secret: cred, DryRun: true,
		Candidates: []mail.Candidate{{Provider: account.Provider, Source: "bound", Trusted: true, Incoming: account.Incoming, Outgoing: account.Outgoing}},
	}, note)
	return report, err
}

// network is the dialer of an account's servers.
type network struct{ house *house }

func (n network) Reach(ctx context.Context, s mail.Server) string {
	return n.house.dialerFor(s).Reach(ctx, s)
}

func (n network) Approach(ctx context.Context, s mail.Server, note func(mail.Check)) error {
	return n.house.dialerFor(s).Approach(ctx, s, note)
}

// dialerFor returns the dialer for a server: the demo's servers have an authority of their own.
func (h *house) dialerFor(s mail.Server) *dial.Dialer {
	if dialer := h.demo.dialerFor(s); dialer != nil {
		return dialer
	}
	return h.dialer
}

// secrets opens what stored accounts sign in with, unless the policy refuses the account.
type secrets struct{ house *house }

func (s secrets) Credential(ctx context.Context, account mail.Account) (mail.Credential, error) {
	if err := s.house.permits(account); err != nil {
		return mail.Credential{}, err
	}
	return s.house.vault.credential(ctx, account)
}
