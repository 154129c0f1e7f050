package raster

import (
	"image"
	"image/draw"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"

	"letterbox/ui/hypertext/text"
)

// maskKey names the shape of a letter.
type maskKey struct {
	face  *text.Face
	glyph uint32
	size  uint32 // 1/16 pixel
	sub   uint8  // quarters of a pixel to the right
	bold  bool   // made bold here
	slant bool   // made italic here
}

// mask is how much of each pixel a letter covers. It is placed relative to the pen.
type mask struct {
	x, y int
	w, h int
	pix  []uint8
}

// maxMasks is how many bytes of masks are kept.
const maxMasks = 8 << 20

// maskCache keeps masks. When it is full it begins anew: all masks of a screen are made again in some milliseconds.
type maskCache struct {
	masks map[maskKey]*mask
	slab  []uint8
	bytes int
}

func newMaskCache() maskCache { return maskCache{masks: map[maskKey]*mask{}} }

// keep returns room for the pixels of a mask.
func (c *maskCache) keep(n int) []uint8 {
	const slab = 64 << 10
	c.bytes += n
	if n > slab/4 {
		return make([]uint8, n)
	}
	if len(c.slab) < n {
		c.slab = make([]uint8, slab)
	}
	out := c.slab[:n:n]
	c.slab = c.slab[n:]
	return out
}

// mask returns the shape of a letter, nil for one that leaves no mark.
func (p *Painter) mask(k maskKey) *mask {
	if m, ok := p.masks.masks[k]; ok {
		return m
	}
	if p.masks.bytes > maxMasks {
		p.masks = newMaskCache()
		clear(p.colors)
	}
	const overhead = 96
	p.masks.bytes += overhead
	m := p.outline(k, segmentsOf(k.face, k.glyph))
	p.masks.masks[k] = m
	return m
}

// segmentsOf returns the outline of a glyph in font units, nil when it has none.
func segmentsOf(face *text.Face, glyph uint32) []opentype.Segment {
	switch g := face.Source().GlyphData(font.GID(glyph)).(type) {
	case font.GlyphOutline:
		return g.Segments
	case font.GlyphSVG:
		return g.Outline.Segments
	case font.GlyphBitmap:
		if g.Outline != nil {
			return g.Outline.Segments
		}
	}
	return nil
}

// maxMask is how wide or high a letter may be, in pixels.
const maxMask = 2048

// outline fills an outline.
func (p *Painter) outline(k maskKey, segments []opentype.Segment) *mask {
	pixels := float32(k.size) / 16
	scale := pixels / float32(k.face.Source().Upem())
	shift := float32(k.sub) / 4
	place := func(pt opentype.SegmentPoint) (x, y float32) {
		x, y = pt.X*scale+shift, -pt.Y*scale
		if k.slant {
			x -= y * 0.25
		}
		return x, y
	}
	b := newBounds()
	for i := range segments {
		for _, pt := range segments[i].ArgsSlice() {
			b.add(place(pt))
		}
	}
	if b.empty() {
		return nil
	}
	embolden := float32(0)
	if k.bold {
		embolden = max(0.5, pixels/24)
	}
	x0, y0 := int(math.Floor(float64(b.minX))), int(math.Floor(float64(b.minY)))
	w := int(math.Ceil(float64(b.maxX+embolden))) - x0
	h := int(math.Ceil(float64(b.maxY))) - y0
	if w <= 0 || h <= 0 || w > maxMask || h > maxMask {
		return nil
	}
	m := &mask{x: x0, y: y0, w: w, h: h, pix: p.masks.keep(w * h)}
	p.trace(m, segments, place, 0)
	if embolden > 0 {
		p.thicken(m, segments, place, embolden)
	}
	return m
}

// trace fills the outline into the mask, moved to the right by a part of a pixel.
func (p *Painter) trace(m *mask, segments []opentype.Segment, place func(opentype.SegmentPoint) (float32, float32), by float32) {
	r := p.vector
	r.Reset(m.w, m.h)
	at := func(pt opentype.SegmentPoint) (float32, float32) {
		x, y := place(pt)
		return x + by - float32(m.x), y - float32(m.y)
	}
	open := false
	for i := range segments {
		s := &segments[i]
		x, y := at(s.Args[0])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if open {
				r.ClosePath()
			}
			r.MoveTo(x, y)
			open = true
		case opentype.SegmentOpLineTo:
			r.LineTo(x, y)
		case opentype.SegmentOpQuadTo:
			x1, y1 := at(s.Args[1])
			r.QuadTo(x, y, x1, y1)
		case opentype.SegmentOpCubeTo:
			x1, y1 := at(s.Args[1])
			x2, y2 := at(s.Args[2])
			r.CubeTo(x, y, x1, y1, x2, y2)
		}
	}
	if open {
		r.ClosePath()
	}
	r.DrawOp = draw.Src
	dst := &image.Alpha{Pix: m.pix, Stride: m.w, Rect: image.Rect(0, 0, m.w, m.h)}
	r.Draw(dst, dst.Rect, image.Opaque, image.Point{})
}

// thicken lays the letter over itself, moved to the right: a bold one where the family has none.
func (p *Painter) thicken(m *mask, segments []opentype.Segment, place func(opentype.SegmentPoint) (float32, float32), by float32) {
	again := &mask{x: m.x, y: m.y, w: m.w, h: m.h, pix: make([]uint8, len(m.pix))}
	p.trace(again, segments, place, by)
	for i, v := range again.pix {
		m.pix[i] = max(m.pix[i], v)
	}
}

// bounds grow around points.
type bounds struct{ minX, minY, maxX, maxY float32 }

func newBounds() bounds {
	inf := float32(math.Inf(1))
	return bounds{inf, inf, -inf, -inf}
}

func (b *bounds) add(x, y float32) {
	b.minX, b.maxX = min(b.minX, x), max(b.maxX, x)
	b.minY, b.maxY = min(b.minY, y), max(b.maxY, y)
}

func (b *bounds) empty() bool { return !(b.maxX > b.minX) || !(b.maxY > b.minY) }
