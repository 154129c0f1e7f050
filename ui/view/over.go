package view

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/widget"
)

// veilAlpha is how much of the window is covered while a page lies over it, of 255.
const veilAlpha = 0xB8

// NewOver returns a page in the middle of a veil over the whole window, to be put on the canvas's stack of overlays. A
// page that is larger than the window is made smaller.
func NewOver(page fyne.CanvasObject) fyne.CanvasObject {
	veil := canvas.NewRectangle(nil)
	o := &painted{objects: []fyne.CanvasObject{veil, page}}
	o.style = func() {
		r, g, b, _ := widget.Color(widget.ColorWindow).RGBA()
		veil.FillColor = color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: veilAlpha}
	}
	o.lay = func(size fyne.Size) {
		place(veil, 0, 0, size.Width, size.Height)
		least := page.MinSize()
		width, height := min(least.Width, size.Width-2*widget.Gap16), min(least.Height, size.Height-2*widget.Gap16)
		place(page, (size.Width-width)/2, (size.Height-height)/2, width, height)
	}
	o.ExtendBaseWidget(o)
	return o
}
