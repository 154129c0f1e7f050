package storage

import (
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// largeBody is the size in bytes above which a raw message goes into a file of its own.
const largeBody = 256 << 10

// codec is the one encoder and decoder of blobs. Both are safe for concurrent use and start no goroutine.
var codec = sync.OnceValue(func() (c struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
},
) {
	var err error
	if c.encoder, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(largeBody)); err != nil {
		panic(err) // only for an option that is out of range
	}
	if c.decoder, err = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(largeBody)); err != nil {
		panic(err)
	}
	return c
})

func compress(raw []byte) []byte { return codec().encoder.EncodeAll(raw, nil) }

// expand returns the size bytes that were compressed. The checksum in the frame is verified.
func expand(data []byte, size int64) ([]byte, error) {
	raw, err := codec().decoder.DecodeAll(data, make([]byte, 0, min(size, largeBody)))
	if err == nil && int64(len(raw)) != size {
		err = io.ErrUnexpectedEOF
	}
	return raw, err
}

// newStreamEncoder returns an encoder for one large message; it works in the caller's goroutine.
func newStreamEncoder(w io.Writer) (*zstd.Encoder, error) {
	return zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
}

// newStreamDecoder returns a decoder for one large message; it works in the caller's goroutine.
func newStreamDecoder(r io.Reader) (*zstd.Decoder, error) {
	return zstd.NewReader(r, zstd.WithDecoderConcurrency(1))
}
