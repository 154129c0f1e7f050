package model

import (
	"slices"
	"time"

	"letterbox/mail"
)

// StatusState is the status line: of several accounts the one that is worst off speaks.
type StatusState struct {
	Known   bool            // there is at least one account
	Worst   mail.SyncStatus // whose activity is shown
	Account mail.Account    // of Worst; named only when there are Several
	Several bool
	Offline bool      // no account has a connection, and none tries just now
	Checked time.Time // when the account that was asked longest ago was asked
	Queued  int       // changes that wait for the servers, of all accounts
	Stored  int       // messages known locally, over all folders
	Of      int       // messages on the servers as far as known; at least Stored
}

// severity orders activities from harmless to what needs the person.
var severity = []mail.Activity{
	mail.Watching, mail.Pushing, mail.Pulling, mail.Connecting, mail.Stopped, mail.Waiting, mail.NeedsAttention,
}

// Status shows what the workers do. It belongs to the UI goroutine.
type Status struct {
	mailer   Mailer
	statuses []mail.SyncStatus
	accounts []accountFolders
	state    StatusState
	changed  func(StatusState)
}

// NewStatus makes an empty status line.
func NewStatus(mailer Mailer) *Status {
	return &Status{mailer: mailer, changed: func(StatusState) {}}
}

// Observe sets who draws the state and has it drawn at once.
func (s *Status) Observe(changed func(StatusState)) {
	s.changed = changed
	changed(s.state)
}

// State returns what is shown.
func (s *Status) State() StatusState { return s.state }

// Update asks the workers and returns what each does.
func (s *Status) Update() []mail.SyncStatus {
	s.statuses = s.mailer.Status()
	s.settle()
	return s.statuses
}

// setFolders takes accounts and folders for the counts.
func (s *Status) setFolders(accounts []accountFolders) {
	s.accounts = accounts
	s.settle()
}

// Of returns what the worker of an account does.
func (s *Status) Of(account mail.AccountID) mail.SyncStatus {
	for _, st := range s.statuses {
		if st.Account == account {
			return st
		}
	}
	return mail.SyncStatus{Account: account}
}

// Refresh asks every server now.
func (s *Status) Refresh() {
	for _, st := range s.statuses {
		s.mailer.Refresh(st.Account)
	}
}

// RefreshOne asks the server of one account now.
func (s *Status) RefreshOne(account mail.AccountID) { s.mailer.Refresh(account) }

func (s *Status) settle() {
	next := StatusState{Known: len(s.statuses) > 0, Several: len(s.statuses) > 1, Offline: len(s.statuses) > 0}
	worst := -1
	for i, st := range s.statuses {
		if rank := slices.Index(severity, st.Activity); rank > worst {
			worst, next.Worst = rank, st
		}
		if i == 0 || st.Checked.Before(next.Checked) {
			next.Checked = st.Checked
		}
		next.Queued += st.Queued
		next.Offline = next.Offline && (st.Activity == mail.Waiting || st.Activity == mail.Stopped)
	}
	for _, a := range s.accounts {
		if a.account.ID == next.Worst.Account {
			next.Account = a.account
		}
		for _, f := range a.folders {
			next.Stored += f.Total
			next.Of += max(f.Total, f.Sync.Exists)
		}
	}
	if next == s.state {
		return
	}
	s.state = next
	s.changed(next)
}
