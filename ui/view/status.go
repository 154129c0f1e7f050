package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const statusHeight float32 = 28

// statusLine is the bottom of the mailbox: what the account that is worst off does, and how much is stored.
type statusLine struct {
	painted
	ruler  ruler
	now    func() time.Time
	lang   words.Language
	state  model.StatusState
	outbox model.OutboxState
	hint   string // instead of everything else, e.g. where the link under the pointer leads

	back, line   *canvas.Rectangle
	dot          *canvas.Circle
	said, stored *canvas.Text
	queued       *canvas.Text // what waits for the servers
}

func newStatusLine(r ruler, now func() time.Time) *statusLine {
	l := &statusLine{ruler: r, now: now}
	l.back, l.line, l.dot = canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewCircle(nil)
	l.said, l.stored = newText(widget.SizeMeta, false), newText(widget.SizeMeta, false)
	l.queued = newText(widget.SizeMeta, false)
	l.objects = []fyne.CanvasObject{l.back, l.line, l.dot, l.said, l.queued, l.stored}
	l.least = func() fyne.Size { return fyne.NewSize(100, statusHeight) }
	l.lay = l.arrange
	l.style = l.colour
	l.ExtendBaseWidget(l)
	return l
}

// draw shows a state of the model.
func (l *statusLine) draw(s model.StatusState) {
	l.state = s
	l.Refresh()
}

// drawOutbox counts what waits to be sent.
func (l *statusLine) drawOutbox(s model.OutboxState) {
	l.outbox = s
	l.Refresh()
}

// waiting says what waits for the servers, the worst of it.
func (l *statusLine) waiting() string {
	switch {
	case l.hint != "":
		return ""
	case l.outbox.Stuck > 0:
		return words.T(l.lang, words.StatusStuck, l.outbox.Stuck)
	case l.state.Queued > 0 && l.state.Worst.Activity != mail.Pushing:
		return words.T(l.lang, words.StatusQueued, l.state.Queued)
	case len(l.outbox.Items) > 0:
		return words.T(l.lang, words.StatusOutbox, len(l.outbox.Items))
	default:
		return ""
	}
}

// say switches the language.
func (l *statusLine) say(lang words.Language) {
	l.lang = lang
	l.Refresh()
}

// whisper says something in passing; "" takes it back.
func (l *statusLine) whisper(hint string) {
	l.hint = hint
	l.Refresh()
}

// sentence says what happens, naming the account when there are several.
func (l *statusLine) sentence() string {
	s := l.state
	if l.hint != "" {
		return l.hint
	}
	if !s.Known {
		return ""
	}
	worst := s.Worst
	if worst.Activity == mail.Watching {
		worst.Checked = s.Checked
	}
	said := words.Status(l.lang, worst, l.now())
	if worst.Activity == mail.NeedsAttention && !worst.Checked.IsZero() {
		said += " · " + words.T(l.lang, words.StatusChecked, words.Date(l.lang, worst.Checked, l.now()))
	}
	if s.Several && worst.Activity != mail.Watching {
		said = s.Account.Title() + " · " + said
	}
	return said
}

func (l *statusLine) arrange(size fyne.Size) {
	place(l.back, 0, 0, size.Width, size.Height)
	place(l.line, 0, 0, size.Width, widget.LineWidth)
	x := float32(14)
	l.dot.Hidden = !l.state.Known || l.hint != "" || l.state.Worst.Activity == mail.Watching
	if !l.dot.Hidden {
		place(l.dot, x, 11, 8, 8)
		x += 8 + widget.Gap8
	}
	l.stored.Text = ""
	if l.state.Of > 0 && l.hint == "" {
		l.stored.Text = words.T(l.lang, words.StatusStored, l.state.Stored, l.state.Of)
	}
	l.queued.Text = l.waiting()
	beside := widget.Gap16
	for _, t := range []*canvas.Text{l.queued, l.stored} {
		if t.Text != "" {
			beside += t.MinSize().Width + widget.Gap16
		}
	}
	l.said.Text = l.ruler.fit(l.sentence(), widget.SizeMeta, false, max(size.Width-x-beside, 0))
	placeText(l.said, x, 1, 0, statusHeight-1)
	x += l.said.MinSize().Width + widget.Gap16
	if l.queued.Text != "" {
		placeText(l.queued, x, 1, 0, statusHeight-1)
		x += l.queued.MinSize().Width + widget.Gap16
	}
	placeText(l.stored, x, 1, 0, statusHeight-1)
}

func (l *statusLine) colour() {
	l.back.FillColor = widget.Color(widget.ColorSidebar)
	l.line.FillColor = widget.Color(widget.ColorLine)
	l.stored.Color = widget.Color(widget.ColorSecondary)
	l.said.Color = widget.Color(widget.ColorSecondary)
	l.queued.Color = widget.Color(widget.ColorSecondary)
	if l.outbox.Stuck > 0 {
		l.queued.Color = widget.Color(widget.ColorFailed)
	}
	switch {
	case l.hint != "":
	case l.state.Worst.Activity == mail.Waiting:
		l.said.Color = widget.Color(widget.ColorWaiting)
	case l.state.Worst.Activity == mail.NeedsAttention:
		l.said.Color = widget.Color(widget.ColorFailed)
	}
	styleDot(l.dot, l.state.Worst.Activity)
	if l.state.Worst.Activity == mail.NeedsAttention {
		l.dot.StrokeWidth, l.dot.FillColor = 0, widget.Color(widget.ColorFailed)
	}
}
