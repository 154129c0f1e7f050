package text

import "github.com/go-text/typesetting/segmenter"

// Breaks tells for every character whether a line may break before it; the first is never marked (UAX #14). Between
// ASCII characters the rules are those of browsers, which break less: never inside an address or a date.
func Breaks(chars []rune) []bool {
	marks := make([]bool, len(chars))
	wide := false
	for i, r := range chars {
		if r > 0x7F && r != 0xA0 {
			wide = true
		}
		if i > 0 {
			marks[i] = asciiBreak(chars, i)
		}
	}
	if wide {
		unicodeBreaks(chars, marks)
	}
	return marks
}

// object stands for a picture or another box in a text.
const object = 0xFFFC

// unicodeBreaks asks UAX #14 about the places with a character beyond ASCII at either side.
func unicodeBreaks(chars []rune, marks []bool) {
	var seg segmenter.Segmenter
	seg.Init(chars)
	lines := seg.LineIterator()
	end := make([]bool, len(chars)+1)
	for lines.Next() {
		line := lines.Line()
		end[line.Offset+len(line.Text)] = true
	}
	for i := 1; i < len(chars); i++ {
		switch {
		case chars[i-1] == object && chars[i] == 0xA0:
			marks[i] = true // browsers let a line begin behind any picture
		case chars[i-1] > 0x7F || chars[i] > 0x7F:
			marks[i] = end[i] && chars[i] != ' '
		}
	}
}

func asciiBreak(chars []rune, i int) bool {
	before, after := chars[i-1], chars[i]
	if after == ' ' || after == '\n' || after == '\t' {
		return false // spaces stay at the end of the line
	}
	switch before {
	case ' ', '\n', '\t':
		return true
	case '-':
		if after >= '0' && after <= '9' {
			return i >= 2 && isAlnum(chars[i-2]) // a minus sign stays with its number
		}
		return isAlnum(after) && i >= 2 && chars[i-2] != ' '
	case '?':
		return isAlnum(after)
	}
	return false
}

func isAlnum(r rune) bool {
	return r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z'
}
