package widget

import "unicode"

// face is a size and a weight of the font.
type face struct {
	size float32
	bold bool
}

// advances caches the width of single characters, per face. It grows with the characters that were met, a few
// thousand at most in practice, and is emptied when somebody sends more.
var advances = map[face]map[rune]float32{}

const mostAdvances = 20000

// advance returns the width of one character set alone.
func (f face) advance(r rune) float32 {
	known := advances[f]
	if known == nil || len(known) > mostAdvances {
		known = make(map[rune]float32, 256)
		advances[f] = known
	}
	w, ok := known[r]
	if !ok {
		w = f.measure(string(r))
		known[r] = w
	}
	return w
}

// measure returns the exact width of a text, shaped.
func (f face) measure(s string) float32 {
	return MeasureText(s, f.size, f.bold).Width
}

// estimate returns the sum of the advances: exact for Chinese, up to the kerning for Latin, and a hundred times
// cheaper than shaping.
func (f face) estimate(s string) float32 {
	var w float32
	for _, r := range s {
		w += f.advance(r)
	}
	return w
}

const ellipsis = "…"

// cut is a text that was shortened to a width.
type cut struct {
	face  face
	text  string
	width float32
}

// cuts caches what Truncate found.
var cuts = map[cut]string{}

const mostCuts = 4000

// Truncate shortens a single line to a width, ending it with an ellipsis when it does not fit. Characters are
// never split from their combining marks.
func Truncate(text string, width, size float32, bold bool) string {
	f := face{size, bold}
	if len(text) == 0 || (len(text) < 400 && f.estimate(text) <= width) {
		return text
	}
	key := cut{f, text, width}
	if len(text) > 1024 { // no cache for texts that nobody shows in a line on purpose
		return f.truncate(text[:1024], width)
	}
	s, ok := cuts[key]
	if !ok {
		if len(cuts) > mostCuts {
			clear(cuts)
		}
		s = f.truncate(text, width)
		cuts[key] = s
	}
	return s
}

func (f face) truncate(text string, width float32) string {
	if f.measure(text) <= width {
		return text
	}
	room := width - f.advance('…')
	var used float32
	end := 0
	for i, r := range text {
		if used += f.advance(r); used > room && !joins(r) {
			break
		}
		end = i + len(string(r))
	}
	for end > 0 && unicode.IsSpace(rune(text[end-1])) {
		end--
	}
	if room <= 0 {
		return ""
	}
	return text[:end] + ellipsis
}

// joins reports whether a character belongs to the one before it.
func joins(r rune) bool {
	return unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) || r == 0x200D || (r >= 0xFE00 && r <= 0xFE0F)
}
