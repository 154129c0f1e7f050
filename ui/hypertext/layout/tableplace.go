package layout

import "letterbox/ui/hypertext/style"

// placeAll makes the fragments of groups and rows and puts the cells into them. x and y are the left top of the
// grid in the table; it returns where the grid ends.
func (g *grid) placeAll(f *Fragment, heights []Unit, x, y Unit) Unit {
	tops := make([]Unit, len(heights)+1)
	at := y + g.gapY
	for i, h := range heights {
		tops[i] = at
		at += h + g.gapY
	}
	tops[len(heights)] = at
	xs := g.columnPlaces(x, f.Box.Style.RTL)
	width := g.used() - 2*g.gapX
	r := 0
	for _, group := range g.groups {
		gf := &Fragment{Box: group.box, W: width}
		f.add(gf, x+g.gapX, tops[min(r, len(heights))])
		for _, row := range group.rows {
			rf := &Fragment{Box: row.box, W: width, H: heights[r]}
			gf.add(rf, 0, tops[r]-gf.Y)
			for _, c := range row.cells {
				g.placeCell(rf, c, xs, tops, heights, x+g.gapX)
			}
			if !f.hasLine {
				f.hasLine, f.baseline = true, tops[r]+rowBaseline(row, heights[r])
			}
			f.lastLine = f.baseline
			gf.H = tops[r] + heights[r] - gf.Y
			r++
		}
	}
	return at
}

// columnPlaces returns the left edges of the columns.
func (g *grid) columnPlaces(x Unit, rtl bool) []Unit {
	xs := make([]Unit, len(g.columns))
	at := x + g.gapX
	for i := range g.columns {
		k := i
		if rtl {
			k = len(g.columns) - 1 - i
		}
		xs[k] = at
		at += g.columns[k].w + g.gapX
	}
	return xs
}

// placeCell stretches a cell to its rows and moves its content (CSS 2.1 section 17.5.3).
func (g *grid) placeCell(rf *Fragment, c *gridCell, xs, tops, heights []Unit, origin Unit) {
	last := c.row + c.rowSpan - 1
	h := tops[last] + heights[last] - tops[c.row]
	x := xs[c.col]
	for i := c.col; i < c.col+c.colSpan; i++ {
		x = min(x, xs[i])
	}
	f := c.fragment
	free := h - f.H
	shift := Unit(0)
	switch c.box.Style.Vertical {
	case style.Middle:
		shift = free / 2
	case style.VBottom:
		shift = free
	case style.VTop:
	default:
		shift = min(c.rise, max(0, free))
	}
	if shift > 0 {
		for _, child := range f.Children {
			child.Y += shift
		}
		f.baseline += shift
		f.lastLine += shift
	}
	f.H = h
	rf.add(f, x-origin, 0)
}

// rowBaseline is where the first line of a row stands.
func rowBaseline(row *gridRow, height Unit) Unit {
	base, found := height, false
	for _, c := range row.cells {
		if c.fragment.hasLine && (!found || c.box.Style.Vertical == style.Baseline) {
			base, found = c.fragment.baseline, true
		}
	}
	return base
}
