package model

import (
	"testing"
	"time"

	"letterbox/mail"
)

// failing brings a wizard to the page of a problem.
func failing(d *desk, p *mail.Problem) (*Wizard, *fakeSetup) {
	w, setup, _ := wizardAt(d)
	setup.bindErr = p
	w.SetQuery("li@qq.com")
	w.Next()
	w.SetSecret("abcdefghijklmnop")
	d.settle()
	w.Next()
	d.settle()
	return w, setup
}

func limited(class string) *mail.Problem {
	return &mail.Problem{Code: mail.RateLimited, Class: class, Retry: mail.RetryLater, Facts: map[string]string{mail.FactAfter: "1m0s"}}
}

// passTime lets time pass second by second, as the window sees it.
func (d *desk) passTime(seconds int) {
	for range seconds {
		time.Sleep(time.Second)
		d.settle()
	}
}

// TestWizardWaitsAndTriesAgain counts down what a server asks for, keeps Enter from being faster, and tries again.
func TestWizardWaitsAndTriesAgain(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup := failing(d, limited("RATE_LIMIT_LOGIN"))
		d.passTime(20)
		if s := w.State(); s.RetryIn != 40*time.Second || s.CanNext {
			t.Fatalf("%v left, can go on: %v", s.RetryIn, s.CanNext)
		}
		w.Next()
		d.settle()
		if n := len(setup.bindings); n != 1 {
			t.Fatalf("%d attempts", n)
		}
		setup.bindErr = nil
		d.passTime(41)
		if s := w.State(); s.Page != PageDone || len(setup.bindings) != 2 {
			t.Errorf("%s after %d attempts", s.Page, len(setup.bindings))
		}
	})
}

// TestWizardLeavesARefusedSecretToThePerson only counts down, and not at all once the person has gone back.
func TestWizardLeavesARefusedSecretToThePerson(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup := failing(d, limited("ATTEMPTS_SPENT"))
		d.passTime(90)
		if s := w.State(); s.RetryIn != 0 || !s.CanNext || len(setup.bindings) != 1 {
			t.Errorf("%v left, %d attempts", s.RetryIn, len(setup.bindings))
		}
	})
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup := failing(d, limited("RATE_LIMIT_LOGIN"))
		w.Back()
		d.passTime(90)
		if s := w.State(); s.Page != PageCredentials || len(setup.bindings) != 1 {
			t.Errorf("%s, %d attempts", s.Page, len(setup.bindings))
		}
	})
}

// TestWizardCorrectsAServer takes what is known to be right, and tries again with it.
func TestWizardCorrectsAServer(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup := failing(d, &mail.Problem{Code: mail.PlainPort, Retry: mail.RetryAfterChange})
		w.Correct(mail.Server{Protocol: mail.Submission, Host: "smtp.corp.example", Port: 587, Security: mail.STARTTLS})
		d.settle()
		s := w.State()
		if s.Outgoing.Host != "smtp.corp.example" || s.Outgoing.Port != "587" || s.Outgoing.Security != mail.STARTTLS {
			t.Errorf("%+v", s.Outgoing)
		}
		if n := len(setup.bindings); n != 2 || setup.bindings[1].Candidate.Outgoing.Port != 587 {
			t.Errorf("%d attempts", n)
		}
	})
}
