package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// table lays out a table and its captions in a border box of the width w (CSS 2.1 section 17.4). The captions are
// inside of the fragment returned, above or below the grid.
func (e *engine) table(t *box.Box, w Unit, ed edges, sp space) *Fragment {
	g := e.measured(t)
	ed = e.withMargins(t, &ed, sp.width)
	room := w - ed.horizontal() - g.gaps()
	e.columnWidths(t, g, max(0, room))
	f := &Fragment{Box: t, W: w, Border: ed.border, Shared: e.shared[t], First: true, Last: true}
	if used := g.used() + ed.horizontal(); e.isFixed(t) && used > w {
		f.W = used
	}
	e.cells(g)
	rows := e.rowHeights(g)
	y := ed.border[top] + ed.padding[top]
	if len(g.rows) > 0 {
		rows = e.stretch(t, g, rows, ed, sp)
		y = g.placeAll(f, rows, ed.border[left]+ed.padding[left], y)
	} else if h, ok := e.specifiedHeight(t, &ed, sp); ok {
		y = max(y, h-ed.border[bottom]-ed.padding[bottom])
	}
	f.H = y + ed.border[bottom] + ed.padding[bottom]
	if len(g.captions) > 0 {
		return e.captioned(t, g, f, sp)
	}
	return f
}

// used is the width of the columns and the gaps around them.
func (g *grid) used() Unit {
	w := g.gaps()
	for i := range g.columns {
		w += g.columns[i].w
	}
	return w
}

// cellWidth returns the width of a cell's border box.
func (g *grid) cellWidth(c *gridCell) Unit {
	w := g.gapX * Unit(c.colSpan-1)
	for i := c.col; i < c.col+c.colSpan; i++ {
		w += g.columns[i].w
	}
	return w
}

// cells lays out the content of all cells.
func (e *engine) cells(g *grid) {
	for _, c := range g.cells {
		ed := e.edges(c.box, g.cellWidth(c))
		r := e.block(c.box, g.cellWidth(c), ed, space{width: g.cellWidth(c)})
		c.fragment = r.fragment
		c.content = r.fragment.H
		if h, ok := e.cellHeight(c, &ed); ok {
			c.content = max(h, r.fragment.H)
		}
		c.baseline = ed.border[top] + ed.padding[top]
		if r.fragment.hasLine {
			c.baseline = r.fragment.baseline
		} else {
			c.baseline = r.fragment.H - ed.border[bottom] - ed.padding[bottom]
		}
	}
}

// cellHeight is the height that a cell states; in quirks mode that of the border box (CSS 2.1 section 17.5.3).
func (e *engine) cellHeight(c *gridCell, ed *edges) (Unit, bool) {
	s := c.box.Style
	if s.Height.Kind != style.Fixed || s.Height.IsPercent() {
		return 0, false
	}
	if e.quirks() {
		return of(s.Height, 0), true
	}
	return outer(of(s.Height, 0), ed.vertical(), s), true
}

// rowHeights returns the heights of the rows by their content (CSS 2.1 section 17.5.3).
func (e *engine) rowHeights(g *grid) []Unit {
	heights := make([]Unit, len(g.rows))
	above := make([]Unit, len(g.rows))
	below := make([]Unit, len(g.rows))
	for i, row := range g.rows {
		if s := row.box.Style.Height; s.Kind == style.Fixed && !s.IsPercent() {
			heights[i] = of(s, 0)
		}
	}
	for _, c := range g.cells {
		if c.box.Style.Vertical == style.Baseline && c.rowSpan == 1 {
			above[c.row] = max(above[c.row], c.baseline)
			below[c.row] = max(below[c.row], c.content-c.baseline)
		}
	}
	for _, c := range g.cells {
		if c.box.Style.Vertical == style.Baseline {
			c.rise = max(0, above[c.row]-c.baseline)
		}
		if c.rowSpan == 1 {
			heights[c.row] = max(heights[c.row], c.content, above[c.row]+below[c.row])
		}
	}
	for _, c := range g.cells {
		if c.rowSpan > 1 {
			e.step(c.rowSpan)
			g.spreadHeight(heights, c)
		}
	}
	return heights
}

// spreadHeight makes the rows of a spanning cell tall enough for it, in proportion to their heights.
func (g *grid) spreadHeight(heights []Unit, c *gridCell) {
	span := heights[c.row : c.row+c.rowSpan]
	have := g.gapY * Unit(c.rowSpan-1)
	var sum Unit
	for _, h := range span {
		sum += h
	}
	missing := c.content - have - sum
	if missing <= 0 {
		return
	}
	if sum == 0 {
		span[len(span)-1] += missing
		return
	}
	left := missing
	for i := range span {
		part := Unit(float64(missing) * float64(span[i]) / float64(sum))
		span[i] += part
		left -= part
	}
	span[len(span)-1] += left
}

// stretch makes the rows fill a stated height of the table.
func (e *engine) stretch(t *box.Box, g *grid, rows []Unit, ed edges, sp space) []Unit {
	h, ok := e.specifiedHeight(t, &ed, sp)
	if s := t.Style.MinHeight; s.Kind == style.Fixed && !s.IsPercent() {
		h, ok = max(h, outer(of(s, 0), ed.vertical(), t.Style)), true
	}
	if !ok {
		return rows
	}
	room := h - ed.vertical() - g.gapY*Unit(len(rows)+1)
	var sum Unit
	for _, r := range rows {
		sum += r
	}
	if room <= sum {
		return rows
	}
	percentRows(g, rows, room, &sum)
	extra := room - sum
	var open Unit
	for i, r := range rows {
		if !statesHeight(g.rows[i]) {
			open += r
		}
	}
	left := extra
	for i := range rows {
		base, total := rows[i], sum
		if open > 0 {
			total = open
			if statesHeight(g.rows[i]) {
				base = 0
			}
		}
		part := Unit(0)
		if total > 0 {
			part = Unit(float64(extra) * float64(base) / float64(total))
		} else {
			part = extra / Unit(len(rows))
		}
		rows[i] += part
		left -= part
	}
	if open == 0 || !statesHeight(g.rows[len(rows)-1]) {
		rows[len(rows)-1] += left
	}
	return rows
}

// percentRows lets rows grow to their percentages of the table as long as there is room.
func percentRows(g *grid, rows []Unit, room Unit, sum *Unit) {
	for i, row := range g.rows {
		pct := row.box.Style.Height.Pct
		for _, c := range row.cells {
			if c.rowSpan == 1 && c.box.Style.Height.Kind == style.Fixed {
				pct = max(pct, c.box.Style.Height.Pct)
			}
		}
		if pct <= 0 {
			continue
		}
		want := Unit(float64(room) * float64(min(pct, 100)) / 100)
		if grow := min(want-rows[i], room-*sum); grow > 0 {
			rows[i] += grow
			*sum += grow
		}
	}
}

func statesHeight(row *gridRow) bool {
	if row.box.Style.Height.Kind == style.Fixed {
		return true
	}
	for _, c := range row.cells {
		if c.rowSpan == 1 && c.box.Style.Height.Kind == style.Fixed && c.box.Style.Height.Pct == 0 {
			return true
		}
	}
	return false
}

// captioned puts a table and its captions into one fragment.
func (e *engine) captioned(t *box.Box, g *grid, f *Fragment, sp space) *Fragment {
	whole := &Fragment{Box: t, W: f.W, First: true, Last: true}
	plain := *t
	f.Box = &plain
	y := Unit(0)
	add := func(below bool) {
		for _, c := range g.captions {
			if c.Style.CaptionBelow != below {
				continue
			}
			ed := e.edges(c, f.W)
			w := e.specifiedWidth(c, &ed, f.W, f.W, f.W-ed.margin[left]-ed.margin[right])
			cf := e.block(c, w, ed, space{width: f.W}).fragment
			whole.add(cf, ed.margin[left], y+ed.margin[top])
			y += cf.H + ed.margin[top] + ed.margin[bottom]
		}
	}
	add(false)
	whole.add(f, 0, y)
	whole.hasLine, whole.baseline, whole.lastLine = f.hasLine, f.baseline+y, f.lastLine+y
	y += f.H
	add(true)
	whole.H = y
	return whole
}
