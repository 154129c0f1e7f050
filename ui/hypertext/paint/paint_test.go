package paint_test

import (
	"context"
	"strings"
	"testing"

	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/paint"
	"letterbox/ui/hypertext/text"
)

func list(t *testing.T, markup string) []paint.Item {
	t.Helper()
	page, err := hypertext.Open(context.Background(), "<!DOCTYPE html>"+markup, hypertext.Options{
		Width: 400, Height: 300, Fonts: text.NewLibrary(), Images: hypertext.Placeholder{},
	})
	if err != nil {
		t.Fatal(err)
	}
	return paint.List(page.Root, 400*layout.One, layout.FromPx(page.Height))
}

// order writes the kinds of items, fills with their colors and glyphs with their characters.
func order(items []paint.Item) string {
	var out []string
	for _, i := range items {
		switch i.Kind {
		case paint.Fill:
			out = append(out, i.Color.Hex())
		case paint.Glyphs:
			out = append(out, strings.TrimSpace(string(i.Text.Paragraph.Chars[i.Text.Start:i.Text.End])))
		case paint.Border:
			out = append(out, "border")
		case paint.Picture:
			out = append(out, "picture")
		case paint.Content:
			out = append(out, "content")
		case paint.Underline:
			out = append(out, "line")
		case paint.Marker:
			out = append(out, i.Label)
		}
	}
	return strings.Join(out, " ")
}

func TestPaintingOrder(t *testing.T) {
	for markup, want := range map[string]string{
		`<p>a`: "#ffffff a",
		`<body bgcolor=red><p style="background:lime">a`:                                                                         "#ffffff #ff0000 #00ff00 a",
		`<div style="background:red">a<div style="background:blue">b</div></div>`:                                                "#ffffff #ff0000 #0000ff a b",
		`<div style="background:red">a</div><div style="float:left;background:lime">b</div><div style="background:blue">c</div>`: "#ffffff #ff0000 #0000ff #00ff00 b a c",
		`<div style="position:relative;background:red">a</div>b`:                                                                 "#ffffff b #ff0000 a",
		`<div style="position:relative;z-index:-1;background:red">a</div>b`:                                                      "#ffffff #ff0000 a b",
		`<a href=x style="border-bottom:1px solid">a</a><img src=x><s>b</s>`:                                                     "#ffffff border a line content b line",
		`<ul><li>a</ul><div style="background:url(x)">b`:                                                                         "#ffffff picture • a b",
		`<p style="visibility:hidden;background:red">a<p style="opacity:0">b`:                                                    "#ffffff",
		`<table bgcolor=red><tr><td bgcolor=blue>a</table>`:                                                                      "#ffffff #ff0000 #0000ff a",
	} {
		if got := order(list(t, markup)); got != want {
			t.Errorf("%s\n got %s\nwant %s", markup, got, want)
		}
	}
}

func TestClipsAndOpacityAddUp(t *testing.T) {
	items := list(t, `<div style="overflow:hidden;width:50px;height:20px;opacity:.5"><div style="opacity:.5;background:red;width:200px;height:200px">`)
	last := items[len(items)-1]
	if last.Opacity != 0.25 || last.Clip.W != 50*layout.One || last.Clip.H != 20*layout.One || last.Rect.W != 200*layout.One {
		t.Errorf("got %+v", last)
	}
}
