package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// The sides of a box, as indexes.
const (
	top = iota
	right
	bottom
	left
)

// edges are the used margins, borders and paddings of a box.
type edges struct {
	margin, border, padding [4]Unit
	auto                    [4]bool // margins that are auto
}

// edges resolves percentages against the width of the containing block (CSS 2.1 sections 8.3 and 8.4).
func (e *engine) edges(b *box.Box, width Unit) edges {
	var ed edges
	s := b.Style
	shared, collapsed := e.borders[b]
	inTable := b.Kind == box.Row || b.Kind == box.RowGroup || b.Kind == box.Column
	for i := range 4 {
		if !inTable && b.Kind != box.Cell {
			ed.margin[i] = of(s.Margin[i], width)
			ed.auto[i] = s.Margin[i].Kind == style.Auto
		}
		if !inTable {
			ed.padding[i] = of(s.Padding[i], width)
			ed.border[i] = FromPx(s.Border[i].Width)
		}
		if collapsed {
			ed.border[i] = shared[i]
			if b.Kind == box.Table {
				ed.padding[i] = 0
			}
		}
	}
	return ed
}

// of resolves a length against a whole; keywords are 0.
func of(l style.Length, whole Unit) Unit {
	if l.Kind != style.Fixed {
		return 0
	}
	if l.Pct == 0 {
		return FromPx(l.Px)
	}
	return FromPx(l.Px + whole.Px()*l.Pct/100) // as float32, so that three thirds are the whole
}

func (ed *edges) horizontal() Unit {
	return ed.border[left] + ed.border[right] + ed.padding[left] + ed.padding[right]
}

func (ed *edges) vertical() Unit {
	return ed.border[top] + ed.border[bottom] + ed.padding[top] + ed.padding[bottom]
}

// space is where a box may stand.
type space struct {
	width    Unit // content width of the containing block
	height   Unit // its content height
	definite bool // when that does not depend on content
	fill     Unit // quirks: what percentages of an automatic height refer to; 0 for nothing
	floats   *floats
	x, y     Unit // of the border box, in the coordinates of floats
}

// minMax applies min and max to a border-box size (CSS 2.1 sections 10.4 and 10.7). extra is what lies between
// content and border box.
func minMax(size, extra Unit, least, most style.Length, s *style.Style, whole Unit, definite bool) Unit {
	if most.Kind == style.Fixed && (definite || most.Pct == 0) {
		size = min(size, outer(of(most, whole), extra, s))
	}
	if least.Kind == style.Fixed && (definite || least.Pct == 0) {
		size = max(size, outer(of(least, whole), extra, s))
	}
	return max(size, extra)
}

// outer turns a specified size into that of the border box.
func outer(size, extra Unit, s *style.Style) Unit {
	if s.BorderBox {
		return max(size, extra)
	}
	return size + extra
}

// blockWidth returns the width of the border box of a block-level box in the flow and sets its horizontal margins
// (CSS 2.1 section 10.3.3).
func (e *engine) blockWidth(b *box.Box, ed *edges, sp space) Unit {
	avail := sp.width - ed.margin[left] - ed.margin[right]
	var w Unit
	switch {
	case b.Kind == box.Replaced:
		w, _ = e.replaced(b, ed, sp)
	case b.Kind == box.Table:
		w = e.tableWidth(b, ed, sp.width, avail)
	default:
		w = e.specifiedWidth(b, ed, sp.width, avail, avail)
	}
	free := sp.width - w - ed.margin[left] - ed.margin[right]
	switch {
	case free > 0 && ed.auto[left] && ed.auto[right]:
		ed.margin[left] += free / 2
		ed.margin[right] += free - free/2
	case free > 0 && ed.auto[left]:
		ed.margin[left] += free
	case free > 0 && ed.auto[right]:
	case free > 0 && b.Parent != nil:
		ed.margin[left] += alignBlock(b, free)
	}
	return w
}

// alignBlock returns how far the align attribute or the center element moves a block that leaves room.
func alignBlock(b *box.Box, free Unit) Unit {
	s := b.Parent.Style
	if b.Inside != nil {
		s = b.Inside
	}
	switch {
	case s.Align == style.BlocksCenter:
		return free / 2
	case s.Align == style.BlocksRight, s.RTL && s.Align != style.BlocksLeft:
		return free
	}
	return 0
}

// specifiedWidth returns the border-box width that a style asks for; auto is what it gets when it asks for none.
func (e *engine) specifiedWidth(b *box.Box, ed *edges, whole, avail, auto Unit) Unit {
	s := b.Style
	extra := ed.horizontal()
	w := auto
	switch s.Width.Kind {
	case style.Fixed:
		w = outer(of(s.Width, whole), extra, s)
	case style.MinContent:
		w = e.content(b).min + extra
	case style.MaxContent:
		w = e.content(b).max + extra
	case style.FitContent:
		w = e.shrink(b, ed, avail)
	default: // auto
	}
	return minMax(w, extra, s.MinWidth, s.MaxWidth, s, whole, true)
}

// shrink returns the shrink-to-fit width of the border box (CSS 2.1 section 10.3.5).
func (e *engine) shrink(b *box.Box, ed *edges, avail Unit) Unit {
	c := e.content(b)
	extra := ed.horizontal()
	return min(max(c.min+extra, avail), c.max+extra)
}

// specifiedHeight returns the border-box height that a style asks for, false when it depends on the content.
func (e *engine) specifiedHeight(b *box.Box, ed *edges, sp space) (Unit, bool) {
	s := b.Style
	if s.Height.Kind != style.Fixed {
		return 0, false
	}
	whole := sp.height
	if s.Height.IsPercent() && !sp.definite {
		if sp.fill == 0 {
			return 0, false
		}
		whole = sp.fill
	}
	return outer(of(s.Height, whole), ed.vertical(), s), true
}
