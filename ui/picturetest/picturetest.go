// Package picturetest compares what a test has drawn with a golden picture: one that somebody has looked at and found good.
// With the flag -update the pictures are written instead, to be looked at again. It is for tests, knows no toolkit, and
// never decides what is good.
package picturetest

import (
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden pictures, or files, anew")

// Limits are what may differ. Fonts are the product's own, so little does: edges, between one compiler and the next.
type Limits struct {
	Share float64 // of all pixels
	Apart uint32  // of a color's part, of 0xFFFF, before a pixel counts
}

// Compare fails the test when more of got differs from the picture at testdata/path than the limits allow.
func Compare(t testing.TB, path string, got image.Image, limits Limits) {
	t.Helper()
	file := filepath.Join("testdata", filepath.FromSlash(path))
	if *update {
		write(t, file, got)
		return
	}
	f, err := os.Open(file) //nolint:gosec // of the test
	if err != nil {
		t.Fatalf("no golden picture; run the test with -update and look at it: %v", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	all := got.Bounds().Dx() * got.Bounds().Dy()
	if n := Differing(got, want, limits.Apart); float64(n) > limits.Share*float64(all) {
		t.Errorf("%s: %d of %d pixels differ from the golden picture", path, n, all)
	}
}

// Differing counts the pixels that differ by more than apart; all of a, if b has another size.
func Differing(a, b image.Image, apart uint32) (n int) {
	if a.Bounds() != b.Bounds() {
		return a.Bounds().Dx() * a.Bounds().Dy()
	}
	far := func(x, y uint32) bool { return max(x, y)-min(x, y) > apart }
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			if far(r1, r2) || far(g1, g2) || far(b1, b2) {
				n++
			}
		}
	}
	return n
}

func write(t testing.TB, file string, picture image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil { //nolint:gosec // part of the repository
		t.Fatal(err)
	}
	f, err := os.Create(file) //nolint:gosec // of the test
	if err != nil {
		t.Fatal(err)
	}
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(f, picture); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
