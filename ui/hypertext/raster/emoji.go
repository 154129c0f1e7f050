package raster

import (
	"bytes"
	"image"

	"github.com/go-text/typesetting/font"
	"golang.org/x/image/draw"
)

// colored is a glyph that is a picture, scaled to its size.
type colored struct {
	x, y    int
	picture *image.RGBA
}

// maxColored is how many colored glyphs are kept.
const maxColored = 512

// colored returns the picture of a glyph, nil when it has none in a form that can be read.
func (p *Painter) colored(k maskKey) *colored {
	k.sub, k.bold, k.slant = 0, false, false
	if c, ok := p.colors[k]; ok {
		return c
	}
	if len(p.colors) > maxColored {
		clear(p.colors)
	}
	c := decodeGlyph(k)
	p.colors[k] = c
	return c
}

func decodeGlyph(k maskKey) *colored {
	source := k.face.Source()
	bitmap, ok := source.GlyphData(font.GID(k.glyph)).(font.GlyphBitmap)
	if !ok || bitmap.Format != font.PNG && bitmap.Format != font.JPG {
		return nil
	}
	extents, ok := source.GlyphExtents(font.GID(k.glyph))
	if !ok {
		return nil
	}
	full, err := decode(bytes.NewReader(bitmap.Data), int64(len(bitmap.Data)))
	if err != nil {
		return nil
	}
	scale := float64(k.size) / 16 / float64(source.Upem())
	box := image.Rect(
		whole(float64(extents.XBearing)*scale), whole(-float64(extents.YBearing)*scale),
		whole(float64(extents.XBearing+extents.Width)*scale), whole(-float64(extents.YBearing+extents.Height)*scale),
	)
	if box.Empty() || box.Dx() > maxMask || box.Dy() > maxMask {
		return nil
	}
	c := &colored{x: box.Min.X, y: box.Min.Y, picture: image.NewRGBA(image.Rect(0, 0, box.Dx(), box.Dy()))}
	draw.CatmullRom.Scale(c.picture, c.picture.Rect, full, full.Bounds(), draw.Src, nil)
	return c
}

func (c *colored) draw(n *pen, x, y int) {
	at := c.picture.Rect.Add(image.Pt(x+c.x, y+c.y))
	stamp(n.p.frame.dst, n.clip, at, c.picture, n.ink.a)
}
