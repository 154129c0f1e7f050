package hypertext

import (
	"bytes"
	"image"
	"strings"

	"letterbox/ui/hypertext/raster"
)

// Inline is an Images of the pictures that a message brings along: those in data: addresses and its own parts. It
// knows of no others, so nothing is ever fetched.
type Inline struct {
	// Part returns the bytes of the part with a Content-ID, nil when the message has none. It may be nil.
	Part func(id string) []byte
}

// Size implements layout.Images. It reads the head of a picture only.
func (i Inline) Size(address string) (w, h float32, ok bool) {
	scheme, rest, found := strings.Cut(strings.TrimSpace(address), ":")
	if !found {
		return 0, 0, false
	}
	switch strings.ToLower(scheme) {
	case "data":
		w, h, ok = dataSize("data:" + rest)
	case "cid":
		if i.Part == nil {
			return 0, 0, false
		}
		return sizeOf(i.Part(partID(rest)))
	}
	return w, h, ok && w*h <= raster.MaxPixels
}

// sizeOf reads the head of a picture.
func sizeOf(raw []byte) (w, h float32, ok bool) {
	c, _, err := image.DecodeConfig(bytes.NewReader(raw))
	w, h = float32(c.Width), float32(c.Height)
	return w, h, err == nil && w*h <= raster.MaxPixels
}
