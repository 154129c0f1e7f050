package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/ui/widget"
)

// choiceLine is what lines have in common one of which is chosen: folders to move to, people, hints, targets. Its ground
// shows the one that the keyboard is on and the one that the pointer is on.
type choiceLine struct {
	painted
	ruler            ruler
	press            func()
	current, hovered bool
	back             *canvas.Rectangle
}

// begin makes the line: press is what choosing it does.
func (l *choiceLine) begin(r ruler, press func()) {
	l.ruler, l.press, l.back = r, press, canvas.NewRectangle(nil)
	l.back.CornerRadius = widget.RadiusRow
}

// ground paints the ground; under is its color under the pointer.
func (l *choiceLine) ground(under fyne.ThemeColorName) {
	switch {
	case l.current:
		l.back.FillColor = widget.Color(widget.ColorSelection)
	case l.hovered:
		l.back.FillColor = widget.Color(under)
	default:
		l.back.FillColor = nil
	}
}

// MouseIn implements desktop.Hoverable.
func (l *choiceLine) MouseIn(*desktop.MouseEvent) { l.hovered = true; l.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (l *choiceLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *choiceLine) MouseOut() { l.hovered = false; l.Refresh() }
