package pop3

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// dotReader reads a multi-line answer to its final dot and takes the stuffed dots out (RFC 1939 section 3). Line
// ends stay as they were sent: signatures are made over them. Unless the server ends all its lines without CR, a
// line begins behind CRLF only, since a message may contain a lone LF, a dot and words that look like an answer.
type dotReader struct {
	from   *bufio.Reader
	bareLF bool  // lines end without CR
	left   int64 // bytes until the limit

	inLine bool // the next piece continues a line
	cr     bool // the piece before ended in CR
	done   bool
	rest   []byte // of the piece that was read last
	err    error  // what ended the reading, nil or other than io.EOF
}

func (d *dotReader) Read(p []byte) (int, error) {
	for len(d.rest) == 0 {
		switch {
		case d.err != nil:
			return 0, d.err
		case d.done:
			return 0, io.EOF
		}
		d.err = d.next()
	}
	n := copy(p, d.rest)
	d.rest = d.rest[n:]
	return n, nil
}

// next takes the next line, or the next piece of a line that is longer than the buffer.
func (d *dotReader) next() error {
	piece, err := d.from.ReadSlice('\n')
	switch {
	case errors.Is(err, io.EOF):
		return io.ErrUnexpectedEOF
	case err != nil && !errors.Is(err, bufio.ErrBufferFull):
		return err
	}
	ended := err == nil && (d.bareLF || bytes.HasSuffix(piece, []byte("\r\n")) || d.cr && len(piece) == 1)
	if !d.inLine && piece[0] == '.' {
		if ended && len(bytes.TrimRight(piece, "\r\n")) == 1 {
			d.done = true
			return nil
		}
		piece = piece[1:]
	}
	d.inLine, d.cr = !ended, len(piece) > 0 && piece[len(piece)-1] == '\r'
	if d.left -= int64(len(piece)); d.left < 0 {
		return limitError{"a message is too large"}
	}
	d.rest = piece
	return nil
}

// drain reads what is left of the answer.
func (d *dotReader) drain() error {
	d.rest = nil
	for !d.done && d.err == nil {
		d.err = d.next()
	}
	d.rest = nil
	return d.err
}
