package imap

import (
	"bytes"
	"math"
)

// cursor walks over the values of a response. It is tolerant: any number of blanks stands for one, a value that
// makes no sense is passed over, and nothing it does can fail or run past the end.
type cursor struct {
	response
	at   int
	next int // index of the next span
}

func (r response) cursor() *cursor { return &cursor{response: r} }

func (c *cursor) atLiteral() bool { return c.next < len(c.spans) && c.spans[c.next].start == c.at }

func (c *cursor) ended() bool { return c.at >= len(c.text) && !c.atLiteral() }

func (c *cursor) skipBlanks() {
	for !c.atLiteral() && c.at < len(c.text) && (c.text[c.at] == ' ' || c.text[c.at] == '\t' || c.text[c.at] == '\r' || c.text[c.at] == '\n') {
		c.at++
	}
}

// peek returns the next byte of text, 0 at the end and before a literal.
func (c *cursor) peek() byte {
	if c.atLiteral() || c.at >= len(c.text) {
		return 0
	}
	return c.text[c.at]
}

// accept passes over b when it comes next, after blanks.
func (c *cursor) accept(b byte) bool {
	c.skipBlanks()
	if c.peek() != b {
		return false
	}
	c.at++
	return true
}

// limit returns where the text up to the next literal ends.
func (c *cursor) limit() int {
	if c.next < len(c.spans) {
		return c.spans[c.next].start
	}
	return len(c.text)
}

// atom reads up to a blank, a parenthesis or a quote.
func (c *cursor) atom() []byte {
	c.skipBlanks()
	start, end := c.at, c.limit()
	for c.at < end {
		switch c.text[c.at] {
		case ' ', '\t', '(', ')', '"', '\r', '\n':
			return c.text[start:c.at]
		}
		c.at++
	}
	return c.text[start:c.at]
}

// value kinds
const (
	valueNone = iota
	valueNil
	valueAtom
	valueString // quoted or literal
	valueList
)

// value reads the next value. A string's bytes are unescaped; a list's are its text between the parentheses.
func (c *cursor) value() (kind int, data []byte) {
	c.skipBlanks()
	switch {
	case c.atLiteral():
		return valueString, c.literal()
	case c.at >= len(c.text), c.peek() == ')':
		return valueNone, nil
	case c.peek() == '"':
		return valueString, c.quoted()
	case c.peek() == '(':
		return valueList, c.list()
	}
	data = c.atom()
	if bytes.EqualFold(data, []byte("NIL")) {
		return valueNil, nil
	}
	return valueAtom, data
}

func (c *cursor) literal() []byte {
	s := c.spans[c.next]
	c.next++
	c.at = s.end
	return c.text[s.start:s.end]
}

// quoted reads a quoted string (RFC 9051 section 4.3). One that does not end goes on to the next literal or to
// the end of the response.
func (c *cursor) quoted() []byte {
	c.at++
	start, end := c.at, c.limit()
	escaped := false
	for c.at < end {
		switch c.text[c.at] {
		case '\\':
			escaped = true
			c.at++
		case '"':
			data := c.text[start:c.at]
			c.at++
			if escaped {
				return unescape(data)
			}
			return data
		}
		c.at++
	}
	c.at = min(c.at, end)
	return c.text[start:c.at]
}

func unescape(data []byte) []byte {
	plain := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		if data[i] == '\\' && i+1 < len(data) {
			i++
		}
		plain = append(plain, data[i])
	}
	return plain
}

// list passes over a parenthesised list and returns its text; literals inside count as text.
func (c *cursor) list() []byte {
	c.at++
	start, depth := c.at, 1
	for !c.ended() {
		switch {
		case c.atLiteral():
			c.literal()
			continue
		case c.text[c.at] == '"':
			c.quoted()
			continue
		case c.text[c.at] == '(':
			depth++
		case c.text[c.at] == ')':
			if depth--; depth == 0 {
				data := c.text[start:c.at]
				c.at++
				return data
			}
		}
		c.at++
	}
	return c.text[start:c.at]
}

// rest returns all text that is left.
func (c *cursor) rest() []byte {
	c.skipBlanks()
	data := c.text[min(c.at, len(c.text)):]
	c.at, c.next = len(c.text), len(c.spans)
	return data
}

// number reads an unsigned number out of an atom; anything else, and what does not fit, is not ok.
func number(data []byte) (n uint64, ok bool) {
	if len(data) == 0 {
		return 0, false
	}
	for _, d := range data {
		if d < '0' || d > '9' || n > (math.MaxUint64-9)/10 {
			return 0, false
		}
		n = n*10 + uint64(d-'0')
	}
	return n, true
}

// number32 is number for UIDs and the like; one that is larger than 32 bits is not ok.
func number32(data []byte) (uint32, bool) {
	n, ok := number(data)
	if !ok || n > math.MaxUint32 {
		return 0, false
	}
	return uint32(n), true
}
