package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"letterbox/mail"
	"letterbox/ui/widget"
)

const (
	barWidth float32 = 8  // of the scroll bar
	barLeast float32 = 28 // shortest thumb
)

// rollingRows is what the list of messages and that of hits have in common. A screenful of rows of one height exists,
// whatever their number, and the offset counts whole pixels, so that a million rows scroll as exactly as ten.
type rollingRows struct {
	painted
	height float32    // of a row
	count  func() int // of all rows
	refill func()     // gives the rows in view what they show
	leave  func()     // has no row look as if the pointer were on it: the pointer tells again where it is when it moves

	field  *fyne.Container
	window *container.Clip
	bar    *scrollBar
	back   *canvas.Rectangle

	offset  int
	carry   float32        // what touch pads scroll in parts of pixels
	anchor  mail.MessageID // the first row in view: it stays where it is when others come
	cursor  mail.MessageID // where the keyboard is
	focused bool
}

// begin makes what the rows lie in. The widget extends itself afterwards.
func (l *rollingRows) begin(height float32, count func() int, refill, leave func(), lay func(fyne.Size)) {
	l.height, l.count, l.refill, l.leave, l.lay = height, count, refill, leave, lay
	l.back = canvas.NewRectangle(nil)
	l.field = container.NewWithoutLayout()
	l.window = container.NewClip(l.field)
	l.bar = newScrollBar(func(share float64) { l.scrollTo(int(share * float64(l.extent()))) })
	l.objects = []fyne.CanvasObject{l.back, l.window, l.bar}
	l.least = func() fyne.Size { return fyne.NewSize(rowMinimum, height) }
	l.style = func() { l.back.FillColor = widget.Color(widget.ColorSurface) }
}

// frame lays out what the rows lie in, and returns how many rows it takes to fill it.
func (l *rollingRows) frame(size fyne.Size) int {
	place(l.back, 0, 0, size.Width, size.Height)
	place(l.window, 0, 0, size.Width, size.Height)
	place(l.bar, size.Width-barWidth-2, 0, barWidth, size.Height)
	return int(size.Height/l.height) + 2
}

// extent returns how far one can scroll.
func (l *rollingRows) extent() int {
	return max(l.count()*int(l.height)-int(l.Size().Height), 0)
}

// hold keeps the first row in view where it was, if it is now the one at.
func (l *rollingRows) hold(at int) {
	if at >= 0 {
		l.offset = at*int(l.height) + l.offset%int(l.height)
	}
}

// scrollTo brings a pixel to the top.
func (l *rollingRows) scrollTo(offset int) {
	offset = min(max(offset, 0), l.extent())
	if offset == l.offset {
		return
	}
	l.offset = offset
	l.leave()
	l.refill()
	canvas.Refresh(l.field)
}

// reveal scrolls as little as needed to have a row in view.
func (l *rollingRows) reveal(index int) {
	if index < 0 {
		return
	}
	top, height := index*int(l.height), int(l.Size().Height)
	switch {
	case top < l.offset:
		l.offset = top
	case top+int(l.height) > l.offset+height:
		l.offset = top + int(l.height) - height
	}
}

// Scrolled implements fyne.Scrollable.
func (l *rollingRows) Scrolled(e *fyne.ScrollEvent) {
	l.carry -= e.Scrolled.DY
	whole := int(l.carry)
	l.carry -= float32(whole)
	l.scrollTo(l.offset + whole)
}

// FocusLost implements fyne.Focusable.
func (l *rollingRows) FocusLost() {
	l.focused = false
	l.refill()
}

// TypedRune implements fyne.Focusable.
func (l *rollingRows) TypedRune(rune) {}

// steps returns how many rows a key moves the cursor by; false for one that moves nothing.
func (l *rollingRows) steps(key fyne.KeyName) (int, bool) {
	page := max(int(l.Size().Height/l.height)-1, 1)
	delta, moves := map[fyne.KeyName]int{
		fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -page, fyne.KeyPageDown: page, fyne.KeyHome: -l.count(), fyne.KeyEnd: l.count(),
	}[key]
	return delta, moves
}
