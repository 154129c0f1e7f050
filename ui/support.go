package ui

import (
	"time"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/view"
	"letterbox/ui/words"
)

// supportPage is the page that lies over the window and helps when something does not work, and what it draws.
type supportPage struct {
	popup     *overlay // nil while there is none
	diagnosis *model.Diagnosis
	report    *model.Report
	arrival   *model.Arrival
	conflicts *model.Conflicts
	leave     func()         // ends what turns on the page; may be nil
	lang      words.Language // that the page speaks
}

// showSupport puts the page that the shell has open over what is shown, or takes it away.
func (w *Window) showSupport() {
	next := supportPage{diagnosis: w.shell.Diagnosis(), report: w.shell.Report(), arrival: w.shell.Arrival(), conflicts: w.shell.OpenConflicts(), lang: w.lang}
	if next.shows(w.support) {
		return
	}
	if w.support.leave != nil {
		w.support.leave()
	}
	if w.support.popup != nil {
		w.support.popup.Hide()
	}
	w.support = next
	switch {
	case next.diagnosis != nil:
		page := view.NewDiagnosis(view.DiagnosisConfig{
			Diagnosis: next.diagnosis, Language: w.lang, Provider: w.provider, OpenLink: w.openLink, Copy: w.copy,
			Report: w.shell.OpenReport, Repair: w.repair, Certificate: w.certificateNow, Close: w.shell.CloseSupport,
		})
		w.support.popup, w.support.leave = w.over(page), page.Leave
	case next.report != nil:
		page := view.NewReport(view.ReportConfig{
			Report: next.report, Language: w.lang, Copy: w.copy, SaveFile: w.saveFile, Close: w.shell.CloseSupport,
		})
		w.support.popup = w.over(page)
	case next.arrival != nil:
		w.showArrival(next.arrival)
	case next.conflicts != nil:
		page := view.NewConflicts(view.ConflictsConfig{
			Conflicts: next.conflicts, Language: w.lang, Now: time.Now, Name: w.accountName, Close: w.shell.CloseSupport,
		})
		w.support.popup, w.support.leave = w.over(page), page.Leave
	}
}

// shows reports whether a page is the one on screen, in the language that is spoken.
func (p supportPage) shows(on supportPage) bool {
	return p.diagnosis == on.diagnosis && p.report == on.report && p.arrival == on.arrival && p.conflicts == on.conflicts &&
		(on.popup == nil || on.lang == p.lang)
}

func (w *Window) showArrival(arrival *model.Arrival) {
	account := arrival.State().Account.ID
	config := view.ArrivalConfig{Arrival: arrival, Language: w.lang, Now: time.Now, Close: w.shell.CloseSupport}
	if w.shell.CanDiagnose() {
		config.Check = func() { w.shell.OpenDiagnosis(account) }
	}
	w.support.popup = w.over(view.NewArrival(config))
}

// accountName returns what tells an account apart, "" when there is only one.
func (w *Window) accountName(id mail.AccountID) string {
	accounts := w.shell.Settings().State().Accounts
	for _, a := range accounts {
		if a.ID == id && len(accounts) > 1 {
			return a.Title()
		}
	}
	return ""
}

// repair leaves the page for the one where the problem that it found can be solved.
func (w *Window) repair(account mail.Account, kind words.ActionKind) {
	problem := w.shell.Diagnosis().State().Problem
	w.shell.CloseSupport()
	if kind == words.ActionCertificate {
		w.shell.ShowCertificate(problem, func() { w.shell.OpenDiagnosis(account.ID) })
		return
	}
	w.shell.RenewAccount(account.ID)
}

// provider returns what the wizard knows of a provider, and the bare id of one that it does not show.
func (w *Window) provider(id mail.ProviderID) mail.Provider {
	for _, p := range w.ports.Setup.Providers() {
		if p.ID == id {
			return p
		}
	}
	return mail.Provider{ID: id}
}
