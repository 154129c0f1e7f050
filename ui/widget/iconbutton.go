package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// IconButton is a button with an icon and no text. Because an icon alone says little, it has a name, which it tells
// to whoever shows hints while the mouse is over it or it has the focus.
type IconButton struct {
	pressable
	icon, name string
	framed     bool
	size       fyne.Size
	hint       func(name string)
}

// NewIconButton returns a button in a frame, 48 by 36 pixels, as the bar has them.
func NewIconButton(icon, name string, pressed func()) *IconButton {
	b := &IconButton{icon: icon, name: name, framed: true, size: fyne.NewSize(48, buttonHeight)}
	b.press = pressed
	b.ExtendBaseWidget(b)
	return b
}

// NewBareIconButton returns a button of 28 by 28 pixels without a frame.
func NewBareIconButton(icon, name string, pressed func()) *IconButton {
	b := NewIconButton(icon, name, pressed)
	b.framed, b.size = false, fyne.NewSquareSize(28)
	return b
}

// Set changes icon and name.
func (b *IconButton) Set(icon, name string) {
	if b.icon == icon && b.name == name {
		return
	}
	b.icon, b.name = icon, name
	b.Refresh()
}

// Name returns what the button is called.
func (b *IconButton) Name() string { return b.name }

// OnHint sets who shows the button's name; it is told "" when the name is to go away. The button returns itself.
func (b *IconButton) OnHint(hint func(name string)) *IconButton {
	b.hint = hint
	return b
}

func (b *IconButton) tell(name string) {
	if b.hint != nil {
		b.hint(name)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *IconButton) MouseIn(e *desktop.MouseEvent) {
	b.pressable.MouseIn(e)
	b.tell(b.name)
}

// MouseOut implements desktop.Hoverable.
func (b *IconButton) MouseOut() {
	b.pressable.MouseOut()
	b.tell("")
}

// FocusGained implements fyne.Focusable.
func (b *IconButton) FocusGained() {
	b.pressable.FocusGained()
	b.tell(b.name)
}

// FocusLost implements fyne.Focusable.
func (b *IconButton) FocusLost() {
	b.pressable.FocusLost()
	b.tell("")
}

// CreateRenderer implements fyne.Widget.
func (b *IconButton) CreateRenderer() fyne.WidgetRenderer {
	back, picture := newFrame(RadiusControl), newPicture()
	return draw(&drawing{
		owner:   b,
		objects: []fyne.CanvasObject{back.outer, back.inner, picture},
		layout: func(size fyne.Size) {
			back.layout(size)
			picture.Move(fyne.NewPos(round((size.Width-IconSize)/2), round((size.Height-IconSize)/2)))
			picture.Resize(fyne.NewSquareSize(IconSize))
		},
		min: func() fyne.Size { return b.size },
		paint: func() {
			fill := ColorSurface
			if b.hovered {
				fill = ColorWindow
			}
			line := ColorLine
			if !b.framed {
				line = ""
			}
			back.paint(fill, line, b.focused)
			back.show(b.framed || b.hovered || b.focused)
			role := ColorText
			if b.Disabled() {
				role = ColorFaint
			}
			setPicture(picture, IconResource(b.icon, Color(role)))
		},
	})
}
