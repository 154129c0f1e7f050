package model

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
)

// fakeSignIn answers sign-ins. Tests change it only while everything waits.
type fakeSignIn struct {
	registration Registration
	registered   []Registration
	waiting      gate
	tell         *SignInWait
	credential   mail.Credential
	err          error
	asked        []SignInRequest
	canceled     int
}

func (f *fakeSignIn) Registration(context.Context, mail.ProviderID) (Registration, error) {
	return f.registration, nil
}

func (f *fakeSignIn) Register(_ context.Context, _ mail.ProviderID, r Registration) error {
	f.registered = append(f.registered, r)
	f.registration.ClientID = r.ClientID
	return nil
}

func (f *fakeSignIn) SignIn(ctx context.Context, r SignInRequest, waiting func(SignInWait)) (mail.Credential, error) {
	f.asked = append(f.asked, r)
	if f.tell != nil {
		waiting(*f.tell)
	}
	if err := f.waiting.pass(ctx); err != nil {
		f.canceled++
		return mail.Credential{}, err
	}
	return f.credential, f.err
}

// token is a mail.TokenSource.
type token string

func (t token) Token(context.Context) (string, error) { return string(t), nil }

// signInAt makes a wizard at the page for the secret of a Gmail address.
func signInAt(d *desk) (*Wizard, *fakeSetup, *fakeSignIn) {
	setup := &fakeSetup{providers: []mail.Provider{exmail, qq, gmail}, found: []mail.Candidate{candidate(true)}}
	signIn := &fakeSignIn{registration: Registration{ClientID: "letterbox", Device: true}, credential: mail.Tokens(token("good"))}
	w := NewWizard(WizardConfig{Scope: d.scope, Setup: setup, SignIn: signIn, Leave: func(mail.Account) {}})
	w.SetQuery("li@gmail.com")
	w.Next()
	d.settle()
	return w, setup, signIn
}

func TestSignInBindsWithWhatWasProved(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, signIn := signInAt(d)
		w.Next()
		d.settle()
		if s := w.State(); s.Page != PageDone || s.Receiving[0].Stage != mail.StageSignIn || s.Receiving[0].Status != mail.CheckOK {
			t.Fatalf("page %s", s.Page)
		}
		b := setup.bindings[0]
		if b.Secret.Method() != mail.OAuth2 || b.Candidate.Incoming.Auth != mail.OAuth2 || b.Candidate.Outgoing.Auth != mail.OAuth2 {
			t.Errorf("bound with %s, servers by %s and %s", b.Secret.Method(), b.Candidate.Incoming.Auth, b.Candidate.Outgoing.Auth)
		}
		if r := signIn.asked[0]; r.Address.Spec() != "li@gmail.com" || r.Provider != "gmail" || r.Incoming != mail.IMAP || r.Device {
			t.Errorf("asked %+v", r)
		}
	})
}

func TestSignInNeverBindsWithoutASecret(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, signIn := signInAt(d)
		signIn.credential = mail.Credential{}
		w.Next()
		d.settle()
		if s := w.State(); s.Page != PageProblem || s.Problem.Code != mail.SecretMissing || len(setup.bindings) != 0 {
			t.Errorf("page %s, %d bindings", s.Page, len(setup.bindings))
		}
		none := NewWizard(WizardConfig{Scope: d.scope, Setup: setup, Leave: func(mail.Account) {}})
		none.SetQuery("li@gmail.com")
		none.Next()
		d.settle()
		none.Next()
		d.settle()
		if none.State().Page != PageProblem || len(setup.bindings) != 0 {
			t.Errorf("without a way to sign in: page %s, %d bindings", none.State().Page, len(setup.bindings))
		}
	})
}

func TestSignInWaitsAndCountsDown(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, _, signIn := signInAt(d)
		signIn.waiting = make(gate)
		signIn.tell = &SignInWait{Link: "https://secret.example/state", Until: time.Now().Add(10 * time.Minute)}
		w.Next()
		d.settle()
		if s := w.State(); s.Page != PageSignIn || s.SignIn.Wait.Link == "" || s.SignIn.Left != 10*time.Minute || !s.CanCancel {
			t.Fatalf("page %s, left %s", s.Page, s.SignIn.Left)
		}
		if strings.Contains(fmt.Sprintf("%+v %#v", w.State(), w.State()), "secret.example") {
			t.Error("the link can be printed")
		}
		time.Sleep(90 * time.Second)
		d.settle()
		if left := w.State().SignIn.Left; left != 8*time.Minute+30*time.Second {
			t.Errorf("left %s after 90 s", left)
		}
		w.Cancel()
		d.settle()
		if s := w.State(); s.Page != PageCredentials || signIn.canceled != 1 || s.SignIn.Wait.Link != "" {
			t.Errorf("cancelled: page %s, %d ended", s.Page, signIn.canceled)
		}
	})
}

func TestSignInOnAnotherDevice(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, _, signIn := signInAt(d)
		signIn.waiting = make(gate)
		w.Next()
		d.settle()
		w.SignInOnDevice(true)
		d.settle()
		if len(signIn.asked) != 2 || !signIn.asked[1].Device || signIn.canceled != 1 || w.State().Page != PageSignIn {
			t.Errorf("asked %+v, %d ended", signIn.asked, signIn.canceled)
		}
		close(signIn.waiting)
		d.settle()
		if w.State().Page != PageDone {
			t.Errorf("page %s", w.State().Page)
		}
	})
}

func TestSignInHasToBeRegistered(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, _, signIn := signInAt(d)
		signIn.registration = Registration{Console: "https://console.example/"}
		w.Next()
		d.settle()
		if s := w.State(); s.Page != PageRegister || s.CanNext {
			t.Fatalf("page %s, can go on %t", s.Page, s.CanNext)
		}
		w.SetRegistration(Registration{ClientID: "mine", Console: "https://elsewhere.example/"})
		w.Next()
		d.settle()
		if len(signIn.registered) != 1 || signIn.registered[0].ClientID != "mine" || signIn.registered[0].Console != "" {
			t.Errorf("registered %+v", signIn.registered)
		}
		if w.State().Page != PageDone {
			t.Errorf("page %s", w.State().Page)
		}
	})
}

func TestRegistrationOfThePolicyStays(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, _, signIn := signInAt(d)
		signIn.registration.Locked = true
		w.OpenRegistration()
		d.settle()
		w.SetRegistration(Registration{ClientID: "mine"})
		if s := w.State(); s.Page != PageRegister || s.CanNext || s.Registered.ClientID != "letterbox" {
			t.Errorf("page %s, client id %q", s.Page, s.Registered.ClientID)
		}
	})
}

func TestSomebodyElseSignedIn(t *testing.T) {
	mismatch := &mail.Problem{Code: mail.AuthRejected, Class: classOtherAccount, Facts: map[string]string{factSignedIn: "wei@gmail.com, w@gmail.com"}}
	for name, c := range map[string]struct {
		choose func(*Wizard)
		bound  string
		asked  int
	}{
		"their address": {(*Wizard).UseSignedIn, "wei@gmail.com", 1},
		"the typed one": {(*Wizard).UseTyped, "li@gmail.com", 1},
		"again":         {(*Wizard).SignInAgain, "li@gmail.com", 2},
	} {
		atDesk(t, func(t *testing.T, d *desk) {
			w, setup, signIn := signInAt(d)
			signIn.err = mismatch
			w.Next()
			d.settle()
			if s := w.State(); s.Page != PageOther || s.SignIn.SignedIn != "wei@gmail.com" || len(setup.bindings) != 0 {
				t.Fatalf("%s: page %s, %q", name, s.Page, s.SignIn.SignedIn)
			}
			signIn.err = nil
			c.choose(w)
			d.settle()
			if w.State().Page != PageDone || len(signIn.asked) != c.asked || setup.bindings[0].Address.Spec() != c.bound {
				t.Errorf("%s: page %s, asked %d times", name, w.State().Page, len(signIn.asked))
			}
		})
	}
}

func TestProofIsUsedAgainUnlessServersRefuseIt(t *testing.T) {
	for stage, asked := range map[mail.Stage]int{mail.StageConnect: 1, mail.StageAuthenticate: 2} {
		atDesk(t, func(t *testing.T, d *desk) {
			w, setup, signIn := signInAt(d)
			setup.bindErr = &mail.Problem{Code: mail.AuthRejected, Stage: stage}
			w.Next()
			d.settle()
			setup.bindErr = nil
			w.Retry()
			d.settle()
			if w.State().Page != PageDone || len(signIn.asked) != asked {
				t.Errorf("%s: page %s, asked %d times, want %d", stage, w.State().Page, len(signIn.asked), asked)
			}
		})
	}
}

func TestAppPasswordBesidesTheBrowser(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		setup := &fakeSetup{providers: []mail.Provider{gmail}, found: []mail.Candidate{candidate(true)}}
		setup.providers[0].Besides = mail.AppPassword
		w := NewWizard(WizardConfig{Scope: d.scope, Setup: setup, Leave: func(mail.Account) {}})
		w.SetQuery("li@gmail.com")
		w.Next()
		w.UseBesides()
		if s := w.State(); s.SecretKind != mail.AppPassword || s.Besides != mail.BrowserSignIn {
			t.Fatalf("wants %s, besides %s", s.SecretKind, s.Besides)
		}
		w.SetSecret("abcd efgh ijkl mnop")
		d.settle()
		w.Next()
		d.settle()
		if w.State().Page != PageDone || setup.bindings[0].Candidate.Incoming.Auth != mail.PasswordAuth {
			t.Errorf("page %s, auth %s", w.State().Page, setup.bindings[0].Candidate.Incoming.Auth)
		}
	})
}
