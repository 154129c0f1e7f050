package imm

import (
	"unicode/utf16"

	"letterbox/ui/ime"
)

// composition makes one of text in UTF-16, the caret in units of it, and a mark for each unit that says whether the
// candidates are for it. There may be fewer marks than units.
func composition(text []uint16, caret int, active []bool) ime.Composition {
	runes := make([]int, len(text)+1) // how many characters are before each unit
	for i := range text {
		runes[i+1] = runes[i] + 1
		if i > 0 && utf16.DecodeRune(rune(text[i-1]), rune(text[i])) != '\uFFFD' {
			runes[i+1] = runes[i]
		}
	}
	c := ime.Composition{Text: string(utf16.Decode(text)), Caret: runes[min(max(caret, 0), len(text))]}
	marks := make([]bool, len(text))
	copy(marks, active)
	for from := 0; from < len(text); {
		to := from + 1
		for to < len(text) && marks[to] == marks[from] {
			to++
		}
		if runes[to] > runes[from] {
			c.Segments = append(c.Segments, ime.Segment{From: runes[from], To: runes[to], Active: marks[from]})
		}
		from = to
	}
	return c
}
