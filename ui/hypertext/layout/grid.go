package layout

import (
	"sort"

	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// grid is a table with its cells in rows and columns (CSS 2.1 section 17.5).
type grid struct {
	columns  []column
	groups   []*rowGroup
	rows     []*gridRow
	cells    []*gridCell // in document order
	captions []*box.Box
	gapX     Unit // border-spacing; 0 where borders are shared
	gapY     Unit
}

type rowGroup struct {
	box  *box.Box
	rows []*gridRow
}

type gridRow struct {
	box   *box.Box
	group *rowGroup
	cells []*gridCell
}

type gridCell struct {
	box            *box.Box
	row, col       int
	rowSpan        int
	colSpan        int
	fragment       *Fragment
	content        Unit // height of the border box before it is stretched
	baseline, rise Unit
}

// maxColumns bounds the columns of a table, of which a few cells can span millions. Cells beyond are left out.
const maxColumns = 4000

// allRows is a row that no table has.
const allRows = 1 << 30

// gridOf puts the cells of a table in their places, once.
func (e *engine) gridOf(t *box.Box) *grid {
	if g, ok := e.grids[t]; ok {
		return g
	}
	g := &grid{}
	if !t.Style.Collapse {
		g.gapX, g.gapY = FromPx(t.Style.SpacingX), FromPx(t.Style.SpacingY)
	}
	var widths []*box.Box
	for _, c := range t.Children {
		switch c.Kind {
		case box.Caption:
			g.captions = append(g.captions, c)
		case box.RowGroup:
			g.groups = append(g.groups, &rowGroup{box: c})
		case box.Column:
			widths = append(widths, c)
		default: // nothing else is left after the fix-up
		}
	}
	sort.SliceStable(g.groups, func(i, j int) bool { return groupRank(g.groups[i].box) < groupRank(g.groups[j].box) })
	for _, group := range g.groups {
		e.placeRows(g, group)
	}
	g.columnBoxes(widths)
	if t.Style.Collapse {
		e.shareBorders(t, g)
	}
	e.grids[t] = g
	return g
}

// groupRank puts headers first and footers last (CSS 2.1 section 17.2).
func groupRank(b *box.Box) int {
	switch b.Style.Original {
	case style.TableHeaderGroup:
		return 0
	case style.TableFooterGroup:
		return 2
	default:
		return 1
	}
}

// placeRows gives the cells of a group their columns: the next that no cell from above reaches into.
func (e *engine) placeRows(g *grid, group *rowGroup) {
	var until []int // for every column the row from which on it is free
	first := len(g.rows)
	for _, rb := range group.box.Children {
		row := &gridRow{box: rb, group: group}
		r := len(g.rows)
		g.rows = append(g.rows, row)
		group.rows = append(group.rows, row)
		col := 0
		for _, cb := range rb.Children {
			for col < len(until) && until[col] > r {
				col++
			}
			if col >= maxColumns {
				break
			}
			c := &gridCell{box: cb, row: r, col: col, colSpan: cb.ColSpan, rowSpan: cb.RowSpan}
			c.colSpan = min(c.colSpan, maxColumns-col)
			e.step(1 + c.colSpan)
			for len(until) < col+c.colSpan {
				until = append(until, 0)
			}
			for k := col; k < col+c.colSpan; k++ {
				if c.rowSpan == 0 {
					until[k] = allRows
				} else {
					until[k] = r + c.rowSpan
				}
			}
			col += c.colSpan
			row.cells = append(row.cells, c)
			g.cells = append(g.cells, c)
		}
	}
	for len(g.columns) < len(until) {
		g.columns = append(g.columns, column{})
	}
	for _, row := range g.rows[first:] {
		for _, c := range row.cells {
			if rest := len(g.rows) - c.row; c.rowSpan == 0 || c.rowSpan > rest {
				c.rowSpan = rest
			}
		}
	}
}

// columnBoxes notes the col elements, which may also add columns.
func (g *grid) columnBoxes(list []*box.Box) {
	at := 0
	var visit func(b *box.Box)
	visit = func(b *box.Box) {
		if len(b.Children) > 0 {
			for _, c := range b.Children {
				visit(c)
			}
			return
		}
		for range b.ColSpan {
			if at >= len(g.columns) {
				g.columns = append(g.columns, column{})
			}
			g.columns[at].box = b
			at++
		}
	}
	for _, b := range list {
		visit(b)
	}
}
