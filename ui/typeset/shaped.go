package typeset

import (
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/bidi"
)

// shaped is a block that was looked at: its grapheme clusters, and the lines they make.
type shaped struct {
	text   string // without the line feed
	starts []int32
	widths []float32 // of what is not seen 0, and of tabs: they depend on where they stand
	run    []uint16
	breaks []bool // a line may begin at this cluster
	musts  []bool // a line begins at this cluster
	runs   []run
	rtl    bool // the paragraph runs from right to left
	lines  []extent
	used   int // when it was last looked at
}

// extent is a line as a range of clusters.
type extent struct {
	from, to int
	width    float32 // without the blanks that hang over
}

// newShaped shapes the text of a block.
func newShaped(f *Fonts, text string, size float32) *shaped {
	s := &shaped{text: text, rtl: startsRTL(text)}
	runes := []rune(text)
	runs, at, widths := f.shape(runes, size)
	s.runs = runs
	n := 0
	must, can := false, false
	var before rune
	for rest, state, start := text, -1, 0; rest != ""; {
		var cluster string
		var bounds int
		cluster, rest, bounds, state = uniseg.StepString(rest, state)
		first, _ := utf8.DecodeRuneInString(cluster)
		s.starts = append(s.starts, int32(start))
		s.run = append(s.run, at[n])
		s.musts = append(s.musts, must)
		s.breaks = append(s.breaks, start > 0 && mayBreak(before, first, can))
		var width float32
		for range utf8.RuneCountInString(cluster) {
			width += widths[n]
			n++
		}
		if hidden(first) {
			width = 0
		}
		s.widths = append(s.widths, width)
		before, _ = utf8.DecodeLastRuneInString(cluster)
		line := bounds & uniseg.MaskLine
		must, can = line == uniseg.LineMustBreak, line != uniseg.LineDontBreak
		start += len(cluster)
	}
	s.starts = append(s.starts, int32(len(text)))
	return s
}

// startsRTL reports whether the first letter of a text is one that is written from right to left.
func startsRTL(text string) bool {
	for _, r := range text {
		if r < 0x80 {
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				return false
			}
			continue
		}
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		default:
		}
	}
	return false
}

// clusters returns how many grapheme clusters there are.
func (s *shaped) clusters() int { return len(s.widths) }

func (s *shaped) byteAt(cluster int) byte { return s.text[s.starts[cluster]] }

func (s *shaped) blank(cluster int) bool {
	b := s.byteAt(cluster)
	return b == ' ' || b == '\t'
}

// advance returns the width of a cluster that stands at x.
func (s *shaped) advance(cluster int, x, tab float32) float32 {
	if s.byteAt(cluster) == '\t' {
		return tabWidth(x, tab)
	}
	return s.widths[cluster]
}

// tabWidth returns how far it is from x to the next tab stop, at least a quarter of the distance of two.
func tabWidth(x, tab float32) float32 {
	w := tab - (x - tab*float32(int(x/tab)))
	if w < tab/4 {
		w += tab
	}
	return w
}

// wrap makes the lines, of at most a width; none is too wide when it is 0.
func (s *shaped) wrap(width, tab float32) {
	s.lines = s.lines[:0]
	start, chance := 0, -1
	var x, ink float32
	for i := 0; i < s.clusters(); i++ {
		if i > start && s.musts[i] {
			s.lines = append(s.lines, extent{start, i, ink})
			start, chance, x, ink = i, -1, 0, 0
		}
		if i > start && s.breaks[i] {
			chance = i
		}
		w := s.advance(i, x, tab)
		if width > 0 && i > start && !s.blank(i) && x+w > width+0.01 {
			if chance < 0 {
				chance = i
			}
			s.lines = append(s.lines, extent{start, chance, s.inked(start, chance, tab)})
			start, chance = chance, -1
			x, ink = s.measure(start, i, tab)
			w = s.advance(i, x, tab)
		}
		x += w
		if !s.blank(i) {
			ink = x
		}
	}
	s.lines = append(s.lines, extent{start, s.clusters(), ink})
}

// measure returns how wide clusters are, with and without the blanks at their end.
func (s *shaped) measure(from, to int, tab float32) (all, ink float32) {
	for i := from; i < to; i++ {
		all += s.advance(i, all, tab)
		if !s.blank(i) {
			ink = all
		}
	}
	return all, ink
}

func (s *shaped) inked(from, to int, tab float32) float32 {
	_, ink := s.measure(from, to, tab)
	return ink
}
