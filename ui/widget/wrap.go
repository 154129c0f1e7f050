package widget

import (
	"unicode"
	"unicode/utf8"
)

// span is a line of a wrapped text: byte offsets into it, without the line feed or the blank at which it broke.
type span struct{ start, end int }

// mostLine caps what is set as one line: a wider texture would not be drawn by every graphics driver.
const mostLine = 2000

// wrap breaks a text into lines of at most width. Latin text breaks at blanks, Chinese, Japanese and Korean
// between any two characters, except before closing and after opening punctuation; a word that is wider than a
// line is broken where it must be. An empty text has one empty line.
func (f face) wrap(text string, width float32) []span {
	var lines []span
	start := 0
	for i := 0; i <= len(text); i++ {
		if i == len(text) || text[i] == '\n' {
			lines = f.wrapParagraph(lines, text, start, i, width)
			start = i + 1
		}
	}
	return lines
}

// evenLines is the longest paragraph, in lines, that wrapEvenly looks after.
const evenLines = 6

// wrapEvenly wraps as wrap does, but keeps a paragraph from ending in a line of a character or two: it is then set
// a little narrower, as long as that takes no further line.
func (f face) wrapEvenly(text string, width float32) []span {
	var lines []span
	start := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] != '\n' {
			continue
		}
		paragraph := f.wrapParagraph(nil, text, start, i, width)
		for narrow := width * 0.96; f.endsShort(text, paragraph, width) && narrow > width*0.7; narrow -= width * 0.04 {
			if other := f.wrapParagraph(nil, text, start, i, narrow); len(other) > len(paragraph) {
				break
			} else if !f.endsShort(text, other, width) {
				paragraph = other
			}
		}
		lines = append(lines, paragraph...)
		start = i + 1
	}
	return lines
}

func (f face) endsShort(text string, lines []span, width float32) bool {
	if len(lines) < 2 || len(lines) > evenLines {
		return false
	}
	last := lines[len(lines)-1]
	return f.estimate(text[last.start:last.end]) < width/6
}

// breaker walks over one paragraph.
type breaker struct {
	lineStart int     // of the line being filled
	chance    int     // where the line may end; -1 when nowhere yet
	resume    int     // where the next line starts if it ends there
	used      float32 // width since lineStart
	after     float32 // width at resume
}

func (f face) wrapParagraph(lines []span, text string, start, end int, width float32) []span {
	b := breaker{lineStart: start, chance: -1}
	var before rune
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(text[i:end])
		blank := r == ' ' || r == '\t'
		if !blank && i > b.lineStart && mayBreak(before, r) {
			b.chance, b.resume, b.after = i, i, b.used
		}
		w := f.advance(r)
		if r == '\t' {
			w = 4 * f.advance(' ')
		}
		if !blank && i > b.lineStart && !joins(r) && (b.used+w > width || i+n-b.lineStart > mostLine) {
			if b.chance < 0 {
				b.chance, b.resume, b.after = i, i, b.used
			}
			lines = append(lines, trimEnd(text, b.lineStart, b.chance))
			b.lineStart, b.used, b.chance = b.resume, b.used-b.after, -1
		}
		b.used += w
		i += n
		before = r
	}
	return append(lines, span{b.lineStart, end})
}

func trimEnd(text string, start, end int) span {
	for end > start && (text[end-1] == ' ' || text[end-1] == '\t') {
		end--
	}
	return span{start, end}
}

// mayBreak reports whether a line may end between two characters.
func mayBreak(before, after rune) bool {
	switch {
	case noLineStart(after) || noLineEnd(before) || joins(after):
		return false
	case before == ' ' || before == '\t':
		return true
	case wide(before) || wide(after):
		return true
	case before == '-' || before == '/':
		return unicode.IsLetter(after)
	}
	return false
}

// wide reports whether a character is written without blanks between words.
func wide(r rune) bool {
	return r >= 0x2E80 && (r <= 0x9FFF || (r >= 0xAC00 && r <= 0xD7A3) || (r >= 0xF900 && r <= 0xFAFF) ||
		(r >= 0xFF00 && r <= 0xFFEF) || (r >= 0x20000 && r <= 0x3FFFF))
}

// noLineStart reports whether a character must not begin a line (GB/T 15834, JIS X 4051).
func noLineStart(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '？', '！', '）', '】', '》', '」', '』', '〉', '〕', '”', '’', '…', '—', '·', '～',
		'％', '‰', '℃', '々', 'ー', 'っ', 'ッ', 'ゃ', 'ャ', 'ゅ', 'ュ', 'ょ', 'ョ', 'ぁ', 'ァ', 'ぃ', 'ィ', 'ぇ', 'ェ',
		',', '.', ';', ':', '?', '!', ')', ']', '}', '%', '•', '›', '»':
		return true
	}
	return false
}

// noLineEnd reports whether a character must not end a line.
func noLineEnd(r rune) bool {
	switch r {
	case '（', '【', '《', '「', '『', '〈', '〔', '“', '‘', '(', '[', '{', '￥', '¥', '$', '«':
		return true
	}
	return false
}
