package smtp

import (
	"hash/crc32"
	"io"
)

// maxContentLine is how long a line of a message may be, without its end (RFC 5321 section 4.5.3.1.6).
const maxContentLine = 998

// content brings a message into the form that DATA carries: every line ends in CRLF, whether it ended in CRLF, LF or CR
// or not at all, and a line that begins with a dot gets another (RFC 5321 sections 2.3.8 and 4.5.2). It notes what the
// envelope has to say about it.
type content struct {
	out      []byte // ready to be sent; the caller takes it and empties it
	traits   traits
	column   int  // bytes of the present line
	returned bool // the last byte was a CR
	body     bool // the empty line after the header has passed
}

// traits is what is known about a message that was read to its end. It is comparable: two readings with the same traits
// read the same bytes.
type traits struct {
	size       int64 // with CRLF and without added dots: what SIZE means (RFC 1870 section 4)
	longest    int   // bytes of the longest line
	eightBit   bool  // it has bytes above 127
	utf8Header bool  // its header has some
	sum        uint32
}

// Write takes the next bytes of the message. It never fails.
func (c *content) Write(p []byte) (int, error) {
	before := len(c.out)
	for _, b := range p {
		if c.returned {
			c.returned = false
			c.endLine()
			if b == '\n' {
				continue
			}
		}
		switch b {
		case '\r':
			c.returned = true
		case '\n':
			c.endLine()
		default:
			c.add(b)
		}
	}
	c.traits.sum = crc32.Update(c.traits.sum, crc32.IEEETable, c.out[before:])
	return len(p), nil
}

func (c *content) add(b byte) {
	if b == '.' && c.column == 0 {
		c.out = append(c.out, '.')
	}
	c.out = append(c.out, b)
	c.column++
	if b >= 0x80 {
		c.traits.eightBit = true
		c.traits.utf8Header = c.traits.utf8Header || !c.body
	}
}

func (c *content) endLine() {
	c.out = append(c.out, '\r', '\n')
	c.traits.size += int64(c.column) + 2
	c.traits.longest = max(c.traits.longest, c.column)
	c.body = c.body || c.column == 0
	c.column = 0
}

// finish ends the last line, if nothing has ended it.
func (c *content) finish() {
	if !c.returned && c.column == 0 {
		return
	}
	before := len(c.out)
	c.returned = false
	c.endLine()
	c.traits.sum = crc32.Update(c.traits.sum, crc32.IEEETable, c.out[before:])
}

// pour reads a message to its end and hands it on in pieces of about a block.
func (c *content) pour(from io.Reader, block int, take func([]byte) error) error {
	piece := make([]byte, block)
	for {
		n, err := from.Read(piece)
		_, _ = c.Write(piece[:n])
		if err != nil && err != io.EOF { //nolint:errorlint // io.Reader's own end, never wrapped
			return err
		}
		if err != nil {
			c.finish()
		}
		if len(c.out) >= block || err != nil && len(c.out) > 0 {
			if err := take(c.out); err != nil {
				return err
			}
			c.out = c.out[:0]
		}
		if err != nil {
			return nil
		}
	}
}

// sent returns how many bytes of the message have passed, at most total.
func (c *content) sent(total int64) int64 {
	return min(c.traits.size+int64(c.column), total)
}
