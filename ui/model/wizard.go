package model

import (
	"strings"
	"time"

	"letterbox/mail"
)

// Page is a page of the wizard.
type Page string

// The pages, in the order in which a binding that needs everything passes them.
const (
	PageType        Page = "type"        // which mailbox: search, or the address itself
	PageCard        Page = "card"        // what a binding card says, and whether its key is the right one
	PageCredentials Page = "credentials" // address and secret
	PageAdvanced    Page = "advanced"    // the servers, by hand
	PageDoubt       Page = "doubt"       // the secret does not look like what the provider wants: send it anyway
	PageRegister    Page = "register"    // under which name Letterbox is known to the provider's sign-in
	PageSignIn      Page = "sign-in"     // the person signs in with the browser, or on another device
	PageOther       Page = "other"       // somebody else than the address signed in
	PageConsent     Page = "consent"     // may the secret be sent to servers that nobody vouches for
	PageVerify      Page = "verify"      // checks run
	PageProblem     Page = "problem"     // a check failed
	PagePassphrase  Page = "passphrase"  // which passphrase seals the keys of accounts, or opens them
	PageDone        Page = "done"        // bound
)

// WizardState is what the wizard shows. It is a value: views never change what its slices hold.
type WizardState struct {
	Page Page

	Query     string          // first page: an address, or words to search providers by
	Providers []mail.Provider // first page: what the query leaves of the catalogue
	Provider  mail.Provider   // recognised, else chosen; the zero Provider when neither
	Known     bool            // Provider is set
	Guessed   bool            // Provider was recognised by the address rather than chosen

	Address        string // as typed
	AddressProblem error  // one of the errors of mail.ParseAddress, once the person went on; nil before
	SecretKind     mail.SecretKind
	Besides        mail.SecretKind // the other kind of secret that can be switched to; "" for none
	SecretMissing  bool            // the person went on without one
	Doubt          Doubt
	Username       string // typed where it may differ from the address; "" is the address

	SignIn       SignInState
	Registration Registration // of the provider's sign-in, once it was looked at
	Registered   Registration // as typed: ClientID, Tenant and Secret
	Passphrase   PassphraseState
	Card         CardState
	Renewing     mail.Account // the bound account that gets a new secret; zero for a new one

	Searching     bool           // discovery is under way
	SearchProblem *mail.Problem  // discovery failed or found nothing
	Candidate     mail.Candidate // what would be used now; zero while nothing is known
	Incoming      ServerForm
	Outgoing      ServerForm
	Options       []mail.Candidate // what can be chosen from
	Option        int              // which of them is used
	Edited        bool             // the servers were typed
	Administered  bool             // the administrator has named the servers; they cannot be typed
	FormProblems  []FormProblem    // what is wrong with typed servers, once the person went on

	Receiving, Sending []mail.Check  // steps in order; Status "" has not begun
	Corrected          *mail.Problem // a typed server that guides get wrong, in whose place the right one is used; nil for none
	Problem            *mail.Problem
	RetryIn            time.Duration // of Problem: how long the server wants to be left alone still
	Report             mail.Report   // of the failed attempt, for the technical view

	Account mail.Account // bound, on PageDone
	Demo    bool         // the demo mailbox is being bound, or is

	CanNext   bool
	CanBack   bool
	CanCancel bool // there is work to stop, or a mailbox to return to
	Busy      bool // waiting for something before going on
}

// Wizard binds a mailbox. It belongs to the UI goroutine.
type Wizard struct {
	scope    *Scope
	setup    Setup
	signIn   SignIn
	accounts Accounts
	locks    Locks
	cards    Cards
	speaks   func() string

	leave   func(mail.Account) // called once the person is through; zero Account when cancelled
	returns bool               // there is a mailbox to return to

	state   WizardState
	changed func(WizardState)

	catalogue  []mail.Provider
	chosen     mail.ProviderID
	secret     string
	secretDone bool
	passphrase [2]string        // as typed, twice
	besides    bool             // the provider's other kind of secret was chosen
	trusting   bool             // the secret is sent although it does not look right
	found      []mail.Candidate // by discovery, best first
	picked     int              // which of the options
	proof      proof            // what the last sign-in proved
	sought     sought           // what discovery was last asked for
	goOn       bool             // Next was pressed and waits for discovery
	consent    bool
	origin     Page // where Verify was entered from

	cardPath string // of the card that was opened last

	discovery, binding, signing, sealing, opening, countdown, resting slot
}

// WizardConfig holds what a Wizard needs. SignIn, Locks, Cards, Accounts and Language may be nil, Renew zero; the rest is required.
type WizardConfig struct {
	Scope *Scope
	Setup Setup
	// SignIn signs people in with the browser; nil: that cannot be done.
	SignIn SignIn
	// Locks seals the keys of accounts by a passphrase; nil: that is not offered.
	Locks Locks
	// Cards reads binding cards; nil: that is not offered.
	Cards Cards
	// Accounts takes the new secret of a bound account. It is needed for Renew.
	Accounts Accounts
	// Renew is a bound account that gets a new secret; zero to bind another one.
	Renew mail.Account
	// Unlock asks for the passphrase of the sealed keys and for nothing else. It needs Locks.
	Unlock bool
	// Language returns "zh-CN" or "en".
	Language func() string
	// Leave is called on the UI goroutine when the wizard is through: with the account that was bound, or with the
	// zero Account when the person went back to the mailbox.
	Leave func(mail.Account)
	// Return says that there is a mailbox to go back to.
	Return bool
}

// NewWizard makes a wizard at its first page.
func NewWizard(c WizardConfig) *Wizard {
	w := &Wizard{
		scope: c.Scope, setup: c.Setup, signIn: c.SignIn, accounts: c.Accounts, locks: c.Locks, cards: c.Cards, speaks: c.Language,
		leave: c.Leave, returns: c.Return, changed: func(WizardState) {},
	}
	w.catalogue = c.Setup.Providers()
	w.state.Page = PageType
	if c.Renew.ID != 0 {
		w.beginRenewal(c.Renew)
	}
	if c.Unlock {
		w.beginUnlocking()
	}
	w.settle()
	return w
}

// Observe sets who draws the state and has it drawn at once.
func (w *Wizard) Observe(changed func(WizardState)) {
	w.changed = changed
	changed(w.state)
}

// State returns what is shown.
func (w *Wizard) State() WizardState { return w.state }

// Secret returns what was typed as the secret, for the field that shows it and for nothing else. It is kept out
// of the State so that a State may be printed.
func (w *Wizard) Secret() string { return w.secret }

// Close stops all work.
func (w *Wizard) Close() {
	w.discovery.stop()
	w.binding.stop()
	w.sealing.stop()
	w.opening.stop()
	w.resting.stop()
	w.stopSignIn()
}

// show derives what follows from the inputs and has the state drawn.
func (w *Wizard) show() {
	w.settle()
	w.changed(w.state)
}

// settle derives the fields of the state that follow from others.
func (w *Wizard) settle() {
	s := &w.state
	w.settleProvider()
	w.settleServers()
	w.settleDoubt()
	w.settlePassphrase()
	s.Card.Possible = w.CanOpenCard()
	s.Searching = w.discovery.busy()
	s.Busy = w.goOn
	s.CanBack = s.Page != PageType && s.Page != PageDone
	s.CanCancel = s.Page == PageVerify || s.Page == PageSignIn || w.goOn || (w.returns && s.Page != PageDone)
	s.CanNext = w.canNext()
}

func (w *Wizard) canNext() bool {
	s := &w.state
	switch s.Page {
	case PageType:
		return s.Known || looksLikeAddress(s.Query) || len(s.Providers) == 1
	case PageCredentials, PageAdvanced:
		return !w.goOn
	case PageConsent, PageDone, PageDoubt, PageOther, PageCard:
		return true
	case PageRegister:
		return !s.Registration.Locked && strings.TrimSpace(s.Registered.ClientID) != "" && !w.signing.busy()
	case PagePassphrase:
		return w.passphrase[0] != "" && !w.sealing.busy()
	case PageProblem:
		return s.Problem != nil && s.RetryIn == 0 && !w.goOn
	case PageVerify, PageSignIn:
	}
	return false
}

// Next goes on from the page that is shown: Enter, or its one primary button.
func (w *Wizard) Next() {
	if !w.state.CanNext {
		return
	}
	switch w.state.Page {
	case PageType:
		w.leaveType()
	case PageCard:
		w.useCard()
	case PageCredentials, PageAdvanced:
		w.leaveForms()
	case PageConsent:
		w.Consent()
		return
	case PageDoubt:
		w.Back() // the way that sends nothing
		return
	case PageRegister:
		w.register()
	case PageOther:
		w.SignInAgain()
		return
	case PagePassphrase:
		w.usePassphrase()
	case PageProblem:
		w.Retry()
		return
	case PageDone:
		w.leave(w.state.Account)
		return
	case PageVerify, PageSignIn:
	}
	w.show()
}

// Back goes to the page before, keeping everything that was typed: Esc. On PageVerify it stops the checks.
func (w *Wizard) Back() {
	w.goOn = false
	switch w.state.Page {
	case PageCredentials:
		if w.renews() {
			w.Cancel()
			return
		}
		w.state.Page = PageType
		if w.state.Card.InUse {
			w.state.Page = PageCard
		}
	case PageAdvanced, PageConsent, PageDoubt:
		w.state.Page = PageCredentials
	case PageRegister, PageSignIn, PageOther:
		w.stopSignIn()
		w.state.Page = PageCredentials
	case PageProblem:
		w.state.Page = w.formPage()
	case PageCard:
		w.leaveCard()
	case PagePassphrase:
		if w.state.Passphrase.Alone {
			w.Cancel()
			return
		}
		w.leavePassphrase()
	case PageVerify:
		w.stopChecks()
	case PageType:
		if w.returns {
			w.Cancel()
			return
		}
	case PageDone:
		return
	}
	w.show()
}

// Cancel stops what is under way and stays at the form; with nothing under way it leaves the wizard when there is
// a mailbox to return to.
func (w *Wizard) Cancel() {
	switch {
	case w.state.Page == PageVerify:
		w.stopChecks()
	case w.state.Page == PageSignIn:
		w.stopSignIn()
		w.state.Page = w.formPage()
	case w.goOn:
		w.goOn = false
		w.discovery.stop()
		w.sought = sought{}
	case w.returns && w.state.Page != PageDone:
		w.Close()
		w.leave(mail.Account{})
		return
	}
	w.show()
}

// formPage returns the form that the person came from.
func (w *Wizard) formPage() Page {
	if w.state.Demo || w.state.Card.Failed {
		w.state.Card.Failed = false
		return PageType
	}
	if w.origin == PageAdvanced {
		return PageAdvanced
	}
	return PageCredentials
}
