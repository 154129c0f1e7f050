package binder

import (
	"context"
	"errors"
	"slices"
	"testing"

	"letterbox/mail"
)

// world is every port of a Binder, with what happened written down.
type world struct {
	log      []string
	bound    []mail.Account
	incoming func(ctx context.Context, s mail.Server, note func(mail.Check)) error
	outgoing error
	addError error
}

type openSession struct{ w *world }

func (s openSession) Close() error { s.w.log = append(s.w.log, "close"); return nil }

type (
	incomingPort struct{ w *world }
	outgoingPort struct{ w *world }
	accountsPort struct{ w *world }
	secretsPort  struct{ w *world }
	discoverPort struct{}
)

func (p incomingPort) Verify(ctx context.Context, s mail.Server, _ mail.Credential, note func(mail.Check)) (Session, error) {
	if p.w.incoming != nil {
		if err := p.w.incoming(ctx, s, note); err != nil {
			return nil, err
		}
	}
	return openSession(p), nil
}

func (p outgoingPort) Verify(_ context.Context, s mail.Server, _ mail.Credential, _ func(mail.Check)) error {
	return p.w.outgoing
}

func (p accountsPort) Accounts(context.Context) ([]mail.Account, error) { return p.w.bound, nil }

func (p accountsPort) Add(_ context.Context, a mail.Account, _ []byte) (mail.Account, error) {
	if p.w.addError != nil {
		return mail.Account{}, p.w.addError
	}
	a.ID = 1
	p.w.bound = append(p.w.bound, a)
	return a, nil
}

func (p accountsPort) Renew(_ context.Context, a mail.Account, _ []byte) error {
	if p.w.addError != nil {
		return p.w.addError
	}
	p.w.log = append(p.w.log, "renew")
	p.w.bound[0] = a
	return nil
}

func (p accountsPort) Remove(context.Context, mail.AccountID) error { p.w.bound = nil; return nil }
func (p accountsPort) Archive(context.Context, mail.AccountID) error {
	p.w.bound[0].Archived = true
	return nil
}

func (p secretsPort) Seal(context.Context, mail.Address, mail.Credential) ([]byte, error) {
	p.w.log = append(p.w.log, "seal")
	return []byte("sealed"), nil
}

func (p secretsPort) Forget(context.Context, mail.Address) error {
	p.w.log = append(p.w.log, "forget")
	return nil
}

func (discoverPort) Discover(context.Context, mail.Address, mail.ProviderID) ([]mail.Candidate, error) {
	return nil, nil
}

func (w *world) binder(t *testing.T) *Binder {
	t.Helper()
	b, err := New(Config{
		Discover: discoverPort{}, Incoming: incomingPort{w}, Outgoing: outgoingPort{w}, Accounts: accountsPort{w}, Secrets: secretsPort{w},
		Adopt:   func(mail.Account, Session) { w.log = append(w.log, "adopt") },
		Release: func(mail.AccountID) { w.log = append(w.log, "release") },
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func candidate(host string) mail.Candidate {
	in := mail.Server{Protocol: mail.IMAP, Host: host, Port: 993, Security: mail.TLS, Auth: mail.PasswordAuth}
	out := mail.Server{Protocol: mail.Submission, Host: host, Port: 465, Security: mail.TLS, Auth: mail.PasswordAuth}
	return mail.Candidate{Source: "typed", Trusted: true, Incoming: in, Outgoing: out}
}

func request(candidates ...mail.Candidate) Request {
	return Request{Address: mail.Address{Local: "ada", Domain: "corp.example"}, Secret: mail.Password("pw"), Candidates: candidates}
}

func quiet(mail.Check) {}

func (w *world) expect(t *testing.T, log ...string) {
	t.Helper()
	if !slices.Equal(w.log, log) {
		t.Errorf("happened %v, want %v", w.log, log)
	}
}

func TestBindKeepsKeyThenAccountThenHandsTheSessionOn(t *testing.T) {
	w := &world{}
	account, report, err := w.binder(t).Bind(t.Context(), request(candidate("a")), quiet)
	if err != nil || account.ID == 0 || report.Problem() != nil {
		t.Fatalf("account %v, report %v, error %v", account, report, err)
	}
	w.expect(t, "seal", "adopt")
}

func TestNothingIsKeptWhenOneServerRefuses(t *testing.T) {
	w := &world{outgoing: &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate}}
	_, report, err := w.binder(t).Bind(t.Context(), request(candidate("a")), quiet)
	if mail.ProblemOf(err).Code != mail.AuthRejected || report.Problem() == nil || len(w.bound) != 0 {
		t.Errorf("error %v, report %v, bound %v", err, report, w.bound)
	}
	w.expect(t, "close")
}

func TestKeyIsRemovedWhenTheAccountCannotBeStored(t *testing.T) {
	w := &world{addError: &mail.Problem{Code: mail.DiskFull}}
	_, _, err := w.binder(t).Bind(t.Context(), request(candidate("a")), quiet)
	if mail.ProblemOf(err).Code != mail.DiskFull {
		t.Errorf("error %v", err)
	}
	w.expect(t, "seal", "close", "forget")
}

func TestNextCandidateOnlyBeforeASecretWasSent(t *testing.T) {
	for _, c := range []struct {
		stage mail.Stage
		tried int
	}{{mail.StageConnect, 2}, {mail.StageSecure, 2}, {mail.StageAuthenticate, 1}, {mail.StageOpen, 1}} {
		tried := 0
		w := &world{incoming: func(_ context.Context, s mail.Server, note func(mail.Check)) error {
			tried++
			p := &mail.Problem{Code: mail.Refused, Stage: c.stage, Server: s}
			note(mail.Check{Server: mail.IMAP, Stage: c.stage, Status: mail.CheckFailed, Problem: p})
			return p
		}}
		if _, _, err := w.binder(t).Bind(t.Context(), request(candidate("a"), candidate("b")), quiet); err == nil {
			t.Error("bound")
		}
		if tried != c.tried {
			t.Errorf("failure at %s: tried %d candidates, want %d", c.stage, tried, c.tried)
		}
	}
}

func TestUntrustedServersNeedConsent(t *testing.T) {
	w := &world{}
	found := candidate("a")
	found.Trusted = false
	r := request(found)
	if _, _, err := w.binder(t).Bind(t.Context(), r, quiet); mail.ProblemOf(err).Code != mail.ConsentNeeded {
		t.Errorf("error %v", err)
	}
	r.Consent = true
	if _, _, err := w.binder(t).Bind(t.Context(), r, quiet); err != nil {
		t.Errorf("with consent: %v", err)
	}
}

func TestCancelledBindKeepsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w := &world{incoming: func(context.Context, mail.Server, func(mail.Check)) error { cancel(); return nil }}
	_, _, err := w.binder(t).Bind(ctx, request(candidate("a")), quiet)
	if !mail.IsCanceled(err) {
		t.Errorf("error %v", err)
	}
	w.expect(t, "close")
}

func TestSecondBindingOfAnAddressIsRefused(t *testing.T) {
	w := &world{}
	b := w.binder(t)
	if _, _, err := b.Bind(t.Context(), request(candidate("a")), quiet); err != nil {
		t.Fatal(err)
	}
	_, _, err := b.Bind(t.Context(), request(candidate("a")), quiet)
	if mail.ProblemOf(err).Code != mail.AlreadyBound {
		t.Errorf("error %v", err)
	}
}

func TestUnbindStopsWorkFirst(t *testing.T) {
	w := &world{bound: []mail.Account{{ID: 1}}}
	if err := w.binder(t).Unbind(t.Context(), mail.Account{ID: 1}, false); err != nil || len(w.bound) != 0 {
		t.Error(err, w.bound)
	}
	w.expect(t, "release", "forget")
}

func TestUnbindKeepsMailWhenAsked(t *testing.T) {
	w := &world{bound: []mail.Account{{ID: 1}}}
	if err := w.binder(t).Unbind(t.Context(), mail.Account{ID: 1}, true); err != nil || len(w.bound) != 1 || !w.bound[0].Archived {
		t.Error(err, w.bound)
	}
	w.expect(t, "release", "forget")
	if err := w.binder(t).Unbind(t.Context(), w.bound[0], false); err != nil || len(w.bound) != 0 {
		t.Error(err, w.bound)
	}
	w.expect(t, "release", "forget", "release") // the key is gone already
}

func TestNewWantsEveryPort(t *testing.T) {
	if _, err := New(Config{}); err == nil || errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
