package cocoa

import (
	"unicode/utf16"

	"letterbox/ui/ime"
)

// composition makes one of a text and a range in units of UTF-16, which is the caret when its length is zero and what
// the candidates are for otherwise.
func composition(text string, location, length int) ime.Composition {
	units := utf16.Encode([]rune(text))
	runes := func(n int) int { return len(utf16.Decode(units[:min(max(n, 0), len(units))])) }
	c := ime.Composition{Text: text, Caret: runes(location + length)}
	if from, to := runes(location), runes(location+length); from < to {
		c.Segments = []ime.Segment{{From: from, To: to, Active: true}}
	}
	return c
}
