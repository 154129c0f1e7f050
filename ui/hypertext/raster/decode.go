package raster

import (
	"bytes"
	"errors"
	"image"
	_ "image/gif"  // formats that mail carries
	_ "image/jpeg" // formats that mail carries
	_ "image/png"  // formats that mail carries
	"io"

	_ "golang.org/x/image/bmp"  // formats that mail carries
	_ "golang.org/x/image/webp" // formats that mail carries
)

// MaxPixels is how large a picture may be. Larger ones are not decoded: they could take all memory.
const MaxPixels = 16 << 20

// ErrTooLarge reports a picture of more than MaxPixels.
var ErrTooLarge = errors.New("the picture is too large")

// Decode reads a picture. Its size is looked at before anything else is; of an animation it is the first frame. A
// picture that makes its decoder fail in any way is an error.
func Decode(raw []byte) (image.Image, error) { return decode(bytes.NewReader(raw), int64(len(raw))) }

func decode(r io.ReadSeeker, _ int64) (picture image.Image, err error) {
	defer func() {
		if recover() != nil {
			picture, err = nil, image.ErrFormat
		}
	}()
	c, _, err := image.DecodeConfig(r)
	if err != nil {
		return nil, err
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > MaxPixels/c.Height {
		return nil, ErrTooLarge
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	picture, _, err = image.Decode(r)
	return picture, err
}
