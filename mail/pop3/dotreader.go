package pop3

import (
	"bufio"
	"errors"
	"io"
)

// dotReader reads a multi-line answer to its final dot and takes the stuffed dots out (RFC 1939 section 3). Line
// ends stay as they were sent: signatures are made over them.
type dotReader struct {
	from        *bufio.Reader
	atLineStart bool
	done        bool
	rest        []byte // of the piece that was read last
	left        int64  // bytes until the limit
}

func (d *dotReader) Read(p []byte) (int, error) {
	for len(d.rest) == 0 {
		if d.done {
			return 0, io.EOF
		}
		if err := d.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, d.rest)
	d.rest = d.rest[n:]
	return n, nil
}

// next takes the next line, or the next piece of a line that is longer than the buffer.
func (d *dotReader) next() error {
	piece, err := d.from.ReadSlice('\n')
	whole := err == nil
	switch {
	case errors.Is(err, io.EOF):
		return io.ErrUnexpectedEOF
	case err != nil && !errors.Is(err, bufio.ErrBufferFull):
		return err
	}
	if d.atLineStart && piece[0] == '.' {
		if string(piece) == ".\r\n" || string(piece) == ".\n" {
			d.done = true
			return nil
		}
		piece = piece[1:]
	}
	d.atLineStart = whole
	if d.left -= int64(len(piece)); d.left < 0 {
		return limitError{"a message is too large"}
	}
	d.rest = piece
	return nil
}
