package view

import (
	"strings"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// checkColumns shows the steps of a diagnosis on both servers side by side.
type checkColumns struct {
	words    words.Words
	both     *twoColumns
	headings [2]*widget.Text
	columns  [2]*widget.Column
	rows     [2][]*widget.Step
}

func newCheckColumns(w words.Words) *checkColumns {
	c := &checkColumns{words: w}
	for i := range c.columns {
		c.headings[i] = widget.NewText("", widget.StyleStrong)
		c.columns[i] = widget.NewColumn(0, c.headings[i])
	}
	c.both = newTwoColumns(c.columns[0], c.columns[1])
	return c
}

func (c *checkColumns) draw(s model.DiagnosisState) {
	c.drawColumn(0, c.words.T(words.VerifyReceiving, s.Account.Incoming.Host), s.Receiving)
	c.drawColumn(1, c.words.T(words.VerifySending, s.Account.Outgoing.Host), s.Sending)
	c.both.Refresh()
}

func (c *checkColumns) drawColumn(i int, heading string, checks []mail.Check) {
	c.headings[i].SetText(strings.TrimSpace(heading))
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
		state, note := stepState(checks[n])
		row.Set(state, c.name(checks[n]), note)
	}
}

// name is that of the wizard's steps, but for the test message, which the wizard does not send.
func (c *checkColumns) name(check mail.Check) string {
	if check.Stage == mail.StageSubmit {
		return c.words.T(words.DiagnosisTest)
	}
	return words.StageName(c.words.Language(), check.Server, check.Stage)
}

// leave ends what turns.
func (c *checkColumns) leave() {
	for _, rows := range c.rows {
		for _, row := range rows {
			row.Set(widget.StepPending, "", "")
		}
	}
}
