package model

import (
	"context"
	"slices"
	"strings"

	"letterbox/mail"
)

// The themes that can be chosen.
const (
	ThemeSystem = "system"
	ThemeLight  = "light"
	ThemeDark   = "dark"
)

// The keys under which choices are kept.
const (
	PrefLanguage = "language" // "zh-CN" or "en"
	PrefTheme    = "theme"
)

// SettingsState is what can be chosen.
type SettingsState struct {
	Language  string // "zh-CN" or "en"
	Theme     string
	UndoSend  int            // seconds that a message waits before it leaves
	Accounts  []mail.Account // in the person's order
	CanChange bool           // accounts can be changed and removed
	CanKeep   bool           // what an account takes can be told and freed
	Editing   mail.AccountID // the account that is open
	Asking    mail.AccountID // the account whose removal waits for an answer
	Removing  mail.AccountID
	Problem   *mail.Problem // a change or a removal failed

	Signature    string // of the account that is open
	Window       int    // days that its bodies are kept here, 0 for all
	WindowLocked bool   // the administrator says so
	Room         Room   // what it takes here
}

// Settings keeps the choices of the person. It belongs to the UI goroutine.
type Settings struct {
	scope     *Scope
	prefs     Preferences
	accounts  Accounts
	policy    *Policy // nil for none
	state     SettingsState
	changed   func(SettingsState)
	restyled  func()
	removing  slot
	changes   sequence
	keeping   Keeping       // nil: nothing is measured
	collects  CollectKeeper // nil: what becomes of mail on a maildrop cannot be chosen
	refresh   func(mail.AccountID)
	measuring slot
	pending   int // changes on their way, which the accounts that are read do not have yet
}

// NewSettings reads the choices; language is used as long as none was chosen. restyled is called when language or
// theme changed. accounts may be nil.
func NewSettings(scope *Scope, prefs Preferences, accounts Accounts, language string, restyled func()) *Settings {
	s := &Settings{scope: scope, prefs: prefs, accounts: accounts, restyled: restyled, changed: func(SettingsState) {}}
	s.state = SettingsState{Language: language, Theme: ThemeSystem, CanChange: accounts != nil}
	if v := prefs.Get(PrefLanguage); v == "zh-CN" || v == "en" {
		s.state.Language = v
	}
	if v := prefs.Get(PrefTheme); v == ThemeLight || v == ThemeDark {
		s.state.Theme = v
	}
	s.readUndoSend()
	return s
}

// Observe sets who draws the state and has it drawn at once.
func (s *Settings) Observe(changed func(SettingsState)) {
	s.changed = changed
	changed(s.state)
}

// State returns what is chosen.
func (s *Settings) State() SettingsState { return s.state }

// SetLanguage switches the language, at once, unless the administrator has locked it.
func (s *Settings) SetLanguage(language string) {
	if language == s.state.Language || s.Locked(PrefLanguage) {
		return
	}
	s.state.Language = language
	s.prefs.Set(PrefLanguage, language)
	s.restyled()
	s.changed(s.state)
}

// SetTheme switches the theme, at once, unless the administrator has locked it.
func (s *Settings) SetTheme(theme string) {
	if theme == s.state.Theme || s.Locked(PrefTheme) {
		return
	}
	s.state.Theme = theme
	s.prefs.Set(PrefTheme, theme)
	s.restyled()
	s.changed(s.state)
}

// setAccounts takes the accounts that are bound, unless the person has changed them further meanwhile.
func (s *Settings) setAccounts(accounts []mail.Account) {
	if s.pending > 0 {
		return
	}
	s.state.Accounts = accounts
	if _, ok := s.account(s.state.Editing); !ok && s.state.Editing != 0 {
		s.state.Editing = 0
		s.open()
	}
	s.changed(s.state)
}

func (s *Settings) account(id mail.AccountID) (mail.Account, bool) {
	i := slices.IndexFunc(s.state.Accounts, func(a mail.Account) bool { return a.ID == id })
	if i < 0 {
		return mail.Account{}, false
	}
	return s.state.Accounts[i], true
}

// Edit opens an account; zero opens what is chosen for all of them.
func (s *Settings) Edit(id mail.AccountID) {
	s.state.Editing, s.state.Asking, s.state.Problem = id, 0, nil
	s.open()
	s.changed(s.state)
}

// SetLabel changes what the sidebar calls an account; "" is its address.
func (s *Settings) SetLabel(id mail.AccountID, label string) {
	s.change(id, func(a *mail.Account) { a.Label = meant(label) })
}

// SetName changes the display name for sending.
func (s *Settings) SetName(id mail.AccountID, name string) {
	s.change(id, func(a *mail.Account) { a.Address.Name = meant(name) })
}

// meant returns what is typed as a name: as it is, because it is still being typed, but blanks alone are nothing.
func meant(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return text
}

// SetColor changes the color that marks an account.
func (s *Settings) SetColor(id mail.AccountID, color int) {
	s.change(id, func(a *mail.Account) { a.Color = color })
}

// change shows a change of an account at once and keeps it.
func (s *Settings) change(id mail.AccountID, change func(*mail.Account)) {
	before, ok := s.account(id)
	if !ok || s.accounts == nil {
		return
	}
	after := before
	if change(&after); after == before {
		return
	}
	accounts := slices.Clone(s.state.Accounts)
	accounts[slices.Index(accounts, before)] = after
	s.keep(accounts, func(ctx context.Context) error { return s.accounts.Change(ctx, after) })
}

// Move puts an account delta places further down, or up when it is negative.
func (s *Settings) Move(id mail.AccountID, delta int) {
	accounts := slices.Clone(s.state.Accounts)
	at := slices.IndexFunc(accounts, func(a mail.Account) bool { return a.ID == id })
	to := at + delta
	if at < 0 || to < 0 || to >= len(accounts) || s.accounts == nil {
		return
	}
	moved := accounts[at]
	accounts = slices.Insert(slices.Delete(accounts, at, at+1), to, moved)
	order := make([]mail.AccountID, len(accounts))
	for i, a := range accounts {
		order[i] = a.ID
	}
	s.keep(accounts, func(ctx context.Context) error { return s.accounts.Arrange(ctx, order) })
}

// keep shows accounts as the person wants them and has that stored, in the order of the wishes.
func (s *Settings) keep(accounts []mail.Account, store func(context.Context) error) {
	s.state.Accounts, s.state.Problem = accounts, nil
	s.pending++
	s.changes.do(s.scope, store, func(err error) {
		s.pending--
		if err != nil {
			s.state.Problem = mail.ProblemOf(err)
			s.changed(s.state)
		}
	})
	s.changed(s.state)
}

// AskRemove asks whether an account shall be removed; zero takes the question back.
func (s *Settings) AskRemove(id mail.AccountID) {
	s.state.Asking, s.state.Problem = id, nil
	s.changed(s.state)
}

// Remove removes the account that was asked about. With keepMail its mail stays readable here.
func (s *Settings) Remove(keepMail bool) {
	id := s.state.Asking
	if id == 0 || s.accounts == nil || s.removing.busy() {
		return
	}
	s.state.Asking, s.state.Editing, s.state.Removing = 0, 0, id
	run(s.scope, &s.removing,
		func(ctx context.Context) (struct{}, error) {
			return struct{}{}, s.accounts.Remove(ctx, id, keepMail)
		},
		func(_ struct{}, err error) {
			s.state.Removing, s.state.Problem = 0, mail.ProblemOf(err)
			s.changed(s.state)
		})
	s.changed(s.state)
}
