package selection

import (
	"unicode"

	"letterbox/ui/hypertext/layout"
)

// Range is a piece of the text, from one position to another.
type Range struct{ From, To int }

// ordered returns a range that goes forward, inside of the text.
func (x *Index) ordered(r Range) Range {
	if r.From > r.To {
		r.From, r.To = r.To, r.From
	}
	return Range{max(0, min(r.From, len(x.chars))), max(0, min(r.To, len(x.chars)))}
}

// Copy returns the text of a range.
func (x *Index) Copy(r Range) string {
	r = x.ordered(r)
	out := make([]rune, 0, r.To-r.From)
	for _, c := range x.chars[r.From:r.To] {
		switch c {
		case 0x200B, 0x200C, 0x00AD, 0xFEFF, 0x034F: // fillers of templates
		case 0xA0:
			out = append(out, ' ')
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

// Rects returns the places of a range, one for each run of text.
func (x *Index) Rects(r Range) []Rect {
	r = x.ordered(r)
	var out []Rect
	for i := range x.runs {
		u := &x.runs[i]
		from, to := max(r.From, u.start), min(r.To, u.end)
		if from >= to {
			continue
		}
		l, w := u.edges[from-u.start], u.edges[to-u.start]-u.edges[from-u.start]
		if u.rtl {
			l = u.rect.W - l - w
		}
		out = append(out, Rect{u.rect.X + l, u.rect.Y, w, u.rect.H})
	}
	return out
}

// Word returns the word around a position, as a double click selects it.
func (x *Index) Word(at int) Range {
	at = max(0, min(at, len(x.chars)))
	r := Range{at, at}
	for r.From > 0 && isWord(x.chars[r.From-1]) {
		r.From--
	}
	for r.To < len(x.chars) && isWord(x.chars[r.To]) {
		r.To++
	}
	return r
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// Find returns where a text occurs, whatever its case, and whatever white space there is between its words. Text that
// nobody can see is left out. most bounds the number of places.
func (x *Index) Find(text string, most int) []Range {
	query := folded([]rune(text))
	if len(query) == 0 {
		return nil
	}
	hidden := x.hiddenChars()
	var out []Range
	for start := 0; start < len(x.chars) && len(out) < most; start++ {
		if end, ok := x.matchAt(start, query); ok && !hidden[start] {
			out = append(out, Range{start, end})
			start = end - 1
		}
	}
	return out
}

// folded lowers letters and makes every run of white space one space.
func folded(chars []rune) []rune {
	var out []rune
	for _, r := range chars {
		if unicode.IsSpace(r) {
			if n := len(out); n > 0 && out[n-1] != ' ' {
				out = append(out, ' ')
			}
			continue
		}
		out = append(out, unicode.ToLower(r))
	}
	if n := len(out); n > 0 && out[n-1] == ' ' {
		out = out[:n-1]
	}
	return out
}

func (x *Index) matchAt(at int, query []rune) (end int, ok bool) {
	for _, q := range query {
		if at >= len(x.chars) {
			return 0, false
		}
		if q != ' ' {
			if unicode.ToLower(x.chars[at]) != q {
				return 0, false
			}
			at++
			continue
		}
		if !unicode.IsSpace(x.chars[at]) {
			return 0, false
		}
		for at < len(x.chars) && unicode.IsSpace(x.chars[at]) {
			at++
		}
	}
	return at, true
}

func (x *Index) hiddenChars() []bool {
	marks := make([]bool, len(x.chars))
	for i := range x.runs {
		if u := &x.runs[i]; u.hidden {
			for k := u.start; k < u.end; k++ {
				marks[k] = true
			}
		}
	}
	return marks
}

// Links returns the addresses that the page links to, in document order, each once.
func (x *Index) Links() []string {
	seen := map[string]bool{}
	var out []string
	add := func(link string) {
		if link != "" && !seen[link] {
			seen[link] = true
			out = append(out, link)
		}
	}
	for i := range x.runs {
		add(x.runs[i].link)
	}
	for _, i := range x.images {
		_, link := linkOf(i.node)
		add(link)
	}
	return out
}

// Caret returns the place of a position: a rectangle without width.
func (x *Index) Caret(at int) (Rect, bool) {
	for i := range x.runs {
		u := &x.runs[i]
		if at < u.start || at > u.end {
			continue
		}
		l := u.edges[at-u.start]
		if u.rtl {
			l = u.rect.W - l
		}
		return Rect{X: u.rect.X + l, Y: u.rect.Y, H: max(u.rect.H, layout.One)}, true
	}
	return Rect{}, false
}

// Paragraph returns the text around a position up to the ends of its block, as a triple click selects it.
func (x *Index) Paragraph(at int) Range {
	at = max(0, min(at, len(x.chars)))
	r := Range{at, at}
	for r.From > 0 && !ends(x.chars[r.From-1]) {
		r.From--
	}
	for r.To < len(x.chars) && !ends(x.chars[r.To]) {
		r.To++
	}
	return r
}

func ends(r rune) bool { return r == '\n' || r == '\t' }
