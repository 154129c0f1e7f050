package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// float places a floating box at the line or block that it stands in. y is relative to the content box.
func (e *engine) float(c *box.Box, st *flow, y Unit) {
	f, ed := e.floating(c, st.sp)
	mw := f.W + ed.margin[left] + ed.margin[right]
	mh := f.H + ed.margin[top] + ed.margin[bottom]
	at := st.sp.floats.clear(c.Style.Clear, st.sp.y+y)
	x, at := st.sp.floats.place(c.Style.Float, mw, max(0, mh), at, st.sp.x, st.sp.x+st.sp.width)
	st.f.add(f, st.dx+x-st.sp.x+ed.margin[left], st.dy+at-st.sp.y+ed.margin[top])
}

// floating lays out a floating box, or an inline block, without a place (CSS 2.1 sections 10.3.5 and 10.3.9). A line
// that is tried again finds the box as it was.
func (e *engine) floating(c *box.Box, sp space) (*Fragment, edges) {
	if was, ok := e.floated[c]; ok && was.width == sp.width && was.height == sp.height {
		return was.fragment, was.ed
	}
	ed := e.edges(c, sp.width)
	sp.floats = nil
	w := e.shrunkWidth(c, &ed, sp)
	f := e.block(c, w, ed, sp).fragment
	e.floated[c] = floatedBox{fragment: f, ed: ed, width: sp.width, height: sp.height}
	return f, ed
}

// floatedBox is a box that was laid out before its place was known.
type floatedBox struct {
	fragment      *Fragment
	ed            edges
	width, height Unit
}

// shrunkWidth returns the border-box width of a float or an inline block.
func (e *engine) shrunkWidth(c *box.Box, ed *edges, sp space) Unit {
	avail := sp.width - ed.margin[left] - ed.margin[right]
	switch c.Kind {
	case box.Replaced:
		w, _ := e.replaced(c, ed, sp)
		return w
	case box.Table:
		return e.tableWidth(c, ed, sp.width, avail)
	default:
		auto := Unit(0)
		if c.Style.Width.Kind == style.Auto {
			auto = e.shrink(c, ed, avail)
		}
		return e.specifiedWidth(c, ed, sp.width, avail, auto)
	}
}
