package layout

import (
	"sort"

	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// column is what the cells of a column ask for.
type column struct {
	box     *box.Box // of a col element, or nil
	min     Unit
	max     Unit
	percent float32
	fixed   bool // a cell states its width
	w       Unit // used
}

// measureColumns collects the widths that cells ask for (CSS 2.1 section 17.5.2.2).
func (e *engine) measureColumns(g *grid) {
	for i := range g.columns {
		c := &g.columns[i]
		if c.box == nil {
			continue
		}
		switch w := c.box.Style.Width; {
		case w.IsPercent():
			c.percent = w.Pct
		case w.Kind == style.Fixed && w.Px > 0:
			c.max, c.fixed = of(w, 0), true
		}
	}
	spanning := make([]*gridCell, 0, 8)
	for _, cell := range g.cells {
		if cell.colSpan > 1 {
			spanning = append(spanning, cell)
			continue
		}
		g.columns[cell.col].meet(e.ask(cell))
	}
	sort.SliceStable(spanning, func(i, j int) bool { return spanning[i].colSpan < spanning[j].colSpan })
	for _, cell := range spanning {
		e.step(8 * cell.colSpan)
		g.spread(cell, e.ask(cell))
	}
	left := float32(100)
	for i := range g.columns {
		c := &g.columns[i]
		c.percent = min(c.percent, left)
		left -= c.percent
		c.max = max(c.max, c.min)
	}
}

// ask returns what one cell wants, as if it were a column.
func (e *engine) ask(cell *gridCell) column {
	s := cell.box.Style
	ed := e.edges(cell.box, 0)
	extra := ed.horizontal()
	content := e.content(cell.box)
	c := column{min: content.min + extra, max: content.max + extra}
	switch w := s.Width; {
	case w.IsPercent():
		c.percent = w.Pct
	case w.Kind == style.Fixed && w.Px > 0:
		c.fixed = true
		want := outer(of(w, 0), extra, s)
		if s.NoWrap && e.opt.Mode != 0 {
			c.min = max(c.min, want)
		}
		c.max = max(c.min, want)
	}
	if limit := s.MinWidth; limit.Kind == style.Fixed && !limit.IsPercent() {
		least := outer(of(limit, 0), extra, s)
		c.min, c.max = max(c.min, least), max(c.max, least)
	}
	if limit := s.MaxWidth; limit.Kind == style.Fixed && !limit.IsPercent() {
		most := max(outer(of(limit, 0), extra, s), c.min)
		c.max = min(c.max, most)
	}
	return c
}

// meet widens a column so that a cell has what it asks for. A stated width counts more than what content would like.
func (c *column) meet(cell column) {
	switch {
	case c.fixed && !cell.fixed:
		c.max = max(c.max, cell.min)
	case cell.fixed && !c.fixed:
		c.max = max(cell.max, c.min)
		c.fixed = true
	default:
		c.max = max(c.max, cell.max)
	}
	c.min = max(c.min, cell.min)
	c.percent = max(c.percent, cell.percent)
}

// spread shares what a spanning cell asks for out to its columns.
func (g *grid) spread(cell *gridCell, want column) {
	cols := g.columns[cell.col : cell.col+cell.colSpan]
	gaps := g.gapX * Unit(cell.colSpan-1)
	want.min, want.max = max(0, want.min-gaps), max(0, want.max-gaps)
	if want.percent > 0 {
		spreadPercent(cols, want.percent)
	}
	for i := range cols {
		cols[i].max = max(cols[i].max, cols[i].min)
	}
	mins := distribute(cols, want.min)
	for i := range cols {
		cols[i].min = max(cols[i].min, mins[i])
		cols[i].max = max(cols[i].max, cols[i].min)
	}
	if !want.fixed && !anyOpen(cols) {
		return // what content would like makes no column wider than it states
	}
	maxs := distribute(cols, want.max)
	for i := range cols {
		cols[i].max = max(cols[i].max, maxs[i])
	}
}

// anyOpen reports a column that states neither a width nor a percentage.
func anyOpen(cols []column) bool {
	for i := range cols {
		if !cols[i].fixed && cols[i].percent == 0 {
			return true
		}
	}
	return false
}

// spreadPercent gives the percentage that a spanning cell asks for to those of its columns that have none.
func spreadPercent(cols []column, percent float32) {
	var have float32
	var width Unit
	open := 0
	for i := range cols {
		have += cols[i].percent
		if cols[i].percent == 0 {
			width += cols[i].max
			open++
		}
	}
	rest := percent - have
	if rest <= 0 || open == 0 {
		return
	}
	for i := range cols {
		if c := &cols[i]; c.percent == 0 {
			if width > 0 {
				c.percent = rest * float32(c.max) / float32(width)
			} else {
				c.percent = rest / float32(open)
			}
		}
	}
}
