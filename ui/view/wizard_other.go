package view

import (
	"strings"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// otherPage says that somebody else signed in than the address that was typed, and asks how to go on.
type otherPage struct {
	v                      *Wizard
	detail, againWhen      *widget.Paragraph
	useCard, keepCard      *widget.Panel
	keepWhen               *widget.Paragraph
	use, keep, again, back *widget.Button
	page                   *widget.Page
}

func newOtherPage(v *Wizard) *otherPage {
	w, say := v.config.Wizard, v.words.T
	p := &otherPage{v: v}
	p.detail, p.againWhen = widget.NewParagraph("", widget.StyleBody), widget.NewParagraph("", widget.StyleBody)
	p.keepWhen = widget.NewParagraph("", widget.StyleHint)
	p.use = widget.NewButton(widget.ButtonSecondary, "", w.UseSignedIn)
	p.keep = widget.NewButton(widget.ButtonSecondary, "", w.UseTyped)
	for _, b := range []*widget.Button{p.use, p.keep} {
		b.OnKey(v.TypedKey)
	}
	keep := widget.NewColumn(0, p.keepWhen)
	keep.AddNarrow(widget.Gap12, p.keep)
	p.keepCard = widget.NewCard(keep)
	column := widget.NewColumn(0, p.detail)
	column.Add(widget.Gap12, p.againWhen)
	column.AddNarrow(widget.Gap24, p.use)
	column.Add(widget.Gap16, p.keepCard)
	p.page = pad(column)
	p.again = widget.NewButton(widget.ButtonPrimary, say(words.OtherAgain), w.SignInAgain)
	p.back = widget.NewButton(widget.ButtonSecondary, say(words.ButtonBack), w.Back)
	return p
}

func (p *otherPage) content() fyne.CanvasObject { return p.page }

func (p *otherPage) first() fyne.Focusable { return p.again }

func (p *otherPage) draw(s model.WizardState) wizardFrame {
	w, other := p.v.words, s.SignIn.SignedIn
	p.detail.SetText(w.T(words.OtherDetail, s.Address))
	p.againWhen.SetText(w.T(words.OtherAgainWhen, s.Address))
	p.use.Set(w.T(words.OtherUse, other), p.v.config.Wizard.UseSignedIn)
	p.keep.Set(w.T(words.OtherKeep, s.Address), p.v.config.Wizard.UseTyped)
	p.keepWhen.SetText(w.T(words.OtherKeepWhen, s.Address, other))
	setShown(p.use, other != "" && s.Renewing.ID == 0)
	setShown(p.keepCard, other != "")
	p.page.Refresh()
	f := wizardFrame{title: w.T(words.OtherTitle, other), top: 85, left: []*widget.Button{p.back}, right: []*widget.Button{p.again}}
	if other == "" {
		f.title = w.T(words.OtherTitleUnknown)
	}
	return f
}

// doubtPage asks before a secret is sent that does not look like what the provider wants.
type doubtPage struct {
	v                    *Wizard
	detail, tip, caution *widget.Paragraph
	get                  *widget.Button
	card                 *widget.Panel
	page                 *widget.Page
	change, send         *widget.Button
}

func newDoubtPage(v *Wizard) *doubtPage {
	w, say := v.config.Wizard, v.words.T
	p := &doubtPage{v: v}
	p.detail, p.tip = widget.NewParagraph("", widget.StyleBody), widget.NewParagraph("", widget.StyleBody)
	p.caution = widget.NewParagraph(say(words.DoubtCaution), widget.StyleHint)
	p.get = widget.NewButton(widget.ButtonSecondary, say(words.DoubtGet), func() { v.config.OpenLink(v.state.Provider.SecretURL) })
	p.get.WithIconAfter("external").OnKey(v.TypedKey)
	how := widget.NewColumn(0, p.tip)
	how.AddNarrow(widget.Gap12, p.get)
	p.card = widget.NewCard(how)
	p.page = pad(widget.NewColumn(widget.Gap16, p.detail, p.card, p.caution))
	p.change = widget.NewButton(widget.ButtonPrimary, say(words.DoubtChange), w.Back)
	p.send = widget.NewButton(widget.ButtonText, say(words.DoubtSend), w.SendAnyway)
	return p
}

func (p *doubtPage) content() fyne.CanvasObject { return p.page }

func (p *doubtPage) first() fyne.Focusable { return p.change }

func (p *doubtPage) draw(s model.WizardState) wizardFrame {
	w := p.v.words
	title, detail := words.DoubtTitle, words.DoubtDetail
	if s.SecretKind == mail.AppPassword {
		title, detail = words.DoubtTitleApp, words.DoubtDetailApp
	}
	p.detail.SetText(w.T(detail, w.Pick(s.Provider.Name)))
	tip := w.Pick(s.Provider.SecretTip)
	p.tip.SetText(tip)
	reachable := strings.HasPrefix(s.Provider.SecretURL, "https://")
	setShown(p.get, reachable)
	setShown(p.card, tip != "" || reachable)
	p.page.Refresh()
	return wizardFrame{title: w.T(title), top: 85, left: []*widget.Button{p.send}, right: []*widget.Button{p.change}}
}
