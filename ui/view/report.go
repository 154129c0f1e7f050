package view

import (
	"io"

	"fyne.io/fyne/v2"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// ReportConfig holds what the page needs from the window it is in. All of it is required.
type ReportConfig struct {
	Report   *model.Report
	Language words.Language
	Copy     func(text string)
	SaveFile func(name string, save func(io.WriteCloser))
	Close    func()
}

// Report shows the support report, or the conversation with the servers, for reading before anybody gets it. It
// belongs to the UI goroutine.
type Report struct {
	*sheet
	config ReportConfig
	words  words.Words
	state  model.ReportState

	column *widget.Column
	text   *widget.TextView
	trace  *widget.Choice
	copied *widget.Button
	save   *widget.Button
	shown  string
}

// The two things that can be shown.
const (
	reportWhole = "whole"
	reportTrace = "trace"
)

// reportFile is the name that is proposed for the file.
const reportFile = "letterbox-report.txt"

// NewReport makes the view and has the presenter draw into it from now on.
func NewReport(c ReportConfig) *Report {
	v := &Report{config: c, words: words.For(c.Language)}
	v.text = widget.NewTextView(widget.TextViewEvents{Key: func(e *fyne.KeyEvent) { v.TypedKey(e) }})
	v.column = widget.NewColumn(0, v.text)
	v.sheet = newSheet(v.words.T(words.ButtonClose), v.column, c.Close)
	v.copied = widget.NewButton(widget.ButtonPrimary, v.words.T(words.ReportCopy), v.copyAll)
	v.save = widget.NewButton(widget.ButtonSecondary, v.words.T(words.ReportSave), v.keep)
	v.trace = widget.NewChoice([]widget.Option{
		{Value: reportWhole, Label: v.words.T(words.ReportWhole)},
		{Value: reportTrace, Label: v.words.T(words.ReportTrace)},
	}, reportWhole, func(value string) { c.Report.Make(value == reportTrace) })
	v.trace.OnKey(v.TypedKey)
	v.under = v.trace
	v.buttons([]*widget.Button{v.copied, v.save}, nil)
	c.Report.Observe(v.draw)
	return v
}

// FocusFirst puts the focus where one begins.
func (v *Report) FocusFirst() { v.focusFirst() }

func (v *Report) copyAll() {
	v.config.Copy(v.state.Text)
	v.copied.Set(v.words.T(words.ProblemDone), v.copyAll)
	v.relay()
}

func (v *Report) keep() { v.config.SaveFile(reportFile, v.config.Report.Save) }

func (v *Report) draw(s model.ReportState) {
	v.state = s
	hint := v.words.T(words.ReportHint)
	switch {
	case s.Problem != nil:
		hint = words.Explain(v.words.Language(), s.Problem).Headline
	case s.Making:
		hint = v.words.T(words.ReportMaking)
	}
	v.head(v.words.T(words.ReportTitle), hint, "", widget.ToneAccent)
	text := s.Text
	if text == "" && s.Trace && !s.Making {
		text = v.words.T(words.ReportNoTrace)
	}
	if text != v.shown {
		v.shown = text
		v.text.SetText(text, nil)
		v.page.ScrollToTop()
		v.copied.Set(v.words.T(words.ReportCopy), v.copyAll)
	}
	label := words.ReportSave
	if s.Saved {
		label = words.ReportSaved
	}
	v.save.Set(v.words.T(label), v.keep)
	for _, b := range []*widget.Button{v.copied, v.save} {
		if s.Making || s.Text == "" {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	v.column.Refresh()
	v.page.Refresh()
	v.Refresh()
}
