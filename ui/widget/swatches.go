package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"
)

// AccountColors is how many colors mark accounts.
const AccountColors = 8

// AccountColor returns a color of the palette that marks accounts. A number outside of it is taken around.
func AccountColor(i int) color.Color {
	n := len(avatarColors)
	return rgb(avatarColors[((i%n)+n)%n])
}

// Swatches has one color of the palette chosen. It is one stop of the Tab key; the arrow keys move the choice.
type Swatches struct {
	fynewidget.BaseWidget
	value   int
	chosen  func(int)
	other   func(*fyne.KeyEvent)
	focused bool
}

const (
	swatchSize float32 = 28
	swatchDisc float32 = 20
)

// NewSwatches returns the palette. chosen is called when the person chooses, not by SetValue.
func NewSwatches(value int, chosen func(int)) *Swatches {
	s := &Swatches{value: value, chosen: chosen}
	s.ExtendBaseWidget(s)
	return s
}

// OnKey sets who hears of the keys that do not choose.
func (s *Swatches) OnKey(other func(*fyne.KeyEvent)) { s.other = other }

// SetValue changes what is chosen, without a call.
func (s *Swatches) SetValue(value int) {
	if s.value != value {
		s.value = value
		s.Refresh()
	}
}

func (s *Swatches) choose(value int) {
	if value < 0 || value >= AccountColors || value == s.value {
		return
	}
	s.SetValue(value)
	if s.chosen != nil {
		s.chosen(value)
	}
}

// Tapped implements fyne.Tappable.
func (s *Swatches) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s)
	}
	s.choose(int(e.Position.X / swatchSize))
}

// Cursor implements desktop.Cursorable.
func (s *Swatches) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (s *Swatches) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost implements fyne.Focusable.
func (s *Swatches) FocusLost() { s.focused = false; s.Refresh() }

// TypedRune implements fyne.Focusable.
func (s *Swatches) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (s *Swatches) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		s.choose(s.value - 1)
	case fyne.KeyRight, fyne.KeySpace:
		s.choose((s.value + 1) % AccountColors)
	default:
		if s.other != nil {
			s.other(e)
		}
	}
}

// CreateRenderer implements fyne.Widget. The chosen color has a tick; a ring shows the focus.
func (s *Swatches) CreateRenderer() fyne.WidgetRenderer {
	var discs [AccountColors]*canvas.Circle
	focus, tick := newRing(RadiusControl), newPicture()
	d := &drawing{owner: s}
	for i := range discs {
		discs[i] = &canvas.Circle{}
		d.objects = append(d.objects, discs[i])
	}
	d.objects = append(d.objects, tick, focus.Rectangle)
	d.layout = func(size fyne.Size) {
		inset := (swatchSize - swatchDisc) / 2
		for i, disc := range discs {
			disc.Move(fyne.NewPos(float32(i)*swatchSize, inset))
			disc.Resize(fyne.NewSquareSize(swatchDisc))
		}
		tick.Move(fyne.NewPos(float32(s.value)*swatchSize+3, inset+3))
		tick.Resize(fyne.NewSquareSize(swatchDisc - 6))
		focus.layout(fyne.NewSize(swatchSize*AccountColors, size.Height))
		focus.Move(focus.Position().SubtractXY(inset, 0))
	}
	d.min = func() fyne.Size { return fyne.NewSize(swatchSize*AccountColors, swatchSize) }
	d.paint = func() {
		for i, disc := range discs {
			disc.FillColor = AccountColor(i)
		}
		setPicture(tick, IconResource("check", color.White))
		focus.paint(s.focused)
	}
	return draw(d)
}
