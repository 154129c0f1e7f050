package hypertext_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/png"
	"testing"

	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/layout"
)

func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOnlyPicturesOfTheMessageHaveASize(t *testing.T) {
	small, large := picture(t, 3, 2), picture(t, 5000, 5000)
	images := hypertext.Inline{Part: func(id string) []byte {
		return map[string][]byte{"a@b": small, "large": large}[id]
	}}
	for address, want := range map[string]float32{
		"data:image/png;base64," + base64.StdEncoding.EncodeToString(small): 3, "cid:a@b": 3, "CID:a@b": 3, "cid:none": 0, "cid:large": 0,
		"https://example.org/x.png": 0, "http://localhost/": 0, "file:///x.png": 0, "x.png": 0, "//example.org/x": 0, "": 0,
		"data:image/png;base64,AAAA": 0, "data:nothing": 0,
	} {
		if w, _, ok := images.Size(address); w != want && ok || ok != (want > 0) {
			t.Errorf("%.40s: got %g, %v", address, w, ok)
		}
	}
	if _, _, ok := (hypertext.Inline{}).Size("cid:a@b"); ok {
		t.Error("a picture without a message")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add("<style>p{float:left}</style><p>x<table><td>y", 400)
	f.Fuzz(func(t *testing.T, markup string, width int) {
		opt := plainOptions()
		opt.Width = float32(max(1, min(width, 5000)))
		opt.Limits.Nodes, opt.Limits.Text, opt.Limits.Depth = 300, 2000, 40
		page, err := hypertext.Open(t.Context(), markup, opt)
		switch {
		case err == nil:
			page.Dump()
		case !errors.Is(err, layout.ErrTooMuch): // what else ends a layout is a mistake of ours
			t.Error(err)
		}
	})
}
