package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// cursor is a place in a paragraph.
type cursor struct {
	item int
	char int
}

// part is what one item puts on a line.
type part struct {
	item       int
	start, end int // characters
	w          Unit
	px         float32 // the width of characters, before rounding
	fragment   *Fragment
	ed         edges
	trimmed    bool // spaces at the end of the line
}

// brokenLine is the content of one line.
type brokenLine struct {
	parts  []part
	w      Unit // without the spaces that hang at the end
	next   cursor
	forced bool  // a line break ends it
	done   bool  // the paragraph ends with it
	empty  bool  // nothing on it makes a line (CSS 2.1 section 9.4.2)
	later  []int // items of floats that did not fit beside it
}

// breaker fills one line (CSS Text 3 section 5).
type breaker struct {
	e      *engine
	p      *Paragraph
	b      *box.Box
	avail  Unit
	sp     space
	float  func(itemIndex int, used Unit) (avail Unit, placed bool) // nil when floats are not placed
	parts  []part
	x      Unit
	hang   Unit // width of the spaces at the end, part of x
	shown  bool // something makes a line
	check  checkpoint
	later  []int
	lastAt int // character of the last checkpoint, so that an edge and its text make one
}

// checkpoint is a place where the line may end.
type checkpoint struct {
	valid bool
	parts int
	last  part // the last of parts as it was
	x     Unit
	hang  Unit
	shown bool
	at    cursor
}

// line fills a line from a cursor on. indent is the room before its first character.
func (k *breaker) line(from cursor, indent Unit) brokenLine {
	k.parts, k.x, k.hang, k.shown, k.check, k.later, k.lastAt = nil, indent, 0, false, checkpoint{}, nil, -1
	for i := from.item; i < len(k.p.items); i++ {
		at := k.p.items[i].start
		if i == from.item {
			at = max(at, from.char)
		}
		if line, ended := k.item(i, at, from); ended {
			return line
		}
	}
	if k.overflows() && k.check.valid {
		return k.rewind()
	}
	end := k.finish(cursor{item: len(k.p.items), char: len(k.p.Chars)})
	end.done = true
	return end
}

// item puts an item on the line, from a character on. It reports that the line ended there.
func (k *breaker) item(i, at int, from cursor) (brokenLine, bool) {
	it := &k.p.items[i]
	switch it.kind {
	case itemText:
		return k.text(i, at, from)
	case itemOpen, itemAtomic:
		if k.mayBreak(i, at) && at > from.char {
			if line, ended := k.opportunity(cursor{i, at}); ended {
				return line, true
			}
		}
		if it.kind == itemOpen {
			k.edge(i, it)
		} else {
			k.atomic(i, it)
		}
	case itemClose:
		k.edge(i, it)
	case itemFloat:
		k.floatItem(i)
	case itemAbsolute:
		k.parts = append(k.parts, part{item: i, start: at, end: at})
	case itemBreak:
		return k.feed(i, it), true
	}
	return brokenLine{}, false
}

// feed ends the line at a forced break.
func (k *breaker) feed(i int, it *item) brokenLine {
	if k.overflows() && k.check.valid {
		return k.rewind()
	}
	k.parts = append(k.parts, part{item: i, start: it.start, end: it.end})
	k.shown = true
	line := k.finish(cursor{item: i + 1, char: it.end})
	line.forced = true
	return line
}

// edge adds the left or right edge of an inline box.
func (k *breaker) edge(i int, it *item) {
	ed := k.e.edges(it.box, k.sp.width)
	w := ed.margin[left] + ed.border[left] + ed.padding[left]
	if it.kind == itemClose {
		w = ed.margin[right] + ed.border[right] + ed.padding[right]
	}
	if hasEdges(it.box.Style) {
		k.shown = true
		if w != 0 {
			k.hang = 0
		}
	}
	k.parts = append(k.parts, part{item: i, start: it.start, end: it.start, w: w, ed: ed})
	k.x += w
}

func (k *breaker) atomic(i int, it *item) {
	f, ed := k.e.atomic(it.box, k.sp)
	w := f.W + ed.margin[left] + ed.margin[right]
	k.parts = append(k.parts, part{item: i, start: it.start, end: it.end, w: w, fragment: f, ed: ed})
	k.x += w
	k.hang, k.shown = 0, true
}

func (k *breaker) floatItem(i int) {
	if k.float == nil {
		return
	}
	avail, placed := k.float(i, k.x-k.hang)
	if placed {
		k.avail = avail
		return
	}
	k.later = append(k.later, i)
}

// text puts characters on the line up to its end or that of the item.
func (k *breaker) text(i, at int, from cursor) (brokenLine, bool) {
	it := &k.p.items[i]
	s := it.box.Style
	cur := part{item: i, start: at, end: at}
	base := k.x
	for c := at; c < it.end; c++ {
		if c > from.char && k.mayBreak(i, c) {
			k.x = base + cur.w
			if k.overflows() && (k.check.valid || k.shown) {
				return k.endAt(cur, cursor{i, c}), true
			}
			k.save(cur, cursor{i, c})
		}
		r := k.p.Chars[c]
		if r == ' ' && !s.KeepSpaces && !k.shown {
			cur.start, cur.end = c+1, c+1 // spaces at the beginning of a line vanish
			continue
		}
		was := cur
		cur.px += it.shaped.Advances[c-it.start]
		cur.w, cur.end = ceilPx(cur.px), c+1
		k.x = base + cur.w
		k.hangs(r, cur.w-was.w, s)
		if s.BreakWord && !s.NoWrap && k.overflows() && !k.check.valid && k.hasContent(&cur) {
			k.x = base + was.w
			return k.endAt(was, cursor{i, c}), true
		}
	}
	k.x = base + cur.w
	k.keep(cur)
	return brokenLine{}, false
}

func (k *breaker) keep(p part) {
	if p.end > p.start {
		k.parts = append(k.parts, p)
	}
}

// endAt ends the line at its last checkpoint, or without one before next; cur is the part being made.
func (k *breaker) endAt(cur part, next cursor) brokenLine {
	if k.check.valid {
		return k.rewind()
	}
	k.keep(cur)
	return k.finish(next)
}

// hangs notes a character of the width w: spaces at the end of a line take no room.
func (k *breaker) hangs(r rune, w Unit, s *style.Style) {
	switch {
	case r == ' ' && !s.NoWrap:
		k.hang += w
	case w != 0 || r > ' ':
		k.hang = 0
	}
	k.shown = k.shown || r != 0x200B
}

// hasContent reports that the line keeps something when the last character of cur goes to the next one.
func (k *breaker) hasContent(cur *part) bool {
	if cur.end-cur.start > 1 {
		return true
	}
	for _, p := range k.parts {
		if p.end > p.start {
			return true
		}
	}
	return false
}
