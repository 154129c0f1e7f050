package model

import (
	"slices"

	"letterbox/mail"
)

// Support is the part of the shell that opens the pages which help when something does not work: one checks the
// connection of an account, one shows the support report. At most one of them is open. It belongs to the UI goroutine.
type Support struct {
	diagnosis *Diagnosis
	report    *Report
	arrival   *Arrival
	conflicts *Conflicts
}

// Diagnosis returns the presenter of the open page, nil when it is not open.
func (s *Shell) Diagnosis() *Diagnosis { return s.support.diagnosis }

// Report returns the presenter of the open page, nil when it is not open.
func (s *Shell) Report() *Report { return s.support.report }

// Arrival returns the presenter of the open page, nil when it is not open.
func (s *Shell) Arrival() *Arrival { return s.support.arrival }

// OpenConflicts returns the presenter of the open page of changes that were not made, nil when it is not open.
func (s *Shell) OpenConflicts() *Conflicts { return s.support.conflicts }

// Conflicts returns the presenter of the changes that were not made, whether its page is open or not.
func (s *Shell) Conflicts() *Conflicts { return s.conflicts }

// CanCompare reports whether an account can be compared with its server.
func (s *Shell) CanCompare(id mail.AccountID) bool {
	a, ok := s.settings.account(id)
	return ok && !a.Archived && s.config.Comparer != nil
}

// AskArrival compares an account with its server; the one that is shown, else the first that has a server, when id is 0.
func (s *Shell) AskArrival(id mail.AccountID) {
	if id == 0 {
		id = s.list.state.Folder.Account
		for _, a := range s.settings.state.Accounts {
			if !s.CanCompare(id) {
				id = a.ID
			}
		}
	}
	account, _ := s.settings.account(id)
	if !s.CanCompare(id) {
		return
	}
	s.CloseSupport()
	s.state.Settings = false
	s.support.arrival = NewArrival(s.config.Scope, s.config.Comparer, s.config.Mailer, account)
	s.changed(s.state)
}

// CanShowConflicts reports whether there is a list of changes that were not made.
func (s *Shell) CanShowConflicts() bool { return s.config.Conflicts != nil }

// ShowConflicts shows the changes that were not made.
func (s *Shell) ShowConflicts() {
	if s.config.Conflicts == nil {
		return
	}
	s.CloseSupport()
	s.state.Settings = false
	s.support.conflicts = s.conflicts
	s.conflicts.Reload()
	s.changed(s.state)
}

// CanDiagnose reports whether there are accounts to check, and what checks them.
func (s *Shell) CanDiagnose() bool {
	return s.config.Diagnoser != nil && len(s.settings.state.Accounts) > 0
}

// OpenDiagnosis checks the connection of an account; of the one that is shown, else the first, when id is 0.
func (s *Shell) OpenDiagnosis(id mail.AccountID) {
	if !s.CanDiagnose() {
		return
	}
	accounts := s.settings.state.Accounts
	if id == 0 {
		id = s.list.state.Folder.Account
	}
	at := max(slices.IndexFunc(accounts, func(a mail.Account) bool { return a.ID == id }), 0)
	s.CloseSupport()
	s.state.Settings = false
	s.support.diagnosis = NewDiagnosis(s.config.Scope, s.config.Diagnoser, accounts[at], s.speaks)
	s.support.diagnosis.Run()
	s.changed(s.state)
}

// OpenReport shows the support report.
func (s *Shell) OpenReport() {
	if s.config.Reporter == nil {
		return
	}
	s.CloseSupport()
	s.state.Settings = false
	s.support.report = NewReport(s.config.Scope, s.config.Reporter, s.speaks)
	s.changed(s.state)
}

// CloseSupport closes the page that is open.
func (s *Shell) CloseSupport() {
	if s.support.diagnosis != nil {
		s.support.diagnosis.Close()
	}
	if s.support.report != nil {
		s.support.report.Close()
	}
	if s.support.arrival != nil {
		s.support.arrival.Close()
	}
	s.support = Support{}
	s.changed(s.state)
}

func (s *Shell) speaks() string { return s.state.Language }
