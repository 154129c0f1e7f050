package layout

import (
	"golang.org/x/text/unicode/bidi"
)

// directions splits the text items of a paragraph where the direction of the text changes (UAX #9). A paragraph
// without letters that run from right to left stays as it is.
func (c *collector) directions(rtl bool) {
	p := c.p
	if !rtl && !hasRTL(p.Chars) {
		return
	}
	levels := rightward(p.Chars, rtl)
	var out []item
	for _, it := range p.items {
		if it.kind != itemText {
			out = append(out, it)
			continue
		}
		for start := it.start; start < it.end; {
			end := start + 1
			for end < it.end && levels[end] == levels[start] {
				end++
			}
			part := it
			part.start, part.end, part.rtl = start, end, levels[start]
			out = append(out, part)
			start = end
		}
	}
	p.items = out
}

func hasRTL(chars []rune) bool {
	for _, r := range chars {
		switch {
		case r < 0x590:
		case r < 0x900, r == 0x202B, r == 0x202E, r == 0x2067, r >= 0xFB1D && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFC,
			r >= 0x10800 && r <= 0x10FFF, r >= 0x1E800 && r <= 0x1EFFF:
			return true
		}
	}
	return false
}

// rightward tells for every character whether it runs from right to left.
func rightward(chars []rune, rtl bool) []bool {
	marks := make([]bool, len(chars))
	for start := 0; start < len(chars); {
		end := start
		for end < len(chars) && chars[end] != '\n' {
			end++
		}
		mark(chars[start:end], marks[start:end], rtl)
		start = end + 1
	}
	return marks
}

func mark(chars []rune, marks []bool, rtl bool) {
	if len(chars) == 0 {
		return
	}
	var p bidi.Paragraph
	direction := bidi.LeftToRight
	if rtl {
		direction = bidi.RightToLeft
	}
	if _, err := p.SetString(string(chars), bidi.DefaultDirection(direction)); err != nil {
		return
	}
	order, err := p.Order()
	if err != nil {
		return
	}
	at := 0
	runs := make([]bidi.Run, order.NumRuns())
	for i := range runs {
		runs[i] = order.Run(i)
	}
	for i := range runs {
		n := len([]rune(runs[i].String()))
		for k := at; k < min(at+n, len(marks)); k++ {
			marks[k] = runs[i].Direction() == bidi.RightToLeft
		}
		at += n
	}
}
