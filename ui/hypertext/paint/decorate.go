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
	if !f.First {
		item.Widths[3] = 0
	}
	if !f.Last {
		item.Widths[1] = 0
	}
	for i, w := range item.Widths {
		if w > 0 && st.Border[i].Line != style.NoLine && st.Border[i].Color.A > 0 {
			p.add(item, own)
			return
		}
	}
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

// radii returns the used radii, which never overlap (CSS Backgrounds 3 section 4.5).
func radii(f *layout.Fragment) [4]layout.Unit {
	var out [4]layout.Unit
	for i, l := range f.Box.Style.Radius {
		out[i] = min(layout.FromPx(l.Of(f.W.Px())), f.W/2, f.H/2)
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
