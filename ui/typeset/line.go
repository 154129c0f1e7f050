package typeset

import "unicode/utf8"

// Line is a line of a layout. It is valid until the next change of the layout.
type Line struct {
	Number     int
	Start, End int  // offsets; the line feed and nothing else may follow the end
	Hard       bool // the paragraph ends here
	Width      float32

	shaped *shaped
	extent extent
	base   int     // offset of the block
	left   float32 // where it begins: not at 0 for paragraphs from right to left
	tab    float32
}

// Piece is a part of a line that is drawn as one.
type Piece struct {
	Text   string
	Start  int // offset
	X      float32
	Width  float32
	Own    bool    // in the first font
	Ascent float32 // of the font, in pixels
	RTL    bool
}

// Range is a horizontal part of a line, in pixels.
type Range struct{ X, Width float32 }

// mostPiece is how many clusters are drawn as one at most: a wider texture would not be drawn by every graphics driver.
const mostPiece = 192

func (l *Layout) line(p place, s *shaped, i int) Line {
	e := s.lines[i]
	out := Line{
		Number: p.line + i, Start: p.offset + int(s.starts[e.from]), End: p.offset + int(s.starts[e.to]),
		Width: e.width, Hard: i == len(s.lines)-1 && l.ends(p), shaped: s, extent: e, base: p.offset, tab: l.config.Size * tabEm,
	}
	if s.rtl && l.config.Width > 0 {
		out.left = max(l.config.Width-e.width, 0)
	}
	return out
}

// ends reports whether a paragraph ends with a block.
func (l *Layout) ends(p place) bool {
	if l.blocks.at(p).hard {
		return true
	}
	_, more := l.blocks.next(p)
	return !more
}

// order calls a function with the clusters of the line from left to right, and where each stands.
func (l Line) order(visit func(cluster int, x, width float32)) {
	x := l.left
	s := l.shaped
	step := func(i int) {
		w := s.advance(i, x-l.left, l.tab)
		visit(i, x, w)
		x += w
	}
	if !s.rtl {
		l.inDirection(l.extent.from, l.extent.to, step)
		return
	}
	end := l.extent.to // runs from the last to the first
	for end > l.extent.from {
		start := end - 1
		for start > l.extent.from && s.isRTL(start-1) == s.isRTL(end-1) {
			start--
		}
		l.inDirection(start, end, step)
		end = start
	}
}

// inDirection visits clusters of a line from left to right: those that run from right to left, turned around.
func (l Line) inDirection(from, to int, step func(int)) {
	s := l.shaped
	for i := from; i < to; {
		if !s.isRTL(i) {
			step(i)
			i++
			continue
		}
		end := i
		for end < to && s.isRTL(end) {
			end++
		}
		for j := end - 1; j >= i; j-- {
			step(j)
		}
		i = end
	}
}

func (s *shaped) isRTL(cluster int) bool { return s.runs[s.run[cluster]].rtl }

// X returns where the caret stands at an offset in the line.
func (l Line) X(offset int) float32 {
	s := l.shaped
	if l.extent.from == l.extent.to {
		return l.left
	}
	at, last := l.left, l.extent.to-1
	l.order(func(i int, x, w float32) {
		start, end := l.base+int(s.starts[i]), l.base+int(s.starts[i+1])
		switch {
		case offset >= start && offset < end:
			at = leading(x, w, s.isRTL(i))
		case i == last && offset >= end:
			at = leading(x, w, !s.isRTL(i))
		}
	})
	return at
}

// leading returns the edge of a cluster at which it begins.
func leading(x, width float32, rtl bool) float32 {
	if rtl {
		return x + width
	}
	return x
}

// Hit returns the offset of the boundary nearest to x. upstream is set at the end of a line that goes on below.
func (l Line) Hit(x float32) (offset int, upstream bool) {
	s := l.shaped
	best, found := float32(-1), l.Start
	consider := func(at int, edge float32) {
		if d := max(edge-x, x-edge); best < 0 || d < best {
			best, found = d, at
		}
	}
	l.order(func(i int, cx, w float32) {
		consider(l.base+int(s.starts[i]), leading(cx, w, s.isRTL(i)))
		consider(l.base+int(s.starts[i+1]), leading(cx, w, !s.isRTL(i)))
	})
	return found, found == l.End && !l.Hard
}

// Ranges returns the parts of the line that a part of the text takes, from left to right.
func (l Line) Ranges(from, to int) []Range {
	var list []Range
	s := l.shaped
	l.order(func(i int, x, w float32) {
		at := l.base + int(s.starts[i])
		if at < from || at >= to {
			return
		}
		if n := len(list); n > 0 && x-(list[n-1].X+list[n-1].Width) < 0.01 {
			list[n-1].Width = x + w - list[n-1].X
			return
		}
		list = append(list, Range{x, w})
	})
	return list
}

// Pieces returns what to draw of the line between two places. styled divides further: pieces do not cross the offsets
// in it, which are in order.
func (l Line) Pieces(left, right float32, styled ...int) []Piece {
	var list []Piece
	s := l.shaped
	previous, count := -2, 0
	l.order(func(i int, x, w float32) {
		if s.unseen(i) || x > right || x+w < left {
			previous = -2
			return
		}
		start, end := l.base+int(s.starts[i]), l.base+int(s.starts[i+1])
		if n := len(list); l.joins(previous, i) && count < mostPiece && !between(styled, min(list[n-1].Start, start), max(start, list[n-1].Start)) {
			p := &list[n-1]
			p.Width = x + w - p.X
			if i < previous {
				p.Text = s.text[start-l.base : p.Start-l.base+len(p.Text)]
				p.Start = start
			} else {
				p.Text = s.text[p.Start-l.base : end-l.base]
			}
			previous, count = i, count+1
			return
		}
		r := s.runs[s.run[i]]
		list = append(list, Piece{Text: s.text[start-l.base : end-l.base], Start: start, X: x, Width: w, Own: r.own, Ascent: r.ascent, RTL: r.rtl})
		previous, count = i, 1
	})
	return list
}

// unseen reports whether a cluster is not drawn.
func (s *shaped) unseen(cluster int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[s.starts[cluster]:])
	return hidden(r)
}

// joins reports whether two clusters that stand side by side are drawn as one.
func (l Line) joins(a, b int) bool {
	return (a+1 == b || a-1 == b) && l.shaped.run[a] == l.shaped.run[b]
}

// between reports whether one of some offsets lies behind one and not behind another.
func between(offsets []int, after, upTo int) bool {
	for _, o := range offsets {
		if o > after && o <= upTo {
			return true
		}
	}
	return false
}
