package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/widget"
)

// emptyState stands where something will be: a title, a hint in lines, how far the work has come, and one thing
// that can be done.
type emptyState struct {
	painted
	ruler       ruler
	hint        string
	done, of    int // of is 0 when there is no progress to show
	title       *canvas.Text
	titleText   string
	lines       [4]*canvas.Text
	track, mark *canvas.Rectangle
	action      *widget.Button
}

func newEmptyState(r ruler) *emptyState {
	e := &emptyState{ruler: r}
	e.title = newText(widget.SizeInterface, true)
	e.track, e.mark = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	e.track.CornerRadius, e.mark.CornerRadius = 2, 2
	e.action = widget.NewButton(widget.ButtonSecondary, "", nil)
	e.action.Hide()
	e.objects = []fyne.CanvasObject{e.title, e.track, e.mark, e.action}
	for i := range e.lines {
		e.lines[i] = newText(widget.SizeList, false)
		e.objects = append(e.objects, e.lines[i])
	}
	e.lay = e.arrange
	e.style = func() {
		e.title.Color = widget.Color(widget.ColorText)
		for _, l := range e.lines {
			l.Color = widget.Color(widget.ColorSecondary)
		}
		e.track.FillColor = widget.Color(widget.ColorLine)
		e.mark.FillColor = widget.Color(widget.ColorAccent)
	}
	e.ExtendBaseWidget(e)
	return e
}

// set says what is not there and what will be.
func (e *emptyState) set(title, hint string, done, of int) {
	e.titleText, e.hint, e.done, e.of = title, hint, done, of
	e.Refresh()
}

// offer shows a button; a nil function hides it.
func (e *emptyState) offer(label string, f func()) {
	e.action.Hidden = f == nil
	if f != nil {
		e.action.Set(label, f)
	}
	e.relay()
}

func (e *emptyState) arrange(size fyne.Size) {
	room := min(max(size.Width-2*widget.Gap24, 0), 420)
	hint := e.ruler.wrap(e.hint, widget.SizeList, false, room, len(e.lines))
	height := 20 + widget.Gap4 + 18*float32(len(hint))
	y := max((size.Height-height)*0.38, widget.Gap24)
	e.title.Text = e.ruler.fit(e.titleText, widget.SizeInterface, true, room)
	centre(e.title, y, size.Width, 20)
	y += 20 + widget.Gap8
	e.track.Hidden, e.mark.Hidden = e.of == 0, e.of == 0 || e.done == 0
	if e.of > 0 {
		width := min(room, 220)
		place(e.track, (size.Width-width)/2, y+2, width, 4)
		place(e.mark, (size.Width-width)/2, y+2, width*min(float32(e.done)/float32(e.of), 1), 4)
		y += 4 + widget.Gap12
	}
	for i, l := range e.lines {
		l.Text = ""
		if i < len(hint) {
			l.Text = hint[i]
			centre(l, y, size.Width, 18)
			y += 18
		}
	}
	least := e.action.MinSize()
	place(e.action, (size.Width-least.Width)/2, y+widget.Gap16, least.Width, least.Height)
}

func centre(t *canvas.Text, y, width, line float32) {
	own := t.MinSize().Width
	placeText(t, (width-own)/2, y, own, line)
}
