package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/ui/widget"
)

// scrollBar shows where one is in something long, and takes one elsewhere by dragging.
type scrollBar struct {
	painted
	dragged func(share float64) // 0 is the top, 1 the end
	thumb   *canvas.Rectangle

	offset, extent, page int
	hovered              bool
}

func newScrollBar(dragged func(float64)) *scrollBar {
	b := &scrollBar{dragged: dragged, thumb: canvas.NewRectangle(nil)}
	b.thumb.CornerRadius = barWidth / 2
	b.objects = []fyne.CanvasObject{b.thumb}
	b.lay = b.arrange
	b.style = func() {
		b.thumb.FillColor = widget.Color(widget.ColorLine)
		if b.hovered {
			b.thumb.FillColor = widget.Color(widget.ColorFaint)
		}
	}
	b.Hide()
	b.ExtendBaseWidget(b)
	return b
}

// set shows an offset of an extent, in pixels; page is how much is in view.
func (b *scrollBar) set(offset, extent, page int) {
	if offset == b.offset && extent == b.extent && page == b.page {
		return
	}
	b.offset, b.extent, b.page = offset, extent, page
	b.Hidden = extent == 0
	b.arrange(b.Size())
}

func (b *scrollBar) length() float32 {
	height := b.Size().Height
	return max(height*float32(b.page)/float32(max(b.page+b.extent, 1)), min(barLeast, height))
}

func (b *scrollBar) arrange(size fyne.Size) {
	length := b.length()
	share := float32(b.offset) / float32(max(b.extent, 1))
	place(b.thumb, 1, 2+(size.Height-length-4)*share, barWidth-2, length)
}

// Dragged implements fyne.Draggable.
func (b *scrollBar) Dragged(e *fyne.DragEvent) {
	room := b.Size().Height - b.length() - 4
	if room <= 0 {
		return
	}
	share := float64(b.offset)/float64(max(b.extent, 1)) + float64(e.Dragged.DY/room)
	b.dragged(min(max(share, 0), 1))
}

// DragEnd implements fyne.Draggable.
func (b *scrollBar) DragEnd() {}

// MouseIn implements desktop.Hoverable.
func (b *scrollBar) MouseIn(*desktop.MouseEvent) { b.hover(true) }

// MouseMoved implements desktop.Hoverable.
func (b *scrollBar) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *scrollBar) MouseOut() { b.hover(false) }

func (b *scrollBar) hover(on bool) {
	b.hovered = on
	b.restyle()
	b.thumb.Refresh()
}
