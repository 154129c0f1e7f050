package model

import (
	"context"

	"letterbox/mail"
)

// TrustKeeper keeps what was accepted. Its methods may be called from any goroutine; Allowed returns at once.
type TrustKeeper interface {
	// List returns all that was accepted, whether it counts or not.
	List(ctx context.Context) (mail.Trust, error)
	// Allowed returns nil where what was accepted for a host counts.
	Allowed(host string) error
	// AddAuthorities lets certificates vouch for a host.
	AddAuthorities(ctx context.Context, host string, chain mail.Chain) error
	RemovePin(ctx context.Context, host string, port int) error
	RemoveAuthority(ctx context.Context, host string, fingerprint mail.Fingerprint) error
}

// Exception is one thing that was accepted for one host: a certificate, or an authority.
type Exception struct {
	Host        string
	Port        int // of a certificate; 0 for an authority
	Certificate mail.Certificate
	Pin         *mail.Pin // nil for an authority
	Counts      bool      // false where exceptions are not allowed any more
}

// TrustListState is what was accepted.
type TrustListState struct {
	Loading    bool
	Exceptions []Exception
	Problem    *mail.Problem
	Forbidden  *mail.Problem   // why nothing can be added; nil where it can
	Adding     *AuthorityOffer // nil while nothing is being added
}

// TrustList shows what was accepted, and takes it back. It belongs to the UI goroutine.
type TrustList struct {
	scope   *Scope
	keeper  TrustKeeper
	state   TrustListState
	changed func(TrustListState)
	work    slot
	reading slot
}

// NewTrustList reads what was accepted.
func NewTrustList(scope *Scope, keeper TrustKeeper) *TrustList {
	l := &TrustList{scope: scope, keeper: keeper, changed: func(TrustListState) {}}
	l.state.Loading, l.state.Forbidden = true, mail.ProblemOf(keeper.Allowed(""))
	l.read(func(context.Context) error { return nil })
	return l
}

// Observe sets who draws the state and has it drawn at once.
func (l *TrustList) Observe(changed func(TrustListState)) {
	l.changed = changed
	changed(l.state)
}

// Close ends what is under way.
func (l *TrustList) Close() {
	l.work.stop()
	l.reading.stop()
	l.changed = func(TrustListState) {}
}

// Remove takes one thing back.
func (l *TrustList) Remove(e Exception) {
	if l.work.busy() {
		return
	}
	l.read(func(ctx context.Context) error {
		if e.Pin != nil {
			return l.keeper.RemovePin(ctx, e.Host, e.Port)
		}
		return l.keeper.RemoveAuthority(ctx, e.Host, e.Certificate.SHA256)
	})
}

// read does something and then reads what is accepted.
func (l *TrustList) read(before func(context.Context) error) {
	run(l.scope, &l.work,
		func(ctx context.Context) (mail.Trust, error) {
			failed := before(ctx)
			all, err := l.keeper.List(ctx)
			if failed != nil {
				err = failed
			}
			return all, err
		},
		func(all mail.Trust, err error) {
			l.state = TrustListState{Exceptions: l.exceptions(all), Problem: mail.ProblemOf(err), Forbidden: l.state.Forbidden, Adding: l.state.Adding}
			l.changed(l.state)
		})
}

func (l *TrustList) exceptions(all mail.Trust) []Exception {
	var list []Exception
	for _, p := range all.Pins {
		if c, err := mail.ReadCertificate(p.DER); err == nil {
			list = append(list, Exception{Host: p.Host, Port: p.Port, Certificate: c, Pin: &p, Counts: l.keeper.Allowed(p.Host) == nil})
		}
	}
	for _, a := range all.Authorities {
		if c, err := mail.ReadCertificate(a.DER); err == nil {
			list = append(list, Exception{Host: a.Host, Certificate: c, Counts: l.keeper.Allowed(a.Host) == nil})
		}
	}
	return list
}
