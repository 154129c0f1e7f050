package hypertext

import (
	"image"
	"math"

	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/paint"
	"letterbox/ui/hypertext/raster"
)

// Items lists what the page paints, in its own colors.
func (p *Page) Items() []paint.Item {
	return paint.List(p.Root, layout.FromPx(max(p.Width, p.Reach())), layout.FromPx(p.Height))
}

// Reach returns how far the page reaches to the right in px, with everything that overflows its boxes.
func (p *Page) Reach() float32 { return p.Root.Reach().Px() }

// Draw paints a page, or its upper part when it is higher than most px, into one picture.
func Draw(p *Page, painter *raster.Painter, sheet *raster.Sheet, scale float64, most float32, pictures raster.Pictures) *image.RGBA {
	w := int(math.Round(float64(p.Width) * scale))
	h := int(math.Ceil(float64(min(p.Height, most)) * scale))
	out := image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	painter.Paint(out, sheet, raster.View{Scale: scale, Pictures: pictures})
	return out
}
