package message

import (
	"strings"
	"unicode"
)

// cleanLine makes one line of any string: valid UTF-8, every control character, line break and run of blanks one
// space, nothing at the ends. Fields that programs decode to line breaks can thereby not forge others.
func cleanLine(s string) string {
	if isCleanLine(s) {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case r == 0 || isInvisible(r):
			continue
		case unicode.IsControl(r), unicode.IsSpace(r) && r != '\u3000':
			space = true
			continue
		}
		if space && out.Len() > 0 {
			out.WriteByte(' ')
		}
		space = false
		out.WriteRune(r)
	}
	return out.String()
}

// isCleanLine reports, without allocating, that cleanLine has nothing to do.
func isCleanLine(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < 0x20 || c >= 0x7f || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

// isInvisible reports the characters that only serve to make text look like other text: marks of a byte order,
// bidirectional overrides and isolates, and interlinear annotations. Joiners stay, scripts and emoji need them.
func isInvisible(r rune) bool {
	switch {
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r >= 0xfff9 && r <= 0xfffb, r == 0xfeff:
		return true
	}
	return false
}

// dropZeroWidth removes the characters without width that make one address or file name pass for another.
func dropZeroWidth(s string) string {
	if isASCII([]byte(s)) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == 0xad, r == 0x61c, r == 0x180e, r == 0x200b, r == 0x200e, r == 0x200f, r >= 0x2060 && r <= 0x2064:
			return -1
		}
		return r
	}, s)
}

// cleanText makes body text: valid UTF-8, "\n" line ends, no control characters but tab and newline.
func cleanText(s string) string {
	if isCleanText(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	if isCleanText(s) {
		return s
	}
	return strings.Map(textRune, s)
}

// textRune drops what text must not have. For bytes that are no UTF-8 strings.Map writes U+FFFD.
func textRune(r rune) rune {
	switch {
	case r == '\f' || r == '\v':
		return '\n'
	case r == '\n' || r == '\t' || r >= 0x20 && r < 0x7f || r >= 0xa0 && r != 0xfeff:
		return r
	}
	return -1
}

func isCleanText(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '\n' && c != '\t' && (c < 0x20 || c >= 0x7f) {
			return false
		}
	}
	return true
}
