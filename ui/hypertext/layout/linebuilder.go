package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// openBoxes are the inline boxes that a line begins in.
type openBoxes struct{ list []openBox }

type openBox struct {
	box   *box.Box
	first bool // no fragment yet
}

func (o *openBoxes) pop(b *box.Box) {
	if n := len(o.list); n > 0 && o.list[n-1].box == b {
		o.list = o.list[:n-1]
	}
}

// level is an inline box, or the container itself, on one line: its font and its place against the base line.
type level struct {
	box      *box.Box
	fragment *Fragment // nil for the container
	start    Unit
	shift    Unit // of its base line below that of its group
	group    int  // 0 for the line; others are aligned with its top or bottom
	font     heights
	strut    heights
	counted  bool // its strut is part of the line
	ed       edges
	dx, dy   Unit // relative position
}

// group is a part of a line that is aligned as one (CSS 2.1 section 10.8.1).
type group struct {
	heights
	used   bool
	bottom bool
	base   Unit // of its base line below the top of the line
}

// lineBuilder makes the fragments of one line.
type lineBuilder struct {
	e      *engine
	st     *flow
	p      *Paragraph
	f      *Fragment
	boxes  *openBoxes
	levels []*level
	all    []placed
	groups []group
	extra  Unit // for every space
	base   Unit
	strict bool // every inline box has a strut, as outside of the quirks modes
}

// placed is a fragment that waits for the height of its line.
type placed struct {
	f     *Fragment
	group int
	y     Unit // of its top below the base line of the group
}

func newLineBuilder(e *engine, st *flow, p *Paragraph, f *Fragment, boxes *openBoxes) *lineBuilder {
	b := &lineBuilder{e: e, st: st, p: p, f: f, boxes: boxes, groups: make([]group, 1), strict: e.opt.Mode == 0}
	root := &level{box: st.b, font: e.fontOf(st.b.Style), strut: e.strutOf(st.b.Style)}
	b.levels = []*level{root}
	if b.strict || st.b.Marker != "" && !st.f.hasLine {
		b.count(root)
	}
	open := boxes.list
	boxes.list = nil
	for _, o := range open {
		b.open(o.box, 0, o.first, false)
	}
	return b
}

func (b *lineBuilder) top() *level { return b.levels[len(b.levels)-1] }

// count makes the strut of a level part of the line.
func (b *lineBuilder) count(l *level) {
	if !l.counted {
		l.counted = true
		b.grow(l.group, l.strut, l.shift)
	}
}

func (b *lineBuilder) grow(g int, h heights, shift Unit) {
	gr := &b.groups[g]
	if !gr.used {
		gr.used, gr.ascent, gr.descent = true, h.ascent-shift, h.descent+shift
		return
	}
	gr.ascent = max(gr.ascent, h.ascent-shift)
	gr.descent = max(gr.descent, h.descent+shift)
}

// part makes the fragment of a part at x and returns its width.
func (b *lineBuilder) part(pt *part, x Unit) Unit {
	it := &b.p.items[pt.item]
	switch it.kind {
	case itemText:
		return b.text(pt, it, x)
	case itemOpen:
		b.open(it.box, x, true, true)
	case itemClose:
		b.close(it.box, x+pt.w, true)
	case itemAtomic:
		b.atomic(pt, it, x)
	case itemAbsolute:
		f := &Fragment{Box: it.box, static: true}
		b.f.add(f, x, 0)
		b.all = append(b.all, placed{f: f, y: -b.levels[0].font.ascent})
	case itemBreak:
		b.count(b.top())
	default: // floats are placed already
	}
	return pt.w
}

func (b *lineBuilder) text(pt *part, it *item, x Unit) Unit {
	l := b.top()
	if !pt.trimmed {
		b.count(l)
	}
	t := &Text{Paragraph: b.p, Item: pt.item, Start: pt.start, End: pt.end, Ascent: l.font.ascent, Extra: b.extra, RTL: it.rtl}
	w := pt.w
	if b.extra != 0 {
		w = t.width()
	}
	f := &Fragment{Box: it.box, W: w, H: l.font.height(), Text: t}
	b.f.add(f, x+l.dx, 0)
	b.all = append(b.all, placed{f: f, group: l.group, y: l.shift - l.font.ascent + l.dy})
	if it.box.Style.LineHeight.Kind == style.NormalHeight {
		for _, run := range it.shaped.Runs {
			if run.Face != it.stack.First && run.Start+it.start < pt.end && run.End+it.start > pt.start {
				b.grow(l.group, normalHeights(run.Face, it.box.Style.FontSize), l.shift)
			}
		}
	}
	return w
}

// open begins an inline box at x. edge tells that its left edge is on this line.
func (b *lineBuilder) open(c *box.Box, x Unit, first, edge bool) {
	parent := b.top()
	ed := b.e.edges(c, b.st.sp.width)
	l := &level{box: c, font: b.e.fontOf(c.Style), strut: b.e.strutOf(c.Style), ed: ed, dx: parent.dx, dy: parent.dy}
	b.e.relative(c, b.st.sp, &l.dx, &l.dy)
	b.align(l, parent, c.Style, l.strut)
	l.start = x
	if edge {
		l.start += ed.margin[left]
	}
	l.fragment = &Fragment{Box: c, First: edge, Border: ed.border}
	b.f.add(l.fragment, l.start+l.dx, 0)
	b.levels = append(b.levels, l)
	b.boxes.list = append(b.boxes.list, openBox{box: c, first: first && !edge})
	if b.strict || hasEdges(c.Style) {
		b.count(l)
	}
}

// align finds the place of a box's base line (CSS 2.1 section 10.8.1). h is what reaches above and below it.
func (b *lineBuilder) align(l, parent *level, s *style.Style, h heights) {
	l.group, l.shift = parent.group, parent.shift
	size := FromPx(parent.box.Style.FontSize)
	switch s.Vertical {
	case style.Sub:
		l.shift += size/5 + One
	case style.Super:
		l.shift -= size/3 + One
	case style.Raised:
		l.shift -= FromPx(s.Raise)
	case style.Middle:
		l.shift += (h.ascent-h.descent)/2 - parent.font.xHeight/2
	case style.BaselineMiddle:
		l.shift += (h.ascent - h.descent) / 2
	case style.TextTop:
		l.shift += h.ascent - parent.font.ascent
	case style.TextBottom:
		l.shift += parent.font.descent - h.descent
	case style.VTop, style.VBottom:
		b.groups = append(b.groups, group{bottom: s.Vertical == style.VBottom})
		l.group, l.shift = len(b.groups)-1, 0
	case style.Baseline:
	}
}

// close ends an inline box at x. edge tells that its right edge is on this line.
func (b *lineBuilder) close(c *box.Box, x Unit, edge bool) {
	l := b.top()
	if l.fragment == nil || l.box != c {
		return
	}
	b.levels = b.levels[:len(b.levels)-1]
	if edge {
		b.boxes.pop(c)
		x -= l.ed.margin[right]
	}
	f := l.fragment
	f.Last = edge
	f.W = max(0, x-l.start)
	f.H = l.font.height() + l.ed.vertical()
	b.all = append(b.all, placed{f: f, group: l.group, y: l.shift - l.font.ascent - l.ed.border[top] - l.ed.padding[top] + l.dy})
}

// closeAll ends the boxes that go on on the next line.
func (b *lineBuilder) closeAll(x Unit) {
	for len(b.levels) > 1 {
		b.close(b.top().box, x, false)
	}
}

// atomic places an inline block, table or picture.
func (b *lineBuilder) atomic(pt *part, it *item, x Unit) {
	f := pt.fragment
	h := atomicHeights(it.box, f, &pt.ed)
	l := &level{box: it.box}
	parent := b.top()
	b.align(l, parent, it.box.Style, h)
	b.grow(l.group, h, l.shift)
	dx, dy := parent.dx, parent.dy
	b.f.add(f, x+pt.ed.margin[left]+dx, 0)
	b.all = append(b.all, placed{f: f, group: l.group, y: l.shift - h.ascent + pt.ed.margin[top] + dy})
}

// stack gives all fragments their vertical place and returns the height of the line.
func (b *lineBuilder) stack() Unit {
	line := b.groups[0]
	for _, g := range b.groups[1:] {
		if missing := g.height() - line.height(); missing > 0 && g.used {
			if g.bottom {
				line.ascent += missing
			} else {
				line.descent += missing
			}
		}
	}
	b.base = line.ascent
	for i := range b.groups {
		g := &b.groups[i]
		switch {
		case i == 0:
			g.base = line.ascent
		case g.bottom:
			g.base = line.height() - g.descent
		default:
			g.base = g.ascent
		}
	}
	for _, p := range b.all {
		p.f.Y = b.groups[p.group].base + p.y
	}
	return line.height()
}
