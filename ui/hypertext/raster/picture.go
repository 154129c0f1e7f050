package raster

import (
	"image"

	"golang.org/x/image/draw"

	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/paint"
	"letterbox/ui/hypertext/style"
)

// content paints the picture of an element, or, where there is none, a frame with its words.
func (p *Painter) content(i *paint.Item, clip image.Rectangle) {
	box := p.frame.box(i.Rect)
	if box.Empty() {
		return
	}
	src := dom.Attr(i.Node, "src")
	picture := p.picture(src, box)
	if picture == nil {
		p.missing(i, box, clip)
		return
	}
	r := p.frame.rounded(box, i.Radius)
	alpha := uint32(max(0, min(i.Opacity, 1))*255 + 0.5)
	if r.sharp() {
		p.place(box, clip, picture, alpha)
		return
	}
	p.round(&r, clip, picture, alpha)
}

// picture returns the picture at an address, in the size of a box where that is kept; nil for none.
func (p *Painter) picture(address string, box image.Rectangle) image.Image {
	k := scaledKey{address, box.Dx(), box.Dy()}
	if ready := p.scaled.find(k); ready != nil {
		return ready
	}
	if p.frame.Pictures == nil || address == "" {
		return nil
	}
	full := p.frame.Pictures.Picture(address)
	if full == nil || full.Bounds().Empty() {
		return nil
	}
	if ready := p.scaled.add(k, full); ready != nil {
		return ready
	}
	return full
}

// place paints a picture into a box.
func (p *Painter) place(box, clip image.Rectangle, picture image.Image, alpha uint32) {
	if ready, ok := picture.(*image.RGBA); ok && ready.Rect == image.Rect(0, 0, box.Dx(), box.Dy()) {
		stamp(p.frame.dst, clip, box, ready, alpha)
		return
	}
	seen := box.Intersect(clip)
	if seen.Empty() {
		return
	}
	part := image.NewRGBA(seen) // of a picture that is larger than is kept
	draw.ApproxBiLinear.Scale(part, box, picture, picture.Bounds(), draw.Src, nil)
	stamp(p.frame.dst, clip, seen, &image.RGBA{Pix: part.Pix, Stride: part.Stride, Rect: image.Rect(0, 0, seen.Dx(), seen.Dy())}, alpha)
}

// round paints a picture with round corners.
func (p *Painter) round(r *rounded, clip image.Rectangle, picture image.Image, alpha uint32) {
	seen := r.box.Intersect(clip)
	if seen.Empty() {
		return
	}
	below := image.NewRGBA(seen)
	draw.Copy(below, seen.Min, p.frame.dst, seen, draw.Src, nil)
	p.place(r.box, clip, picture, alpha)
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		for x := seen.Min.X; x < seen.Max.X; x++ {
			cover := r.coverage(x, y)
			if cover == 255 {
				continue
			}
			was, now := below.Pix[below.PixOffset(x, y):], p.frame.dst.Pix[p.frame.dst.PixOffset(x, y):]
			ink32{uint32(was[0]), uint32(was[1]), uint32(was[2]), 255}.over(now[:4:4], 255-cover)
		}
	}
}

// missing paints what stands for a picture that is not there. Dots, which are there to be counted, leave nothing.
func (p *Painter) missing(i *paint.Item, box, clip image.Rectangle) {
	if i.Rect.W.Px() < 8 || i.Rect.H.Px() < 8 {
		return
	}
	line := p.frame.Frame
	line.A = 0x60
	w := max(1, whole(p.frame.Scale))
	outer := rounded{box: box}
	e := edging{outer: outer, inner: outer.inset(w, w, w, w), widths: [4]int{w, w, w, w}}
	for side := range e.ink {
		e.ink[side], e.lines[side] = inkOf(line, i.Opacity), style.Solid
	}
	for _, part := range e.parts() {
		e.paint(p.frame.dst, part.Intersect(clip))
	}
	p.caption(i, box.Inset(2*w).Intersect(clip), box)
}

// caption writes the words of a picture that is not there into its frame.
func (p *Painter) caption(i *paint.Item, clip, box image.Rectangle) {
	alt := []rune(dom.Attr(i.Node, "alt"))
	const size, pad, most = 12, 6, 300
	if len(alt) == 0 || clip.Empty() || i.Rect.H.Px() < size+2 {
		return
	}
	s := style.Initial()
	s.FontSize, s.Color = size, p.frame.Frame
	pen := pen{p: p, clip: clip, ink: inkOf(s.Color, i.Opacity), size: size * p.frame.Scale}
	room := float64(i.Rect.W.Px()) - 2*pad
	top := float64(box.Min.Y)
	step := 16 * p.frame.Scale
	if float64(i.Rect.H.Px()) < 16+2*pad {
		top += (float64(box.Dy()) - step) / 2
	} else {
		top += pad * p.frame.Scale
	}
	for len(alt) > 0 && top < float64(clip.Max.Y) {
		n := p.fitting(s, alt[:min(len(alt), most)], room)
		pen.label(s, alt[:n], float64(box.Min.X)+pad*p.frame.Scale, whole(top+12*p.frame.Scale))
		alt = trimSpace(alt[n:])
		top += step
	}
}

// fitting returns how many characters fit into a line, at least one.
func (p *Painter) fitting(s *style.Style, chars []rune, room float64) int {
	advances := p.shaper.Shape(p.fonts.Stack(s.Families, s.Weight, s.Italic), chars, s.FontSize, false).Advances
	space := 0
	for i, a := range advances {
		if room -= float64(a); room < 0 {
			if space > 0 {
				return space
			}
			return max(i, 1)
		}
		if chars[i] == ' ' || chars[i] > 0x2E80 {
			space = i + 1
		}
	}
	return len(chars)
}

func trimSpace(chars []rune) []rune {
	for len(chars) > 0 && chars[0] == ' ' {
		chars = chars[1:]
	}
	return chars
}

// background paints the picture or the gradient of a background.
func (p *Painter) background(i *paint.Item, clip image.Rectangle) {
	outer := p.frame.box(i.Rect)
	r := p.frame.rounded(outer, i.Radius)
	clip = clip.Intersect(outer)
	if clip.Empty() {
		return
	}
	if len(i.Image.Gradient) > 0 {
		p.gradient(i, &r, clip)
		return
	}
	if p.frame.Pictures == nil {
		return
	}
	picture := p.frame.Pictures.Picture(i.Image.URL)
	if picture == nil {
		return
	}
	area := paint.Rect{
		X: i.Rect.X + borderOf(i, left), Y: i.Rect.Y + borderOf(i, top),
		W: i.Rect.W - borderOf(i, left) - borderOf(i, right), H: i.Rect.H - borderOf(i, top) - borderOf(i, bottom),
	}
	p.tile(i, p.tileBox(i.Image, picture, area), clip, picture)
}

// gradient paints colors from top to bottom.
func (p *Painter) gradient(i *paint.Item, r *rounded, clip image.Rectangle) {
	for y := clip.Min.Y; y < clip.Max.Y; y++ {
		at := (float64(y-r.box.Min.Y) + 0.5) / float64(max(r.box.Dy(), 1))
		row := image.Rect(clip.Min.X, y, clip.Max.X, y+1)
		r.fill(p.frame.dst, row, inkOf(between(i.Image.Gradient, at), i.Opacity))
	}
}

// between returns the color at a place from 0 to 1.
func between(stops []css.Color, at float64) css.Color {
	if len(stops) == 1 {
		return stops[0]
	}
	place := max(0, min(at, 1)) * float64(len(stops)-1)
	i := min(int(place), len(stops)-2)
	part := place - float64(i)
	mix := func(a, b uint8) uint8 { return uint8(float64(a)*(1-part) + float64(b)*part + 0.5) }
	a, b := stops[i], stops[i+1]
	return css.Color{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: mix(a.A, b.A)}
}
