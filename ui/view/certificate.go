package view

import (
	"io"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// CertificateConfig holds what the inspector of certificates needs from the window it is in. Retry may be nil;
// everything else is required.
type CertificateConfig struct {
	Certificate *model.Certificate
	Language    words.Language
	Copy        func(text string)
	SaveFile    func(name string, save func(io.WriteCloser))
	Close       func()
	Retry       func() // tries again what the certificate has stopped; nil where nothing waits
}

// Certificate shows what a server showed: its certificate and those that vouch for it, what is wrong with each and who
// can put it right. Where that is possible, the person can accept one, after typing the end of its fingerprint. It
// belongs to the UI goroutine.
type Certificate struct {
	*sheet
	config CertificateConfig
	words  words.Words
	state  model.CertificateState

	column *widget.Column
	ask    *certificateAsk // nil while nothing is to be accepted
}

// NewCertificate makes the view and has the presenter draw into it from now on.
func NewCertificate(c CertificateConfig) *Certificate {
	v := &Certificate{config: c, words: words.For(c.Language), column: widget.NewColumn(0)}
	v.sheet = newSheet(v.words.T(words.ButtonClose), v.column, c.Close)
	v.close = v.escape
	c.Certificate.Observe(v.draw)
	return v
}

// FocusFirst puts the focus where one begins.
func (v *Certificate) FocusFirst() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.page); c != nil && v.ask != nil {
		c.Focus(v.ask.field.Focus())
		return
	}
	v.focusFirst()
}

// escape takes the question back, or closes.
func (v *Certificate) escape() {
	if v.state.Asking >= 0 {
		v.config.Certificate.Ask(-1)
		return
	}
	v.config.Close()
}

func (v *Certificate) draw(s model.CertificateState) {
	asked := v.ask != nil
	v.state = s
	v.head(v.words.T(words.CertificateTitle, s.Seen.Server.Host), "", "", widget.ToneAccent)
	v.column.Clear()
	if s.Asking >= 0 {
		if !asked {
			v.ask = newCertificateAsk(v, s)
		}
		v.ask.draw(s)
		v.column.Add(0, v.ask.column)
		v.buttons(v.ask.buttons, nil)
	} else {
		v.ask = nil
		v.drawChain()
		v.buttons(v.closing(), nil)
	}
	v.column.Refresh()
	v.page.Refresh()
	v.relay()
	if asked != (v.ask != nil) {
		v.page.ScrollToTop()
		v.FocusFirst()
	}
}

// closing are the buttons under the chain.
func (v *Certificate) closing() []*widget.Button {
	shut := widget.NewButton(widget.ButtonSecondary, v.words.T(words.ButtonClose), v.config.Close)
	if v.state.Accepted < 0 || v.config.Retry == nil {
		return []*widget.Button{shut}
	}
	again := widget.NewButton(widget.ButtonPrimary, v.words.T(words.CertificateRetry), func() {
		v.config.Close()
		v.config.Retry()
	})
	return []*widget.Button{again, shut}
}

// drawChain shows the verdict, and then each certificate.
func (v *Certificate) drawChain() {
	v.column.Add(0, v.verdict())
	for n := range v.state.Seen.Chain {
		v.column.Add(widget.Gap12, v.card(n))
	}
	if product := v.madeUpBy(); product != "" {
		v.column.Add(widget.Gap16, widget.NewParagraph(v.words.T(words.CertificateMadeUp, product), widget.StyleStrong))
		v.column.Add(widget.Gap4, widget.NewParagraph(v.words.T(words.CertificateMadeUpWho), widget.StyleHint))
		return
	}
	if p := v.state.Forbidden; p != nil && v.state.Seen.MayPin() {
		says := words.Explain(v.words.Language(), p)
		v.column.Add(widget.Gap16, widget.NewParagraph(says.Headline, widget.StyleStrong))
		v.column.Add(widget.Gap4, widget.NewParagraph(says.Detail, widget.StyleHint))
	}
}

// madeUpBy names the product that made up a certificate that was refused, "" for none.
func (v *Certificate) madeUpBy() string {
	if v.state.Seen.Problem == nil || len(v.state.Seen.Chain) == 0 {
		return ""
	}
	return mail.Interceptor(v.state.Seen.Chain[0].Issuer)
}

func (v *Certificate) verdict() fyne.CanvasObject {
	seen := v.state.Seen
	switch {
	case v.state.Loading:
		return widget.NewParagraph(v.words.T(words.CertificateLoading), widget.StyleSecondary)
	case v.state.Accepted >= 0:
		return widget.NewParagraph(v.accepted(v.state.Accepted), widget.StyleStrong)
	case seen.Problem != nil:
		says := words.Explain(v.words.Language(), seen.Problem)
		lines := widget.NewColumn(widget.Gap4, widget.NewParagraph(says.Headline, widget.StyleStrong), widget.NewParagraph(says.Detail, widget.StyleSecondary))
		return widget.NewProblemCard(lines)
	case len(seen.Chain) == 0:
		return widget.NewParagraph(v.words.T(words.CertificateNone), widget.StyleSecondary)
	default:
		return widget.NewParagraph(v.words.T(words.CertificateTrusted(seen.By), seen.Server.Host), widget.StyleBody)
	}
}

func (v *Certificate) accepted(n int) string {
	host := v.state.Seen.Server.Host
	if n > 0 {
		return v.words.T(words.CertificateAcceptedCA, host)
	}
	pin, err := mail.NewPin(host, v.state.Seen.Server.Port, v.state.Seen.Chain[0], v.state.Seen.At)
	if err != nil {
		return ""
	}
	return v.words.T(words.CertificateAccepted, host, day(pin.Until))
}
