package raster_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"testing"

	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/raster"
	"letterbox/ui/hypertext/text"
)

// open lays out markup and prepares it to be painted.
func open(t testing.TB, fonts *text.Library, markup string, width float32) (*hypertext.Page, *raster.Sheet) {
	t.Helper()
	page, err := hypertext.Open(context.Background(), `<!DOCTYPE html><body style="margin:0">`+markup, hypertext.Options{
		Width: width, Height: 100, Fonts: fonts, Images: &hypertext.Album{},
	})
	if err != nil {
		t.Fatal(err)
	}
	return page, raster.NewSheet(page.Items())
}

// painted paints a page of 100 by 100 px.
func painted(t testing.TB, markup string, scale float64) *image.RGBA {
	t.Helper()
	fonts := text.NewLibrary()
	page, sheet := open(t, fonts, markup, 100)
	return hypertext.Draw(page, raster.New(fonts), sheet, scale, 100, &hypertext.Album{})
}

func pictureOf(t *testing.T, w, h int, c color.Color) string {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		m.Set(i%w, i/w, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())
}

// TestPixels looks at single pixels of boxes, borders and pictures.
func TestPixels(t *testing.T) {
	red := pictureOf(t, 10, 10, color.NRGBA{R: 255, A: 255})
	half := pictureOf(t, 10, 10, color.NRGBA{R: 255, A: 128})
	for name, c := range map[string]struct {
		markup string
		x, y   int
		want   color.RGBA
	}{
		"canvas":        {``, 50, 50, color.RGBA{255, 255, 255, 255}},
		"background":    {`<div style="background:#00f;height:20px">`, 99, 19, color.RGBA{0, 0, 255, 255}},
		"below":         {`<div style="background:#00f;height:20px">`, 50, 20, color.RGBA{255, 255, 255, 255}},
		"opacity":       {`<div style="background:#000;height:20px;opacity:.5">`, 5, 5, color.RGBA{127, 127, 127, 255}},
		"rounded":       {`<div style="background:#00f;height:20px;border-radius:10px">`, 0, 0, color.RGBA{255, 255, 255, 255}},
		"rounded in":    {`<div style="background:#00f;height:20px;border-radius:10px">`, 10, 0, color.RGBA{0, 0, 255, 255}},
		"ellipse":       {`<div style="background:#00f;height:20px;border-radius:50%">`, 12, 2, color.RGBA{255, 255, 255, 255}},
		"border":        {`<div style="border:3px solid #0f0;height:20px">`, 2, 2, color.RGBA{0, 255, 0, 255}},
		"border inside": {`<div style="border:3px solid #0f0;height:20px">`, 3, 3, color.RGBA{255, 255, 255, 255}},
		"double":        {`<div style="border:9px double #0f0;height:20px">`, 4, 15, color.RGBA{255, 255, 255, 255}},
		"dashed":        {`<div style="border-top:4px dashed #0f0;height:20px">`, 1, 1, color.RGBA{0, 255, 0, 255}},
		"triangle":      {`<div style="width:0;border:20px solid transparent;border-top-color:#f00">`, 20, 5, color.RGBA{255, 0, 0, 255}},
		"triangle side": {`<div style="width:0;border:20px solid transparent;border-top-color:#f00">`, 2, 15, color.RGBA{255, 255, 255, 255}},
		"outset":        {`<div style="border:4px outset #808080;height:20px">`, 50, 1, color.RGBA{128, 128, 128, 255}},
		"picture":       {`<img style="display:block" src="` + red + `" width=40 height=40>`, 39, 39, color.RGBA{255, 0, 0, 255}},
		"translucent":   {`<img style="display:block" src="` + half + `" width=40 height=40>`, 20, 20, color.RGBA{255, 127, 127, 255}},
		"clipped":       {`<div style="overflow:hidden;height:10px"><div style="background:#00f;height:50px">`, 5, 12, color.RGBA{255, 255, 255, 255}},
		"tiled":         {`<div style="height:60px;background:url(` + red + `)">`, 55, 55, color.RGBA{255, 0, 0, 255}},
		"not tiled":     {`<div style="height:60px;background:url(` + red + `) no-repeat">`, 55, 55, color.RGBA{255, 255, 255, 255}},
		"placed":        {`<div style="height:60px;background:url(` + red + `) no-repeat right bottom">`, 95, 55, color.RGBA{255, 0, 0, 255}},
		"covering":      {`<div style="height:60px;background:url(` + red + `) no-repeat;background-size:cover">`, 95, 55, color.RGBA{255, 0, 0, 255}},
		"shared border": {`<table style="border-collapse:collapse" cellpadding=10><tr><td style="border-top:5px solid #f00">x`, 8, 4, color.RGBA{255, 0, 0, 255}},
	} {
		if got := painted(t, c.markup, 1).RGBAAt(c.x, c.y); !near(got, c.want) {
			t.Errorf("%s: %v at %d,%d, want %v", name, got, c.x, c.y, c.want)
		}
	}
}

func near(a, b color.RGBA) bool {
	d := func(x, y uint8) bool { return max(x, y)-min(x, y) <= 2 }
	return d(a.R, b.R) && d(a.G, b.G) && d(a.B, b.B) && a.A == b.A
}

const rich = `<div style="background:#eef;padding:7.3px"><p style="margin:3px">The quick brown fox <b>jumps</b> <i>over</i>
 <a href="https://example.org">the lazy</a> dog</p><ul><li>one<li>two</ul><ol><li>one</ol><hr>
 <div style="border:1px solid red;border-radius:6px">text</div><img width=60 height=30 alt="a picture" src=https://example.org/x></div>`

// TestTilesFitTogether paints a page at once and in strips: no pixel may differ.
func TestTilesFitTogether(t *testing.T) {
	for _, scale := range []float64{1, 1.25, 1.3, 2} {
		fonts := text.NewLibrary()
		page, sheet := open(t, fonts, rich+rich, 200)
		painter := raster.New(fonts)
		whole := hypertext.Draw(page, painter, sheet, scale, 1000, &hypertext.Album{})
		const step = 37
		for y := 0; y < whole.Rect.Dy(); y += step {
			part := image.NewRGBA(image.Rect(0, 0, whole.Rect.Dx(), min(step, whole.Rect.Dy()-y)))
			painter.Paint(part, sheet, raster.View{Y: y, Scale: scale, Pictures: &hypertext.Album{}})
			for row := range part.Rect.Dy() {
				a := part.Pix[row*part.Stride : (row+1)*part.Stride]
				b := whole.Pix[(y+row)*whole.Stride : (y+row+1)*whole.Stride]
				if !bytes.Equal(a, b) {
					t.Fatalf("scale %g: row %d of the strip at %d differs", scale, row, y)
				}
			}
		}
	}
}

// TestLettersLeaveInk finds dark pixels where there is text and none where there is none.
func TestLettersLeaveInk(t *testing.T) {
	dark := func(m *image.RGBA, r image.Rectangle) int {
		n := 0
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				if m.RGBAAt(x, y).R < 100 {
					n++
				}
			}
		}
		return n
	}
	m := painted(t, `<p style="margin:0;font:20px/30px sans-serif">Hill</p>`, 2)
	if n := dark(m, image.Rect(0, 0, 80, 60)); n < 100 {
		t.Errorf("%d dark pixels in a word", n)
	}
	if n := dark(m, image.Rect(120, 0, 200, 60)); n != 0 {
		t.Errorf("%d dark pixels beside it", n)
	}
	bold := painted(t, `<p style="margin:0;font:bold 20px/30px sans-serif">Hill</p>`, 2)
	if dark(bold, image.Rect(0, 0, 90, 60)) <= dark(m, image.Rect(0, 0, 90, 60)) {
		t.Error("bold letters are no bolder")
	}
}

// TestHugePicturesAreNotDecoded gives a picture the head of one of 1.6 gigapixels.
func TestHugePicturesAreNotDecoded(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	raw := b.Bytes()
	copy(raw[16:], []byte{0, 0, 0x9C, 0x40, 0, 0, 0x9C, 0x40}) // width and height in IHDR
	if _, err := raster.Decode(raw); err == nil {
		t.Error("a picture of 40 000 by 40 000 was decoded")
	}
	if _, err := raster.Decode([]byte("GIF89a")); err == nil {
		t.Error("half a head was decoded")
	}
}

func FuzzDecode(f *testing.F) {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 3))) // a buffer does not fail
	f.Add(b.Bytes())
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if m, err := raster.Decode(raw); err == nil && m.Bounds().Dx()*m.Bounds().Dy() > raster.MaxPixels {
			t.Errorf("a picture of %v", m.Bounds())
		}
	})
}

func BenchmarkTile(b *testing.B) {
	fonts := text.NewLibrary()
	markup := ""
	for range 40 {
		markup += rich
	}
	_, sheet := open(b, fonts, markup, 900)
	painter := raster.New(fonts)
	dst := image.NewRGBA(image.Rect(0, 0, 900, 512))
	for b.Loop() {
		painter.Paint(dst, sheet, raster.View{Y: 512, Scale: 1})
	}
}
