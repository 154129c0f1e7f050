package text

import (
	"strings"
	"unicode/utf8"
)

// Sizes of pieces in bytes: new ones are made of up to pieceSize, and one that has grown beyond pieceMost is divided.
const (
	pieceSize = 2048
	pieceMost = 4096
)

// Buffer is a text that changes in place. Make one with NewBuffer.
type Buffer struct {
	pieces []piece
	size   int
	feeds  int // line feeds in the whole text
}

// piece is a part of the text. The strings of a text that was opened are parts of the string that came in.
type piece struct {
	text  string
	feeds int
}

// NewBuffer returns a buffer with a text. Line ends become \n, and what is not UTF-8 becomes U+FFFD.
func NewBuffer(s string) *Buffer {
	b := &Buffer{}
	b.insert(0, Clean(s))
	return b
}

// Clean returns a text as a buffer keeps it: line ends as \n, no other \r, valid UTF-8. A clean one is not copied.
func Clean(s string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// Len returns the length in bytes.
func (b *Buffer) Len() int { return b.size }

// Lines returns how many lines there are, at least one: the text after the last line feed is a line, even if empty.
func (b *Buffer) Lines() int { return b.feeds + 1 }

// String returns the whole text.
func (b *Buffer) String() string { return b.Slice(0, b.size) }

// Slice returns the bytes from one offset up to another. Offsets outside of the text are taken as its ends.
func (b *Buffer) Slice(from, to int) string {
	from, to = max(from, 0), min(to, b.size)
	if from >= to {
		return ""
	}
	i, start := b.find(from)
	if p := b.pieces[i].text; to-start <= len(p) {
		return p[from-start : to-start]
	}
	var out strings.Builder
	out.Grow(to - from)
	for ; i < len(b.pieces) && start < to; i++ {
		p := b.pieces[i].text
		out.WriteString(p[max(from-start, 0):min(to-start, len(p))])
		start += len(p)
	}
	return out.String()
}

// find returns the piece that holds the byte at an offset, and where it starts; for the end of the text the last piece.
func (b *Buffer) find(offset int) (index, start int) {
	for i := range b.pieces {
		n := len(b.pieces[i].text)
		if offset < start+n || i == len(b.pieces)-1 {
			return i, start
		}
		start += n
	}
	return 0, 0
}

// Replace puts a text, which must be clean, in the place of the bytes from one offset up to another.
func (b *Buffer) Replace(from, to int, s string) {
	b.remove(from, to)
	b.insert(from, s)
}

func (b *Buffer) remove(from, to int) {
	if from >= to {
		return
	}
	first, start := b.find(from)
	last, lastStart := b.find(to)
	head, tail := b.pieces[first].text[:from-start], b.pieces[last].text[to-lastStart:]
	for _, p := range b.pieces[first : last+1] {
		b.feeds -= p.feeds
	}
	b.size -= to - from
	b.splice(first, last+1, cutPieces(head, tail))
}

func (b *Buffer) insert(at int, s string) {
	if s == "" {
		return
	}
	b.size += len(s)
	if len(b.pieces) == 0 {
		b.splice(0, 0, cutPieces(s, ""))
		return
	}
	i, start := b.find(at)
	old := b.pieces[i]
	b.feeds -= old.feeds
	head, tail := old.text[:at-start], old.text[at-start:]
	if len(old.text)+len(s) <= pieceMost {
		b.splice(i, i+1, cutPieces(head+s+tail, ""))
		return
	}
	parts := append(cutPieces(head, ""), cutPieces(s, "")...)
	b.splice(i, i+1, append(parts, cutPieces(tail, "")...))
}

// splice replaces pieces and counts the line feeds of the new ones.
func (b *Buffer) splice(from, to int, parts []piece) {
	for _, p := range parts {
		b.feeds += p.feeds
	}
	if len(parts) == to-from {
		copy(b.pieces[from:], parts)
		return
	}
	rest := b.pieces[to:]
	next := make([]piece, 0, from+len(parts)+len(rest)+8)
	next = append(append(append(next, b.pieces[:from]...), parts...), rest...)
	b.pieces = next
}

// cutPieces divides two texts that follow each other into pieces, joined when they are short.
func cutPieces(head, tail string) []piece {
	if len(head)+len(tail) <= pieceSize {
		return appendPieces(nil, head+tail)
	}
	return appendPieces(appendPieces(nil, head), tail)
}

func appendPieces(list []piece, s string) []piece {
	for s != "" {
		n := len(s)
		if n > pieceMost {
			n = pieceSize
			for n > 0 && !utf8.RuneStart(s[n]) {
				n--
			}
		}
		list = append(list, piece{s[:n], strings.Count(s[:n], "\n")})
		s = s[n:]
	}
	return list
}

// LineStart returns the offset at which a line begins. Lines are counted from 0.
func (b *Buffer) LineStart(line int) int {
	if line <= 0 {
		return 0
	}
	if line > b.feeds {
		line = b.feeds
	}
	var start int
	for _, p := range b.pieces {
		if line <= p.feeds {
			return start + afterFeed(p.text, line)
		}
		line -= p.feeds
		start += len(p.text)
	}
	return b.size
}

// afterFeed returns the offset behind the nth line feed of a string, which has as many.
func afterFeed(s string, n int) int {
	at := 0
	for ; n > 0; n-- {
		at += strings.IndexByte(s[at:], '\n') + 1
	}
	return at
}

// LineAt returns the line that holds an offset. A line feed belongs to the line that it ends.
func (b *Buffer) LineAt(offset int) int {
	line, start := 0, 0
	for _, p := range b.pieces {
		if offset <= start+len(p.text) {
			return line + strings.Count(p.text[:max(offset-start, 0)], "\n")
		}
		line += p.feeds
		start += len(p.text)
	}
	return line
}

// LineEnd returns the offset at which a line ends, before its line feed.
func (b *Buffer) LineEnd(line int) int {
	if line >= b.feeds {
		return b.size
	}
	return b.LineStart(line+1) - 1
}
