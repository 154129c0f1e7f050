package paint_test

import (
	"testing"

	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/paint"
)

var surface = css.Color{R: 0x1B, G: 0x1F, B: 0x24, A: 255}

// TestDarkTextCanBeRead darkens pages of every combination and measures the contrast of the last text with the last
// background below it.
func TestDarkTextCanBeRead(t *testing.T) {
	colors := []string{"white", "black", "#666", "#ccc", "red", "#00e", "yellow", "#30e3ca", "#fafafa", "#123", "orange", "navy"}
	for _, ground := range colors {
		for _, ink := range colors {
			items := list(t, `<div style="background:`+ground+`"><p style="color:`+ink+`">text</p></div>`)
			below, text := css.Color{}, css.Color{}
			for _, i := range paint.Darken(items, paint.Darkening{Ground: surface}) {
				switch i.Kind {
				case paint.Fill:
					below = i.Color
				case paint.Glyphs:
					text = i.Color
				default:
				}
			}
			if c := css.Contrast(text, below); c < paint.Legible {
				t.Errorf("%s on %s becomes %s on %s: contrast %.2f", ink, ground, text.Hex(), below.Hex(), c)
			}
		}
	}
}

// TestDarkPages looks at single colors.
func TestDarkPages(t *testing.T) {
	shown := func(string) bool { return true }
	for markup, want := range map[string]string{
		`<p>a`:                             "#1b1f24",
		`<body bgcolor=black text=white>a`: "#1b1f24 #000000",
		`<a style="background:#c00;color:#fff">a</a>`: "#1b1f24 #cc0000",
	} {
		got := ""
		for _, i := range paint.Darken(list(t, markup), paint.Darkening{Ground: surface, Shown: shown}) {
			if i.Kind == paint.Fill {
				got += " " + i.Color.Hex()
			}
		}
		if got[1:] != want {
			t.Errorf("%s: backgrounds%s, want %s", markup, got, want)
		}
	}
	on := list(t, `<table background="https://example.org/x"><tr><td style="color:#222">text</table>`)
	for _, c := range []struct {
		shown bool
		want  string
	}{{true, "#222222"}, {false, ""}} {
		for _, i := range paint.Darken(on, paint.Darkening{Ground: surface, Shown: func(string) bool { return c.shown }}) {
			if i.Kind == paint.Glyphs && (i.Color.Hex() == "#222222") != (c.want != "") {
				t.Errorf("text on a picture that is shown %t: %s", c.shown, i.Color.Hex())
			}
		}
	}
}
