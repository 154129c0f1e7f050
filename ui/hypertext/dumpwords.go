package hypertext

import (
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/style"
)

// Word is a word of a Dump: characters without white space, or one Chinese, Japanese or Korean character.
type Word struct {
	Text string `json:"t"`
	Rect
	Size       float64 `json:"fs"`
	Bold       int     `json:"b"`
	Italic     int     `json:"i"`
	Underline  int     `json:"u"`
	Color      string  `json:"c"`
	Background string  `json:"bg"`
	Link       string  `json:"href,omitempty"`
}

// words lists the words of one text node that can be seen.
func (d *dumper) words(n *html.Node) {
	list := d.texts[n]
	if len(list) == 0 {
		return
	}
	s := list[0].f.Box.Style
	seen := d.sight(n.Parent)
	switch n.Parent.DataAtom {
	case atom.Title, atom.Option, atom.Textarea:
		return
	default: // text that is shown
	}
	if s.Hidden || seen.opacity < 0.05 || s.FontSize <= 1.01 || s.Color.A == 0 {
		return
	}
	w := wordReader{d: d, s: s, seen: seen}
	for _, t := range list {
		w.fragment(t)
	}
	w.flush()
}

// wordReader cuts fragments of one text into words. A word that a line break cuts is shown where it is widest.
type wordReader struct {
	d     *dumper
	s     *style.Style
	seen  *sight
	chars []rune
	next  int // the character that would continue the word
	best  area
	cur   area
	open  bool
}

func (w *wordReader) fragment(t placedText) {
	txt := t.f.Text
	if w.next != txt.Start {
		w.flush()
	}
	chars := txt.Paragraph.Chars
	edges := txt.Edges()
	for i := range edges[1:] {
		l, r := t.l+edges[i], t.l+edges[i+1]
		if txt.RTL {
			l, r = t.r-edges[i+1], t.r-edges[i]
		}
		w.char(chars[txt.Start+i], area{l, t.t, r, t.b})
	}
	w.next = txt.End
	w.part()
}

func (w *wordReader) char(r rune, a area) {
	switch {
	case isIdeograph(r):
		w.flush()
		w.add(r, a)
		w.flush()
	case isSeparator(r):
		w.flush()
	default:
		w.add(r, a)
	}
}

func (w *wordReader) add(r rune, a area) {
	w.chars = append(w.chars, r)
	if !w.open {
		w.cur, w.open = a, true
		return
	}
	w.cur = w.cur.join(a)
}

// part ends what stands on one line.
func (w *wordReader) part() {
	if w.open && w.cur.r-w.cur.l > w.best.r-w.best.l {
		w.best = w.cur
	}
	w.open = false
}

func (w *wordReader) flush() {
	w.part()
	a, chars := w.best, w.chars
	w.chars, w.best = nil, area{}
	if len(chars) == 0 || a.r-a.l < layout.One/2 || a.b-a.t < layout.One/2 || a.r < 0 || a.b < 0 || w.hidden(a) {
		return
	}
	out := Word{
		Text: string(chars), Rect: a.rect(), Size: tenth(float64(w.s.FontSize)), Bold: flag(w.s.Weight >= 600),
		Italic: flag(w.s.Italic), Underline: flag(w.s.Underline), Color: w.s.Color.Hex(),
		Background: w.seen.background.Hex(),
	}
	if w.seen.linked {
		out.Link = w.seen.link
	}
	w.d.out.Words = append(w.d.out.Words, out)
}

// hidden reports a word of which boxes around it cut off most.
func (w *wordReader) hidden(a area) bool {
	if !w.seen.clipped {
		return false
	}
	c := a.meet(w.seen.clip)
	if c.r <= c.l || c.b <= c.t {
		return true
	}
	return float64(c.r-c.l)*float64(c.b-c.t) < 0.3*float64(a.r-a.l)*float64(a.b-a.t)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func isIdeograph(r rune) bool {
	return r >= 0x1100 && r <= 0x11FF || r >= 0x2E80 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7AF ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0xFF00 && r <= 0xFFEF || r >= 0x20000 && r <= 0x2FFFF
}

func isSeparator(r rune) bool {
	switch r {
	case 0x200B, 0x200C, 0x200D, 0x034F, 0x00AD, 0xFEFF, 0x2007:
		return true
	}
	return unicode.IsSpace(r)
}
