package message

import (
	"bytes"
	"io"
)

// decodeStep is how much of a leaf is decoded at a time.
const decodeStep = 256 << 10

// newTransferReader returns a reader of the decoded bytes of src. Base64 and quoted-printable are decoded in pieces
// of whole lines, so that a large attachment is never in memory twice.
func newTransferReader(transfer string, src []byte) io.Reader {
	switch transfer {
	case "":
		return bytes.NewReader(src)
	case "quoted-printable":
		return &transferReader{src: src}
	case "base64":
		return &transferReader{src: src, base64: true}
	}
	out, _ := decodeTransfer(transfer, src)
	return bytes.NewReader(out)
}

// transferReader decodes src step by step. It is used by one goroutine at a time.
type transferReader struct {
	src    []byte
	base64 bool
	buf    []byte // decoded, not yet read
	store  []byte
}

// Read implements io.Reader.
func (r *transferReader) Read(p []byte) (int, error) {
	for len(r.buf) == 0 {
		if len(r.src) == 0 {
			return 0, io.EOF
		}
		step := r.next()
		if r.base64 {
			r.store, _ = appendBase64(r.store[:0], step)
		} else {
			r.store, _ = appendQP(r.store[:0], step)
		}
		r.buf = r.store
	}
	n := copy(p, r.buf)
	r.buf = r.buf[n:]
	return n, nil
}

// next cuts the next step off. Base64 can only be cut where a multiple of four digits lies before the cut and no
// padding: then the end is looked for by counting; if it is not plain base64, all the rest is one step.
func (r *transferReader) next() []byte {
	end := len(r.src)
	if end > decodeStep {
		if i := bytes.LastIndexByte(r.src[:decodeStep], '\n'); i > 0 {
			end = i + 1
		} else if !r.base64 {
			end = len(r.src)
		}
	}
	if r.base64 && end < len(r.src) {
		digits := 0
		for i := range end {
			if base64Value[r.src[i]] < 64 {
				digits++
			} else if r.src[i] == '=' {
				end = len(r.src)
				break
			}
		}
		for digits%4 != 0 && end < len(r.src) {
			if base64Value[r.src[end]] < 64 {
				digits++
			} else if r.src[end] == '=' {
				end = len(r.src)
				break
			}
			end++
		}
	}
	step := r.src[:end]
	r.src = r.src[end:]
	return step
}
