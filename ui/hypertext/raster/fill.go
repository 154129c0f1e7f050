package raster

import (
	"image"
	"math"

	"letterbox/ui/hypertext/paint"
)

// fill paints a background.
func (p *Painter) fill(i *paint.Item, clip image.Rectangle) {
	box := p.frame.box(i.Rect)
	ink := inkOf(i.Color, i.Opacity)
	r := p.frame.rounded(box, i.Radius)
	if r.sharp() {
		ink.rect(p.frame.dst, box.Intersect(clip))
		return
	}
	r.fill(p.frame.dst, clip, ink)
}

// line paints a decoration of text, at least one pixel thick.
func (p *Painter) line(i *paint.Item, clip image.Rectangle) {
	box := p.frame.box(i.Rect)
	thick := max(1, whole(p.frame.size(i.Rect.H)))
	box.Max.Y = box.Min.Y + thick
	inkOf(i.Color, i.Opacity).rect(p.frame.dst, box.Intersect(clip))
}

// rounded is a rectangle with round corners, in pixels, from the left top clockwise.
type rounded struct {
	box    image.Rectangle
	radius [4]corner
}

type corner struct{ x, y float64 }

func (f *frame) rounded(box image.Rectangle, radius paint.Radii) rounded {
	r := rounded{box: box}
	for i, u := range radius {
		c := corner{min(f.size(u.X), float64(box.Dx())/2), min(f.size(u.Y), float64(box.Dy())/2)}
		if c.x > 0 && c.y > 0 {
			r.radius[i] = c
		}
	}
	return r
}

func (r *rounded) sharp() bool { return r.radius == [4]corner{} }

// inset returns the edge on the inner side of borders.
func (r *rounded) inset(top, right, bottom, left int) rounded {
	in := rounded{box: image.Rectangle{
		Min: r.box.Min.Add(image.Pt(left, top)), Max: r.box.Max.Sub(image.Pt(right, bottom)),
	}}
	if in.box.Min.X >= in.box.Max.X || in.box.Min.Y >= in.box.Max.Y {
		in.box = image.Rectangle{}
		return in
	}
	for i, less := range [4]image.Point{{left, top}, {right, top}, {right, bottom}, {left, bottom}} {
		c := corner{r.radius[i].x - float64(less.X), r.radius[i].y - float64(less.Y)}
		if c.x > 0 && c.y > 0 {
			in.radius[i] = c
		}
	}
	return in
}

// reach returns how many rows or columns at an edge have corners in them.
func reach(a, b float64) int { return int(math.Ceil(max(a, b))) }

// coverage returns how much of a pixel lies inside, from 0 to 255.
func (r *rounded) coverage(x, y int) uint32 {
	if x < r.box.Min.X || x >= r.box.Max.X || y < r.box.Min.Y || y >= r.box.Max.Y {
		return 0
	}
	fromLeft, fromTop := float64(x-r.box.Min.X)+0.5, float64(y-r.box.Min.Y)+0.5
	fromRight, fromBottom := float64(r.box.Dx())-fromLeft, float64(r.box.Dy())-fromTop
	for i, d := range [4]corner{{fromLeft, fromTop}, {fromRight, fromTop}, {fromRight, fromBottom}, {fromLeft, fromBottom}} {
		c := r.radius[i]
		if d.x >= c.x || d.y >= c.y {
			continue
		}
		// The distance from an ellipse, by its first order.
		u, v := (c.x-d.x)/c.x, (c.y-d.y)/c.y
		slope := math.Hypot(u/c.x, v/c.y)
		if slope == 0 {
			return 255
		}
		inside := (1 - math.Hypot(u, v)) * math.Hypot(u, v) / slope
		return uint32(max(0, min(inside+0.5, 1))*255 + 0.5)
	}
	return 255
}

// fill paints the inside. Rows without corners are filled at once.
func (r *rounded) fill(dst *image.RGBA, clip image.Rectangle, ink ink32) {
	seen := r.box.Intersect(clip)
	above := r.box.Min.Y + reach(r.radius[0].y, r.radius[1].y)
	below := r.box.Max.Y - reach(r.radius[2].y, r.radius[3].y)
	middle := image.Rect(seen.Min.X, max(seen.Min.Y, above), seen.Max.X, min(seen.Max.Y, below))
	if middle.Min.Y < middle.Max.Y {
		ink.rect(dst, middle)
	}
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		if y >= above && y < below {
			continue
		}
		r.row(dst, seen, y, ink)
	}
}

// row paints one row that has corners.
func (r *rounded) row(dst *image.RGBA, seen image.Rectangle, y int, ink ink32) {
	left := r.box.Min.X + reach(r.radius[0].x, r.radius[3].x)
	right := r.box.Max.X - reach(r.radius[1].x, r.radius[2].x)
	at := dst.PixOffset(seen.Min.X, y)
	for x := seen.Min.X; x < seen.Max.X; x++ {
		cover := uint32(255)
		if x < left || x >= right {
			cover = r.coverage(x, y)
		}
		ink.over(dst.Pix[at:at+4:at+4], cover)
		at += 4
	}
}
