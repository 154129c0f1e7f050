package raster

import (
	"image"

	"golang.org/x/image/draw"
)

// maxScaled is how many bytes of scaled pictures are kept, and a quarter of it how large one of them may be.
const maxScaled = 32 << 20

type scaledKey struct {
	address string
	w, h    int
}

// scaledCache keeps pictures in the size in which the screen shows them. When it is full, what was not used for
// longest goes.
type scaledCache struct {
	pictures map[scaledKey]*scaledPicture
	bytes    int
	clock    int
}

type scaledPicture struct {
	picture *image.RGBA
	used    int
}

func newScaledCache() scaledCache { return scaledCache{pictures: map[scaledKey]*scaledPicture{}} }

// find returns a picture that is there in a size, nil for none.
func (c *scaledCache) find(k scaledKey) *image.RGBA {
	s := c.pictures[k]
	if s == nil {
		return nil
	}
	c.clock++
	s.used = c.clock
	return s.picture
}

// add scales a picture and keeps it; nil when the size is too large for that.
func (c *scaledCache) add(k scaledKey, from image.Image) *image.RGBA {
	if k.w <= 0 || k.h <= 0 || k.w > maxScaled/16/k.h {
		return nil
	}
	for c.bytes+4*k.w*k.h > maxScaled && len(c.pictures) > 0 {
		c.drop(c.oldest())
	}
	c.clock++
	s := &scaledPicture{picture: scale(from, k.w, k.h), used: c.clock}
	c.pictures[k] = s
	c.bytes += len(s.picture.Pix)
	return s.picture
}

func (c *scaledCache) drop(k scaledKey) {
	c.bytes -= len(c.pictures[k].picture.Pix)
	delete(c.pictures, k)
}

func (c *scaledCache) oldest() scaledKey {
	var out scaledKey
	least := c.clock + 1
	for k, s := range c.pictures {
		if s.used < least {
			out, least = k, s.used
		}
	}
	return out
}

// scale resamples a picture. What becomes much smaller is averaged over all of its pixels.
func scale(from image.Image, w, h int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	b := from.Bounds()
	var how draw.Scaler = draw.BiLinear
	switch {
	case b.Dx() == w && b.Dy() == h:
		draw.Copy(out, image.Point{}, from, b, draw.Src, nil)
		return out
	case w < b.Dx() && h < b.Dy() && (b.Dx() < 2*w || b.Dy() < 2*h):
		how = draw.CatmullRom
	}
	how.Scale(out, out.Rect, from, b, draw.Src, nil)
	return out
}

// stamp blends a picture, which begins at the origin, into at. alpha is of 255.
func stamp(dst *image.RGBA, clip, at image.Rectangle, picture *image.RGBA, alpha uint32) {
	seen := at.Intersect(clip)
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		from := picture.Pix[picture.PixOffset(seen.Min.X-at.Min.X, y-at.Min.Y):]
		to := dst.Pix[dst.PixOffset(seen.Min.X, y):]
		for i := 0; i < 4*seen.Dx(); i += 4 {
			a := uint32(from[i+3])
			if a == 0 || alpha == 0 {
				continue
			}
			if a == 255 && alpha == 255 {
				copy(to[i:i+4], from[i:i+4])
				continue
			}
			rest := 255 - a*alpha/255
			for k := range 3 {
				to[i+k] = uint8(min(255, (uint32(from[i+k])*alpha+uint32(to[i+k])*rest+127)/255))
			}
			to[i+3] = 255
		}
	}
}
