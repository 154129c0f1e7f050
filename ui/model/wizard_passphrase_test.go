package model

import (
	"context"
	"testing"

	"letterbox/mail"
)

// fakeLocks are keys that a passphrase seals or opens. Tests look at them only while everything waits.
type fakeLocks struct {
	protected, unlocked []string
	err                 error
	then                func() // when keys were sealed or opened
	gate                gate
}

func (f *fakeLocks) use(ctx context.Context, list *[]string, passphrase string) error {
	*list = append(*list, passphrase)
	if err := f.gate.pass(ctx); err != nil {
		return err
	}
	if f.err == nil && f.then != nil {
		f.then()
	}
	return f.err
}

func (f *fakeLocks) Protect(ctx context.Context, passphrase string) error {
	return f.use(ctx, &f.protected, passphrase)
}

func (f *fakeLocks) Unlock(ctx context.Context, passphrase string) error {
	return f.use(ctx, &f.unlocked, passphrase)
}

func (f *fakeLocks) Locked(context.Context) bool { return len(f.unlocked) == 0 }

func keysProblem(code mail.Code, class string) *mail.Problem {
	return &mail.Problem{Code: code, Class: class, Stage: mail.StageStore, Retry: mail.RetryAfterChange}
}

// withoutKeychain makes a wizard that has ended in a problem with the keys, until a passphrase seals or opens them.
func withoutKeychain(t *testing.T, d *desk, problem *mail.Problem) (*Wizard, *fakeSetup, *fakeLocks) {
	t.Helper()
	setup := &fakeSetup{providers: []mail.Provider{qq}, bindErr: problem}
	locks := &fakeLocks{then: func() { setup.bindErr = nil }}
	w := NewWizard(WizardConfig{Scope: d.scope, Setup: setup, Locks: locks, Leave: func(mail.Account) {}})
	w.SetQuery("zhangwei@qq.com")
	w.Next()
	w.SetSecret("abcdefghijklmnop")
	w.Next()
	d.settle()
	if s := w.State(); s.Page != PageProblem || !s.Passphrase.Offered {
		t.Fatalf("page %s, offered %v", s.Page, s.Passphrase.Offered)
	}
	w.OpenPassphrase()
	if s := w.State(); s.Page != PagePassphrase || s.CanNext {
		t.Fatalf("page %s, goes on without a passphrase: %v", s.Page, s.CanNext)
	}
	return w, setup, locks
}

func TestPassphraseInPlaceOfTheKeychain(t *testing.T) {
	for _, code := range []mail.Code{mail.KeychainMissing, mail.KeychainLocked} {
		atDesk(t, func(t *testing.T, d *desk) {
			w, setup, locks := withoutKeychain(t, d, keysProblem(code, ""))
			for _, c := range []struct {
				first, again   string
				short, differs bool
			}{
				{"seven77", "seven77", true, false},
				{"口令口令口令口", "口令口令口令口", true, false},
				{"correct horse", "correct house", false, true},
			} {
				w.SetPassphrase(c.first, c.again)
				w.Next()
				d.settle()
				if s := w.State(); s.Passphrase.Short != c.short || s.Passphrase.Differs != c.differs || s.Page != PagePassphrase {
					t.Errorf("%q, %q: %+v on %s", c.first, c.again, s.Passphrase, s.Page)
				}
			}
			if len(locks.protected) > 0 {
				t.Errorf("protected by %q", locks.protected)
			}
			w.SetPassphrase("correct horse", "correct horse")
			w.Next()
			d.settle()
			if w.State().Page != PageDone || len(locks.protected) != 1 || locks.protected[0] != "correct horse" || len(locks.unlocked) > 0 {
				t.Fatalf("page %s, protected by %q", w.State().Page, locks.protected)
			}
			first, _ := setup.bindings[0].Secret.Reveal(t.Context())
			again, _ := setup.bindings[1].Secret.Reveal(t.Context())
			if len(setup.bindings) != 2 || first != again || first != "abcdefghijklmnop" {
				t.Errorf("bound with %q, then with %q", first, again)
			}
			if a, b := w.Passphrase(); a != "" || b != "" {
				t.Error("the passphrase is kept")
			}
		})
	}
}

func TestPassphraseOpensSealedKeys(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, locks := withoutKeychain(t, d, keysProblem(mail.KeychainLocked, "SEALED"))
		wrong := keysProblem(mail.KeychainLocked, "WRONG_PASSPHRASE")
		locks.err = wrong
		w.SetPassphrase("short", "")
		w.Next()
		d.settle()
		if s := w.State(); s.Page != PagePassphrase || s.Passphrase.Problem != wrong || !s.Passphrase.Unlocks {
			t.Fatalf("page %s, %+v", s.Page, s.Passphrase)
		}
		locks.err = nil
		if w.SetPassphrase("right", ""); w.State().Passphrase.Problem != nil {
			t.Error("the problem stays while another one is typed")
		}
		w.Next()
		d.settle()
		if w.State().Page != PageDone || len(locks.unlocked) != 2 || len(locks.protected) > 0 || len(setup.bindings) != 2 {
			t.Errorf("page %s, %d bindings", w.State().Page, len(setup.bindings))
		}
	})
}

func TestPassphraseCanBeGivenUp(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		w, setup, locks := withoutKeychain(t, d, keysProblem(mail.KeychainMissing, ""))
		locks.gate = make(gate)
		w.SetPassphrase("correct horse", "correct horse")
		w.Next()
		d.settle()
		if w.State().CanNext {
			t.Error("it can be asked for twice at the same time")
		}
		w.Back()
		d.settle()
		if w.State().Page != PageProblem || len(setup.bindings) != 1 {
			t.Errorf("page %s, %d bindings", w.State().Page, len(setup.bindings))
		}
		if w.OpenPassphrase(); !w.State().Passphrase.Offered {
			t.Error("it is not offered again")
		}
		if first, _ := w.Passphrase(); first != "" {
			t.Error("the passphrase is kept")
		}
	})
}

func TestPassphraseIsNotOfferedForOtherProblems(t *testing.T) {
	for _, c := range []struct {
		locks   Locks
		problem *mail.Problem
	}{{nil, keysProblem(mail.KeychainMissing, "")}, {&fakeLocks{}, keysProblem(mail.DiskFull, "")}} {
		atDesk(t, func(t *testing.T, d *desk) {
			setup := &fakeSetup{providers: []mail.Provider{qq}, bindErr: c.problem}
			w := NewWizard(WizardConfig{Scope: d.scope, Setup: setup, Locks: c.locks, Leave: func(mail.Account) {}})
			w.SetQuery("zhangwei@qq.com")
			w.Next()
			w.SetSecret("abcdefghijklmnop")
			w.Next()
			d.settle()
			if w.OpenPassphrase(); w.State().Page != PageProblem || w.State().Passphrase.Offered {
				t.Errorf("%s leads to %s", c.problem.Code, w.State().Page)
			}
		})
	}
}

func TestUnlockingAlone(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		locks, left := &fakeLocks{}, 0
		made := func() *Wizard {
			return NewWizard(WizardConfig{
				Scope: d.scope, Setup: &fakeSetup{}, Locks: locks, Unlock: true, Return: true, Leave: func(mail.Account) { left++ },
			})
		}
		w := made()
		if s := w.State(); s.Page != PagePassphrase || !s.Passphrase.Alone || !s.Passphrase.Unlocks {
			t.Fatalf("%+v on %s", s.Passphrase, s.Page)
		}
		w.SetPassphrase("correct horse", "")
		w.Next()
		d.settle()
		if left != 1 || len(locks.unlocked) != 1 {
			t.Errorf("left %d times, unlocked %d times", left, len(locks.unlocked))
		}
		if w = made(); left != 1 {
			t.Fatal("left at once")
		}
		if w.Back(); left != 2 || len(locks.unlocked) != 1 {
			t.Errorf("left %d times, unlocked %d times", left, len(locks.unlocked))
		}
	})
}
