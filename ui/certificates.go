package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/view"
)

// certificatePage is the page about certificates or the policy that lies over the window, and what it draws.
type certificatePage struct {
	popup       *overlay // nil while there is none
	certificate *model.Certificate
	trusted     *model.TrustList
	policy      *model.Policy
}

// showCertificates puts the page about certificates that the shell has open over what is shown, or takes it away.
func (w *Window) showCertificates() {
	certificate, retry := w.shell.Certificate()
	trusted, policy := w.shell.TrustList(), w.shell.OpenPolicy()
	if w.certificates.certificate == certificate && w.certificates.trusted == trusted && w.certificates.policy == policy {
		return
	}
	if w.certificates.popup != nil {
		w.certificates.popup.Hide()
	}
	w.certificates = certificatePage{certificate: certificate, trusted: trusted, policy: policy}
	switch {
	case certificate != nil:
		page := view.NewCertificate(view.CertificateConfig{
			Certificate: certificate, Language: w.lang, Copy: w.copy, SaveFile: w.saveFile, Close: w.shell.CloseCertificates, Retry: retry,
		})
		w.certificates.popup = w.over(page)
	case trusted != nil:
		page := view.NewTrustList(view.TrustListConfig{List: trusted, Language: w.lang, Now: time.Now, OpenFile: w.openFile, Close: w.shell.CloseCertificates})
		w.certificates.popup = w.over(page)
	case policy != nil:
		w.certificates.popup = w.over(view.NewPolicy(view.PolicyConfig{Policy: policy, Language: w.lang, Close: w.shell.CloseCertificates}))
	}
}

// overlay is a page that lies over the window.
type overlay struct {
	canvas fyne.Canvas
	page   fyne.CanvasObject
}

// sheet is a page that can lie over the window.
type sheet interface {
	fyne.CanvasObject
	FocusFirst()
}

// over puts a page over the window, which takes nothing until the page is hidden.
func (w *Window) over(page sheet) *overlay {
	o := &overlay{w.window.Canvas(), view.NewOver(page)}
	o.canvas.Overlays().Add(o.page)
	o.page.Resize(o.canvas.Size())
	w.frames.each(func() bool { // before it was painted the toolkit does not know where it is
		page.FocusFirst()
		return false
	})
	return o
}

// Hide takes the page away.
func (o *overlay) Hide() { o.canvas.Overlays().Remove(o.page) }

// certificateOf shows what a server showed to the wizard, which tries again when a certificate was accepted.
func (w *Window) certificateOf(p *mail.Problem) {
	w.shell.ShowCertificate(p, func() {
		if wizard := w.shell.Wizard(); wizard != nil {
			wizard.Retry()
		}
	})
}

// certificateNow leaves the page that lies over the window for the certificate that a server shows now.
func (w *Window) certificateNow(server mail.Server) {
	w.shell.CloseSupport()
	w.shell.LookAtCertificate(server)
}
