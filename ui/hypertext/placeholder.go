package hypertext

import (
	"image"
	"regexp"
	"strings"

	"letterbox/ui/hypertext/raster"
)

// Placeholder is an Images that knows no picture but gives all of them a size: that of a small grey one, or of a dot
// where the address speaks of a tracking pixel or a spacer. Layouts are compared with it.
type Placeholder struct{}

var dots = regexp.MustCompile(`(?i)spacer|blank|pixel|track|1x1|/open\b|beacon|transparent`)

// Size implements layout.Images.
func (Placeholder) Size(address string) (w, h float32, ok bool) {
	scheme, _, _ := strings.Cut(strings.ToLower(address), ":")
	switch scheme {
	case "data":
		return dataSize(address)
	case "cid":
		return 0, 0, false // the browser that layouts are compared with has no message around the document
	}
	path := address
	if _, rest, found := strings.Cut(address, "://"); found {
		_, path, _ = strings.Cut(rest, "/")
	}
	if dots.MatchString(path) {
		return 1, 1, true
	}
	return 200, 100, true
}

// Picture implements raster.Pictures.
func (p Placeholder) Picture(address string) image.Image {
	if strings.HasPrefix(strings.ToLower(address), "data:") {
		picture, err := raster.Decode(Inline{}.bytes(address))
		if err != nil {
			return nil
		}
		return picture
	}
	w, h, ok := p.Size(address)
	switch {
	case !ok:
		return nil
	case w == 1 && h == 1:
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	}
	grey := image.NewRGBA(image.Rect(0, 0, int(w), int(h)))
	for i := range grey.Pix {
		grey.Pix[i] = 0xD0
		if i%4 == 3 {
			grey.Pix[i] = 0xFF
		}
	}
	return grey
}
