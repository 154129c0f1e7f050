package model

import (
	"context"
	"errors"
	"strings"
	"time"

	"letterbox/mail"
)

// SignInState is a sign-in on its way.
type SignInState struct {
	Wait     SignInWait    // how the person can go on; zero until that is known
	Left     time.Duration // until the attempt ends by itself; 0 while that is not known
	Device   bool          // by a code on another device
	SignedIn string        // on PageOther: who signed in instead of the address
}

// What a sign-in of somebody else is known by.
const (
	classOtherAccount = "OAUTH_MAILBOX_MISMATCH"
	factSignedIn      = "signed-in"
)

// identity is whom a sign-in proves something of, and what for.
type identity struct {
	address  string
	provider mail.ProviderID
	incoming mail.Protocol
}

// proof is the fruit of a sign-in.
type proof struct {
	of         identity
	credential mail.Credential
}

// wanted returns what a sign-in has to prove now.
func (w *Wizard) wanted() identity {
	address, err := mail.ParseAddress(w.state.Address)
	if err != nil {
		return identity{}
	}
	return identity{strings.ToLower(address.Spec()), w.state.Provider.ID, w.state.Candidate.Incoming.Protocol}
}

// beginSignIn looks at the registration first: without one there is nothing to sign in to.
func (w *Wizard) beginSignIn() {
	w.lookUp(func() {
		if w.state.Registration.ClientID == "" {
			w.state.Page = PageRegister
			return
		}
		w.askToSignIn()
	})
}

// lookUp reads the registration and goes on with then.
func (w *Wizard) lookUp(then func()) {
	if w.signIn == nil {
		w.fail(&mail.Problem{
			Code: mail.Unknown, Stage: mail.StageSignIn, Retry: mail.RetryNever, Err: errors.New("there is no sign-in by browser"),
		}, mail.Report{})
		return
	}
	w.state.Page = PageSignIn
	w.state.SignIn = SignInState{Device: w.state.SignIn.Device}
	provider := w.state.Provider.ID
	run(w.scope, &w.signing,
		func(ctx context.Context) (Registration, error) { return w.signIn.Registration(ctx, provider) },
		func(r Registration, err error) {
			if err != nil {
				w.fail(mail.ProblemOf(err), mail.Report{})
				w.show()
				return
			}
			w.state.Registration = r
			w.state.Registered = Registration{ClientID: r.ClientID, Tenant: r.Tenant, Secret: r.Secret}
			then()
			w.show()
		})
}

// OpenRegistration shows under which name Letterbox is known to the provider's sign-in, to be entered or changed.
func (w *Wizard) OpenRegistration() {
	w.lookUp(func() { w.state.Page = PageRegister })
	w.show()
}

// SetRegistration takes what is typed of ClientID, Tenant and Secret.
func (w *Wizard) SetRegistration(r Registration) {
	if w.state.Registration.Locked {
		return
	}
	w.state.Registered = Registration{ClientID: r.ClientID, Tenant: r.Tenant, Secret: r.Secret}
	w.show()
}

// register keeps what was typed, and goes on to the sign-in where the account is known.
func (w *Wizard) register() {
	provider, r := w.state.Provider.ID, w.state.Registered
	run(w.scope, &w.signing,
		func(ctx context.Context) (struct{}, error) { return struct{}{}, w.signIn.Register(ctx, provider, r) },
		func(_ struct{}, err error) {
			if err != nil {
				w.fail(mail.ProblemOf(err), mail.Report{})
				w.show()
				return
			}
			w.proof = proof{}
			w.state.Page = PageCredentials
			w.leaveForms()
			w.show()
		})
}

// askToSignIn opens the browser, or asks for a code.
func (w *Wizard) askToSignIn() {
	address, err := mail.ParseAddress(w.state.Address)
	if err != nil {
		w.state.AddressProblem, w.state.Page = err, PageCredentials
		return
	}
	w.state.Page = PageSignIn
	w.state.SignIn = SignInState{Device: w.state.SignIn.Device && w.state.Registration.Device}
	of := w.wanted()
	request := SignInRequest{
		Address: address, Provider: of.provider, Incoming: of.incoming, Device: w.state.SignIn.Device, Language: w.language(),
	}
	runTelling(w.scope, &w.signing,
		func(ctx context.Context, tell func(SignInWait)) (mail.Credential, error) {
			return w.signIn.SignIn(ctx, request, tell)
		},
		w.waits,
		func(secret mail.Credential, err error) { w.signedIn(of, secret, err) })
}

func (w *Wizard) language() string {
	if w.speaks == nil {
		return "en"
	}
	return w.speaks()
}

// waits shows how the person can go on, and counts down.
func (w *Wizard) waits(wait SignInWait) {
	w.state.SignIn.Wait = wait
	w.count()
	w.show()
	if wait.Until.IsZero() {
		w.countdown.stop()
		return
	}
	runTelling(w.scope, &w.countdown,
		func(ctx context.Context, tell func(struct{})) (struct{}, error) {
			return struct{}{}, everySecond(ctx, wait.Until, func() { tell(struct{}{}) })
		},
		func(struct{}) {
			w.count()
			w.changed(w.state)
		},
		func(struct{}, error) {})
}

// everySecond calls f each second until a time, or until ctx ends.
func everySecond(ctx context.Context, until time.Time, f func()) error {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for time.Until(until) > 0 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-second.C:
			f()
		}
	}
	return nil
}

func (w *Wizard) count() {
	w.state.SignIn.Left = 0
	if until := w.state.SignIn.Wait.Until; !until.IsZero() {
		w.state.SignIn.Left = max(time.Until(until).Round(time.Second), 0)
	}
}

func (w *Wizard) signedIn(of identity, secret mail.Credential, err error) {
	w.countdown.stop()
	w.state.SignIn.Wait, w.state.SignIn.Left = SignInWait{}, 0
	problem := mail.ProblemOf(err)
	switch {
	case problem == nil && secret.IsZero():
		w.fail(&mail.Problem{Code: mail.SecretMissing, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange}, mail.Report{})
	case problem == nil:
		w.proof = proof{of, secret}
		w.verify()
	case problem.Class == classOtherAccount && !secret.IsZero():
		w.proof = proof{credential: secret} // of nobody until the person decides
		w.state.SignIn.SignedIn, _, _ = strings.Cut(problem.Facts[factSignedIn], ", ")
		w.state.Page = PageOther
	case problem.Code == mail.Canceled:
		w.state.Page = w.formPage()
	default:
		w.fail(problem, mail.Report{})
	}
	w.show()
}

// stopSignIn gives the sign-in up.
func (w *Wizard) stopSignIn() {
	w.signing.stop()
	w.countdown.stop()
	w.state.SignIn = SignInState{Device: w.state.SignIn.Device}
}

// SignInAgain signs in from the beginning, whatever was proved before.
func (w *Wizard) SignInAgain() {
	w.stopSignIn()
	w.proof = proof{}
	w.leaveForms()
	w.show()
}

// SignInOnDevice changes between the browser of this computer and a code on another device.
func (w *Wizard) SignInOnDevice(device bool) {
	w.stopSignIn()
	w.state.SignIn.Device = device
	w.askToSignIn()
	w.show()
}

// UseSignedIn takes the address of who did sign in, and goes on with it.
func (w *Wizard) UseSignedIn() {
	if w.state.Page != PageOther || w.state.SignIn.SignedIn == "" || w.renews() {
		return
	}
	w.setAddress(w.state.SignIn.SignedIn)
	w.state.Query = w.state.Address
	w.goOnAsSignedIn()
}

// UseTyped keeps the address that was typed: who signed in has it as a second address, or may read its mail.
func (w *Wizard) UseTyped() {
	if w.state.Page == PageOther {
		w.goOnAsSignedIn()
	}
}

func (w *Wizard) goOnAsSignedIn() {
	w.settleProvider()
	w.settleServers()
	w.proof.of = w.wanted()
	w.leaveForms()
	w.show()
}
