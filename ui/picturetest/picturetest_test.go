package picturetest

import (
	"image"
	"image/color"
	"testing"
)

func TestDiffering(t *testing.T) {
	a, b := image.NewRGBA(image.Rect(0, 0, 3, 2)), image.NewRGBA(image.Rect(0, 0, 3, 2))
	b.SetRGBA(1, 1, color.RGBA{R: 8, A: 255})
	b.SetRGBA(2, 1, color.RGBA{G: 9, A: 255})
	for _, c := range []struct {
		apart uint32
		want  int
	}{{0, 2}, {8 * 0x101, 1}, {9 * 0x101, 0}} {
		if n := Differing(a, b, c.apart); n != c.want {
			t.Errorf("%d pixels are more than %#x apart, want %d", n, c.apart, c.want)
		}
	}
	if n := Differing(a, image.NewRGBA(image.Rect(0, 0, 2, 2)), 0xFFFF); n != 6 {
		t.Errorf("%d pixels of another size", n)
	}
}
