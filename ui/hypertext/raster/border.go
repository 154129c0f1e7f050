package raster

import (
	"image"
	"math"

	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/paint"
	"letterbox/ui/hypertext/style"
)

// The sides of a box, in the order of CSS.
const (
	top = iota
	right
	bottom
	left
)

// edging is the border of one box in pixels.
type edging struct {
	outer, inner rounded
	widths       [4]int
	ink          [4]ink32
	dark, light  [4]ink32 // the halves of a line that looks cut in or raised
	lines        [4]style.Line
	same         bool // all sides look alike
}

// border paints the lines around a box.
func (p *Painter) border(i *paint.Item, clip image.Rectangle) {
	box := p.frame.box(i.Rect)
	e := edging{outer: p.frame.rounded(box, i.Radius), same: true}
	for side, l := range i.Lines {
		if i.Widths[side] > 0 {
			e.widths[side] = max(1, int(p.frame.size(i.Widths[side])+1.0/32))
		}
		e.lines[side] = l.Line
		e.ink[side] = inkOf(l.Color, i.Opacity)
		e.light[side], e.dark[side] = shades(l.Color, i.Opacity)
		if l.Line == style.NoLine || l.Line == style.HiddenLine {
			e.ink[side].a = 0
			e.light[side].a, e.dark[side].a = 0, 0
		}
		e.same = e.same && l.Line == style.Solid && e.ink[side] == e.ink[0]
	}
	e.inner = e.outer.inset(e.widths[top], e.widths[right], e.widths[bottom], e.widths[left])
	seen := box.Intersect(clip)
	if seen.Empty() {
		return
	}
	for _, part := range e.parts() {
		e.paint(p.frame.dst, part.Intersect(seen))
	}
}

// shades returns the lighter and the darker half of a line that looks cut in or raised (CSS 2.1 section 8.5.3). Black
// is made lighter, or both halves would be black.
func shades(c css.Color, opacity float32) (light, dark ink32) {
	shade := func(by float64) ink32 {
		k := inkOf(c, opacity)
		k.r, k.g, k.b = uint32(float64(k.r)*by), uint32(float64(k.g)*by), uint32(float64(k.b)*by)
		return k
	}
	if int(c.R)+int(c.G)+int(c.B) < 3*0x20 {
		l := inkOf(css.Color{R: 0x4C, G: 0x4C, B: 0x4C, A: c.A}, opacity)
		return l, inkOf(c, opacity)
	}
	return inkOf(c, opacity), shade(0.66)
}

// parts are the four bands that have border in them, without overlap.
func (e *edging) parts() []image.Rectangle {
	b := e.outer.box
	up := b.Min.Y + max(e.widths[top], reach(e.outer.radius[0].y, e.outer.radius[1].y))
	down := max(up, b.Max.Y-max(e.widths[bottom], reach(e.outer.radius[2].y, e.outer.radius[3].y)))
	if up > b.Max.Y {
		up = b.Max.Y
	}
	return []image.Rectangle{
		image.Rect(b.Min.X, b.Min.Y, b.Max.X, up),
		image.Rect(b.Min.X, up, min(b.Min.X+e.widths[left], b.Max.X), down),
		image.Rect(max(b.Max.X-e.widths[right], b.Min.X+e.widths[left]), up, b.Max.X, down),
		image.Rect(b.Min.X, down, b.Max.X, b.Max.Y),
	}
}

func (e *edging) paint(dst *image.RGBA, part image.Rectangle) {
	if part.Empty() {
		return
	}
	if e.same && e.outer.sharp() && e.ink[0].a < 255 || !e.same || !e.outer.sharp() {
		for y := part.Min.Y; y < part.Max.Y; y++ {
			at := dst.PixOffset(part.Min.X, y)
			for x := part.Min.X; x < part.Max.X; x++ {
				e.pixel(dst.Pix[at:at+4:at+4], x, y)
				at += 4
			}
		}
		return
	}
	e.ink[0].rect(dst, part) // solid, square and of one color: parts hold nothing but border
}

// pixel paints one pixel of the border.
func (e *edging) pixel(pix []uint8, x, y int) {
	outside := e.outer.coverage(x, y)
	if outside == 0 {
		return
	}
	cover := outside * (255 - e.inner.coverage(x, y)) / 255
	if cover == 0 {
		return
	}
	side := e.side(x, y)
	ink := e.ink[side]
	switch e.lines[side] {
	case style.Dotted, style.Dashed:
		cover = cover * e.dash(side, x, y) / 255
	case style.Double:
		cover = cover * e.doubled(side, x, y) / 255
	case style.Inset, style.Outset:
		ink = e.relief(side, e.lines[side] == style.Inset)
	case style.Groove, style.Ridge:
		ink = e.relief(side, (e.lines[side] == style.Groove) == (2*e.depth(side, x, y) < e.widths[side]))
	case style.NoLine, style.Solid, style.HiddenLine:
	}
	ink.over(pix, cover)
}

// relief returns the half of a side: light comes from the left top.
func (e *edging) relief(side int, sunk bool) ink32 {
	if (side == top || side == left) == sunk {
		return e.dark[side]
	}
	return e.light[side]
}

// depth returns how far a pixel is from the outer edge of its side.
func (e *edging) depth(side, x, y int) int {
	b := e.outer.box
	switch side {
	case top:
		return y - b.Min.Y
	case right:
		return b.Max.X - 1 - x
	case bottom:
		return b.Max.Y - 1 - y
	default:
		return x - b.Min.X
	}
}

// side returns the side that a pixel belongs to: corners are cut from the outer to the inner corner.
func (e *edging) side(x, y int) int {
	best, least := -1, math.Inf(1)
	for side, w := range e.widths {
		if w == 0 {
			continue
		}
		if d := (float64(e.depth(side, x, y)) + 0.5) / float64(w); d < least {
			best, least = side, d
		}
	}
	return max(best, 0)
}

// dash returns how much of a pixel a dot or a dash covers.
func (e *edging) dash(side, x, y int) uint32 {
	w := e.widths[side]
	along, length := x-e.outer.box.Min.X, e.outer.box.Dx()
	if side == left || side == right {
		along, length = y-e.outer.box.Min.Y, e.outer.box.Dy()
	}
	on := w
	if e.lines[side] == style.Dashed {
		on = w * 2
		if w > 2 {
			on = w * 3 / 2
		}
	}
	// As many gaps as fit, so that a mark stands at both ends.
	gaps := max(1, int(math.Round(float64(length-on)/float64(2*on))))
	period := float64(length-on) / float64(gaps)
	place := math.Mod(float64(along)+0.5, max(period, 1))
	if place > float64(on) {
		return 0
	}
	if e.lines[side] == style.Dotted && w > 2 {
		half := float64(w) / 2
		far := math.Hypot(place-half, float64(e.depth(side, x, y))+0.5-half)
		return uint32(max(0, min(half-far+0.5, 1)) * 255)
	}
	return uint32(max(0, min(float64(on)-place+0.5, 1)) * 255)
}

// doubled leaves the middle third of a line out.
func (e *edging) doubled(side, x, y int) uint32 {
	w := e.widths[side]
	third := (w + 1) / 3
	if d := e.depth(side, x, y); w >= 3 && d >= third && d < w-third {
		return 0
	}
	return 255
}
