package model

import (
	"context"
	"slices"
	"unicode/utf8"

	"letterbox/mail"
)

// PassphraseState is what PagePassphrase shows besides what is typed.
type PassphraseState struct {
	Offered bool          // the problem that is shown can be got around by a passphrase
	Unlocks bool          // the keys are sealed already, and the passphrase is wanted to open them
	Used    bool          // keys were sealed or opened by it
	Alone   bool          // nothing is being bound: the wizard was opened for the passphrase
	Short   bool          // it is too short, once the person went on
	Differs bool          // the second one is another, once the person went on
	Problem *mail.Problem // it was not taken, or could not be used
}

// LeastPassphrase is how many characters a new passphrase has at least.
const LeastPassphrase = 8

// What a passphrase that is wanted, or was not the right one, is known by.
var passphraseClasses = []string{"SEALED", "WRONG_PASSPHRASE"}

// NeedsPassphrase reports whether a problem is solved by the passphrase of keys that are sealed already.
func NeedsPassphrase(p *mail.Problem) bool {
	return p != nil && p.Code == mail.KeychainLocked && slices.Contains(passphraseClasses, p.Class)
}

// beginUnlocking begins at the page for the passphrase, and has no other.
func (w *Wizard) beginUnlocking() {
	w.returns = true
	w.state.Page, w.state.Passphrase = PagePassphrase, PassphraseState{Unlocks: true, Alone: true}
}

func (w *Wizard) settlePassphrase() {
	s := &w.state
	keys := s.Problem != nil && (s.Problem.Code == mail.KeychainMissing || s.Problem.Code == mail.KeychainLocked)
	s.Passphrase.Offered = keys && w.locks != nil
}

// Passphrase returns what was typed, for the fields that show it and for nothing else.
func (w *Wizard) Passphrase() (first, again string) { return w.passphrase[0], w.passphrase[1] }

// SetPassphrase takes what is typed; again is of no account where keys are opened.
func (w *Wizard) SetPassphrase(first, again string) {
	w.passphrase = [2]string{first, again}
	s := &w.state.Passphrase
	s.Short, s.Differs, s.Problem = false, false, nil
	w.show()
}

// OpenPassphrase asks for a passphrase that gets around the problem that is shown.
func (w *Wizard) OpenPassphrase() {
	if !w.state.Passphrase.Offered {
		return
	}
	w.passphrase = [2]string{}
	w.state.Passphrase = PassphraseState{Unlocks: NeedsPassphrase(w.state.Problem)}
	w.state.Page = PagePassphrase
	w.show()
}

// usePassphrase seals or opens the keys, and tries again what failed without them: nothing that was typed or proved
// before is asked for again.
func (w *Wizard) usePassphrase() {
	s, typed := &w.state.Passphrase, w.passphrase
	if !s.Unlocks {
		s.Short = utf8.RuneCountInString(typed[0]) < LeastPassphrase
		s.Differs = !s.Short && typed[0] != typed[1]
		if s.Short || s.Differs {
			return
		}
	}
	use := w.locks.Protect
	if s.Unlocks {
		use = w.locks.Unlock
	}
	s.Problem = nil
	run(w.scope, &w.sealing,
		func(ctx context.Context) (struct{}, error) { return struct{}{}, use(ctx, typed[0]) },
		func(_ struct{}, err error) { w.sealed(mail.ProblemOf(err)) })
}

func (w *Wizard) sealed(problem *mail.Problem) {
	if problem != nil {
		w.state.Passphrase.Problem = problem
		w.show()
		return
	}
	w.passphrase, w.state.Passphrase.Used = [2]string{}, true
	if w.state.Passphrase.Alone {
		w.leave(mail.Account{})
		return
	}
	w.Retry()
}

// leavePassphrase gives the passphrase up.
func (w *Wizard) leavePassphrase() {
	w.sealing.stop()
	w.passphrase = [2]string{}
	w.state.Page = PageProblem
}
