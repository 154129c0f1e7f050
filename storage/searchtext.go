package storage

import (
	"sync"

	"github.com/klauspost/compress/zstd"

	"letterbox/mail/search"
)

// maxDocText is the largest text of a document, in bytes. What makes entries keeps far below.
const maxDocText = 64 << 20

// textCodec compresses the texts of documents, better than bodies: they are read more often than written.
var textCodec = sync.OnceValue(func() (c struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
},
) {
	var err error
	if c.encoder, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false)); err != nil {
		panic(err) // only for an option that is out of range
	}
	if c.decoder, err = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxDocText)); err != nil {
		panic(err) // as above
	}
	return c
})

// packText writes what a text has beside the fields that mail.db knows.
func packText(t search.Text) []byte {
	out := appendText(appendText(make([]byte, 0, len(t.Body)+len(t.Quoted)+64), t.Body), t.Quoted)
	for _, f := range t.Files {
		out = appendText(appendText(appendText(out, f.Name), string(f.Skipped)), f.Text)
	}
	return out
}

func unpackText(data []byte) (search.Text, error) {
	var t search.Text
	if len(data) == 0 {
		return t, nil
	}
	r := docReader{pageReader: pageReader{rest: data}}
	t.Body, t.Quoted = r.text(), r.text()
	for len(r.rest) > 0 && r.err == nil {
		f := search.File{Name: r.text()}
		f.Skipped = search.Reason(r.text())
		f.Text = r.text()
		t.Files = append(t.Files, f)
	}
	return t, r.err
}

// documentText reads the text of a document; nothing for one that has none.
func documentText(c *connection, doc uint32) (search.Text, error) {
	var size int64
	var data []byte
	found, err := c.one([]any{&size, &data}, "SELECT size, data FROM text WHERE doc = ?", int64(doc))
	if err != nil || !found {
		return search.Text{}, err
	}
	raw, err := textCodec().decoder.DecodeAll(data, make([]byte, 0, min(max(size, 0), maxDocText)))
	if err != nil || int64(len(raw)) != size {
		return search.Text{}, errIndexDamaged
	}
	return unpackText(raw)
}
