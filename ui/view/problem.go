package view

import (
	"strconv"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// problemPage explains a failure: what happened and who can solve it, what to do in order, the buttons that do it,
// and below them the steps. Technical words are folded away.
type problemPage struct {
	v       *Wizard
	says    words.Explanation
	lines   *widget.Column // in the card
	steps   *stepColumns
	fold    *widget.Button
	details *widget.Paragraph
	copy    *widget.Button
	column  *widget.Column
	page    *widget.Page
	badge   *widget.Badge
	back    *widget.Button
	buttons []*widget.Button
	retry   *widget.Button // of buttons, nil when there is none
	shown   *mail.Problem  // that the buttons are of
	open    bool
}

func newProblemPage(v *Wizard) *problemPage {
	p := &problemPage{v: v, steps: newStepColumns(v)}
	p.lines = widget.NewColumn(0)
	p.fold = widget.NewFold(v.words.T(words.ProblemMore), p.toggle)
	p.fold.OnKey(v.TypedKey)
	p.details = widget.NewParagraph("", widget.StyleHint)
	p.copy = widget.NewLink(v.words.T(words.ProblemCopy), false, func() { p.copied(p.copy, p.says.Technical) })
	p.copy.OnKey(v.TypedKey)
	p.column = widget.NewColumn(0, widget.NewProblemCard(p.lines))
	p.column.Add(19, p.steps.both)
	p.column.AddNarrow(widget.Gap16, p.fold)
	p.column.Add(widget.Gap8, p.details)
	p.column.AddNarrow(widget.Gap4, p.copy)
	p.page = pad(p.column)
	p.badge = widget.NewBadge("", widget.ToneWaiting, false)
	p.back = widget.NewButton(widget.ButtonText, v.words.T(words.ButtonBack), v.config.Wizard.Back)
	return p
}

func (p *problemPage) content() fyne.CanvasObject { return p.page }

func (p *problemPage) first() fyne.Focusable {
	if len(p.buttons) == 0 {
		return nil
	}
	return p.buttons[0]
}

func (p *problemPage) toggle() {
	p.open = !p.open
	p.unfold()
	if p.open {
		p.page.ScrollToBottom()
	}
}

// unfold shows or hides the technical words.
func (p *problemPage) unfold() {
	if p.open {
		p.fold.WithIcon("chevron-down")
	} else {
		p.fold.WithIcon("chevron-right")
	}
	p.fold.Refresh()
	setShown(p.details, p.open)
	setShown(p.copy, p.open)
	p.page.Refresh()
}

func (p *problemPage) copied(b *widget.Button, text string) {
	p.v.config.Copy(text)
	b.Set(p.v.words.T(words.ProblemDone), func() { p.copied(b, text) })
	p.v.relay()
}

func (p *problemPage) draw(s model.WizardState) wizardFrame {
	w := p.v.words
	f := wizardFrame{top: 82, badge: p.badge}
	if s.Problem == nil {
		return f
	}
	p.says = words.ExplainFor(w.Language(), s.Problem, words.Context{Provider: s.Provider, Address: s.Address})
	p.badge.Set(p.says.Who.Label(w.Language()), whoTone(p.says.Who))
	fillCard(p.lines, p.says)
	p.steps.draw(s)
	setShown(p.steps.both, len(s.Receiving)+len(s.Sending) > 0)
	p.details.SetText(p.says.Technical)
	p.copy.Set(w.T(words.ProblemCopy), func() { p.copied(p.copy, p.says.Technical) })
	p.unfold()
	if s.Problem != p.shown {
		p.shown = s.Problem
		p.makeButtons()
	}
	p.countDown(s.RetryIn)
	f.title = p.says.Headline
	f.left, f.right = p.buttons, []*widget.Button{p.back}
	return f
}

func whoTone(w words.Who) widget.Tone {
	if w == words.WhoLetterbox {
		return widget.ToneAccent
	}
	return widget.ToneWaiting
}

// fillCard fills the card of an explanation: detail, numbered advice, caution.
func fillCard(lines *widget.Column, says words.Explanation) {
	lines.Clear()
	if says.Detail != "" {
		lines.Add(0, widget.NewParagraph(says.Detail, widget.StyleSecondary))
	}
	for i, advice := range says.Advice {
		gap := float32(6)
		if i == 0 {
			gap = widget.Gap12
		}
		if len(says.Advice) == 1 {
			lines.Add(gap, widget.NewParagraph(advice, widget.StyleBody))
			continue
		}
		lines.Add(gap, newNumbered(i+1, advice))
	}
	if says.Closing != "" {
		lines.Add(7, widget.NewParagraph(says.Closing, widget.StyleHint))
	}
	lines.Refresh()
}

// mostButtons keeps the row of buttons inside the page; the way back stands at its right end.
const mostButtons = 3

// makeButtons makes the buttons of the explanation. Going back to the form is left to the button at the right
// unless it is the first thing to do.
func (p *problemPage) makeButtons() {
	p.buttons, p.retry = nil, nil
	for _, a := range p.says.Actions {
		if len(p.buttons) == mostButtons || !p.offers(a.Kind) {
			continue
		}
		kind := widget.ButtonText
		switch len(p.buttons) {
		case 0:
			kind = widget.ButtonPrimary
		case 1:
			kind = widget.ButtonSecondary
		}
		b := p.button(kind, a)
		if a.Kind == words.ActionRetry {
			p.retry = b
		}
		p.buttons = append(p.buttons, b)
	}
}

func (p *problemPage) offers(kind words.ActionKind) bool {
	switch kind {
	case words.ActionEdit:
		return len(p.buttons) == 0
	case words.ActionPassphrase:
		return p.v.state.Passphrase.Offered
	default:
		return true
	}
}

func (p *problemPage) button(kind widget.ButtonKind, a words.Action) *widget.Button {
	w := p.v.config.Wizard
	var b *widget.Button
	b = widget.NewButton(kind, a.Label, func() {
		switch a.Kind {
		case words.ActionRetry:
			w.Retry()
		case words.ActionSignIn:
			w.SignInAgain()
		case words.ActionEdit:
			w.Back()
		case words.ActionAdvanced:
			w.OpenAdvanced()
		case words.ActionOpen, words.ActionHelp:
			p.v.config.OpenLink(a.URL)
		case words.ActionCopyAdmin:
			p.copied(b, p.withApproval(a.Text))
		case words.ActionCopy:
			p.copied(b, a.Text)
		case words.ActionCertificate:
			p.v.config.ShowCertificate(p.v.state.Problem)
		case words.ActionCorrect:
			w.Correct(a.Server)
		case words.ActionPassphrase:
			w.OpenPassphrase()
		}
	})
	if a.URL != "" {
		b.WithIconAfter("external")
	}
	return b
}

// withApproval adds to a text for the administrator what can be pressed there: the link that approves Letterbox, or
// what the registration needs.
func (p *problemPage) withApproval(text string) string {
	s := p.v.state
	switch {
	case s.SecretKind != mail.BrowserSignIn || s.Problem == nil || s.Problem.Stage != mail.StageSignIn:
		return text
	case s.Problem.Class == "OAUTH_APP_MISCONFIG" && s.Registration.Console != "":
		return text + "\n\n" + registerText(p.v.words, s)
	case s.Registration.Consent != "" && s.Problem.Code == mail.ConsentDenied:
		return text + "\n\n" + approvalText(p.v.words, s)
	}
	return text
}

// numbered is a sentence with its number before it; wrapped lines stand under the sentence.
type numbered struct {
	painted
	number *widget.Text
	text   *widget.Paragraph
}

const numberedIndent float32 = 20

func newNumbered(n int, sentence string) *numbered {
	o := &numbered{
		number: widget.NewText(strconv.Itoa(n)+".", widget.StyleBody),
		text:   widget.NewParagraph(sentence, widget.StyleBody),
	}
	o.objects = []fyne.CanvasObject{o.number, o.text}
	o.lay = func(size fyne.Size) {
		place(o.number, 5, 0, numberedIndent, 20)
		place(o.text, numberedIndent, 0, size.Width-numberedIndent, size.Height)
	}
	o.ExtendBaseWidget(o)
	return o
}

// HeightFor implements widget.Tall.
func (o *numbered) HeightFor(width float32) float32 { return o.text.HeightFor(width - numberedIndent) }
