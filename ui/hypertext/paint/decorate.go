package paint

import (
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/style"
)

// decorate paints background and border of a fragment.
func (p *painter) decorate(f *layout.Fragment, s state) {
	if f.Box.Style.Hidden {
		return
	}
	own := s
	own.opacity *= f.Box.Style.Opacity
	r := s.rect(f)
	if f != p.bare {
		p.background(f, r, own)
	}
	st := f.Box.Style
	item := Item{Kind: Border, Rect: r, Node: f.Box.Node, Radius: radii(f), Lines: st.Border, Widths: f.Border}
	if f.Shared != nil {
		item = sharedBorder(f, r)
	}
	if !f.First {
		item.Widths[3] = 0
	}
	if !f.Last {
		item.Widths[1] = 0
	}
	for i, w := range item.Widths {
		if w > 0 && item.Lines[i].Line != style.NoLine && item.Lines[i].Color.A > 0 {
			p.add(item, own)
			return
		}
	}
}

// sharedBorder returns the lines around a cell that shares them: they stand in the middle of its edges.
func sharedBorder(f *layout.Fragment, r Rect) Item {
	out := func(side int) layout.Unit { return f.Shared.Widths[side] - f.Border[side] }
	if f.Shared.Widths == [4]layout.Unit{} {
		return Item{Kind: Border, Rect: r}
	}
	r.X, r.Y = r.X-out(3), r.Y-out(0)
	r.W, r.H = r.W+out(1)+out(3), r.H+out(0)+out(2)
	return Item{Kind: Border, Rect: r, Node: f.Box.Node, Lines: f.Shared.Lines, Widths: f.Shared.Widths}
}

// background paints color and picture of a background.
func (p *painter) background(f *layout.Fragment, r Rect, s state) {
	st := f.Box.Style
	if st.Background.A > 0 {
		p.add(Item{Kind: Fill, Rect: r, Color: st.Background, Radius: radii(f), Node: f.Box.Node}, s)
	}
	if st.Image.URL != "" || len(st.Image.Gradient) > 0 {
		p.add(Item{Kind: Picture, Rect: r, Image: &st.Image, Radius: radii(f), Node: f.Box.Node, Style: st}, s)
	}
}

// radii returns the used radii, which are made smaller together until none overlap (CSS Backgrounds 3 section 5.5).
func radii(f *layout.Fragment) Radii {
	var out Radii
	if f.W <= 0 || f.H <= 0 {
		return out
	}
	for i, l := range f.Box.Style.Radius {
		out[i] = Corner{max(0, layout.FromPx(l.Of(f.W.Px()))), max(0, layout.FromPx(l.Of(f.H.Px())))}
	}
	less := float64(1)
	for i := range out {
		next := out[(i+1)%4]
		if side := out[i].X + next.X; i%2 == 0 && side > f.W {
			less = min(less, float64(f.W)/float64(side))
		}
		if side := out[i].Y + next.Y; i%2 == 1 && side > f.H {
			less = min(less, float64(f.H)/float64(side))
		}
	}
	for i := range out {
		out[i].X, out[i].Y = layout.Unit(float64(out[i].X)*less), layout.Unit(float64(out[i].Y)*less)
	}
	return out
}

// content paints a picture, or nothing for a form control.
func (p *painter) content(f *layout.Fragment, s state) {
	if f.Box.Node == nil || f.Box.Node.DataAtom != atom.Img || f.Box.Style.Hidden {
		return
	}
	st := f.Box.Style
	r := s.rect(f)
	pad := func(i int) layout.Unit { return f.Border[i] + layout.FromPx(st.Padding[i].Px) }
	r.X, r.Y = r.X+pad(3), r.Y+pad(0)
	r.W, r.H = max(0, r.W-pad(1)-pad(3)), max(0, r.H-pad(0)-pad(2))
	own := s
	own.opacity *= st.Opacity
	p.add(Item{Kind: Content, Rect: r, Node: f.Box.Node, Radius: radii(f)}, own)
}

// text paints characters and the lines that decorate them.
func (p *painter) text(f *layout.Fragment, s state) {
	st := f.Box.Style
	if st.Hidden || st.Color.A == 0 || st.FontSize <= 0 {
		return
	}
	r := s.rect(f)
	p.add(Item{Kind: Glyphs, Rect: r, Color: st.Color, Node: f.Box.Node, Text: f.Text, Style: st}, s)
	thick := max(layout.One, layout.FromPx(st.FontSize/16))
	base := r.Y + f.Text.Ascent
	line := func(y layout.Unit) {
		p.add(Item{Kind: Underline, Rect: Rect{r.X, y, r.W, thick}, Color: st.Color, Node: f.Box.Node}, s)
	}
	if st.Underline {
		line(base + max(layout.One, layout.FromPx(st.FontSize/9)))
	}
	if st.LineThrough {
		line(base - layout.FromPx(st.FontSize*0.3))
	}
	if st.Overline {
		line(r.Y)
	}
}

func (p *painter) marker(f *layout.Fragment, s state) {
	st := f.Box.Style
	if st.Hidden {
		return
	}
	p.add(Item{
		Kind: Marker, Rect: Rect{X: s.x + f.Marker.X, Y: s.y + f.Marker.Y}, Color: st.Color, Label: f.Marker.Text, Style: st,
		Node: f.Box.Node,
	}, s)
}
