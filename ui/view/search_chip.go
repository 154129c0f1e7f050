package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/ui/widget"
)

const (
	chipHeight  float32 = 26
	chipPad     float32 = 10
	chipMost    float32 = 180 // of the label
	chipSign    float32 = 12
	chipSignGap float32 = 4
)

// chipLook is what a chip shows.
type chipLook struct {
	label string
	count string // behind the label; "" for none
	sign  string // icon at the end: "cross" takes it away, "chevron-down" opens a menu; "" for none
	on    bool   // it holds
	bare  bool   // without a ground of its own while it does not hold
}

// searchChip is a small button of a search: a choice, or a condition that holds.
type searchChip struct {
	painted
	ruler            ruler
	look             chipLook
	press            func()
	key              func(*fyne.KeyEvent) // takes keys that do not press
	hovered, focused bool

	back, focus *canvas.Rectangle
	text, count *canvas.Text
	sign        *widget.Icon
}

func newSearchChip(r ruler, key func(*fyne.KeyEvent)) *searchChip {
	c := &searchChip{ruler: r, key: key, press: func() {}}
	c.back, c.focus = canvas.NewRectangle(nil), newOutline(chipHeight/2)
	c.back.CornerRadius = chipHeight / 2
	c.text, c.count = newText(widget.SizeList, false), newText(widget.SizeMeta, false)
	c.sign = widget.NewIcon("cross", widget.ColorSecondary, chipSign)
	c.objects = []fyne.CanvasObject{c.back, c.text, c.count, c.sign, c.focus}
	c.least, c.lay, c.style = c.size, c.arrange, c.colour
	c.ExtendBaseWidget(c)
	return c
}

// set changes what it shows and does.
func (c *searchChip) set(look chipLook, press func()) {
	c.press = press
	if look == c.look {
		return
	}
	c.look = look
	c.text.Text = c.ruler.fit(look.label, widget.SizeList, false, chipMost)
	c.count.Text = look.count
	c.Refresh()
}

func (c *searchChip) size() fyne.Size {
	width := 2*chipPad + c.text.MinSize().Width
	if c.look.count != "" {
		width += 5 + c.count.MinSize().Width
	}
	if c.look.sign != "" {
		width += chipSignGap + chipSign - 2
	}
	return fyne.NewSize(width, chipHeight)
}

func (c *searchChip) arrange(size fyne.Size) {
	place(c.back, 0, 0, size.Width, size.Height)
	place(c.focus, 0, 0, size.Width, size.Height)
	x := chipPad
	placeText(c.text, x, 0, 0, size.Height)
	x += c.text.MinSize().Width
	if c.look.count != "" {
		x += 5
		placeText(c.count, x, 0.5, 0, size.Height)
		x += c.count.MinSize().Width
	}
	place(c.sign, x+chipSignGap, (size.Height-chipSign)/2, chipSign, chipSign)
}

func (c *searchChip) colour() {
	c.text.Color, c.count.Color = widget.Color(widget.ColorText), widget.Color(widget.ColorSecondary)
	c.back.FillColor = widget.Color(widget.ColorSidebar)
	ink := widget.ColorSecondary
	switch {
	case c.look.on:
		c.back.FillColor, c.text.Color = widget.Color(widget.ColorAccentWeak), widget.Color(widget.ColorAccent)
		ink = widget.ColorAccent
	case c.hovered:
		c.back.FillColor = widget.Color(widget.ColorLine)
	case c.look.bare:
		c.back.FillColor = nil
	}
	if c.look.bare && !c.look.on {
		c.text.Color = widget.Color(widget.ColorSecondary)
	}
	c.count.Hidden, c.sign.Hidden = c.look.count == "", c.look.sign == ""
	if c.look.sign != "" {
		c.sign.Set(c.look.sign, ink)
	}
	c.focus.Hidden = !c.focused
	c.focus.StrokeColor = widget.Color(widget.ColorAccent)
}

// Tapped implements fyne.Tappable.
func (c *searchChip) Tapped(*fyne.PointEvent) { c.press() }

// TypedKey implements fyne.Focusable.
func (c *searchChip) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.press()
	default:
		c.key(e)
	}
}

// TypedRune implements fyne.Focusable.
func (c *searchChip) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (c *searchChip) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost implements fyne.Focusable.
func (c *searchChip) FocusLost() { c.focused = false; c.Refresh() }

// Cursor implements desktop.Cursorable.
func (c *searchChip) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn implements desktop.Hoverable.
func (c *searchChip) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (c *searchChip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *searchChip) MouseOut() { c.hovered = false; c.Refresh() }
