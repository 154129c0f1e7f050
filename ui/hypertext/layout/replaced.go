package layout

import (
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/style"
)

// replaced returns the border-box size of a picture or a form control (CSS 2.1 sections 10.3.2 and 10.6.2). A
// dimension that the style leaves open follows the other one by the picture's proportions.
func (e *engine) replaced(b *box.Box, ed *edges, sp space) (w, h Unit) {
	s := b.Style
	nw, nh, known := e.proportions(b)
	wide, tall := s.Width.Kind == style.Fixed, false
	extraW, extraH := ed.horizontal(), ed.vertical()
	w, h = nw, nh
	if full, ok := e.specifiedHeight(b, ed, sp); ok {
		h, tall = max(0, full-extraH), true
	}
	if wide {
		w = max(0, outer(of(s.Width, sp.width), extraW, s)-extraW)
	}
	switch {
	case known && wide && !tall:
		h = scaled(w, nh, nw)
	case known && tall && !wide:
		w = scaled(h, nw, nh)
	}
	limits := limiter{s: s, sp: sp, extraW: extraW, extraH: extraH}
	cw, ch := limits.width(w), limits.height(h)
	switch {
	case known && cw != w && !tall:
		ch = limits.height(scaled(cw, nh, nw))
	case known && ch != h && !wide:
		cw = limits.width(scaled(ch, nw, nh))
	}
	return cw + extraW, ch + extraH
}

// limiter applies min and max to the content size of a replaced box.
type limiter struct {
	s              *style.Style
	sp             space
	extraW, extraH Unit
}

func (l limiter) width(n Unit) Unit {
	return minMax(n+l.extraW, l.extraW, l.s.MinWidth, l.s.MaxWidth, l.s, l.sp.width, true) - l.extraW
}

func (l limiter) height(n Unit) Unit {
	return minMax(n+l.extraH, l.extraH, l.s.MinHeight, l.s.MaxHeight, l.s, l.sp.height, l.sp.definite) - l.extraH
}

func scaled(n, num, den Unit) Unit { return Unit(float64(n) * float64(num) / float64(den)) }

// proportions is natural for pictures whose width and height are known to hang together.
func (e *engine) proportions(b *box.Box) (w, h Unit, known bool) {
	w, h, known = e.natural(b)
	return w, h, known && w > 0 && h > 0
}

// natural returns the picture's own size. known is false when there is no picture.
func (e *engine) natural(b *box.Box) (w, h Unit, known bool) {
	if b.Node == nil || b.Node.DataAtom != atom.Img || e.opt.Images == nil {
		return 0, 0, false
	}
	src := dom.Attr(b.Node, "src")
	if src == "" {
		return 0, 0, false
	}
	pw, ph, ok := e.opt.Images.Size(src)
	if !ok {
		return 0, 0, false
	}
	return FromPx(pw), FromPx(ph), true
}
