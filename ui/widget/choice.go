package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"
)

// Option is one of the values of a Choice.
type Option struct {
	Value string
	Label string
}

// Choice shows all its options side by side in one frame and has one of them chosen. It is one stop of the Tab key;
// the arrow keys move the choice.
type Choice struct {
	fynewidget.BaseWidget
	options []Option
	value   string
	chosen  func(value string)
	other   func(*fyne.KeyEvent) // keys that do not choose
	focused bool
	height  float32
}

// OnKey sets who hears of the keys that do not choose, such as Enter and Esc.
func (c *Choice) OnKey(other func(*fyne.KeyEvent)) { c.other = other }

// NewChoice returns a choice. chosen is called when the person changes it, not by SetValue.
func NewChoice(options []Option, value string, chosen func(value string)) *Choice {
	c := &Choice{options: options, value: value, chosen: chosen, height: buttonHeight}
	c.ExtendBaseWidget(c)
	return c
}

// NewFieldChoice returns a choice as high as a field, to stand in a form.
func NewFieldChoice(options []Option, value string, chosen func(value string)) *Choice {
	c := NewChoice(options, value, chosen)
	c.height = FieldHeight
	return c
}

// Value returns what is chosen.
func (c *Choice) Value() string { return c.value }

// Label returns what is chosen in words; "" when it is none of the options.
func (c *Choice) Label() string {
	for _, o := range c.options {
		if o.Value == c.value {
			return o.Label
		}
	}
	return ""
}

// SetValue changes what is chosen, without a call.
func (c *Choice) SetValue(value string) {
	if c.value != value {
		c.value = value
		c.Refresh()
	}
}

// SetOptions changes the options.
func (c *Choice) SetOptions(options []Option) {
	c.options = options
	c.Refresh()
}

func (c *Choice) choose(value string) {
	if c.value == value {
		return
	}
	c.value = value
	c.Refresh()
	if c.chosen != nil {
		c.chosen(value)
	}
}

// segmentWidth gives all options the same width.
func (c *Choice) segmentWidth(width float32) float32 {
	return (width - 2*choiceInset) / float32(max(len(c.options), 1))
}

const choiceInset float32 = 3

// Tapped implements fyne.Tappable.
func (c *Choice) Tapped(e *fyne.PointEvent) {
	if focus := fyne.CurrentApp().Driver().CanvasForObject(c); focus != nil {
		focus.Focus(c)
	}
	i := int((e.Position.X - choiceInset) / c.segmentWidth(c.Size().Width))
	if i >= 0 && i < len(c.options) {
		c.choose(c.options[i].Value)
	}
}

// Cursor implements desktop.Cursorable.
func (c *Choice) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (c *Choice) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost implements fyne.Focusable.
func (c *Choice) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune implements fyne.Focusable.
func (c *Choice) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *Choice) TypedKey(e *fyne.KeyEvent) {
	at := 0
	for i, o := range c.options {
		if o.Value == c.value {
			at = i
		}
	}
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyUp:
		at--
	case fyne.KeyRight, fyne.KeyDown, fyne.KeySpace:
		at++
	default:
		if c.other != nil {
			c.other(e)
		}
		return
	}
	if n := len(c.options); n > 0 {
		c.choose(c.options[(at+n)%n].Value)
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	back, thumb := newFrame(RadiusControl), newFrame(RadiusControl-2)
	var labels []*canvas.Text
	d := &drawing{owner: c}
	d.paint = func() {
		back.paint(ColorSidebar, ColorLine, c.focused)
		thumb.paint(ColorSurface, ColorLine, false)
		d.objects = append(d.objects[:0], back.outer, back.inner, thumb.outer, thumb.inner)
		labels = labels[:0]
		for _, o := range c.options {
			l := newText(SizeInterface, o.Value == c.value)
			l.Text, l.Alignment, l.Color = o.Label, fyne.TextAlignCenter, Color(ColorSecondary)
			if o.Value == c.value {
				l.Color = Color(ColorText)
			}
			labels = append(labels, l)
			d.objects = append(d.objects, l)
		}
	}
	d.layout = func(size fyne.Size) {
		back.layout(size)
		w := c.segmentWidth(size.Width)
		thumb.show(false)
		for i, l := range labels {
			x := choiceInset + float32(i)*w
			placeText(l, x, (size.Height-LineHeight(SizeInterface))/2, w)
			if c.options[i].Value == c.value {
				thumb.show(true)
				thumb.place(x, choiceInset, fyne.NewSize(w, size.Height-2*choiceInset))
			}
		}
	}
	d.min = func() fyne.Size {
		var widest float32
		for _, o := range c.options {
			widest = max(widest, face{SizeInterface, true}.measure(o.Label))
		}
		return fyne.NewSize(float32(len(c.options))*(widest+2*Gap16)+2*choiceInset, c.height)
	}
	return draw(d)
}
