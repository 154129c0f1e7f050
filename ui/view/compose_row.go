package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/widget"
)

const (
	composePad   float32 = 20
	composeRowH  float32 = 40
	composeWrong float32 = 24
	composeLabel float32 = 64 // where entries begin
	buttonInset  float32 = 9  // what a text button leaves free before its label
)

// composeRow is a line of the head of a message: a label, an entry, and below it what is wrong.
type composeRow struct {
	painted
	ruler   ruler
	label   *canvas.Text
	line    *canvas.Rectangle
	outline *canvas.Rectangle
	entry   fyne.CanvasObject
	after   fyne.CanvasObject // at the right end; may be nil
	wrong   *canvas.Text
	said    string // what is wrong
	focused bool
}

func newComposeRow(r ruler, entry, after fyne.CanvasObject) *composeRow {
	w := &composeRow{ruler: r, entry: entry, after: after}
	w.label, w.wrong = newText(widget.SizeInterface, false), newText(widget.SizeList, false)
	w.line, w.outline = canvas.NewRectangle(nil), newOutline(widget.RadiusRow)
	w.objects = []fyne.CanvasObject{w.line, w.label, entry, w.wrong, w.outline}
	if after != nil {
		w.objects = append(w.objects, after)
	}
	w.least = func() fyne.Size { return fyne.NewSize(200, w.height()) }
	w.lay = w.arrange
	w.style = func() {
		w.label.Color, w.wrong.Color = widget.Color(widget.ColorSecondary), widget.Color(widget.ColorFailed)
		w.line.FillColor = widget.Color(widget.ColorLine)
		w.outline.StrokeColor = widget.Color(widget.ColorAccent)
		w.outline.Hidden = !w.focused
	}
	w.ExtendBaseWidget(w)
	return w
}

func (w *composeRow) height() float32 {
	if w.said != "" {
		return composeRowH + composeWrong
	}
	return composeRowH
}

// tell says what is wrong, or takes that back with "".
func (w *composeRow) tell(said string) {
	if w.said != said {
		w.said = said
		w.Refresh()
	}
}

// focus shows that the keyboard is in the entry.
func (w *composeRow) focus(on bool) {
	w.focused = on
	w.Refresh()
}

func (w *composeRow) name(label string) {
	w.label.Text = label
	if e, ok := w.entry.(*widget.Editor); ok {
		e.SetName(label)
	}
	w.Refresh()
}

func (w *composeRow) arrange(size fyne.Size) {
	placeText(w.label, composePad, 0, 0, composeRowH)
	right := size.Width - composePad
	if w.after != nil && w.after.Visible() {
		least := w.after.MinSize()
		right -= least.Width
		place(w.after, right, (composeRowH-least.Height)/2, least.Width, least.Height)
		right -= widget.Gap8
	}
	left := composePad + composeLabel
	height := w.entry.MinSize().Height
	if b, ok := w.entry.(*widget.Button); ok {
		least := b.MinSize()
		place(b, left-buttonInset, (composeRowH-least.Height)/2, min(least.Width, right-left+buttonInset), least.Height)
		w.rule(size)
		return
	}
	place(w.entry, left-widget.Gap8, (composeRowH-height)/2, right-left+widget.Gap8, height)
	place(w.outline, left-widget.Gap8-2, 3, right-left+widget.Gap8+4, composeRowH-7)
	w.wrong.Text = w.ruler.fit(w.said, widget.SizeList, false, size.Width-left-composePad)
	placeText(w.wrong, left, composeRowH-widget.Gap4, 0, 20)
	w.rule(size)
}

// rule draws the line below the row.
func (w *composeRow) rule(size fyne.Size) {
	place(w.line, composePad, size.Height-widget.LineWidth, size.Width-2*composePad, widget.LineWidth)
}
