package selection_test

import (
	"context"
	"strings"
	"testing"

	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/selection"
	"letterbox/ui/hypertext/text"
)

func index(t *testing.T, markup string) *selection.Index {
	t.Helper()
	page, err := hypertext.Open(context.Background(), "<!DOCTYPE html>"+markup, hypertext.Options{
		Width: 400, Height: 300, Fonts: text.NewLibrary(), Images: hypertext.Placeholder{},
	})
	if err != nil {
		t.Fatal(err)
	}
	return selection.New(page.Root)
}

func TestCopiedTextKeepsItsShape(t *testing.T) {
	for markup, want := range map[string]string{
		`<p>one <b>two</b> three<p>four`:                                   "one two three\nfour",
		`<table><tr><td>a<td>b<tr><td>c<td>d</table>e`:                     "a\tb\nc\td\ne",
		`<ul><li>a<li>b</ul>`:                                              "a\nb",
		`a&nbsp;b&zwnj;&shy;c`:                                             "a bc",
		`<div>a<div>b</div></div><div><div>c`:                              "a\nb\nc",
		`<p style="width:60px">` + strings.Repeat("word ", 10) + `end</p>`: strings.Repeat("word ", 10) + "end",
	} {
		x := index(t, markup)
		if got := strings.TrimRight(x.Copy(selection.Range{From: len([]rune(x.Text())), To: 0}), "\n"); got != want {
			t.Errorf("%s: got %q, want %q", markup, got, want)
		}
	}
}

func TestHitsAreWhereTextIs(t *testing.T) {
	x := index(t, `<p>before <a href="https://example.org/">a link</a> after<p><a href="javascript:x"><img src=y></a>`)
	found := x.Find("A  LINK", 10)
	if len(found) != 1 || x.Copy(found[0]) != "a link" {
		t.Fatalf("found %v", found)
	}
	rects := x.Rects(found[0])
	if len(rects) != 1 {
		t.Fatalf("got %d places", len(rects))
	}
	r := rects[0]
	hit := x.At(r.X+r.W/2, r.Y+r.H/2)
	if hit.Link != "https://example.org/" || !hit.Text || hit.Position <= found[0].From || hit.Position >= found[0].To {
		t.Errorf("hit %+v", hit)
	}
	if word := x.Copy(x.Word(hit.Position)); word != "link" && word != "a" {
		t.Errorf("the word there is %q", word)
	}
	if c, ok := x.Caret(found[0].From); !ok || c.X != r.X {
		t.Errorf("the caret stands at %v, the link at %v", c, r)
	}
	if far := x.At(390*layout.One, 1000*layout.One); far.Text || far.Link != "" {
		t.Errorf("hit %+v far from everything", far)
	}
	image := x.At(20*layout.One, 80*layout.One)
	if image.Image == nil || image.Link != "" {
		t.Errorf("hit %+v, want a picture without a link", image)
	}
}

func TestPositionsComeBack(t *testing.T) {
	x := index(t, `<p>some text, long enough for two lines on a page that is not wide at all, as here<p dir=rtl>שלום עולם`)
	for at := range []rune(x.Text()) {
		c, ok := x.Caret(at)
		if !ok {
			continue
		}
		if got, _ := x.Caret(x.At(c.X, c.Y+c.H/2).Position); got.X != c.X {
			t.Errorf("position %d stands at %v, where %v is found", at, c, got)
		}
	}
}

func TestFindLeavesOutWhatNobodySees(t *testing.T) {
	x := index(t, `<p style="font-size:1px">secret<p>seen <b style="visibility:hidden">seen</b> SEEN`)
	if got := len(x.Find("seen", 10)); got != 2 {
		t.Errorf("found %d places", got)
	}
	if got := len(x.Find("secret", 10)) + len(x.Find(" ", 10)) + len(x.Find("nowhere", 10)); got != 0 {
		t.Errorf("found %d places", got)
	}
	if got := len(x.Find("seen", 1)); got != 1 {
		t.Errorf("found %d places, asked for one", got)
	}
}

func TestOnlySafeLinksLeadAnywhere(t *testing.T) {
	for href, want := range map[string]string{
		"https://example.org": "https://example.org", " HTTP://example.org ": "HTTP://example.org", "mailto:a@b": "mailto:a@b",
		"tel:1": "tel:1", "#top": "#top", "javascript:alert(1)": "", "java\nscript:alert(1)": "", "\x01javascript:x": "",
		"data:text/html,x": "", "vbscript:x": "", "file:///etc/passwd": "", "//example.org": "", "x.html": "", "": "", "https:": "",
		"ht\ttps://example.org": "https://example.org", "blob:x": "", "cid:x": "", "smb://x/y": "",
	} {
		if got := selection.SafeLink(href); got != want {
			t.Errorf("%q: got %q, want %q", href, got, want)
		}
	}
}
