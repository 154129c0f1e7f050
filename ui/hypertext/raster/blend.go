package raster

import (
	"image"

	"letterbox/ui/hypertext/css"
)

// ink32 is a color with straight alpha, ready to be blended into opaque pixels.
type ink32 struct {
	r, g, b uint32
	a       uint32 // 0 to 255
}

func inkOf(c css.Color, opacity float32) ink32 {
	a := float32(c.A) * max(0, min(opacity, 1))
	return ink32{uint32(c.R), uint32(c.G), uint32(c.B), uint32(a + 0.5)}
}

// over blends a pixel with the ink at a coverage from 0 to 255. pix begins at the pixel.
func (k ink32) over(pix []uint8, coverage uint32) {
	a := k.a * coverage
	switch a {
	case 0:
		return
	case 255 * 255:
		pix[0], pix[1], pix[2], pix[3] = uint8(k.r), uint8(k.g), uint8(k.b), 255
		return
	}
	a = (a*257 + 32768) >> 16 // of 255
	rest := 255 - a
	pix[0] = uint8((k.r*a + uint32(pix[0])*rest + 127) / 255)
	pix[1] = uint8((k.g*a + uint32(pix[1])*rest + 127) / 255)
	pix[2] = uint8((k.b*a + uint32(pix[2])*rest + 127) / 255)
	pix[3] = 255
}

// rect fills whole pixels.
func (k ink32) rect(dst *image.RGBA, r image.Rectangle) {
	r = r.Intersect(dst.Rect)
	if r.Empty() || k.a == 0 {
		return
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := dst.Pix[dst.PixOffset(r.Min.X, y) : dst.PixOffset(r.Max.X-1, y)+4]
		if k.a < 255 {
			for i := 0; i < len(row); i += 4 {
				k.over(row[i:i+4:i+4], 255)
			}
			continue
		}
		row[0], row[1], row[2], row[3] = uint8(k.r), uint8(k.g), uint8(k.b), 255
		for n := 4; n < len(row); n *= 2 {
			copy(row[n:], row[:n])
		}
	}
}
