package raster

import (
	"image"
	"math"

	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/paint"
	"letterbox/ui/hypertext/style"
	"letterbox/ui/hypertext/text"
)

// pen paints the letters of one style.
type pen struct {
	p    *Painter
	clip image.Rectangle
	ink  ink32
	size float64 // pixels
	bold bool
	lean bool
}

func (p *Painter) pen(i *paint.Item, clip image.Rectangle) pen {
	return pen{
		p: p, clip: clip, ink: inkOf(i.Color, i.Opacity), size: float64(i.Style.FontSize) * p.frame.Scale,
		bold: i.Style.Weight >= 600, lean: i.Style.Italic,
	}
}

// text paints the characters of one run on one line. The place of each cluster is that of the layout, which knows
// about spacing and justification.
func (p *Painter) text(i *paint.Item, clip image.Rectangle) {
	pen := p.pen(i, clip)
	base := whole(p.frame.y(i.Rect.Y + i.Text.Ascent))
	if float64(base)-2*pen.size > float64(clip.Max.Y) || float64(base)+pen.size < float64(clip.Min.Y) {
		return
	}
	edges := i.Text.Edges()
	shaped, at := i.Text.Shaped()
	for r := range shaped.Runs {
		if run := &shaped.Runs[r]; run.End > i.Text.Start-at && run.Start < i.Text.End-at {
			p.run(pen, i, run, edges, base)
		}
	}
}

// run paints the glyphs of one face.
func (p *Painter) run(pen pen, i *paint.Item, run *text.Run, edges []layout.Unit, base int) {
	_, at := i.Text.Shaped()
	offset := i.Text.Start - at // of the text in the shaped item
	cluster, ahead := -1, float64(0)
	for g := range run.Glyphs {
		glyph := &run.Glyphs[g]
		c := glyph.At - offset
		if c < 0 || c >= len(edges)-1 {
			continue
		}
		if glyph.At != cluster {
			cluster, ahead = glyph.At, 0
		}
		x := edges[c]
		if run.RTL {
			x = i.Rect.W - edges[clusterEnd(run, glyph.At, offset, len(edges)-1)]
		}
		px := p.frame.x(i.Rect.X+x) + (ahead+float64(glyph.X))*p.frame.Scale
		pen.glyph(run.Face, glyph.ID, px, base-whole(float64(glyph.Y)*p.frame.Scale))
		ahead += float64(glyph.Advance)
	}
}

// clusterEnd returns the edge behind the last character that a glyph of a run from right to left stands for.
func clusterEnd(run *text.Run, at, offset, most int) int {
	end := run.End
	for i := range run.Glyphs {
		if next := run.Glyphs[i].At; next > at {
			end = min(end, next)
		}
	}
	return min(end-offset, most)
}

// glyph paints one glyph with its pen at x, on whole pixels of height.
func (n *pen) glyph(face *text.Face, id uint32, x float64, y int) {
	quarters := math.Floor(x*4 + 0.5)
	px := int(math.Floor(quarters / 4))
	k := maskKey{
		face: face, glyph: id, size: uint32(n.size*16 + 0.5), sub: uint8(int(quarters) & 3),
		bold: n.bold && !face.Bold(), slant: n.lean && !face.Italic(),
	}
	if face.Colored() {
		if c := n.p.colored(k); c != nil {
			c.draw(n, px, y)
			return
		}
	}
	if m := n.p.mask(k); m != nil {
		m.blend(n.p.frame.dst, n.clip, n.ink, px, y)
	}
}

// blend paints a mask with its pen at x and y.
func (m *mask) blend(dst *image.RGBA, clip image.Rectangle, ink ink32, x, y int) {
	at := image.Rect(x+m.x, y+m.y, x+m.x+m.w, y+m.y+m.h)
	seen := at.Intersect(clip)
	if seen.Empty() {
		return
	}
	for row := seen.Min.Y; row < seen.Max.Y; row++ {
		from := (row-at.Min.Y)*m.w + seen.Min.X - at.Min.X
		line := m.pix[from : from+seen.Dx()]
		o := dst.PixOffset(seen.Min.X, row)
		pix := dst.Pix[o : o+4*len(line)]
		for i, v := range line {
			if v != 0 {
				ink.over(pix[4*i:4*i+4:4*i+4], uint32(v))
			}
		}
	}
}

// label paints a text that the layout did not shape, and returns its width in pixels. x and y are the pen's.
func (n *pen) label(s *style.Style, chars []rune, x float64, y int) {
	stack := n.p.fonts.Stack(s.Families, s.Weight, s.Italic)
	shaped := n.p.shaper.Shape(stack, chars, s.FontSize, false)
	for r := range shaped.Runs {
		for _, g := range shaped.Runs[r].Glyphs {
			n.glyph(shaped.Runs[r].Face, g.ID, x+float64(g.X)*n.p.frame.Scale, y-whole(float64(g.Y)*n.p.frame.Scale))
			x += float64(g.Advance) * n.p.frame.Scale
		}
	}
}

// widthOf returns the width of a text in px.
func (p *Painter) widthOf(s *style.Style, chars []rune) float64 {
	var sum float64
	for _, a := range p.shaper.Shape(p.fonts.Stack(s.Families, s.Weight, s.Italic), chars, s.FontSize, false).Advances {
		sum += float64(a)
	}
	return sum
}

// marker paints the marker of a list item: numbers as text, bullets as shapes.
func (p *Painter) marker(i *paint.Item, clip image.Rectangle) {
	pen := p.pen(i, clip)
	x, base := p.frame.x(i.Rect.X), p.frame.y(i.Rect.Y)
	switch i.Label {
	case "•", "◦", "▪":
		p.bullet(i, &pen, x, base)
	default:
		chars := []rune(i.Label)
		pen.label(i.Style, chars, x-p.widthOf(i.Style, chars)*p.frame.Scale, whole(base))
	}
}

// bullet paints a disc, a circle or a square, as large as browsers do.
func (p *Painter) bullet(i *paint.Item, pen *pen, x, base float64) {
	ascent := p.fonts.Stack(i.Style.Families, i.Style.Weight, i.Style.Italic).First.Metrics(i.Style.FontSize).Ascent
	size := float64((int(ascent)*2/3+1)/2) * p.frame.Scale
	up := float64(3*(int(ascent)-int(ascent)*2/3)/2) * p.frame.Scale
	top := base - float64(ascent)*p.frame.Scale + up
	box := image.Rect(whole(x-size), whole(top), whole(x), whole(top)+whole(size))
	r := rounded{box: box}
	if i.Label != "▪" {
		half := float64(box.Dx()) / 2
		c := corner{half, half}
		r.radius = [4]corner{c, c, c, c}
	}
	if i.Label != "◦" {
		r.fill(p.frame.dst, pen.clip, pen.ink)
		return
	}
	w := max(1, whole(p.frame.Scale))
	e := edging{outer: r, inner: r.inset(w, w, w, w), widths: [4]int{w, w, w, w}}
	for side := range e.ink {
		e.ink[side], e.lines[side] = pen.ink, style.Solid
	}
	e.paint(p.frame.dst, box.Intersect(pen.clip))
}
