package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// frame is a fragment that absolutely positioned boxes may refer to, with its place on the page.
type frame struct {
	box  *box.Box
	x, y Unit // of the padding box
	w, h Unit
}

// absolutes moves relatively positioned boxes and lays out absolutely positioned ones, now that everything else has
// its place (CSS 2.1 sections 9.4.3 and 10.3.7).
func (e *engine) absolutes(page *Fragment) {
	root := frame{x: 0, y: 0, w: FromPx(e.opt.Width), h: max(FromPx(e.opt.Height), page.Y+page.H)}
	e.position(page, 0, 0, page.W, []frame{root})
}

// position visits a fragment, whose parent stands at x, y and is width wide.
func (e *engine) position(f *Fragment, x, y, width Unit, frames []frame) {
	e.step(1)
	if f.static {
		e.absolute(f, x, y, frames)
		return
	}
	if f.Box != nil && f.Box.Kind != box.Inline && f.Text == nil && f.Box.Style.Position == style.Relative {
		e.relative(f.Box, space{width: width}, &f.X, &f.Y)
	}
	x, y = x+f.X, y+f.Y
	if f.Box != nil && f.Box.Style.Position != style.Static && f.Text == nil {
		frames = append(frames[:len(frames):len(frames)], paddingFrame(f, x, y))
	}
	inner := width
	if f.Box != nil {
		inner = f.W
	}
	for i := 0; i < len(f.Children); i++ {
		e.position(f.Children[i], x, y, inner, frames)
	}
}

func paddingFrame(f *Fragment, x, y Unit) frame {
	return frame{
		box: f.Box, x: x + f.Border[left], y: y + f.Border[top],
		w: f.W - f.Border[left] - f.Border[right], h: f.H - f.Border[top] - f.Border[bottom],
	}
}

// relative adds the offsets of a relatively positioned box.
func (e *engine) relative(b *box.Box, sp space, x, y *Unit) {
	s := b.Style
	if s.Position != style.Relative {
		return
	}
	switch {
	case s.Inset[left].Kind == style.Fixed:
		*x += of(s.Inset[left], sp.width)
	case s.Inset[right].Kind == style.Fixed:
		*x -= of(s.Inset[right], sp.width)
	}
	switch {
	case s.Inset[top].Kind == style.Fixed && !s.Inset[top].IsPercent():
		*y += of(s.Inset[top], 0)
	case s.Inset[bottom].Kind == style.Fixed && !s.Inset[bottom].IsPercent():
		*y -= of(s.Inset[bottom], 0)
	}
}

// absolute lays out the box that f stands for. Where neither edge of an axis is given the box stays where it would
// have stood.
func (e *engine) absolute(f *Fragment, x, y Unit, frames []frame) {
	b := f.Box
	s := b.Style
	at := frames[0]
	for _, fr := range frames[1:] {
		if contains(fr.box, b) {
			at = fr
		}
	}
	sp := space{width: at.w, height: at.h, definite: true}
	ed := e.edges(b, at.w)
	lead, trail := s.Inset[left].Kind == style.Fixed, s.Inset[right].Kind == style.Fixed
	both := at.w - of(s.Inset[left], at.w) - of(s.Inset[right], at.w) - ed.margin[left] - ed.margin[right]
	w := e.shrunkWidth(b, &ed, space{width: at.w - of(s.Inset[left], at.w) - of(s.Inset[right], at.w), height: at.h, definite: true})
	if lead && trail && s.Width.Kind == style.Auto && b.Kind == box.Block {
		w = e.specifiedWidth(b, &ed, at.w, both, both)
	}
	laid := e.block(b, w, ed, sp).fragment
	laid.X, laid.Y = f.X+ed.margin[left], f.Y+ed.margin[top]
	switch {
	case lead:
		laid.X = at.x + of(s.Inset[left], at.w) + ed.margin[left] - x
		if trail && ed.auto[left] && ed.auto[right] {
			laid.X += max(0, both-w) / 2
		}
	case trail:
		laid.X = at.x + at.w - of(s.Inset[right], at.w) - ed.margin[right] - w - x
	}
	switch {
	case s.Inset[top].Kind == style.Fixed:
		laid.Y = at.y + of(s.Inset[top], at.h) + ed.margin[top] - y
	case s.Inset[bottom].Kind == style.Fixed:
		laid.Y = at.y + at.h - of(s.Inset[bottom], at.h) - ed.margin[bottom] - laid.H - y
	}
	*f = *laid
	own := append(frames[:len(frames):len(frames)], paddingFrame(f, x+f.X, y+f.Y))
	for i := 0; i < len(f.Children); i++ {
		e.position(f.Children[i], x+f.X, y+f.Y, f.W, own)
	}
}

func contains(ancestor, b *box.Box) bool {
	for p := b.Parent; p != nil; p = p.Parent {
		if p == ancestor {
			return true
		}
	}
	return false
}
