package widget

import (
	"math"

	"fyne.io/fyne/v2"
)

// scroll is which part of the text is visible. It counts lines, not pixels: what is above may be an estimate that
// changes, while what is seen stays.
type scroll struct {
	top  int     // the first line
	skip float32 // how much of it is hidden, in pixels
	left float32 // of a single line: how much of it is hidden
}

// room returns the size of the part in which text is shown.
func (e *Editor) room() fyne.Size {
	size := e.Size()
	height := size.Height
	if e.kind == EditText {
		height -= 2 * Gap4
	}
	return fyne.NewSize(max(size.Width-2*editorInset, 0), max(height, 0))
}

// fits returns how many lines are visible, in whole or in part.
func (e *Editor) fits() int { return int(e.room().Height/e.lineHeight()) + 2 }

// Scrolled implements fyne.Scrollable. With Ctrl held the type grows or shrinks.
func (e *Editor) Scrolled(event *fyne.ScrollEvent) {
	switch {
	case e.kind != EditText:
	case heldModifiers()&fyne.KeyModifierShortcutDefault == 0:
		e.scrollBy(-event.Scrolled.DY)
	case event.Scrolled.DY > 0:
		e.Zoom(e.zoom * zoomStep)
	case event.Scrolled.DY < 0:
		e.Zoom(e.zoom / zoomStep)
	}
}

// scrollBy scrolls down by a number of pixels, up when it is negative.
func (e *Editor) scrollBy(dy float32) {
	e.scroll.skip += dy
	e.redraw()
}

// settle brings the scroll position into its bounds, and has the layout look at what is visible.
func (e *Editor) settle() {
	if e.kind != EditText {
		e.scroll.top, e.scroll.skip = e.layout.Settle(0, 1), 0
		return
	}
	e.reflow(func() { e.layout.SetWidth(max(e.room().Width, 1)) }, e.layout.Width() != max(e.room().Width, 1))
	s, h := &e.scroll, e.lineHeight()
	lines := int(math.Floor(float64(s.skip / h)))
	s.skip -= float32(lines) * h
	s.top += lines
	if s.top < 0 {
		s.top, s.skip = 0, 0
	}
	s.top = e.layout.Settle(s.top, e.fits())
	e.bottom()
}

// reflow does what changes where lines break, and has the same text at the top after it.
func (e *Editor) reflow(do func(), needed bool) {
	if !needed {
		return
	}
	at := e.layout.Line(e.scroll.top).Start
	do()
	e.scroll.top = e.layout.LineOf(at, false)
}

// bottom keeps the end of the text at the bottom of the room, or the beginning at its top when it is short.
func (e *Editor) bottom() {
	s, h, room := &e.scroll, e.lineHeight(), e.room().Height
	for range 3 {
		left := e.layout.Lines() - s.top
		if left > e.fits() || float32(left)*h-s.skip >= room {
			return
		}
		whole := float32(e.layout.Lines()) * h
		if whole <= room {
			s.top, s.skip = e.layout.Settle(0, e.fits()), 0
			return
		}
		hidden := whole - room
		top := int(hidden / h)
		s.skip = hidden - float32(top)*h
		s.top = e.layout.Settle(top, e.fits())
	}
}

// reveal scrolls as little as needed to have the caret in view.
func (e *Editor) reveal() {
	if e.Size().Width <= 0 {
		return
	}
	e.settle()
	if e.kind != EditText {
		e.revealSideways()
		return
	}
	s, h, room := &e.scroll, e.lineHeight(), e.room().Height
	for range 3 {
		line := e.caretLine()
		switch {
		case line < s.top || line == s.top && s.skip > 0:
			s.top, s.skip = line, 0
		case float32(line+1-s.top)*h-s.skip > room && room >= h:
			over := float32(line+1)*h - room
			s.top = max(int(over/h), 0)
			s.skip = max(over-float32(s.top)*h, 0)
		default:
			return
		}
		offset := e.view.in(e.doc.Selection().Caret)
		e.settle()
		if e.layout.LineOf(offset, e.upstream) == line {
			return
		}
	}
}

func (e *Editor) revealSideways() {
	x, room := e.layout.Line(0).X(e.caretShown()), e.room().Width
	s := &e.scroll
	switch {
	case x < s.left:
		s.left = max(x-room/4, 0)
	case x > s.left+room-editorCaret:
		s.left = x - room + editorCaret
	}
	s.left = max(min(s.left, e.layout.Line(0).Width+editorCaret-room+spaceAtEnd(e.Text(), e.typeSize())), 0)
}

// spaceAtEnd returns the room for blanks at the end of a line, which are not part of its width.
func spaceAtEnd(s string, size float32) float32 {
	n := 0
	for n < len(s) && s[len(s)-1-n] == ' ' {
		n++
	}
	return float32(n) * size
}

// bar returns where the handle of the scroll bar is, and whether there is one.
func (e *Editor) bar() (y, height float32, shown bool) {
	room, h := e.room().Height, e.lineHeight()
	all := float64(e.layout.Lines()) * float64(h)
	if e.kind != EditText || all <= float64(room)+1 || room < 2*Gap24 {
		return 0, 0, false
	}
	height = max(float32(float64(room)*float64(room)/all), Gap24)
	at := (float64(e.scroll.top)*float64(h) + float64(e.scroll.skip)) / max(all-float64(room), 1)
	return Gap4 + float32(min(at, 1))*(room-height), height, true
}

// scrollTo scrolls so that the handle of the bar begins at y.
func (e *Editor) scrollTo(y float32) {
	_, height, shown := e.bar()
	if !shown {
		return
	}
	room := e.room().Height
	part := float64(min(max((y-Gap4)/(room-height), 0), 1))
	all := float64(e.layout.Lines())*float64(e.lineHeight()) - float64(room)
	e.scroll.top = int(part * all / float64(e.lineHeight()))
	e.scroll.skip = float32(part*all - float64(e.scroll.top)*float64(e.lineHeight()))
	e.redraw()
}
