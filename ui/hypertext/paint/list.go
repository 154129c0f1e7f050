package paint

import (
	"sort"

	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/style"
)

// List returns the items of a page, first painted first. width and height are those of the canvas, which the
// background of the html or body element covers.
func List(page *layout.Fragment, width, height layout.Unit) []Item {
	all := Rect{W: width, H: height}
	p := &painter{}
	p.canvas(page, all)
	p.stack(page, state{clip: all, opacity: 1})
	return p.items
}

// painter walks over fragments.
type painter struct {
	items []Item
	bare  *layout.Fragment // whose background went to the canvas
}

// state is where a fragment is painted: its parent's place, and what the ancestors do to it.
type state struct {
	x, y    layout.Unit
	clip    Rect
	opacity float32
}

func (s state) rect(f *layout.Fragment) Rect { return Rect{s.x + f.X, s.y + f.Y, f.W, f.H} }

// into returns the state of the children of f.
func (s state) into(f *layout.Fragment) state {
	r := s.rect(f)
	if f.Box != nil && f.Text == nil {
		if f.Box.Style.Clips && f.Box.Kind != box.Inline {
			s.clip = s.clip.Intersect(r)
		}
		s.opacity *= f.Box.Style.Opacity
	}
	s.x, s.y = r.X, r.Y
	return s
}

// canvas paints the background of the root element, or else that of the body, over everything (CSS 2.1 section 14.2).
func (p *painter) canvas(page *layout.Fragment, all Rect) {
	color := css.White
	for _, f := range append([]*layout.Fragment{page}, page.Children...) {
		if f.Box == nil {
			continue
		}
		s := f.Box.Style
		if s.Background.A > 0 || s.Image.URL != "" || len(s.Image.Gradient) > 0 {
			p.add(Item{Kind: Fill, Rect: all, Color: color}, state{clip: all, opacity: 1})
			p.bare = f
			p.background(f, all, state{clip: all, opacity: 1})
			return
		}
	}
	p.add(Item{Kind: Fill, Rect: all, Color: color}, state{clip: all, opacity: 1})
}

func (p *painter) add(i Item, s state) {
	i.Clip, i.Opacity = s.clip, s.opacity
	if i.Opacity > 0 && i.Clip.W > 0 && i.Clip.H > 0 {
		p.items = append(p.items, i)
	}
}

// layer is a positioned fragment that waits for its turn.
type layer struct {
	f *layout.Fragment
	s state
}

// stack paints a stacking context: its own background, what lies below, blocks, floats, lines, and what lies above.
func (p *painter) stack(f *layout.Fragment, s state) {
	p.decorate(f, s)
	inner := s.into(f)
	var layers []layer
	gather(f, inner, &layers)
	sort.SliceStable(layers, func(i, j int) bool { return layers[i].f.Box.Style.ZIndex < layers[j].f.Box.Style.ZIndex })
	above := sort.Search(len(layers), func(i int) bool { return layers[i].f.Box.Style.ZIndex >= 0 })
	for _, l := range layers[:above] {
		p.stack(l.f, l.s)
	}
	p.blocks(f, inner)
	p.floats(f, inner)
	p.lines(f, inner)
	for _, l := range layers[above:] {
		p.stack(l.f, l.s)
	}
}

func positioned(f *layout.Fragment) bool {
	return f.Box != nil && f.Text == nil && f.Box.Kind != box.Inline && f.Box.Style.Position != style.Static
}

func floating(f *layout.Fragment) bool {
	return f.Box != nil && f.Text == nil && f.Box.Style.Float != style.NoSide
}

// gather finds the positioned fragments below f that belong to its stacking context.
func gather(f *layout.Fragment, s state, out *[]layer) {
	for _, c := range f.Children {
		if positioned(c) {
			*out = append(*out, layer{c, s})
			continue
		}
		gather(c, s.into(c), out)
	}
}

// blocks paints the backgrounds of blocks in the flow.
func (p *painter) blocks(f *layout.Fragment, s state) {
	for _, c := range f.Children {
		if c.Box == nil || positioned(c) || floating(c) || c.Text != nil {
			continue
		}
		p.decorate(c, s)
		p.blocks(c, s.into(c))
	}
}

// floats paints floating boxes, each as if it were a stacking context.
func (p *painter) floats(f *layout.Fragment, s state) {
	for _, c := range f.Children {
		switch {
		case positioned(c):
		case floating(c):
			p.whole(c, s)
		case !c.Line:
			p.floats(c, s.into(c))
		}
	}
}

// lines paints inline content.
func (p *painter) lines(f *layout.Fragment, s state) {
	if f.Marker != nil {
		p.marker(f, s)
	}
	for _, c := range f.Children {
		switch {
		case positioned(c), floating(c):
		case c.Line:
			p.line(c, s.into(c))
		default:
			if c.Box != nil && c.Box.Kind == box.Replaced {
				p.content(c, s)
			}
			p.lines(c, s.into(c))
		}
	}
}

// line paints the inline boxes, texts and atomic boxes of one line.
func (p *painter) line(f *layout.Fragment, s state) {
	for _, c := range f.Children {
		switch {
		case positioned(c):
		case c.Text != nil:
			p.text(c, s)
		case c.Box.Kind == box.Inline:
			p.decorate(c, s)
		default:
			p.whole(c, s)
		}
	}
}

// whole paints a fragment with everything in it.
func (p *painter) whole(f *layout.Fragment, s state) {
	p.decorate(f, s)
	if f.Box.Kind == box.Replaced {
		p.content(f, s)
	}
	inner := s.into(f)
	p.blocks(f, inner)
	p.floats(f, inner)
	p.lines(f, inner)
}
