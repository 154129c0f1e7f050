package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// contentWidth is how narrow the content of a box can be made without overflow, and how wide it is when no line
// breaks. Neither contains the box's own edges.
type contentWidth struct{ min, max Unit }

// content measures a box once.
func (e *engine) content(b *box.Box) contentWidth {
	if c, ok := e.widths[b]; ok {
		return c
	}
	e.step(1)
	var c contentWidth
	switch {
	case b.Kind == box.Table:
		c = e.tableContent(b)
	case b.Kind == box.Replaced:
		var none edges
		w, _ := e.replaced(b, &none, space{})
		c = contentWidth{w, w}
	case b.Lines:
		c = e.linesContent(b)
	default:
		c = e.blocksContent(b)
	}
	c.max = max(c.max, c.min)
	e.widths[b] = c
	return c
}

// blocksContent is the widest child; floats in a row add up.
func (e *engine) blocksContent(b *box.Box) contentWidth {
	var c contentWidth
	var row Unit
	for _, child := range b.Children {
		if child.Style.Position == style.Absolute {
			continue
		}
		w := e.contribution(child)
		c.min = max(c.min, w.min)
		if child.Style.Float != style.NoSide {
			if child.Style.Clear != style.NoSide {
				row = 0
			}
			row += w.max
			c.max = max(c.max, row)
			continue
		}
		if e.isContext(child) && child.Style.Clear == style.NoSide {
			c.max = max(c.max, row+w.max)
		} else {
			c.max = max(c.max, w.max)
		}
		row = 0
	}
	return c
}

// contribution is how much of the width of its container a box takes with its margins (CSS Sizing 3 section 5.1).
func (e *engine) contribution(b *box.Box) contentWidth {
	ed := e.edges(b, 0)
	s := b.Style
	extra := ed.horizontal()
	c := e.outerContent(b, &ed)
	if limit := s.MaxWidth; limit.Kind == style.Fixed && !limit.IsPercent() {
		most := outer(of(limit, 0), extra, s)
		c.min, c.max = min(c.min, most), min(c.max, most)
	}
	if limit := s.MinWidth; limit.Kind == style.Fixed && !limit.IsPercent() {
		least := outer(of(limit, 0), extra, s)
		c.min, c.max = max(c.min, least), max(c.max, least)
	}
	margins := ed.margin[left] + ed.margin[right]
	return contentWidth{max(0, c.min+margins), max(0, c.max+margins)}
}

// outerContent is the border-box width a box would like.
func (e *engine) outerContent(b *box.Box, ed *edges) contentWidth {
	s := b.Style
	extra := ed.horizontal()
	if s.Width.Kind == style.Fixed && !s.Width.IsPercent() && b.Kind != box.Replaced {
		w := outer(of(s.Width, 0), extra, s)
		if b.Kind == box.Table {
			w = max(w, e.content(b).min+extra)
		}
		return contentWidth{w, w}
	}
	if b.Kind == box.Replaced {
		w, _ := e.replaced(b, ed, space{})
		if s.Width.IsPercent() {
			nw, _, _ := e.natural(b)
			return contentWidth{extra, max(nw+extra, extra)}
		}
		if s.MaxWidth.IsPercent() {
			return contentWidth{extra, e.unlimited(b, ed)}
		}
		return contentWidth{w, w}
	}
	c := e.content(b)
	return contentWidth{c.min + extra, c.max + extra}
}

// unlimited is the width of a picture whose max-width cannot be known yet.
func (e *engine) unlimited(b *box.Box, ed *edges) Unit {
	free := *b
	s := *b.Style
	s.MaxWidth = style.Length{Kind: style.None}
	free.Style = &s
	w, _ := e.replaced(&free, ed, space{})
	return w
}

// measure is the state of measuring lines.
type measure struct {
	c       contentWidth
	word    Unit // since the last place where a line may break
	line    Unit // since the last place where it must
	hang    Unit // spaces at the end of the word
	tail    Unit // spaces at the end of the line
	floated Unit
}

func (m *measure) breakWord() {
	m.c.min = max(m.c.min, m.word-min(m.hang, m.word))
	m.word, m.hang = 0, 0
}

func (m *measure) breakLine() {
	m.breakWord()
	m.c.max = max(m.c.max, m.line-m.tail+m.floated)
	m.line, m.tail = 0, 0
}

func (m *measure) add(w Unit) {
	m.word += w
	m.line += w
}

// linesContent measures the lines of a container.
func (e *engine) linesContent(b *box.Box) contentWidth {
	p := e.paragraph(b)
	k := &breaker{e: e, p: p, b: b}
	var m measure
	m.add(of(b.Style.Indent, 0))
	for i := range p.items {
		it := &p.items[i]
		switch it.kind {
		case itemText:
			e.measureText(k, i, it, &m)
		case itemOpen, itemClose:
			ed := e.edges(it.box, 0)
			if it.kind == itemOpen {
				if k.mayBreak(i, it.start) {
					m.breakWord()
				}
				m.add(ed.margin[left] + ed.border[left] + ed.padding[left])
			} else {
				m.add(ed.margin[right] + ed.border[right] + ed.padding[right])
			}
		case itemAtomic:
			if k.mayBreak(i, it.start) {
				m.breakWord()
			}
			w := e.contribution(it.box)
			m.word += w.min
			m.line += w.max
			m.hang, m.tail = 0, 0
		case itemFloat:
			w := e.contribution(it.box)
			m.c.min = max(m.c.min, w.min)
			m.floated += w.max
		case itemBreak:
			m.breakLine()
			m.floated = 0
		case itemAbsolute:
		}
	}
	m.breakLine()
	return m.c
}

func (e *engine) measureText(k *breaker, i int, it *item, m *measure) {
	s := it.box.Style
	var wordPx, linePx float32
	word, line := m.word, m.line
	for c := it.start; c < it.end; c++ {
		if k.mayBreak(i, c) || s.BreakNarrow && !s.NoWrap {
			m.word = word + ceilPx(wordPx)
			m.breakWord()
			word, wordPx = 0, 0
		}
		wordBefore, lineBefore := ceilPx(wordPx), ceilPx(linePx)
		adv := it.shaped.Advances[c-it.start]
		r := k.p.Chars[c]
		if r == ' ' && !s.KeepSpaces && line == 0 && linePx == 0 {
			continue
		}
		wordPx += adv
		linePx += adv
		if r == ' ' && !s.KeepSpaces {
			m.hang += ceilPx(wordPx) - wordBefore
			m.tail += ceilPx(linePx) - lineBefore
		} else if adv != 0 {
			m.hang, m.tail = 0, 0
		}
	}
	m.word, m.line = word+ceilPx(wordPx), line+ceilPx(linePx)
}
