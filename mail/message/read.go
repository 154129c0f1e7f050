package message

import (
	"bytes"
	"fmt"
	"io"

	"letterbox/mail"
)

// Options adjust reading; the zero value is right for most callers.
type Options struct {
	Charset string // charset to try for undeclared 8-bit text, from the person's language; "" for none
}

// Message is what people read of a message, decoded.
type Message struct {
	Header
	Body       mail.Body
	Preview    string          // see Preview
	Attachment mail.Attachment // NoAttachment or HasAttachment
}

// Read reads a whole message. The only errors are those of r. A reader that tells its size with Len or Size, or can
// seek, is read without growing buffers; attachments are not decoded, so memory stays near the size of the message.
func Read(r io.Reader, opt Options) (Message, error) {
	raw, err := readAll(r)
	if err != nil {
		return Message{}, fmt.Errorf("read message: %w", err)
	}
	return Parse(raw, opt), nil
}

// Parse reads a whole message from memory. raw is not kept or changed.
func Parse(raw []byte, opt Options) Message {
	return parseTree(raw, opt.Charset).message()
}

// message decodes what people read.
func (t *tree) message() Message {
	m := Message{Header: headerOf(&t.head, t.root.media, t.hints), Body: t.body(), Attachment: mail.NoAttachment}
	m.Preview = Preview(m.Body.Text)
	for i := range m.Body.Parts {
		if m.Body.Parts[i].Attachment {
			m.Attachment = mail.HasAttachment
			break
		}
	}
	return m
}

// OpenPart returns one leaf, by its path as in mail.Part, and a reader of its bytes after transfer decoding. The
// charset of text is not touched. For an enclosed message these are the raw bytes of that message. It returns
// a *mail.Problem with code NotFound when the message has no such leaf.
func OpenPart(r io.Reader, path string) (mail.Part, io.Reader, error) {
	raw, err := readAll(r)
	if err != nil {
		return mail.Part{}, nil, fmt.Errorf("read message: %w", err)
	}
	t := parseTree(raw, "")
	var found *node
	t.root.leaves("", func(p string, n *node) {
		if p == path && found == nil {
			found = n
		}
	})
	if found == nil {
		return mail.Part{}, nil, noPart(path)
	}
	return t.part(path, found), newTransferReader(found.transfer, t.raw[found.start:found.end]), nil
}

// readAll reads r to its end with one buffer of the right size when the size can be known.
func readAll(r io.Reader) ([]byte, error) {
	size := sizeOf(r)
	if size < 0 {
		return io.ReadAll(r)
	}
	buf := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err := buf.ReadFrom(r)
	return buf.Bytes(), err
}

// sizeOf returns how many bytes r still has, -1 when it does not tell.
func sizeOf(r io.Reader) int64 {
	switch s := r.(type) {
	case interface{ Len() int }:
		return int64(s.Len())
	case interface{ Size() int64 }:
		return s.Size()
	case io.Seeker:
		here, err := s.Seek(0, io.SeekCurrent)
		if err != nil {
			return -1
		}
		end, err := s.Seek(0, io.SeekEnd)
		if err != nil {
			return -1
		}
		if _, err := s.Seek(here, io.SeekStart); err != nil || end < here {
			return -1
		}
		return end - here
	}
	return -1
}
