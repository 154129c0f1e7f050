package binder

import (
	"context"
	"testing"

	"letterbox/mail"
)

// tokens are a sign-in in the browser.
type tokens struct{}

func (tokens) Token(context.Context) (string, error) { return "access", nil }

// lived is a world in which ada is bound by a password.
func lived() *world {
	c := candidate("a")
	return &world{bound: []mail.Account{{ID: 7, Address: mail.Address{Local: "ada", Domain: "corp.example"}, Label: "Work", Incoming: c.Incoming, Outgoing: c.Outgoing}}}
}

func TestRenewVerifiesThenReplacesAndBeginsAnew(t *testing.T) {
	w := lived()
	asked := mail.AuthMethod("")
	w.incoming = func(_ context.Context, s mail.Server, _ func(mail.Check)) error { asked = s.Auth; return nil }
	report, err := w.binder(t).Renew(t.Context(), w.bound[0], mail.Tokens(tokens{}), quiet)
	if err != nil || report.Problem() != nil {
		t.Fatal(report, err)
	}
	w.expect(t, "seal", "release", "renew", "adopt")
	if a := w.bound[0]; asked != mail.OAuth2 || a.Incoming.Auth != mail.OAuth2 || a.Outgoing.Auth != mail.OAuth2 || a.ID != 7 || a.Label != "Work" {
		t.Errorf("asked for %v, kept %+v", asked, a)
	}
}

func TestRenewChangesNothingWhenItFails(t *testing.T) {
	refused := &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate}
	for name, c := range map[string]struct {
		change func(*world)
		code   mail.Code
		log    []string
	}{
		"refused":     {func(w *world) { w.outgoing = refused }, mail.AuthRejected, []string{"close"}},
		"not stored":  {func(w *world) { w.addError = &mail.Problem{Code: mail.DiskFull} }, mail.DiskFull, []string{"seal", "release", "adopt", "close"}},
		"not a thing": {func(w *world) { w.bound[0].Archived, w.addError = true, &mail.Problem{Code: mail.DiskFull} }, mail.DiskFull, []string{"seal", "release", "close"}},
	} {
		w := lived()
		c.change(w)
		before := w.bound[0]
		_, err := w.binder(t).Renew(t.Context(), before, mail.Password("new"), quiet)
		if mail.ProblemOf(err).Code != c.code || w.bound[0] != before {
			t.Errorf("%s: %v, %+v", name, err, w.bound[0])
		}
		w.expect(t, c.log...)
	}
}

func TestCancelledRenewChangesNothing(t *testing.T) {
	w := lived()
	ctx, cancel := context.WithCancel(t.Context())
	w.incoming = func(context.Context, mail.Server, func(mail.Check)) error { cancel(); return nil }
	if _, err := w.binder(t).Renew(ctx, w.bound[0], mail.Password("new"), quiet); !mail.IsCanceled(err) {
		t.Errorf("error %v", err)
	}
	w.expect(t, "close")
}

func TestArchivedAccountComesBackToLife(t *testing.T) {
	w := lived()
	w.bound[0].Archived = true
	account, _, err := w.binder(t).Bind(t.Context(), request(candidate("b")), quiet)
	if err != nil {
		t.Fatal(err)
	}
	w.expect(t, "seal", "renew", "adopt")
	if len(w.bound) != 1 || account != w.bound[0] || account.ID != 7 || account.Archived || account.Label != "Work" || account.Incoming.Host != "b" {
		t.Errorf("bound %+v", w.bound)
	}
}

func TestArchivedAccountStaysWhenBindingFails(t *testing.T) {
	w := lived()
	w.bound[0].Archived = true
	w.addError = &mail.Problem{Code: mail.DiskFull}
	if _, _, err := w.binder(t).Bind(t.Context(), request(candidate("a")), quiet); mail.ProblemOf(err).Code != mail.DiskFull {
		t.Errorf("error %v", err)
	}
	w.expect(t, "seal", "close", "forget") // it has no key of its own
	if !w.bound[0].Archived {
		t.Error("it is not archived any more")
	}
}

func TestNoServerIsAskedWithoutASecret(t *testing.T) {
	w := lived()
	w.incoming = func(context.Context, mail.Server, func(mail.Check)) error { t.Error("asked"); return nil }
	b := w.binder(t)
	r := request(candidate("a"))
	r.Address.Local, r.Secret = "bo", mail.Credential{}
	if _, _, err := b.Bind(t.Context(), r, quiet); mail.ProblemOf(err).Code != mail.SecretMissing {
		t.Errorf("bind: %v", err)
	}
	if _, err := b.Renew(t.Context(), w.bound[0], mail.Credential{}, quiet); mail.ProblemOf(err).Code != mail.SecretMissing {
		t.Errorf("renew: %v", err)
	}
	w.expect(t)
}

func TestAllowsSaysWhatBindWouldRefuse(t *testing.T) {
	w := lived()
	b := w.binder(t)
	if err := b.Allows(t.Context(), request(candidate("a"))); mail.ProblemOf(err).Code != mail.AlreadyBound {
		t.Errorf("error %v", err)
	}
	w.bound[0].Archived = true
	untrusted := candidate("a")
	untrusted.Trusted = false
	if err := b.Allows(t.Context(), request(untrusted)); mail.ProblemOf(err).Code != mail.ConsentNeeded {
		t.Errorf("error %v", err)
	}
	if err := b.Allows(t.Context(), Request{Address: request().Address}); err != nil {
		t.Errorf("error %v", err)
	}
}

func TestNoFallBackToAnotherProtocol(t *testing.T) {
	w := &world{}
	var asked []mail.Protocol
	w.incoming = func(_ context.Context, s mail.Server, note func(mail.Check)) error {
		asked = append(asked, s.Protocol)
		p := &mail.Problem{Code: mail.Refused, Stage: mail.StageConnect, Server: s}
		note(mail.Check{Server: s.Protocol, Stage: mail.StageConnect, Status: mail.CheckFailed, Problem: p})
		return p
	}
	pop := candidate("b")
	pop.Incoming.Protocol = mail.POP3
	given := []mail.Candidate{candidate("a"), pop, candidate("c")}
	if _, _, err := w.binder(t).Bind(t.Context(), request(given...), quiet); mail.ProblemOf(err).Code != mail.Refused {
		t.Errorf("error %v", err)
	}
	if len(asked) != 2 || asked[0] != mail.IMAP || asked[1] != mail.IMAP || given[1].Incoming.Protocol != mail.POP3 {
		t.Errorf("asked %v", asked)
	}
}
