package ui

import (
	"time"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/view"
)

// certificatePage is the page about certificates that lies over the window, and what it draws.
type certificatePage struct {
	popup       *fynewidget.PopUp // nil while there is none
	certificate *model.Certificate
	trusted     *model.TrustList
}

// showCertificates puts the page about certificates that the shell has open over what is shown, or takes it away.
func (w *Window) showCertificates() {
	certificate, retry := w.shell.Certificate()
	trusted := w.shell.TrustList()
	if w.certificates.certificate == certificate && w.certificates.trusted == trusted {
		return
	}
	if w.certificates.popup != nil {
		w.certificates.popup.Hide()
	}
	w.certificates = certificatePage{certificate: certificate, trusted: trusted}
	switch {
	case certificate != nil:
		page := view.NewCertificate(view.CertificateConfig{
			Certificate: certificate, Language: w.lang, Copy: w.copy, SaveFile: w.saveFile, Close: w.shell.CloseCertificates, Retry: retry,
		})
		w.certificates.popup = w.over(page)
		page.FocusFirst()
	case trusted != nil:
		page := view.NewTrustList(view.TrustListConfig{List: trusted, Language: w.lang, Now: time.Now, Close: w.shell.CloseCertificates})
		w.certificates.popup = w.over(page)
		page.FocusFirst()
	}
}

// over puts a page over the window, which takes nothing meanwhile.
func (w *Window) over(page fyne.CanvasObject) *fynewidget.PopUp {
	popup := fynewidget.NewModalPopUp(page, w.window.Canvas())
	popup.Show()
	return popup
}

// certificateOf shows what a server showed to the wizard, which tries again when a certificate was accepted.
func (w *Window) certificateOf(p *mail.Problem) {
	w.shell.ShowCertificate(p, func() {
		if wizard := w.shell.Wizard(); wizard != nil {
			wizard.Retry()
		}
	})
}
