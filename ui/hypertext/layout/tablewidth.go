package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// tableContent returns how narrow and how wide the columns of a table may be, without the table's own edges.
func (e *engine) tableContent(t *box.Box) contentWidth {
	g := e.measured(t)
	var c contentWidth
	var rest, percent float64
	byPercent := Unit(0)
	for i := range g.columns {
		col := &g.columns[i]
		c.min += col.min
		c.max += max(col.max, col.min)
		if col.percent > 0 {
			percent += float64(col.percent)
			byPercent = max(byPercent, Unit(float64(max(col.max, col.min))*100/float64(col.percent)))
		} else {
			rest += float64(max(col.max, col.min))
		}
	}
	if percent > 0 && !e.insidePercent(t) {
		switch {
		case percent < 100:
			byPercent = max(byPercent, Unit(rest*100/(100-percent)))
		case rest > 0:
			byPercent = maxTable
		}
		c.max = max(c.max, min(byPercent, maxTable))
	}
	gaps := g.gaps()
	c.min, c.max = c.min+gaps, c.max+gaps
	for _, caption := range g.captions {
		c.min = max(c.min, e.contribution(caption).min)
	}
	c.max = max(c.max, c.min)
	return c
}

// maxTable is as wide as a table becomes because of percentages.
const maxTable = 1_000_000 * One

// insidePercent reports a table whose own width is a percentage: what its columns would like matters to nobody.
func (e *engine) insidePercent(t *box.Box) bool { return t.Style.Width.IsPercent() }

// measured returns the grid of a table with its columns measured.
func (e *engine) measured(t *box.Box) *grid {
	_, known := e.grids[t]
	g := e.gridOf(t)
	if !known {
		e.measureColumns(g)
	}
	return g
}

func (g *grid) gaps() Unit {
	if len(g.columns) == 0 {
		return 0
	}
	return g.gapX * Unit(len(g.columns)+1)
}

// tableWidth returns the border-box width of a table: never less than its columns need (CSS 2.1 section 17.5.2).
func (e *engine) tableWidth(t *box.Box, ed *edges, whole, avail Unit) Unit {
	e.measured(t)
	*ed = e.withMargins(t, ed, whole)
	auto := Unit(0)
	if t.Style.Width.Kind == style.Auto {
		auto = e.shrink(t, ed, avail)
	}
	w := e.specifiedWidth(t, ed, whole, avail, auto)
	if e.isFixed(t) {
		return w
	}
	return max(w, e.content(t).min+ed.horizontal())
}

// withMargins returns the edges of a table once it is known which borders it shares with its cells.
func (e *engine) withMargins(t *box.Box, ed *edges, whole Unit) edges {
	fresh := e.edges(t, whole)
	fresh.margin, fresh.auto = ed.margin, ed.auto
	return fresh
}

// isFixed reports the fixed table layout (CSS 2.1 section 17.5.2.1), which an automatic width switches off.
func (e *engine) isFixed(t *box.Box) bool {
	return t.Style.FixedTable && t.Style.Width.Kind != style.Auto
}

// columnWidths sets the used widths of the columns for the room that they have together.
func (e *engine) columnWidths(t *box.Box, g *grid, room Unit) {
	e.step(len(g.columns))
	var widths []Unit
	if e.isFixed(t) {
		widths = e.fixedWidths(g, room)
	} else {
		widths = distribute(g.columns, room)
	}
	for i := range g.columns {
		g.columns[i].w = widths[i]
	}
}

// fixedWidths takes widths from col elements and the first row only.
func (e *engine) fixedWidths(g *grid, room Unit) []Unit {
	cols := make([]column, len(g.columns))
	for i := range cols {
		if b := g.columns[i].box; b != nil {
			fixedColumn(&cols[i], b.Style.Width, 0, b.Style, 1)
		}
	}
	if len(g.rows) > 0 {
		for _, cell := range g.rows[0].cells {
			ed := e.edges(cell.box, 0)
			share := cols[cell.col : cell.col+cell.colSpan]
			for i := range share {
				if !share[i].fixed && share[i].percent == 0 {
					fixedColumn(&share[i], cell.box.Style.Width, ed.horizontal(), cell.box.Style, cell.colSpan)
				}
			}
		}
	}
	return shareFixed(cols, room)
}

func fixedColumn(c *column, w style.Length, extra Unit, s *style.Style, span int) {
	switch {
	case w.IsPercent():
		c.percent = w.Pct / float32(span)
	case w.Kind == style.Fixed && w.Px > 0:
		c.max, c.fixed = outer(of(w, 0), extra, s)/Unit(span), true
	}
}

// shareFixed gives every column what it states; those that state nothing share the rest equally.
func shareFixed(cols []column, room Unit) []Unit {
	out := make([]Unit, len(cols))
	left, open := room, 0
	for i := range cols {
		switch c := &cols[i]; {
		case c.percent > 0:
			out[i] = Unit(float64(room) * float64(c.percent) / 100)
		case c.fixed:
			out[i] = c.max
		default:
			open++
		}
		left -= out[i]
	}
	switch {
	case open > 0:
		share := max(0, left) / Unit(open)
		for i := range cols {
			if c := &cols[i]; c.percent == 0 && !c.fixed {
				out[i] = share
			}
		}
	case left > 0 && room > left:
		for i := range out {
			out[i] += Unit(float64(left) * float64(out[i]) / float64(room-left))
		}
	}
	return out
}
