package search

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// wrapColumn is the number of bytes from which a line counts as one that was wrapped: twenty Chinese characters.
const wrapColumn = 60

// wall stands between the items of a field in its canonical form, so that nothing matches across them.
const wall = " \x1f "

// Canonical returns the form of text on which matching works: folded, words and runs of characters separated by single
// blanks, with a blank at both ends; " " for a text that says nothing.
func Canonical(text string) string {
	w := writer{out: make([]byte, 0, len(text)+2)}
	w.write(text)
	return string(w.finish())
}

// CanonicalOf returns the canonical form of a field that has several items, which nothing matches across.
func CanonicalOf(items []string) string {
	var b strings.Builder
	b.WriteString(" ")
	for _, item := range items {
		if form := Canonical(item); form != " " {
			b.WriteString(form[1:])
			b.WriteString(wall[1:])
		}
	}
	return b.String()
}

// writer makes a canonical form. With places it notes for each byte where it came from.
type writer struct {
	out    []byte
	before class // of the last rune written; gap at the beginning and after a gap
	places []int32
	place  bool
	here   int // offset of the rune being written

	column int // bytes since the line began
	broken bool
	open   bool // nothing but one line break since the last glyph of a long line
	owed   bool // a gap since the last rune
	last   int  // where the last rune begins in out
}

func (w *writer) write(text string) {
	f := foldings()
	w.put(' ')
	for i, r := range text {
		w.here = i
		if r < 0x80 && w.ascii(byte(r)) {
			continue
		}
		folded, kind, several := f.at(r)
		if several == "" {
			w.rune(folded, kind, r)
			continue
		}
		for _, c := range several {
			w.rune(c, classify(c), c)
		}
	}
	w.here = len(text)
}

// ascii writes what most text consists of, and reports whether it did.
func (w *writer) ascii(c byte) bool {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	if c < 'a' || c > 'z' || w.before != letter || w.owed {
		return false
	}
	w.last = len(w.out)
	w.column++
	w.put(c)
	return true
}

func (w *writer) rune(folded rune, kind class, source rune) {
	if source == '\n' {
		w.lineBreak()
		return
	}
	w.column += utf8.RuneLen(source)
	switch kind {
	case mark:
	case gap:
		w.gap(source)
	case letter, glyph:
		if voicing(folded) && w.before == glyph && !w.owed {
			w.voice(folded)
			return
		}
		w.separate(kind)
		w.before, w.last = kind, len(w.out)
		w.out = utf8.AppendRune(w.out, folded)
		w.mark()
	}
}

// gap separates; only blanks leave a run open that may go on in the next line.
func (w *writer) gap(source rune) {
	w.owed = true
	if source != ' ' && source != '\t' && source != '\r' && source != '　' {
		w.open = false
	}
}

// separate writes the blank that is due before a rune of a class.
func (w *writer) separate(kind class) {
	wrapped := kind == glyph && w.open && w.broken
	if w.before != gap && (kind != w.before || w.owed && !wrapped) {
		w.put(' ')
	}
	w.owed, w.open, w.broken = false, kind == glyph, false
}

// lineBreak ends a line. Only one break after a long line leaves the run open.
func (w *writer) lineBreak() {
	if w.broken || w.column < wrapColumn {
		w.open = false
	}
	w.owed, w.broken, w.column = true, true, 0
}

// voice joins a voicing mark with the letter before it. One that has no such letter says nothing.
func (w *writer) voice(sign rune) {
	switch sign {
	case 0xff9e:
		sign = 0x3099
	case 0xff9f:
		sign = 0x309a
	}
	joined := norm.NFC.String(string(w.out[w.last:]) + string(sign))
	if utf8.RuneCountInString(joined) != 1 {
		return
	}
	w.out = w.out[:w.last]
	if w.place {
		w.here = int(w.places[w.last])
		w.places = w.places[:w.last]
	}
	w.out = append(w.out, joined...)
	w.mark()
}

func (w *writer) put(c byte) {
	w.out = append(w.out, c)
	w.mark()
}

// mark notes where the last bytes came from, if that is wanted.
func (w *writer) mark() {
	for w.place && len(w.places) < len(w.out) {
		w.places = append(w.places, int32(w.here))
	}
}

func (w *writer) finish() []byte {
	if len(w.out) > 1 {
		w.put(' ')
	}
	return w.out
}
