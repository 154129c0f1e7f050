package raster

import (
	"image"
	"math"

	"golang.org/x/image/vector"

	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/paint"
	"letterbox/ui/hypertext/text"
)

// Pictures knows the pictures of a page.
type Pictures interface {
	// Picture returns the picture at an address, nil when there is none or it must not be shown. It is asked for the
	// same ones again and again.
	Picture(address string) image.Image
}

// Painter paints tiles. It keeps the shapes of letters and scaled pictures between them, and belongs, with the faces
// of its library, to one goroutine.
type Painter struct {
	fonts  *text.Library
	shaper *text.Shaper
	vector *vector.Rasterizer
	masks  maskCache
	colors map[maskKey]*colored
	scaled scaledCache
	frame  frame
}

// New returns a painter. fonts is that of the pages.
func New(fonts *text.Library) *Painter {
	return &Painter{
		fonts: fonts, shaper: text.NewShaper(), vector: vector.NewRasterizer(1, 1),
		masks: newMaskCache(), colors: map[maskKey]*colored{}, scaled: newScaledCache(),
	}
}

// Forget drops the pictures that were scaled for earlier pages: the same address may stand for another picture.
func (p *Painter) Forget() { p.scaled = newScaledCache() }

// View says which part of a page a tile shows, and how.
type View struct {
	X, Y     int     // left top of the tile, in pixels of the screen from that of the page
	Scale    float64 // pixels of the screen for one px
	Pictures Pictures
	Frame    css.Color // of the frame around a picture that is not there, and of the words in it
}

// frame is the tile that is being painted.
type frame struct {
	View
	dst *image.RGBA
}

// Paint paints a tile. dst begins at the origin; all of its pixels are painted as far as the sheet covers it.
func (p *Painter) Paint(dst *image.RGBA, sheet *Sheet, v View) {
	if v.Frame.A == 0 {
		v.Frame = css.Color{R: 0x76, G: 0x7C, B: 0x85, A: 255}
	}
	p.frame = frame{View: v, dst: dst}
	toPage := func(px int) layout.Unit { return layout.Unit(float64(px) / v.Scale * float64(layout.One)) }
	top, bottom := toPage(v.Y)-layout.One, toPage(v.Y+dst.Rect.Dy())+layout.One
	sheet.touching(top, bottom, p.item)
	p.frame = frame{}
}

func (p *Painter) item(i *paint.Item) {
	clip := p.frame.box(i.Clip).Intersect(p.frame.dst.Rect)
	if clip.Empty() {
		return
	}
	switch i.Kind {
	case paint.Fill:
		p.fill(i, clip)
	case paint.Border:
		p.border(i, clip)
	case paint.Picture:
		p.background(i, clip)
	case paint.Content:
		p.content(i, clip)
	case paint.Glyphs:
		p.text(i, clip)
	case paint.Underline:
		p.line(i, clip)
	case paint.Marker:
		p.marker(i, clip)
	}
}

// x and y convert a place of the page to pixels of the tile.
func (f *frame) x(u layout.Unit) float64 {
	return float64(u)/float64(layout.One)*f.Scale - float64(f.X)
}

func (f *frame) y(u layout.Unit) float64 {
	return float64(u)/float64(layout.One)*f.Scale - float64(f.Y)
}

// box rounds a place of the page to pixels of the tile.
func (f *frame) box(r paint.Rect) image.Rectangle {
	return image.Rect(whole(f.x(r.X)), whole(f.y(r.Y)), whole(f.x(r.X+r.W)), whole(f.y(r.Y+r.H)))
}

// whole rounds to a pixel. Halves go up, also left of the tile, so that tiles agree.
func whole(v float64) int { return int(math.Floor(v + 0.5)) }

// size converts a length to pixels.
func (f *frame) size(u layout.Unit) float64 { return float64(u) / float64(layout.One) * f.Scale }
