package model

import (
	"context"

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

// Remover takes an account and its local mail off this computer; the mail on the server stays. It may be called
// from any goroutine.
type Remover interface {
	RemoveAccount(ctx context.Context, id mail.AccountID) error
}

// SettingsState is what can be chosen.
type SettingsState struct {
	Language  string // "zh-CN" or "en"
	Theme     string
	Accounts  []mail.Account
	CanRemove bool
	Asking    mail.AccountID // the account whose removal waits for an answer
	Removing  mail.AccountID
	Problem   *mail.Problem // a removal failed
}

// Settings keeps the choices of the person. It belongs to the UI goroutine.
type Settings struct {
	scope    *Scope
	prefs    Preferences
	remover  Remover
	state    SettingsState
	changed  func(SettingsState)
	restyled func()
	removing slot
}

// NewSettings reads the choices; language is used as long as none was chosen. restyled is called when language or
// theme changed. remover may be nil.
func NewSettings(scope *Scope, prefs Preferences, remover Remover, language string, restyled func()) *Settings {
	s := &Settings{scope: scope, prefs: prefs, remover: remover, restyled: restyled, changed: func(SettingsState) {}}
	s.state = SettingsState{Language: language, Theme: ThemeSystem, CanRemove: remover != nil}
	if v := prefs.Get(PrefLanguage); v == "zh-CN" || v == "en" {
		s.state.Language = v
	}
	if v := prefs.Get(PrefTheme); v == ThemeLight || v == ThemeDark {
		s.state.Theme = v
	}
	return s
}

// Observe sets who draws the state and has it drawn at once.
func (s *Settings) Observe(changed func(SettingsState)) {
	s.changed = changed
	changed(s.state)
}

// State returns what is chosen.
func (s *Settings) State() SettingsState { return s.state }

// SetLanguage switches the language, at once.
func (s *Settings) SetLanguage(language string) {
	if language == s.state.Language {
		return
	}
	s.state.Language = language
	s.prefs.Set(PrefLanguage, language)
	s.restyled()
	s.changed(s.state)
}

// SetTheme switches the theme, at once.
func (s *Settings) SetTheme(theme string) {
	if theme == s.state.Theme {
		return
	}
	s.state.Theme = theme
	s.prefs.Set(PrefTheme, theme)
	s.restyled()
	s.changed(s.state)
}

// setAccounts takes the accounts that are bound.
func (s *Settings) setAccounts(accounts []mail.Account) {
	s.state.Accounts = accounts
	s.changed(s.state)
}

// AskRemove asks whether an account shall be removed; zero takes the question back.
func (s *Settings) AskRemove(id mail.AccountID) {
	s.state.Asking, s.state.Problem = id, nil
	s.changed(s.state)
}

// Remove removes the account that was asked about.
func (s *Settings) Remove() {
	id := s.state.Asking
	if id == 0 || s.remover == nil || s.removing.busy() {
		return
	}
	s.state.Asking, s.state.Removing = 0, id
	run(s.scope, &s.removing,
		func(ctx context.Context) (struct{}, error) { return struct{}{}, s.remover.RemoveAccount(ctx, id) },
		func(_ struct{}, err error) {
			s.state.Removing, s.state.Problem = 0, mail.ProblemOf(err)
			s.changed(s.state)
		})
	s.changed(s.state)
}
