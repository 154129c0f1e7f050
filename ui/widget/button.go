package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// ButtonKind is how a button stands out.
type ButtonKind int

// The kinds. A page has one primary button.
const (
	ButtonPrimary ButtonKind = iota
	ButtonSecondary
	ButtonText // a side path
)

// Button does something when it is pressed, or when it has the focus and Enter or Space is typed.
type Button struct {
	pressable
	kind  ButtonKind
	label string
	icon  string // before the label; "" for none
	after bool   // the icon stands behind the label
	tight bool   // no padding: a link in a text
	quiet bool   // a link in the colour of secondary text
}

const (
	buttonHeight      float32 = 36
	buttonPadding     float32 = 19
	buttonTextPadding float32 = 9
	buttonIcon        float32 = 16
	buttonIconGap     float32 = 6
)

// NewButton returns a button.
func NewButton(kind ButtonKind, label string, pressed func()) *Button {
	b := &Button{kind: kind, label: label}
	b.press = pressed
	b.ExtendBaseWidget(b)
	return b
}

// NewLink returns a text button without padding that stands in a column of text. External puts the sign of leaving
// the program behind it.
func NewLink(label string, external bool, pressed func()) *Button {
	b := NewButton(ButtonText, label, pressed)
	b.tight = true
	if external {
		b.icon, b.after = "external", true
	}
	return b
}

// NewFold returns the line that opens something folded away. It looks like text.
func NewFold(label string, pressed func()) *Button {
	b := NewLink(label, false, pressed)
	b.quiet, b.icon = true, "chevron-right"
	return b
}

// WithIcon puts a line icon before the label and returns the button.
func (b *Button) WithIcon(name string) *Button {
	b.icon, b.after = name, false
	return b
}

// WithIconAfter puts a line icon behind the label and returns the button.
func (b *Button) WithIconAfter(name string) *Button {
	b.icon, b.after = name, true
	return b
}

// Set changes label and action.
func (b *Button) Set(label string, pressed func()) {
	b.press = pressed
	if b.label == label {
		return
	}
	b.label = label
	b.Refresh()
}

// Label returns what the button says.
func (b *Button) Label() string { return b.label }

func (b *Button) padding() float32 {
	switch {
	case b.tight:
		return 0
	case b.kind == ButtonText:
		return buttonTextPadding
	default:
		return buttonPadding
	}
}

func (b *Button) style() Style {
	s := Style{SizeInterface, false, ColorText}
	switch {
	case b.Disabled():
		s.Role = ColorFaint
	case b.kind == ButtonPrimary:
		s.Bold, s.Role = true, ColorOnAccent
	case b.quiet:
		s.Role = ColorSecondary
	case b.kind == ButtonText:
		s.Role = ColorAccent
	}
	s.Bold = b.kind == ButtonPrimary
	if b.tight && !b.quiet {
		s.Size = SizeList
	}
	return s
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	back, focus := newFrame(RadiusControl), newRing(RadiusControl)
	text, picture := newText(SizeInterface, false), newPicture()
	return draw(&drawing{
		owner:   b,
		objects: []fyne.CanvasObject{back.outer, back.inner, focus.Rectangle, picture, text},
		layout: func(size fyne.Size) {
			back.layout(size)
			focus.layout(size)
			s := b.style()
			textWidth := face{s.Size, s.Bold}.measure(b.label)
			x := max((size.Width-b.contentWidth())/2, 0)
			if b.tight {
				x = 0
			}
			iconX := x
			if b.quiet {
				iconX -= 5 // the sign begins where the texts above it do
				x -= 6
			}
			switch {
			case b.icon != "" && b.after:
				iconX = x + textWidth + buttonIconGap/2
			case b.icon != "":
				x += buttonIcon + buttonIconGap
			}
			placeText(text, round(x), (size.Height-LineHeight(s.Size))/2, textWidth)
			picture.Move(fyne.NewPos(round(iconX), round((size.Height-buttonIcon)/2)))
			picture.Resize(fyne.NewSquareSize(buttonIcon))
		},
		min: func() fyne.Size {
			height := buttonHeight
			if b.tight {
				height = LineHeight(b.style().Size)
			}
			return fyne.NewSize(round(b.contentWidth()+2*b.padding()), height)
		},
		paint: func() { b.paint(back, focus, text, picture) },
	})
}

func (b *Button) paint(back *frame, focus ring, text *canvas.Text, picture *canvas.Image) {
	s := b.style()
	text.Text, text.TextSize, text.TextStyle.Bold, text.Color = b.label, s.Size, s.Bold, Color(s.Role)
	picture.Hidden = b.icon == ""
	if b.icon != "" {
		setPicture(picture, IconResource(b.icon, Color(s.Role)))
	}
	back.show(b.kind != ButtonText || (b.hovered && !b.tight))
	switch {
	case b.kind == ButtonText:
		back.paint(ColorAccentWeak, "", false)
	case b.Disabled():
		back.paint(ColorSidebar, ColorLine, false)
	case b.kind == ButtonPrimary:
		back.paint(ColorAccent, "", false)
	case b.hovered:
		back.paint(ColorWindow, ColorLine, false)
	default:
		back.paint(ColorSurface, ColorLine, false)
	}
	focus.paint(b.focused)
}

func (b *Button) contentWidth() float32 {
	s := b.style()
	w := face{s.Size, s.Bold}.measure(b.label)
	switch {
	case b.icon != "" && b.after:
		w += buttonIcon + buttonIconGap/2
	case b.icon != "":
		w += buttonIcon + buttonIconGap
	}
	return w
}
