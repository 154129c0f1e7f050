package search

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"letterbox/mail/search/pinyin"
)

// Span is a part of a text, in bytes: from Start up to End.
type Span struct{ Start, End int }

// Snippet is a piece of a text with the places in it that were looked for.
type Snippet struct {
	Text  string // one line; "…" where the text goes on
	Marks []Span
}

// Marks returns where the words stand in text, in order, without overlaps.
func Marks(text string, words []Words) []Span {
	w := writer{place: true, out: make([]byte, 0, len(text)+len(text)/4+8), places: make([]int32, 0, len(text)+len(text)/4+8)}
	w.write(text)
	form := w.finish()
	var spans []Span
	for _, word := range words {
		pattern := []byte(word.pattern())
		for at := 0; ; {
			i := bytes.Index(form[at:], pattern)
			if i < 0 {
				break
			}
			spans = append(spans, sourceSpan(&w, text, at+i, at+i+len(pattern)))
			at += i + max(1, len(pattern)-1) // the blank after a word may be the one before the next
		}
		if start, end, found := pinyin.Find(text, word.Text); word.Sound && found {
			spans = append(spans, Span{start, end})
		}
	}
	return merge(spans)
}

// sourceSpan returns the part of text that a part of its canonical form came from.
func sourceSpan(w *writer, text string, from, to int) Span {
	for from < to-1 && w.out[from] == ' ' {
		from++
	}
	for to > from+1 && w.out[to-1] == ' ' {
		to--
	}
	end := int(w.places[to-1])
	_, size := utf8.DecodeRuneInString(text[end:])
	end += size
	for end < len(text) { // marks belong to the letter before them
		r, size := utf8.DecodeRuneInString(text[end:])
		if _, kind, several := foldings().at(r); kind != mark || several != "" {
			break
		}
		end += size
	}
	return Span{int(w.places[from]), end}
}

// merge sorts spans and joins those that touch.
func merge(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	joined := spans[:0]
	for _, s := range spans {
		if n := len(joined); n > 0 && s.Start <= joined[n-1].End {
			joined[n-1].End = max(joined[n-1].End, s.End)
		} else {
			joined = append(joined, s)
		}
	}
	return joined
}

// lead is how much of a snippet stands before the first mark, of its length: a fifth.
const lead = 5

// Cut returns a piece of text of about length characters around the first place where the words stand, with every
// place in it marked. found is false when they stand nowhere; then it is the beginning.
func Cut(text string, words []Words, length int) (s Snippet, found bool) {
	text = near(text, words, length)
	marks := Marks(text, words)
	start := 0
	if len(marks) > 0 && forwards(text, 0, length) < len(text) {
		start = backwards(text, marks[0].Start, length/lead)
	}
	end := forwards(text, start, length)
	if len(marks) > 0 {
		end = max(end, min(marks[0].End, forwards(text, start, 4*length)))
	}
	return oneLine(text, start, end, marks), len(marks) > 0
}

// piece is how many bytes of a long text are looked through at a time.
const piece = 32 << 10

// near returns the piece of a long text where the words stand first, its beginning when they stand nowhere.
func near(text string, words []Words, length int) string {
	if len(text) <= piece {
		return text
	}
	overlap := 16 * length
	for start := 0; start < len(text); start += piece {
		part := text[whole(text, max(0, start-overlap)):whole(text, min(len(text), start+piece+overlap))]
		if len(Marks(part, words)) > 0 {
			return part
		}
	}
	return text[:whole(text, piece)]
}

// whole moves an offset to the beginning of a rune.
func whole(text string, at int) int {
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// backwards returns the offset n runes before at, but not before the line's beginning.
func backwards(text string, at, n int) int {
	for ; n > 0 && at > 0 && text[at-1] != '\n'; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return at
}

func forwards(text string, at, n int) int {
	for ; n > 0 && at < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// oneLine cuts a part out of text, with single blanks for what separates lines, and moves the marks with it.
func oneLine(text string, start, end int, marks []Span) Snippet {
	var b strings.Builder
	if strings.TrimSpace(text[:start]) != "" {
		b.WriteString("…")
	}
	s := Snippet{}
	gapped, next, opened := true, 0, false
	for next < len(marks) && marks[next].End <= start {
		next++
	}
	for i, r := range text[start:end] {
		at := start + i
		if opened && at >= marks[next].End {
			s.Marks[len(s.Marks)-1].End = b.Len()
			opened = false
			next++
		}
		if blank(r) {
			if !gapped {
				b.WriteByte(' ')
			}
			gapped = true
			continue
		}
		if !opened && next < len(marks) && at >= marks[next].Start {
			s.Marks = append(s.Marks, Span{b.Len(), b.Len()})
			opened = true
		}
		gapped = false
		b.WriteRune(r)
	}
	if opened {
		s.Marks[len(s.Marks)-1].End = b.Len()
	}
	s.Text = strings.TrimRight(b.String(), " ")
	for i := range s.Marks {
		s.Marks[i].End = min(s.Marks[i].End, len(s.Text))
	}
	if strings.TrimSpace(text[end:]) != "" {
		s.Text += "…"
	}
	return s
}
