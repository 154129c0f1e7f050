package box

import "letterbox/ui/hypertext/style"

// fixTables wraps children that stand where a table does not want them (CSS 2.1 section 17.2.1).
func fixTables(b *Box) {
	switch b.Kind {
	case Table:
		wrap(b, func(c *Box) bool {
			return c.Kind == RowGroup || c.Kind == Caption || c.Kind == Column
		}, RowGroup, style.TableRowGroup)
	case RowGroup:
		wrap(b, func(c *Box) bool { return c.Kind == Row }, Row, style.TableRow)
	case Row:
		wrap(b, func(c *Box) bool { return c.Kind == Cell }, Cell, style.TableCell)
	case Column:
		columnsOnly(b)
	case Text, Break, Replaced, MarkerBox:
	default:
		wrapParts(b)
	}
}

// wrap puts runs of children that do not fit into anonymous boxes.
func wrap(b *Box, fits func(*Box) bool, kind Kind, d style.Display) {
	clean := true
	for _, c := range b.Children {
		if !fits(c) {
			clean = false
			break
		}
	}
	if clean {
		return
	}
	var out []*Box
	var open *Box
	for _, c := range b.Children {
		switch {
		case fits(c):
			open = nil
			out = append(out, c)
			continue
		case isBlank(c) && open == nil:
			continue
		case c.Style.Position == style.Absolute && open == nil && kind != Cell:
			continue // between rows nothing can be shown without a cell
		}
		if open == nil {
			open = b.anonymous(kind, d)
			open.Parent = b
			out = append(out, open)
		}
		open.add(c)
	}
	b.Children = out
}

// columnsOnly drops what a group of columns cannot hold.
func columnsOnly(b *Box) {
	var out []*Box
	for _, c := range b.Children {
		if c.Kind == Column {
			out = append(out, c)
		}
	}
	b.Children = out
}

// wrapParts puts parts of tables that stand outside of tables into anonymous ones.
func wrapParts(b *Box) {
	misplaced := false
	for _, c := range b.Children {
		if isPart(c) {
			misplaced = true
			break
		}
	}
	if !misplaced {
		return
	}
	d := style.Table
	if b.Kind == Inline {
		d = style.InlineTable
	}
	var out []*Box
	var open *Box
	var blanks []*Box
	for _, c := range b.Children {
		switch {
		case isPart(c):
			if open == nil {
				open = b.anonymous(Table, d)
				open.Parent = b
				out = append(append(out, blanks...), open)
			}
			blanks = nil
			open.add(c)
		case isBlank(c):
			blanks = append(blanks, c)
		default:
			open = nil
			out = append(append(out, blanks...), c)
			blanks = nil
		}
	}
	b.Children = append(out, blanks...)
}

func isPart(b *Box) bool {
	switch b.Kind {
	case Row, RowGroup, Cell, Column, Caption:
		return true
	default:
		return false
	}
}
