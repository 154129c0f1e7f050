package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// shareBorders finds the border between every two cells and gives either half of it (CSS 2.1 section 17.6.2). The
// table has half of the widest border at each of its sides.
func (e *engine) shareBorders(t *box.Box, g *grid) {
	owner := make([][]*gridCell, len(g.rows))
	for i := range owner {
		owner[i] = make([]*gridCell, len(g.columns))
	}
	e.step(len(g.rows) * len(g.columns))
	for _, c := range g.cells {
		for r := c.row; r < c.row+c.rowSpan; r++ {
			for k := c.col; k < min(c.col+c.colSpan, len(g.columns)); k++ {
				owner[r][k] = c
			}
		}
	}
	var table [4]Unit
	for _, c := range g.cells {
		var used [4]Unit
		whole := &Shared{}
		for side := range 4 {
			b := e.sharedBorder(t, g, owner, c, side)
			whole.Lines[side], whole.Widths[side] = b, FromPx(b.Width)
			half := FromPx(b.Width) / 2
			if side == top || side == left {
				half = FromPx(b.Width) - half
			}
			used[side] = half
			if g.atEdge(c, side) {
				table[side] = max(table[side], FromPx(b.Width)-half)
			}
		}
		e.borders[c.box], e.shared[c.box] = used, whole
	}
	if len(g.cells) == 0 {
		for side := range 4 {
			table[side] = FromPx(t.Style.Border[side].Width) / 2
		}
	}
	e.borders[t], e.shared[t] = table, &Shared{}
}

// sharedBorder returns the border that wins at one side of a cell.
func (e *engine) sharedBorder(t *box.Box, g *grid, owner [][]*gridCell, c *gridCell, side int) style.Border {
	b := c.box.Style.Border[side]
	if g.atEdge(c, side) {
		row := g.rows[c.row]
		b = stronger(b, row.box.Style.Border[side])
		b = stronger(b, row.group.box.Style.Border[side])
		b = stronger(b, t.Style.Border[side])
		return visible(b)
	}
	r, k := c.row, c.col
	switch side {
	case top:
		r--
	case bottom:
		r += c.rowSpan
	case left:
		k--
	default:
		k += c.colSpan
	}
	if other := owner[r][k]; other != nil {
		b = stronger(b, other.box.Style.Border[(side+2)%4])
	}
	if side == top || side == bottom {
		b = stronger(b, g.rows[c.row].box.Style.Border[side])
		b = stronger(b, g.rows[r].box.Style.Border[(side+2)%4])
	}
	return visible(b)
}

// atEdge reports that a side of a cell is the table's.
func (g *grid) atEdge(c *gridCell, side int) bool {
	switch side {
	case top:
		return c.row == 0
	case bottom:
		return c.row+c.rowSpan >= len(g.rows)
	case left:
		return c.col == 0
	default:
		return c.col+c.colSpan >= len(g.columns)
	}
}

// stronger decides between two borders (CSS 2.1 section 17.6.2.1).
func stronger(a, b style.Border) style.Border {
	switch {
	case a.Line == style.HiddenLine, b.Line == style.NoLine:
		return a
	case b.Line == style.HiddenLine, a.Line == style.NoLine, b.Width > a.Width, b.Width == a.Width && b.Line > a.Line:
		return b
	}
	return a
}

func visible(b style.Border) style.Border {
	if b.Line == style.HiddenLine || b.Line == style.NoLine {
		b.Width = 0
	}
	return b
}
