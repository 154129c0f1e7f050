package ui

import (
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
	leave     func()         // ends what turns on the page; may be nil
	lang      words.Language // that the page speaks
}

// showSupport puts the page that the shell has open over what is shown, or takes it away.
func (w *Window) showSupport() {
	diagnosis, report := w.shell.Diagnosis(), w.shell.Report()
	if w.support.diagnosis == diagnosis && w.support.report == report && (w.support.popup == nil || w.support.lang == w.lang) {
		return
	}
	if w.support.leave != nil {
		w.support.leave()
	}
	if w.support.popup != nil {
		w.support.popup.Hide()
	}
	w.support = supportPage{diagnosis: diagnosis, report: report, lang: w.lang}
	switch {
	case diagnosis != nil:
		page := view.NewDiagnosis(view.DiagnosisConfig{
			Diagnosis: diagnosis, Language: w.lang, Provider: w.provider, OpenLink: w.openLink, Copy: w.copy,
			Report: w.shell.OpenReport, Repair: w.repair, Certificate: w.certificateNow, Close: w.shell.CloseSupport,
		})
		w.support.popup, w.support.leave = w.over(page), page.Leave
	case report != nil:
		page := view.NewReport(view.ReportConfig{
			Report: report, Language: w.lang, Copy: w.copy, SaveFile: w.saveFile, Close: w.shell.CloseSupport,
		})
		w.support.popup = w.over(page)
	}
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
