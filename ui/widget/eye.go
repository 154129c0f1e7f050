package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// eye shows a secret as long as it is held: by the mouse, or by Space once it has the focus.
type eye struct {
	pressable
	show  func(revealed bool)
	name  string
	shown bool
}

const (
	eyeWidth  float32 = 32
	eyeHeight float32 = 32
)

var (
	_ desktop.Mouseable = (*eye)(nil)
	_ desktop.Keyable   = (*eye)(nil)
)

func newEye(name string, show func(bool)) *eye {
	e := &eye{show: show, name: name}
	e.ExtendBaseWidget(e)
	return e
}

func (e *eye) reveal(shown bool) {
	if e.shown != shown {
		e.shown = shown
		e.show(shown)
		e.Refresh()
	}
}

// MouseDown implements desktop.Mouseable.
func (e *eye) MouseDown(*desktop.MouseEvent) { e.reveal(true) }

// MouseUp implements desktop.Mouseable.
func (e *eye) MouseUp(*desktop.MouseEvent) { e.reveal(false) }

// MouseOut implements desktop.Hoverable.
func (e *eye) MouseOut() { e.reveal(false); e.pressable.MouseOut() }

// FocusLost implements fyne.Focusable.
func (e *eye) FocusLost() { e.reveal(false); e.pressable.FocusLost() }

// KeyDown implements desktop.Keyable.
func (e *eye) KeyDown(key *fyne.KeyEvent) { e.reveal(key.Name == fyne.KeySpace) }

// KeyUp implements desktop.Keyable.
func (e *eye) KeyUp(*fyne.KeyEvent) { e.reveal(false) }

// CreateRenderer implements fyne.Widget.
func (e *eye) CreateRenderer() fyne.WidgetRenderer {
	picture, focus := newPicture(), newFrame(RadiusControl-2)
	return draw(&drawing{
		owner:   e,
		objects: []fyne.CanvasObject{focus.outer, focus.inner, picture},
		layout: func(size fyne.Size) {
			focus.layout(size)
			picture.Move(fyne.NewPos((size.Width-18)/2, (size.Height-18)/2))
			picture.Resize(fyne.NewSquareSize(18))
		},
		min: func() fyne.Size { return fyne.NewSize(eyeWidth, eyeHeight) },
		paint: func() {
			role := ColorSecondary
			if e.shown || e.hovered {
				role = ColorAccent
			}
			setPicture(picture, IconResource("eye", Color(role)))
			focus.paint(ColorSurface, "", e.focused)
		},
	})
}
