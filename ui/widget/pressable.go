package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"
)

// pressable is the behaviour of everything that can be pressed: by the mouse, and by Enter or Space once it has the
// focus. It is embedded by widgets, whose Refresh draws hovered and focused.
type pressable struct {
	fynewidget.DisableableWidget
	press            func()
	other            func(*fyne.KeyEvent) // keys that do not press
	hovered, focused bool
}

// OnKey sets who hears of the keys that do not press, such as Esc.
func (p *pressable) OnKey(other func(*fyne.KeyEvent)) { p.other = other }

// Tapped implements fyne.Tappable.
func (p *pressable) Tapped(*fyne.PointEvent) { p.fire() }

func (p *pressable) fire() {
	if p.press != nil && !p.Disabled() {
		p.press()
	}
}

// MouseIn implements desktop.Hoverable.
func (p *pressable) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *pressable) MouseOut() { p.hovered = false; p.Refresh() }

// Cursor implements desktop.Cursorable.
func (p *pressable) Cursor() desktop.Cursor {
	if p.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// FocusGained implements fyne.Focusable.
func (p *pressable) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost implements fyne.Focusable.
func (p *pressable) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune implements fyne.Focusable.
func (p *pressable) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (p *pressable) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.fire()
	default:
		if p.other != nil {
			p.other(e)
		}
	}
}
