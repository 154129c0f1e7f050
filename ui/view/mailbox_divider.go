package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/ui/widget"
)

// dividerGrip is how wide the invisible part is that can be dragged.
const dividerGrip float32 = 7

// divider lies over the line between two panes, which can be dragged there. It shows itself under the pointer.
type divider struct {
	painted
	dragged func(dx float32)
	done    func()
	line    *canvas.Rectangle
	hovered bool
}

func newDivider(dragged func(float32), done func()) *divider {
	d := &divider{dragged: dragged, done: done, line: canvas.NewRectangle(nil)}
	d.objects = []fyne.CanvasObject{d.line}
	d.least = func() fyne.Size { return fyne.NewSize(dividerGrip, 1) }
	d.lay = func(size fyne.Size) {
		place(d.line, (dividerGrip-widget.FocusWidth)/2-0.5, 0, widget.FocusWidth, size.Height)
	}
	d.style = func() {
		d.line.FillColor = widget.Color(widget.ColorAccent)
		d.line.Hidden = !d.hovered
	}
	d.ExtendBaseWidget(d)
	return d
}

// Dragged implements fyne.Draggable.
func (d *divider) Dragged(e *fyne.DragEvent) { d.dragged(e.Dragged.DX) }

// DragEnd implements fyne.Draggable.
func (d *divider) DragEnd() { d.done() }

// Cursor implements desktop.Cursorable.
func (d *divider) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// MouseIn implements desktop.Hoverable.
func (d *divider) MouseIn(*desktop.MouseEvent) { d.hovered = true; d.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (d *divider) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (d *divider) MouseOut() { d.hovered = false; d.Refresh() }
