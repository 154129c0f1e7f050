package view

import (
	"strconv"

	"fyne.io/fyne/v2"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// passphrasePage takes the passphrase that seals the account keys, twice, and says what it means; where they are
// sealed already it takes it once and opens them.
type passphrasePage struct {
	v          *Wizard
	name       *widget.Text
	secret     *widget.Field
	againName  *widget.Text
	again      *widget.Field
	fault      *widget.Paragraph
	lost       *widget.Paragraph
	card       *widget.Panel
	page       *widget.Page
	back, next *widget.Button
}

func newPassphrasePage(v *Wizard) *passphrasePage {
	w, say := v.config.Wizard, v.words.T
	p := &passphrasePage{v: v}
	events := widget.FieldEvents{Changed: func(string) { w.SetPassphrase(p.secret.Text(), p.again.Text()) }, Enter: w.Next, Escape: w.Back}
	p.secret, p.again = widget.NewSecretField("", say(words.AccountReveal), events), widget.NewSecretField("", say(words.AccountReveal), events)
	p.name, p.againName = widget.NewText("", widget.StyleStrong), widget.NewText(say(words.PassphraseAgain), widget.StyleStrong)
	p.fault = widget.NewParagraph("", widget.StyleFailed)
	means := widget.NewColumn(0)
	for i, key := range []words.Key{words.PassphraseStart, words.PassphraseLost, words.PassphraseFile} {
		means.Add(min(float32(i), 1)*widget.Gap8, widget.NewParagraph(say(key), widget.StyleBody))
	}
	p.card = widget.NewCard(means)
	p.lost = widget.NewParagraph(say(words.UnlockLost), widget.StyleHint)
	column := widget.NewColumn(0, p.name)
	column.Add(5, p.secret)
	column.Add(widget.Gap16, p.againName)
	column.Add(5, p.again)
	column.Add(6, p.fault)
	column.Add(widget.Gap24, p.card)
	column.Add(widget.Gap16, p.lost)
	p.page = pad(column)
	p.back = widget.NewButton(widget.ButtonSecondary, "", w.Back)
	p.next = widget.NewButton(widget.ButtonPrimary, "", w.Next)
	return p
}

func (p *passphrasePage) content() fyne.CanvasObject { return p.page }

func (p *passphrasePage) first() fyne.Focusable { return p.secret.Focus() }

func (p *passphrasePage) draw(s model.WizardState) wizardFrame {
	say, w, unlocks := p.v.words.T, p.v.config.Wizard, s.Passphrase.Unlocks
	typed, again := w.Passphrase()
	p.secret.SetText(typed)
	p.again.SetText(again)
	for _, o := range []fyne.CanvasObject{p.againName, p.again, p.card} {
		setShown(o, !unlocks)
	}
	setShown(p.lost, unlocks)
	title, hint, name, next, back := words.PassphraseTitle, words.PassphraseHint, words.PassphraseFirst, words.PassphraseNext, words.ButtonBack
	if unlocks {
		title, hint, name, next = words.UnlockTitle, words.UnlockHint, words.UnlockField, words.UnlockNext
	}
	if s.Passphrase.Alone {
		back = words.ButtonCancel
	}
	p.name.SetText(say(name))
	p.drawFault(s.Passphrase)
	p.back.Set(say(back), w.Back)
	p.next.Set(say(next), w.Next)
	setUsable(p.next, s.CanNext)
	p.page.Refresh()
	return wizardFrame{title: say(title), hint: say(hint), top: 129, left: []*widget.Button{p.back}, right: []*widget.Button{p.next}}
}

func (p *passphrasePage) drawFault(s model.PassphraseState) {
	fault := ""
	switch {
	case s.Short:
		fault = p.v.words.T(words.PassphraseShort, strconv.Itoa(model.LeastPassphrase))
	case s.Differs:
		fault = p.v.words.T(words.PassphraseDiffers)
	case s.Problem != nil:
		says := words.Explain(p.v.words.Language(), s.Problem)
		if fault = says.Headline; !s.Unlocks {
			fault += "\n" + says.Detail
		}
	}
	p.secret.SetInvalid(s.Short || s.Problem != nil)
	p.again.SetInvalid(s.Differs)
	p.fault.SetText(fault)
	setShown(p.fault, fault != "")
}
