package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// lines lays out the inline-level content of a container as lines below each other (CSS 2.1 section 9.4.2).
func (e *engine) lines(st *flow) {
	p := e.paragraph(st.b)
	if len(p.items) == 0 {
		return
	}
	placed := map[int]bool{}
	k := &breaker{e: e, p: p, b: st.b, sp: st.sp}
	indent := of(st.b.Style.Indent, st.sp.width)
	strutHeight := e.strutOf(st.b.Style).height()
	boxes := &openBoxes{}
	at := cursor{}
	for {
		e.step(1)
		y := st.top()
		l, r := st.sp.floats.span(st.sp.y+y, strutHeight, st.sp.x, st.sp.x+st.sp.width)
		k.avail = r - l
		k.float = func(i int, used Unit) (Unit, bool) {
			if placed[i] {
				return k.avail, true
			}
			if !e.floatBeside(st, p.items[i].box, y, k.avail-used, used == 0) {
				return 0, false
			}
			placed[i] = true
			l, r = st.sp.floats.span(st.sp.y+y, strutHeight, st.sp.x, st.sp.x+st.sp.width)
			return r - l, true
		}
		line := k.line(at, indent)
		if line.w > k.avail && k.avail < st.sp.width && !line.empty {
			if next, ok := st.sp.floats.below(st.sp.y + y); ok && next < infinite {
				st.skip(next - st.sp.y)
				continue
			}
		}
		e.placeLine(st, p, &line, boxes, linePlace{y: y, x: l - st.sp.x, avail: r - l, indent: indent})
		for _, i := range line.later {
			if !placed[i] {
				placed[i] = true
				e.float(p.items[i].box, st, st.top())
			}
		}
		at, indent = line.next, 0
		if line.done {
			return
		}
	}
}

// skip moves the next line down to y.
func (st *flow) skip(y Unit) {
	if st.atTop && st.joined {
		st.y = y
		return
	}
	st.y, st.pending = y, strut{}
}

// floatBeside places a float that fits beside what the line already has.
func (e *engine) floatBeside(st *flow, b *box.Box, y, room Unit, first bool) bool {
	if !first {
		f, ed := e.floating(b, st.sp)
		if f.W+ed.margin[left]+ed.margin[right] > room {
			return false
		}
	}
	e.float(b, st, y)
	return true
}

// linePlace is where a line stands in the content box.
type linePlace struct {
	y, x, avail, indent Unit
}

// placeLine turns the parts of a line into fragments.
func (e *engine) placeLine(st *flow, p *Paragraph, line *brokenLine, boxes *openBoxes, at linePlace) {
	e.step(len(line.parts))
	if line.empty {
		e.placeEmpty(st, p, line, boxes, at)
		return
	}
	if !st.joined || !st.atTop {
		st.y = at.y
	}
	st.pending, st.atTop = strut{}, false
	f := &Fragment{Line: true, W: at.avail}
	b := newLineBuilder(e, st, p, f, boxes)
	b.justify(line, at)
	x := at.indent + b.offset(line, at)
	b.trim(line.parts)
	parts := b.visual(line.parts)
	for i := range parts {
		x += b.part(&parts[i], x)
	}
	b.closeAll(x)
	f.H = b.stack()
	st.f.add(f, st.dx+at.x, st.dy+at.y)
	if !st.f.hasLine {
		st.f.hasLine, st.f.baseline = true, st.dy+at.y+b.base
	}
	st.f.lastLine = st.dy + at.y + b.base
	st.y = at.y + f.H
}

// placeEmpty handles a line of no height: boxes out of the flow may stand on it, and inline boxes may begin or end.
func (e *engine) placeEmpty(st *flow, p *Paragraph, line *brokenLine, boxes *openBoxes, at linePlace) {
	for i := range line.parts {
		switch it := &p.items[line.parts[i].item]; it.kind {
		case itemAbsolute:
			st.f.add(&Fragment{Box: it.box, static: true}, st.dx+at.x, st.dy+at.y)
		case itemOpen:
			boxes.list = append(boxes.list, openBox{box: it.box, first: true})
		case itemClose:
			boxes.pop(it.box)
		default: // nothing to see
		}
	}
}

// offset returns where the content of a line begins (CSS 2.1 section 16.2).
func (b *lineBuilder) offset(line *brokenLine, at linePlace) Unit {
	free := at.avail - line.w
	if free <= 0 {
		if b.st.b.Style.RTL {
			return free
		}
		return 0
	}
	s := b.st.b.Style
	switch s.Align {
	case style.AlignCenter, style.BlocksCenter:
		return free / 2
	case style.AlignRight, style.BlocksRight:
		return free
	case style.AlignEnd:
		if !s.RTL {
			return free
		}
	case style.AlignStart:
		if s.RTL {
			return free
		}
	case style.AlignJustify:
		if s.RTL && (line.forced || line.done) {
			return free
		}
	default: // left
	}
	return 0
}

// justify widens the spaces of a line so that it fills its room, but for the last line.
func (b *lineBuilder) justify(line *brokenLine, at linePlace) {
	if b.st.b.Style.Align != style.AlignJustify || line.forced || line.done || line.w >= at.avail {
		return
	}
	last := -1
	var spaces Unit
	for i := len(line.parts) - 1; i >= 0; i-- {
		pt := &line.parts[i]
		if b.p.items[pt.item].kind != itemText {
			if pt.fragment != nil && last < 0 {
				last = pt.end
			}
			continue
		}
		for c := pt.end - 1; c >= pt.start; c-- {
			if b.p.Chars[c] != ' ' && last < 0 {
				last = c
			}
			if b.p.Chars[c] == ' ' && last >= 0 {
				spaces++
			}
		}
	}
	if spaces > 0 {
		b.extra = (at.avail - line.w) / spaces
		line.w = at.avail
	}
}

// trim marks the spaces at the end of a line, which are not there for its height.
func (b *lineBuilder) trim(parts []part) {
	for i := len(parts) - 1; i >= 0; i-- {
		pt := &parts[i]
		switch it := &b.p.items[pt.item]; it.kind {
		case itemText:
			if it.box.Style.KeepSpaces || !blankRun(b.p.Chars[pt.start:pt.end]) {
				return
			}
			pt.trimmed = true
		case itemAtomic:
			return
		default: // edges and boxes out of the flow have no spaces
		}
	}
}

func blankRun(chars []rune) bool {
	for _, r := range chars {
		if r != ' ' {
			return false
		}
	}
	return true
}
