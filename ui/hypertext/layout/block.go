package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// laid is a block that was laid out.
type laid struct {
	fragment *Fragment
	after    strut // margins below its content that may still collapse with those of what follows
}

// block lays out a block container in a border box of the width w, or a table or replaced box.
func (e *engine) block(b *box.Box, w Unit, ed edges, sp space) laid {
	e.step(1)
	switch b.Kind {
	case box.Table:
		return laid{fragment: e.table(b, w, ed, sp), after: strut{}.with(ed.margin[bottom])}
	case box.Replaced:
		_, h := e.replaced(b, &ed, sp)
		f := &Fragment{Box: b, W: w, H: h, Border: ed.border, Shared: e.shared[b], First: true, Last: true}
		return laid{fragment: f, after: strut{}.with(ed.margin[bottom])}
	default:
		return e.container(b, w, ed, sp)
	}
}

// flow is the state of laying out the children of a block container, top to bottom. Coordinates are relative to its
// content box.
type flow struct {
	b         *box.Box
	f         *Fragment
	sp        space // of the children
	dx, dy    Unit  // of the content box in the border box
	y         Unit  // where the content so far ends
	pending   strut // margins below that
	atTop     bool  // nothing but empty blocks so far
	joined    bool  // margins at the top are outside of this box
	quirkyEnd bool  // pending is the bottom margin of the program's own sheet
}

// container lays out a block container (CSS 2.1 sections 9.4.1 and 10.6.3).
func (e *engine) container(b *box.Box, w Unit, ed edges, sp space) laid {
	f := &Fragment{Box: b, W: w, Border: ed.border, Shared: e.shared[b], First: true, Last: true}
	context := e.isContext(b)
	st := flow{
		b: b, f: f, dx: ed.border[left] + ed.padding[left], dy: ed.border[top] + ed.padding[top], atTop: true,
		joined: !context && ed.border[top] == 0 && ed.padding[top] == 0,
	}
	st.sp = e.childSpace(b, w, &ed, sp, context, st.dx, st.dy)
	if b.Lines {
		e.flowLines(&st)
	} else {
		for _, c := range b.Children {
			e.flowChild(&st, c)
		}
	}
	f.H = e.endBlock(&st, &ed, sp, context)
	e.marker(b, f, &st)
	return laid{fragment: f, after: st.pending}
}

// endBlock returns the height of a container whose content is in place, and leaves in pending the margins that go on
// below it.
func (e *engine) endBlock(st *flow, ed *edges, sp space, context bool) Unit {
	b := st.b
	h, fixed := e.specifiedHeight(b, ed, sp)
	if b.Kind == box.Cell {
		fixed = false // the height of a cell is one of its row
	}
	content := e.closeMargins(st, ed, !context && !fixed && ed.border[bottom] == 0 && ed.padding[bottom] == 0)
	if context {
		content = max(content, st.sp.floats.end())
	}
	if !fixed {
		h = max(max(0, content)+ed.vertical(), e.fills(b, sp, ed))
	}
	if b.Kind == box.Cell {
		return h
	}
	return minMax(h, ed.vertical(), b.Style.MinHeight, b.Style.MaxHeight, b.Style, sp.height, sp.definite)
}

// closeMargins returns where the content ends: with the margins below it, unless they go on outside of the box, which
// open tells.
func (e *engine) closeMargins(st *flow, ed *edges, open bool) Unit {
	inner := st.pending
	st.pending = strut{}.with(ed.margin[bottom])
	switch {
	case open:
		st.pending = st.pending.join(inner)
	case st.atTop && st.joined: // all of them are above the box
	case st.b.Kind == box.Cell && e.quirks() && st.quirkyEnd: // ignored as at the top
	default:
		return st.y + inner.sum()
	}
	return st.y
}

// childSpace returns where the children of a container stand.
func (e *engine) childSpace(b *box.Box, w Unit, ed *edges, sp space, context bool, dx, dy Unit) space {
	in := space{width: max(0, w-ed.horizontal()), floats: sp.floats, x: sp.x + dx, y: sp.y + dy}
	if context || in.floats == nil {
		in.floats, in.x, in.y = &floats{}, 0, 0
	}
	if h, ok := e.specifiedHeight(b, ed, sp); ok && b.Kind != box.Cell {
		h = minMax(h, ed.vertical(), b.Style.MinHeight, b.Style.MaxHeight, b.Style, sp.height, sp.definite)
		in.height, in.definite = max(0, h-ed.vertical()), true
	} else if b.Node == nil && b.Kind == box.Block {
		in.height, in.definite = sp.height, sp.definite // anonymous blocks are ignored by percentages
	}
	if e.quirks() && b.Kind == box.Block {
		in.fill = max(0, sp.fill-ed.vertical()-ed.margin[top]-ed.margin[bottom])
		if b.Parent != nil && b.Parent.Parent != nil {
			in.fill = sp.fill
		}
	}
	return in
}

// fills returns the height of html and body elements in quirks mode, which cover the view.
func (e *engine) fills(b *box.Box, sp space, ed *edges) Unit {
	if !e.quirks() || b.Parent != nil && b.Parent.Parent != nil || b.Kind != box.Block {
		return 0
	}
	return sp.fill - ed.margin[top] - ed.margin[bottom]
}

// flowLines lays out the lines of a container.
func (e *engine) flowLines(st *flow) {
	e.lines(st)
	if st.y > 0 || !e.paragraph(st.b).blank {
		st.atTop = false
	}
	if e.paragraph(st.b).blank && st.b.Marker != "" && st.y == 0 {
		st.y = e.strutOf(st.b.Style).height()
		st.atTop = false
	}
}

// flowChild places one child.
func (e *engine) flowChild(st *flow, c *box.Box) {
	e.step(1)
	switch {
	case c.Style.Position == style.Absolute:
		st.f.add(&Fragment{Box: c, static: true}, st.dx, st.dy+st.top())
	case c.Style.Float != style.NoSide:
		e.float(c, st, st.top())
	default:
		e.inFlow(st, c)
	}
}

// top returns where the next box without a margin would begin.
func (st *flow) top() Unit {
	if st.atTop && st.joined {
		return st.y
	}
	return st.y + st.pending.sum()
}

func (f *Fragment) add(c *Fragment, x, y Unit) {
	c.X, c.Y = x, y
	f.Children = append(f.Children, c)
}

// inFlow places a block-level box below what there is.
func (e *engine) inFlow(st *flow, c *box.Box) {
	m := e.topMargin(c, st.sp.width)
	ed := e.edges(c, st.sp.width)
	joint := st.pending.join(m.strut)
	y := st.y
	if !st.atTop || !st.joined {
		y += joint.sum()
	}
	if cleared := st.sp.floats.clear(c.Style.Clear, st.sp.y+y) - st.sp.y; cleared > y {
		y = cleared
		st.atTop = false
	}
	if m.through {
		e.emptyBlock(st, c, ed, y, joint)
		return
	}
	sp := st.sp
	w := e.blockWidth(c, &ed, sp)
	if e.isContext(c) {
		w, y = e.besideFloats(c, &ed, sp, w, y)
	}
	sp.x, sp.y = st.sp.x+ed.margin[left], st.sp.y+y
	r := e.block(c, w, ed, sp)
	st.f.add(r.fragment, st.dx+ed.margin[left], st.dy+y)
	st.baselines(r.fragment)
	st.y = y + r.fragment.H
	st.pending = r.after
	st.quirkyEnd = c.Style.QuirkyBottom
	st.atTop = false
}

// emptyBlock places a box whose margins collapse through it. What is in it may still float.
func (e *engine) emptyBlock(st *flow, c *box.Box, ed edges, y Unit, joint strut) {
	sp := st.sp
	w := e.blockWidth(c, &ed, sp)
	sp.x, sp.y = st.sp.x+ed.margin[left], st.sp.y+y
	r := e.block(c, w, ed, sp)
	st.f.add(r.fragment, st.dx+ed.margin[left], st.dy+y)
	st.pending = joint
}

// besideFloats finds room for a box that may not overlap floats (CSS 2.1 section 9.5). An automatic width shrinks to
// what is free.
func (e *engine) besideFloats(c *box.Box, ed *edges, sp space, w, y Unit) (width, at Unit) {
	l, r := sp.floats.span(sp.y+y, One, sp.x, sp.x+sp.width)
	if l == sp.x && r == sp.x+sp.width {
		return w, y
	}
	least := w
	automatic := c.Style.Width.Kind == style.Auto && c.Kind == box.Block
	if automatic {
		least = e.content(c).min + ed.horizontal()
	}
	at, l, r = sp.floats.fit(least, One, sp.y+y, sp.x, sp.x+sp.width)
	if automatic {
		w = min(w, max(least, r-l-ed.margin[left]-ed.margin[right]))
	}
	if free := r - l; (l > sp.x || r < sp.x+sp.width) && c.Parent != nil {
		ed.margin[left] = max(ed.margin[left], l-sp.x)
		if ed.auto[left] && ed.auto[right] {
			ed.margin[left] = l - sp.x + max(0, free-w)/2
		}
	}
	return w, at - sp.y
}

// baselines hands the base lines of a child on.
func (st *flow) baselines(c *Fragment) {
	if !c.hasLine {
		return
	}
	if !st.f.hasLine {
		st.f.hasLine, st.f.baseline = true, c.Y+c.baseline
	}
	st.f.lastLine = c.Y + c.lastLine
}
