package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// outboxLine stands at the foot of the sidebar while there is something in the outbox. It is the outbox of all
// accounts, and a stop of the Tab key of its own. A sign and a colour say that a message needs the person.
type outboxLine struct {
	painted
	ruler            ruler
	open             func()
	other            func(*fyne.KeyEvent)
	state            model.OutboxState
	title            string
	hovered, focused bool

	rule, back, outline *canvas.Rectangle
	icon                *widget.Icon
	name, count         *canvas.Text
}

func newOutboxLine(r ruler, open func(), other func(*fyne.KeyEvent)) *outboxLine {
	l := &outboxLine{ruler: r, open: open, other: other}
	l.rule, l.back, l.outline = canvas.NewRectangle(nil), canvas.NewRectangle(nil), newOutline(widget.RadiusRow)
	l.back.CornerRadius = widget.RadiusRow
	l.icon = widget.NewIcon("send", widget.ColorSecondary, 16)
	l.name, l.count = newText(widget.SizeInterface, false), newText(widget.SizeMeta, true)
	l.objects = []fyne.CanvasObject{l.rule, l.back, l.icon, l.name, l.count, l.outline}
	l.least = func() fyne.Size { return fyne.NewSize(sidebarLeast-1, sidebarRow+2*widget.Gap8) }
	l.lay, l.style = l.arrange, l.colour
	l.Hide()
	l.ExtendBaseWidget(l)
	return l
}

// set shows what is in the outbox.
func (l *outboxLine) set(s model.OutboxState, lang words.Language) {
	l.state, l.title = s, words.T(lang, words.OutboxTitle)
	l.count.Text = words.Count(len(s.Items))
	setShown(l, len(s.Items) > 0)
	l.Refresh()
}

func (l *outboxLine) arrange(size fyne.Size) {
	place(l.rule, 0, 0, size.Width, widget.LineWidth)
	place(l.back, widget.Gap8, widget.Gap8, size.Width-2*widget.Gap8, sidebarRow)
	place(l.outline, widget.Gap8+1, widget.Gap8+1, size.Width-2*widget.Gap8-2, sidebarRow-2)
	place(l.icon, widget.Gap8+10, widget.Gap8+8, 16, 16)
	count := l.count.MinSize().Width
	right := size.Width - widget.Gap8 - 10
	placeText(l.count, right-count, widget.Gap8, 0, sidebarRow)
	l.name.TextStyle.Bold = l.state.Open
	l.name.Text = l.ruler.fit(l.title, widget.SizeInterface, l.state.Open, right-count-widget.Gap8-widget.Gap8-36)
	placeText(l.name, widget.Gap8+36, widget.Gap8, 0, sidebarRow)
}

func (l *outboxLine) colour() {
	l.rule.FillColor = widget.Color(widget.ColorLine)
	l.back.FillColor = nil
	switch {
	case l.state.Open:
		l.back.FillColor = widget.Color(widget.ColorSelection)
	case l.hovered:
		l.back.FillColor = widget.Color(widget.ColorLine)
	}
	l.name.Color, l.count.Color = widget.Color(widget.ColorText), widget.Color(widget.ColorAccent)
	l.icon.Set("send", widget.ColorSecondary)
	if l.state.Stuck > 0 {
		l.count.Color = widget.Color(widget.ColorFailed)
		l.icon.Set("junk", widget.ColorFailed)
	}
	l.outline.StrokeColor = widget.Color(widget.ColorAccent)
	l.outline.Hidden = !l.focused
}

// Tapped implements fyne.Tappable.
func (l *outboxLine) Tapped(*fyne.PointEvent) { l.open() }

// TypedKey implements fyne.Focusable.
func (l *outboxLine) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.open()
	default:
		l.other(e)
	}
}

// TypedRune implements fyne.Focusable.
func (l *outboxLine) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (l *outboxLine) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost implements fyne.Focusable.
func (l *outboxLine) FocusLost() { l.focused = false; l.Refresh() }

// MouseIn implements desktop.Hoverable.
func (l *outboxLine) MouseIn(*desktop.MouseEvent) { l.hovered = true; l.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (l *outboxLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *outboxLine) MouseOut() { l.hovered = false; l.Refresh() }
