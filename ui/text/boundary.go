package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// nearby is how many bytes before a position are looked at for the boundary before it. A cluster that is longer is
// taken in parts: nobody types one, and somebody may send one.
const nearby = 256

// Next returns the end of the grapheme cluster that begins at an offset.
func (b *Buffer) Next(offset int) int {
	if offset >= b.size {
		return b.size
	}
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(b.Slice(offset, offset+nearby), -1)
	return offset + len(whole(cluster))
}

// whole returns a string without a character that was cut off at its end.
func whole(s string) string {
	for n := 1; n < utf8.UTFMax && n < len(s); n++ {
		if r, size := utf8.DecodeLastRuneInString(s); r == utf8.RuneError && size == 1 {
			s = s[:len(s)-1]
		} else {
			break
		}
	}
	return s
}

// Previous returns the beginning of the grapheme cluster that ends at an offset.
func (b *Buffer) Previous(offset int) int {
	if offset <= 0 {
		return 0
	}
	start := b.before(offset)
	s := b.Slice(start, min(offset, b.size))
	at := start
	for state := -1; s != ""; {
		var cluster string
		cluster, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
		if s != "" {
			at += len(cluster)
		}
	}
	return at
}

// before returns where to begin looking for boundaries in front of an offset: a line, or nearby bytes of it.
func (b *Buffer) before(offset int) int {
	start := max(offset-nearby, 0)
	s := b.Slice(start, offset)
	skip := 0
	for skip < len(s) && !utf8.RuneStart(s[skip]) {
		skip++
	}
	if i := strings.LastIndexByte(strings.TrimSuffix(s, "\n"), '\n'); i >= 0 {
		skip = i + 1
	}
	return start + skip
}

// Settle returns the boundary of a grapheme cluster at an offset or before it.
func (b *Buffer) Settle(offset int) int {
	offset = min(max(offset, 0), b.size)
	if offset == 0 || offset == b.size {
		return offset
	}
	start := b.before(offset)
	at := start
	s := b.Slice(start, offset+nearby)
	for state := -1; s != ""; {
		var cluster string
		cluster, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
		if at+len(cluster) > offset {
			return at
		}
		at += len(cluster)
	}
	return at
}

// Word returns the word around an offset (UAX 29). Chinese characters that follow each other are one word, as are
// blanks; the rest is a word for each mark. At the end of a line it is the word before.
func (b *Buffer) Word(offset int) (from, to int) {
	line := b.LineAt(offset)
	start, end := b.LineStart(line), b.LineEnd(line)
	start, end = max(start, b.before(max(offset-3*nearby, 0))), min(end, offset+4*nearby)
	from, to = start, start
	s := b.Slice(start, end)
	var before rune
	for state := -1; s != ""; {
		var word string
		word, s, state = uniseg.FirstWordInString(s, state)
		first, _ := utf8.DecodeRuneInString(word)
		if !together(before, first) {
			if to > offset {
				return from, to
			}
			from = to
		}
		to += len(word)
		before, _ = utf8.DecodeLastRuneInString(word)
	}
	return from, to
}

// together reports whether two words that UAX 29 divides are one to people: Chinese, and runs of blanks.
func together(a, b rune) bool {
	return unicode.Is(unicode.Han, a) && unicode.Is(unicode.Han, b) || unicode.IsSpace(a) && unicode.IsSpace(b)
}

// isWord reports whether a word is more than blanks and marks.
func isWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' })
}

// WordEnd returns the end of the first word that ends behind an offset; blanks and marks on the way are passed.
func (b *Buffer) WordEnd(offset int) int {
	for offset < b.size {
		if b.Slice(offset, offset+1) == "\n" {
			offset++
			continue
		}
		from, to := b.Word(offset)
		if to <= offset {
			return b.Next(offset)
		}
		if isWord(b.Slice(max(from, offset), to)) {
			return to
		}
		offset = to
	}
	return b.size
}

// WordStart returns the beginning of the last word that begins before an offset.
func (b *Buffer) WordStart(offset int) int {
	for offset > 0 {
		before := b.Previous(offset)
		if b.Slice(before, offset) == "\n" {
			offset = before
			continue
		}
		from, _ := b.Word(before)
		if from >= offset {
			return before
		}
		if isWord(b.Slice(from, offset)) {
			return from
		}
		offset = from
	}
	return 0
}
