package storage

import (
	"sync"

	"github.com/klauspost/compress/zstd"

	"letterbox/mail/search"
)

// maxDocText is the largest text of a document, in bytes. What makes entries keeps far below.
const maxDocText = 64 << 20

const (
	dictionaryID   = 1
	dictionarySize = 110 << 10
	learned        = 2 << 10 // bytes of a text that go into a dictionary
)

// textCodec compresses the texts of documents, better than bodies: they are read more often than written. Most texts
// are short, so that a dictionary of what others say makes them a quarter smaller. It is learned once, from the first
// batch that has text enough, and kept in the index. A codec is never changed.
type textCodec struct {
	dictionary []byte // nil before it is learned
	encoder    *zstd.Encoder
	decoder    *zstd.Decoder
}

// plainCodec is the codec of an index without dictionary.
var plainCodec = sync.OnceValue(func() *textCodec { return newTextCodec(nil) })

func newTextCodec(dictionary []byte) *textCodec {
	encoding := []zstd.EOption{zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false), zstd.WithEncoderConcurrency(1)}
	decoding := []zstd.DOption{zstd.WithDecoderMaxMemory(maxDocText)}
	if dictionary != nil {
		encoding = append(encoding, zstd.WithEncoderDictRaw(dictionaryID, dictionary))
		decoding = append(decoding, zstd.WithDecoderDictRaw(dictionaryID, dictionary))
	}
	encoder, err := zstd.NewWriter(nil, encoding...)
	if err != nil {
		panic(err) // only for an option that is out of range
	}
	decoder, err := zstd.NewReader(nil, decoding...)
	if err != nil {
		panic(err) // as above
	}
	return &textCodec{dictionary, encoder, decoder}
}

// learn returns a codec with a dictionary of the texts, if t has none and they suffice; else t.
func (t *textCodec) learn(entries []search.Entry) *textCodec {
	if t.dictionary != nil {
		return t
	}
	total := 0
	for i := range entries {
		total += min(len(entries[i].Text.Body), learned)
	}
	var dictionary []byte
	passed := 0
	for i := range entries { // evenly, so that every part of the batch has its share
		text := search.Shorten(entries[i].Text.Body, learned)
		if passed += len(text); len(dictionary) < dictionarySize && passed*dictionarySize >= len(dictionary)*total {
			dictionary = append(dictionary, text...)
		}
	}
	if len(dictionary) < dictionarySize/2 {
		return t
	}
	return newTextCodec(dictionary[:min(len(dictionary), dictionarySize)])
}

func (t *textCodec) pack(text []byte) []byte {
	return t.encoder.EncodeAll(text, make([]byte, 0, len(text)/2+64))
}

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
func (t *textCodec) documentText(c *connection, doc uint32) (search.Text, error) {
	var size int64
	var data []byte
	found, err := c.one([]any{&size, &data}, "SELECT size, data FROM text WHERE doc = ?", int64(doc))
	if err != nil || !found {
		return search.Text{}, err
	}
	raw, err := t.decoder.DecodeAll(data, make([]byte, 0, min(max(size, 0), maxDocText)))
	if err != nil || int64(len(raw)) != size {
		return search.Text{}, errIndexDamaged
	}
	return unpackText(raw)
}
