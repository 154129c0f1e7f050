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
}

// Diagnosis returns the presenter of the open page, nil when it is not open.
func (s *Shell) Diagnosis() *Diagnosis { return s.support.diagnosis }

// Report returns the presenter of the open page, nil when it is not open.
func (s *Shell) Report() *Report { return s.support.report }

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
	s.support = Support{}
	s.changed(s.state)
}

func (s *Shell) speaks() string { return s.state.Language }
