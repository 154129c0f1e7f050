package typeset

import (
	"strings"
	"unicode/utf8"
)

// Source is the text that is set.
type Source interface {
	Len() int                  // in bytes
	Slice(from, to int) string // the bytes from one offset up to another
}

// Config says how a text is set.
type Config struct {
	Fonts *Fonts
	Size  float32 // of the type, in pixels; the shaper takes whole ones
	Width float32 // of lines, in pixels; 0 sets every paragraph in one line
}

// Layout is a text in lines. Make one with New.
type Layout struct {
	source Source
	config Config
	blocks sequence
	shaped map[uint32]*shaped
	keys   uint32
	clock  int
}

const (
	blockMost = 8192 // bytes of a paragraph that is set as one
	blockSize = 6144 // of the parts of a longer one
	mostKept  = 256  // blocks whose shapes are kept
	tabEm     = 2    // distance of tab stops
)

// New sets a text.
func New(source Source, c Config) *Layout {
	l := &Layout{source: source, config: c, shaped: map[uint32]*shaped{}}
	l.Reset()
	return l
}

// Reset sets the text anew, when all of it is another one.
func (l *Layout) Reset() {
	clear(l.shaped)
	l.blocks = newSequence(l.cut(nil, l.source.Slice(0, l.source.Len()), true))
}

// Width returns the width of lines.
func (l *Layout) Width() float32 { return l.config.Width }

// SetWidth changes the width of lines.
func (l *Layout) SetWidth(width float32) {
	if width == l.config.Width {
		return
	}
	uncut := (width == 0) != (l.config.Width == 0)
	l.config.Width = width
	if uncut {
		l.Reset()
		return
	}
	for _, s := range l.shaped {
		s.lines = nil
	}
	l.estimateAll()
}

// SetFace changes the font and the size of the type.
func (l *Layout) SetFace(fonts *Fonts, size float32) {
	if fonts == l.config.Fonts && size == l.config.Size {
		return
	}
	l.config.Fonts, l.config.Size = fonts, size
	clear(l.shaped)
	l.estimateAll()
}

func (l *Layout) estimateAll() {
	l.blocks.each(func(b *block) { b.lines, b.exact = l.guess(b.wide), false })
}

// guess returns about how many lines a block of a width in em has.
func (l *Layout) guess(wide float32) int32 {
	if l.config.Width <= 0 {
		return 1
	}
	return max(int32(wide*l.config.Size*1.03/l.config.Width+0.98), 1)
}

// Edited sets what changed: at an offset, a number of bytes were replaced by others. The source must have changed
// already, once.
func (l *Layout) Edited(at, removed, inserted int) {
	first, last := l.blocks.byOffset(at), l.blocks.byOffset(at+removed)
	end := last.offset + int(l.blocks.at(last).size)
	atEnd := end == l.blocks.size
	soft := !l.blocks.at(last).hard
	if after, ok := l.blocks.next(last); ok && soft && end-first.offset+inserted-removed < blockSize/4 {
		last = after // a short part joins the next one
		end = last.offset + int(l.blocks.at(last).size)
		atEnd = end == l.blocks.size
	}
	_, more := l.blocks.next(last)
	atEnd = atEnd && !more
	for p := first; ; {
		delete(l.shaped, l.blocks.at(p).key)
		if p.group == last.group && p.index == last.index {
			break
		}
		p, _ = l.blocks.next(p)
	}
	text := l.source.Slice(first.offset, end+inserted-removed)
	l.blocks.replace(first, last, l.cut(nil, text, atEnd))
}

// cut divides a text into blocks. The last part of the whole text is a block even if it is empty.
func (l *Layout) cut(list []block, text string, atEnd bool) []block {
	for {
		n := strings.IndexByte(text, '\n') + 1
		hard := n > 0
		if !hard {
			n = len(text)
		}
		if l.config.Width > 0 && n > blockMost {
			n, hard = partEnd(text[:n]), false
		}
		if n == 0 && !atEnd {
			return list
		}
		list = append(list, l.newBlock(text[:n], hard))
		text = text[n:]
		if text == "" && !(hard && atEnd) {
			return list
		}
	}
}

// partEnd returns where the first part of a long paragraph ends: behind a blank or a Chinese character.
func partEnd(text string) int {
	n := blockSize
	for !utf8.RuneStart(text[n]) {
		n--
	}
	for at := n; at > n-blockSize/8; {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at:])
		if (r == ' ' || wide(r)) && after != ' ' && mayBreak(r, after, true) {
			return at
		}
		at -= size
	}
	return n
}

func (l *Layout) newBlock(text string, hard bool) block {
	l.keys++
	wide := l.config.Fonts.estimate(text)
	return block{size: int32(len(text)), lines: l.guess(wide), wide: wide, key: l.keys, hard: hard}
}

// look shapes the block at a place, unless it was already, and notes its lines.
func (l *Layout) look(p place) *shaped {
	b := l.blocks.at(p)
	s, ok := l.shaped[b.key]
	if !ok {
		text := l.source.Slice(p.offset, p.offset+int(b.size))
		if b.hard {
			text = strings.TrimSuffix(text, "\n")
		}
		s = newShaped(l.config.Fonts, text, l.config.Size)
		l.keep(b.key, s)
	}
	if len(s.lines) == 0 {
		s.wrap(l.config.Width, l.config.Size*tabEm)
	}
	s.used = l.clock
	if !b.exact || int(b.lines) != len(s.lines) {
		l.blocks.setLines(p, len(s.lines))
	}
	return s
}

// keep keeps a shape, and forgets those that were not looked at lately when there are many.
func (l *Layout) keep(key uint32, s *shaped) {
	if len(l.shaped) >= mostKept {
		for k, old := range l.shaped {
			if old.used < l.clock-1 {
				delete(l.shaped, k)
			}
		}
	}
	if len(l.shaped) >= 2*mostKept {
		clear(l.shaped)
	}
	l.shaped[key] = s
}

// Lines returns how many lines there are, as far as known.
func (l *Layout) Lines() int { return l.blocks.lines }

// Settle makes a number of lines from one on exact, and returns which number that one has now: it changes when the
// block that it is in was an estimate. The line then keeps its distance to the end of that block.
func (l *Layout) Settle(top, count int) int {
	l.clock++
	top = min(max(top, 0), l.blocks.lines-1)
	p := l.blocks.byLine(top)
	below := int(l.blocks.at(p).lines) - (top - p.line)
	s := l.look(p)
	if top > p.line {
		top = max(p.line+len(s.lines)-below, p.line)
	}
	for seen := p.line + len(s.lines); seen < top+count; {
		var ok bool
		if p, ok = l.blocks.next(p); !ok {
			break
		}
		seen += len(l.look(p).lines)
	}
	return top
}

// Line returns a line. Numbers outside of the text give the first or the last.
func (l *Layout) Line(n int) Line {
	n = min(max(n, 0), l.blocks.lines-1)
	for {
		p := l.blocks.byLine(n)
		s := l.look(p)
		if n < p.line+len(s.lines) {
			return l.line(p, s, max(n-p.line, 0))
		}
		n = min(n, l.blocks.lines-1)
		if p == l.blocks.byLine(n) {
			return l.line(p, s, len(s.lines)-1)
		}
	}
}

// LineOf returns the number of the line that holds an offset. At the place where a line was wrapped, upstream says that
// the end of the line above is meant, not the beginning of the one below.
func (l *Layout) LineOf(offset int, upstream bool) int {
	offset = min(max(offset, 0), l.blocks.size)
	if upstream && offset > 0 {
		p := l.blocks.byOffset(offset - 1)
		if b := l.blocks.at(p); !b.hard || offset < p.offset+int(b.size) {
			return p.line + l.look(p).lineOf(offset-p.offset, true)
		}
	}
	p := l.blocks.byOffset(offset)
	return p.line + l.look(p).lineOf(offset-p.offset, false)
}

func (s *shaped) lineOf(offset int, upstream bool) int {
	for i, e := range s.lines {
		end := int(s.starts[e.to])
		if offset < end || upstream && offset == end {
			return i
		}
	}
	return len(s.lines) - 1
}
