package hypertext

import (
	"image"
	"net/url"
	"strings"

	"letterbox/ui/hypertext/raster"
)

// Album is the pictures of one message: those it brings along and those that were fetched for it. It decodes them when
// they are painted and keeps some of them decoded. It is for one goroutine at a time.
type Album struct {
	Inline
	// Fetched returns the bytes of a picture from the network, nil for one that was not fetched. It may be nil.
	Fetched func(address string) []byte

	decoded map[string]image.Image
	pixels  int
}

// maxDecoded is how many pixels are kept decoded.
const maxDecoded = 8 << 20

// Size implements layout.Images.
func (a *Album) Size(address string) (w, h float32, ok bool) {
	if raw := a.fetched(address); raw != nil {
		return sizeOf(raw)
	}
	return a.Inline.Size(address)
}

// Picture implements raster.Pictures.
func (a *Album) Picture(address string) image.Image {
	if p, ok := a.decoded[address]; ok {
		return p
	}
	raw := a.fetched(address)
	if raw == nil {
		raw = a.bytes(address)
	}
	if raw == nil {
		return nil
	}
	p, err := raster.Decode(raw)
	if err != nil {
		p = nil
	}
	a.keep(address, p)
	return p
}

// keep remembers a picture; when there are too many they are decoded again.
func (a *Album) keep(address string, p image.Image) {
	n := 0
	if p != nil {
		n = p.Bounds().Dx() * p.Bounds().Dy()
	}
	if a.decoded == nil || a.pixels+n > maxDecoded {
		a.decoded, a.pixels = map[string]image.Image{}, 0
	}
	a.decoded[address] = p
	a.pixels += n
}

func (a *Album) fetched(address string) []byte {
	if a.Fetched == nil {
		return nil
	}
	return a.Fetched(address)
}

// bytes returns a picture that the message brings along.
func (i Inline) bytes(address string) []byte {
	scheme, rest, found := strings.Cut(strings.TrimSpace(address), ":")
	if !found {
		return nil
	}
	switch strings.ToLower(scheme) {
	case "data":
		head, body, found := strings.Cut(rest, ",")
		if !found {
			return nil
		}
		return dataBytes(head, body)
	case "cid":
		if i.Part != nil {
			return i.Part(partID(rest))
		}
	}
	return nil
}

// partID undoes the escapes of a cid: address (RFC 2392 section 2).
func partID(address string) string {
	if id, err := url.PathUnescape(address); err == nil {
		return id
	}
	return address
}
