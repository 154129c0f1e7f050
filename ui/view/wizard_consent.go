package view

import (
	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// consentPage asks before a secret goes to servers that nobody vouches for. Nothing is chosen beforehand: the
// focus is on the way back.
type consentPage struct {
	v                *Wizard
	detail, how      *widget.Paragraph
	incoming, outgo  *widget.Text
	source           *widget.Paragraph
	page             *widget.Page
	back, agree, own *widget.Button
}

func newConsentPage(v *Wizard) *consentPage {
	w, say := v.config.Wizard, v.words.T
	p := &consentPage{v: v}
	p.detail = widget.NewParagraph(say(words.ConsentDetail), widget.StyleBody)
	p.how = widget.NewParagraph(say(words.ConsentHow), widget.StyleHint)
	p.incoming, p.outgo = widget.NewText("", widget.StyleStrong), widget.NewText("", widget.StyleStrong)
	p.source = widget.NewParagraph("", widget.StyleHint)
	servers := widget.NewColumn(widget.Gap4, widget.NewText(say(words.ConsentServer), widget.StyleHint), p.incoming, p.outgo, p.source)
	p.page = pad(widget.NewColumn(widget.Gap16, p.detail, widget.NewCard(servers), p.how))
	p.back = widget.NewButton(widget.ButtonSecondary, say(words.ButtonBack), w.Back)
	p.agree = widget.NewButton(widget.ButtonPrimary, say(words.ButtonConsent), w.Consent)
	p.own = widget.NewButton(widget.ButtonText, say(words.AdvancedTitle), w.OpenAdvanced)
	return p
}

func (p *consentPage) content() fyne.CanvasObject { return p.page }

func (p *consentPage) first() fyne.Focusable { return p.back }

func (p *consentPage) draw(s model.WizardState) wizardFrame {
	w := p.v.words
	p.incoming.SetText(w.T(words.VerifyReceiving, s.Candidate.Incoming.HostPort()))
	p.outgo.SetText(w.T(words.VerifySending, s.Candidate.Outgoing.HostPort()))
	p.source.SetText(sourceSentence(w, s))
	p.page.Refresh()
	domain := ""
	if a, err := mail.ParseAddress(s.Address); err == nil {
		domain = a.Domain
	}
	return wizardFrame{
		title: w.T(words.ConsentTitle, domain), top: 85,
		left: []*widget.Button{p.back, p.own}, right: []*widget.Button{p.agree},
	}
}
