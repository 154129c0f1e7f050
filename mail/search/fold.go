package search

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed simplified.txt
var simplifiedTable string

// class is what a folded rune is to matching.
type class uint8

const (
	gap    class = iota // separates
	letter              // belongs to a word
	glyph               // stands for itself: scripts without blanks between words
	mark                // says nothing
)

// The table holds a folded rune and its class in one number per rune of the basic plane.
const (
	classShift = 24
	several    = 1 << 31 // folds to several runes: see folding.long
)

// folding is the table, made at first use. Making it takes some milliseconds.
type folding struct {
	basic      [1 << 16]uint32
	long       map[rune]string
	simplified map[rune]rune
}

var foldings = sync.OnceValue(func() *folding {
	f := &folding{long: map[rune]string{}, simplified: map[rune]rune{}}
	for line := range strings.Lines(simplifiedTable) {
		if to, from, ok := strings.Cut(strings.TrimSpace(line), " "); ok && to != "#" {
			simple, _ := utf8.DecodeRuneInString(to)
			for _, r := range from {
				f.simplified[r] = simple
			}
		}
	}
	for r := range rune(len(f.basic)) {
		f.basic[r] = f.entry(r)
	}
	return f
})

// unspaced are the scripts in which a reader, and not a blank, tells where a word ends.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Yi,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

// apart are letters of alphabets that carry no accent in Unicode's eyes, and ligatures.
var apart = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ħ': "h", 'ς': "σ", 'ё': "е",
}

// entry computes the table's number for a rune.
func (f *folding) entry(r rune) uint32 {
	text := f.compute(r)
	first, size := utf8.DecodeRuneInString(text)
	switch {
	case text == "":
		return uint32(mark) << classShift
	case size == len(text):
		return uint32(first) | uint32(classify(first))<<classShift
	default:
		f.long[r] = text
		return several
	}
}

// compute returns what a rune folds to, "" for one that says nothing. What it returns folds to itself.
func (f *folding) compute(r rune) string {
	text := string(r)
	for {
		folded := f.step(text)
		if folded == text {
			return text
		}
		text = folded
	}
}

// step folds every rune of text once.
func (f *folding) step(text string) string {
	var b strings.Builder
	for _, c := range norm.NFKC.String(text) {
		c = unicode.ToLower(c)
		if s, ok := f.simplified[c]; ok {
			c = s
		}
		switch t, isApart := apart[c]; {
		case isApart:
			b.WriteString(t)
		case unicode.In(c, unicode.Mn, unicode.Cf) && !unicode.In(c, unspaced...) && !voicing(c):
		case unicode.Is(unicode.Co, c) || c == utf8.RuneError:
			b.WriteByte(' ')
		default:
			b.WriteRune(bare(c))
		}
	}
	return b.String()
}

// bare takes the accents from a Latin or Greek letter.
func bare(r rune) rune {
	if r < 0x80 || !unicode.In(r, unicode.Latin, unicode.Greek) {
		return r
	}
	base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return base
}

// voicing reports whether r makes another letter of the Japanese one before it.
func voicing(r rune) bool { return r == 0x3099 || r == 0x309a || r == 0xff9e || r == 0xff9f }

func classify(r rune) class {
	switch {
	case r < 0x80:
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return letter
		}
		return gap
	case unicode.In(r, unspaced...) || r == 'ー' || voicing(r) || pictogram(r):
		return glyph
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return letter
	default:
		return gap
	}
}

// pictogram reports whether r is one of the symbols that people write in place of words.
func pictogram(r rune) bool {
	return 0x1f000 <= r && r <= 0x1faff || 0x2600 <= r && r <= 0x27bf || 0x2b00 <= r && r <= 0x2bff
}

// at returns what a rune folds to: one rune with its class, or text of several.
func (f *folding) at(r rune) (rune, class, string) {
	var e uint32
	if int(r) < len(f.basic) {
		e = f.basic[r]
	} else {
		text := f.compute(r)
		first, size := utf8.DecodeRuneInString(text)
		switch {
		case text == "":
			return 0, mark, ""
		case size < len(text):
			return 0, gap, text
		}
		return first, classify(first), ""
	}
	if e == several {
		return 0, gap, f.long[r]
	}
	return rune(e & (1<<classShift - 1)), class(e >> classShift), ""
}
