package dial

import (
	"bufio"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"net"
)

// ErrCorrupt says that a stream that is to be compressed is not.
var ErrCorrupt = errors.New("the server's compressed stream cannot be read")

// Compress puts DEFLATE (RFC 1951) upon the stream, in both directions, as COMPRESS of IMAP wants it (RFC 4978). What
// is buffered already counts as compressed. The trace shows what was said, not how it was packed, and what is read
// counts at its full size, so that the limits of whoever reads hold for a stream that unpacks to much more than came.
func (c *Conn) Compress() error {
	early, err := c.buffer.Peek(c.buffer.Buffered())
	if err != nil {
		return err
	}
	raw := bufio.NewReaderSize(io.MultiReader(bytes.NewReader(bytes.Clone(early)), c.Conn), bufferSize)
	out, err := flate.NewWriter(c.Conn, flate.DefaultCompression)
	if err != nil {
		return err
	}
	c.Conn = &deflated{Conn: c.Conn, raw: raw, in: flate.NewReader(raw), out: out}
	c.buffer.Reset(source{c})
	return nil
}

// deflated is a stream that carries a compressed one.
type deflated struct {
	net.Conn
	raw *bufio.Reader
	in  io.ReadCloser
	out *flate.Writer
}

// Read unpacks. It waits for the first byte outside the unpacking, which does not survive a deadline: waiting for news
// may be interrupted, the middle of a response may not.
func (d *deflated) Read(p []byte) (int, error) {
	if _, err := d.raw.Peek(1); err != nil {
		return 0, err
	}
	n, err := d.in.Read(p)
	var corrupt flate.CorruptInputError
	var internal flate.InternalError
	if errors.As(err, &corrupt) || errors.As(err, &internal) {
		err = fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return n, err
}

// Write packs p and sends it at once.
func (d *deflated) Write(p []byte) (int, error) {
	n, err := d.out.Write(p)
	if err == nil {
		err = d.out.Flush()
	}
	return n, err
}
