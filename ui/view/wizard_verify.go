package view

import (
	"strings"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// stepColumns shows the steps on both servers side by side.
type stepColumns struct {
	v        *Wizard
	both     *twoColumns
	headings [2]*widget.Text
	rows     [2][]*widget.Step
	columns  [2]*widget.Column
}

func newStepColumns(v *Wizard) *stepColumns {
	c := &stepColumns{v: v}
	for i := range c.columns {
		c.headings[i] = widget.NewText("", widget.StyleStrong)
		c.columns[i] = widget.NewColumn(0, c.headings[i])
	}
	c.both = newTwoColumns(c.columns[0], c.columns[1])
	return c
}

func (c *stepColumns) draw(s model.WizardState) {
	c.drawColumn(0, words.VerifyReceiving, s.Candidate.Incoming.Host, s.Receiving, s)
	c.drawColumn(1, words.VerifySending, s.Candidate.Outgoing.Host, s.Sending, s)
	c.both.Refresh()
}

func (c *stepColumns) drawColumn(i int, heading words.Key, host string, checks []mail.Check, s model.WizardState) {
	if s.Demo {
		host = ""
	}
	c.headings[i].SetText(strings.TrimSpace(c.v.words.T(heading, host)))
	for len(c.rows[i]) < len(checks) {
		row, gap := widget.NewStep(""), float32(0)
		if len(c.rows[i]) == 0 {
			gap = 6
		}
		c.rows[i] = append(c.rows[i], row)
		c.columns[i].Add(gap, row)
	}
	for n, row := range c.rows[i] {
		setShown(row, n < len(checks))
		if n >= len(checks) {
			row.Set(widget.StepPending, "", "")
			continue
		}
		check := checks[n]
		state, note := stepState(check)
		row.Set(state, words.StageName(c.v.words.Language(), check.Server, check.Stage), note)
	}
}

// leave ends what turns, because the page goes off the screen.
func (c *stepColumns) leave() {
	for _, rows := range c.rows {
		for _, row := range rows {
			row.Set(widget.StepPending, "", "")
		}
	}
}

func stepState(c mail.Check) (widget.StepState, string) {
	note := ""
	if c.Elapsed > 0 {
		note = words.Elapsed(c.Elapsed)
	}
	switch c.Status {
	case mail.CheckRunning:
		return widget.StepRunning, ""
	case mail.CheckOK:
		return widget.StepDone, note
	case mail.CheckFailed:
		return widget.StepFailed, ""
	case mail.CheckSkipped:
		return widget.StepSkipped, ""
	}
	return widget.StepPending, ""
}

// verifyPage shows the steps while they run.
type verifyPage struct {
	v         *Wizard
	steps     *stepColumns
	corrected *widget.Paragraph
	page      *widget.Page
	cancel    *widget.Button
}

func newVerifyPage(v *Wizard) *verifyPage {
	p := &verifyPage{v: v, steps: newStepColumns(v), corrected: widget.NewParagraph("", widget.StyleHint)}
	column := widget.NewColumn(0, p.steps.both)
	column.Add(widget.Gap16, p.corrected)
	p.page = pad(column)
	p.cancel = widget.NewButton(widget.ButtonSecondary, v.words.T(words.ButtonCancel), v.config.Wizard.Cancel)
	return p
}

func (p *verifyPage) content() fyne.CanvasObject { return p.page }

func (p *verifyPage) leave() { p.steps.leave() }

func (p *verifyPage) first() fyne.Focusable { return p.cancel }

func (p *verifyPage) draw(s model.WizardState) wizardFrame {
	p.steps.draw(s)
	tellCorrected(p.corrected, p.v.words.Language(), s.Corrected)
	p.page.Refresh()
	hint := words.VerifyHint
	if s.Demo {
		hint = words.VerifyDemo
	}
	return wizardFrame{
		title: p.v.words.T(words.VerifyTitle), hint: p.v.words.T(hint), top: 111, left: []*widget.Button{p.cancel},
	}
}

// donePage says that the mailbox is bound.
type donePage struct {
	v         *Wizard
	steps     *stepColumns
	corrected *widget.Paragraph
	page      *widget.Page
	next      *widget.Button
}

func newDonePage(v *Wizard) *donePage {
	p := &donePage{v: v, steps: newStepColumns(v), corrected: widget.NewParagraph("", widget.StyleHint)}
	column := widget.NewColumn(0, p.steps.both)
	column.Add(widget.Gap16, p.corrected)
	p.page = pad(column)
	p.next = widget.NewButton(widget.ButtonPrimary, v.words.T(words.ButtonToMail), v.config.Wizard.Next)
	return p
}

func (p *donePage) content() fyne.CanvasObject { return p.page }

func (p *donePage) first() fyne.Focusable { return p.next }

func (p *donePage) draw(s model.WizardState) wizardFrame {
	p.steps.draw(s)
	tellCorrected(p.corrected, p.v.words.Language(), s.Corrected)
	p.page.Refresh()
	hint := p.v.words.T(words.DoneHint, s.Account.Address.Spec())
	title := words.DoneTitle
	switch {
	case s.Demo:
		hint = p.v.words.T(words.DoneDemo)
	case s.Renewing.ID != 0:
		title, hint = words.RenewDone, p.v.words.T(words.RenewDoneHint, s.Account.Address.Spec())
	}
	return wizardFrame{title: p.v.words.T(title), hint: hint, top: 131, right: []*widget.Button{p.next}}
}

// tellCorrected says that a typed server was replaced by the right one.
func tellCorrected(p *widget.Paragraph, lang words.Language, wrong *mail.Problem) {
	setShown(p, wrong != nil)
	if wrong != nil {
		says := words.Explain(lang, wrong)
		p.SetText(says.Headline + "\n" + says.Detail)
	}
}
