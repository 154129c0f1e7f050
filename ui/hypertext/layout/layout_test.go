package layout_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/style"
	"letterbox/ui/hypertext/text"
)

// pictures are all 200 by 100.
type pictures struct{}

func (pictures) Size(string) (w, h float32, ok bool) { return 200, 100, true }

// fonts is read once: tests of this package do not run beside each other.
var fonts = sync.OnceValue(text.NewLibrary)

func lay(ctx context.Context, markup string, limits dom.Limits) (*layout.Fragment, error) {
	doc := dom.Parse(markup, limits)
	root := box.Build(doc, style.New(doc, style.Options{Env: css.Env{Width: 700, Height: 900}}))
	return layout.Lay(ctx, root, layout.Options{
		Width: 700, Height: 900, Mode: doc.Mode, Fonts: fonts(), Images: pictures{},
	})
}

// places writes the border boxes of the elements with an id as "id x,y wxh", in px.
func places(t *testing.T, markup string) string {
	t.Helper()
	page, err := lay(context.Background(), markup, dom.Limits{})
	if err != nil {
		t.Fatalf("%s: %v", markup, err)
	}
	var out []string
	var visit func(f *layout.Fragment, x, y layout.Unit)
	visit = func(f *layout.Fragment, x, y layout.Unit) {
		x, y = x+f.X, y+f.Y
		if f.Box != nil && f.Box.Node != nil && f.Text == nil {
			if id := dom.Attr(f.Box.Node, "id"); id != "" {
				out = append(out, fmt.Sprintf("%s %.4g,%.4g %.4gx%.4g", id, x.Px(), y.Px(), f.W.Px(), f.H.Px()))
			}
		}
		for _, c := range f.Children {
			visit(c, x, y)
		}
	}
	visit(page, 0, 0)
	return strings.Join(out, "; ")
}

// plain begins a document in which text takes no room and the body has no margin.
const plain = `<!DOCTYPE html><style>body{margin:0;font-size:0;line-height:0} div,td{height:10px;padding:0}</style>`

func TestPlaces(t *testing.T) {
	for markup, want := range map[string]string{
		// Block formatting (CSS 2.1 sections 8.3.1 and 10.3.3).
		`<div id=a style="width:100px;margin:0 auto">`:                                                               "a 300,0 100x10",
		`<div id=a style="margin-left:10%;margin-right:20px">`:                                                       "a 70,0 610x10",
		`<div id=a style="width:100px;padding:5px;border:1px solid;box-sizing:border-box">`:                          "a 0,0 100x12",
		`<div style="margin-bottom:20px"></div><div id=a style="margin-top:30px">`:                                   "a 0,40 700x10",
		`<div style="margin-bottom:20px"></div><div id=a style="margin-top:-5px">`:                                   "a 0,25 700x10",
		`<div id=a style="height:auto"><div id=b style="margin-top:30px">`:                                           "a 0,30 700x10; b 0,30 700x10",
		`<div id=a style="height:auto;padding-top:1px"><div id=b style="margin-top:30px">`:                           "a 0,0 700x41; b 0,31 700x10",
		`<div style="height:0;margin:10px 0 20px"></div><div id=a style="margin-top:15px">`:                          "a 0,20 700x10",
		`<div id=a style="height:auto"><div style="margin-bottom:9px"></div></div><div id=b style="margin-top:5px">`: "a 0,0 700x10; b 0,19 700x10",
		`<div style="width:300px;min-width:400px;max-width:350px" id=a>`:                                             "a 0,0 400x10",
		`<center style="height:auto"><div id=a style="width:100px">`:                                                 "a 300,0 100x10",
		`<div id=a style="height:200px"><div id=b style="height:50%">`:                                               "a 0,0 700x200; b 0,0 700x100",

		// Floats (section 9.5).
		`<div id=a style="float:left;width:50px"></div><div id=b style="float:right;width:60px"></div><div id=c style="clear:both">`: "a 0,0 50x10; b 640,0 60x10; c 0,10 700x10",
		`<div id=a style="float:left;width:50px"></div><div id=b style="overflow:hidden">`:                                           "a 0,0 50x10; b 50,0 650x10",
		`<div id=a style="float:left;width:400px"></div><div id=b style="float:left;width:400px">`:                                   "a 0,0 400x10; b 0,10 400x10",
		`<table id=a align=left width=100 height=9></table><table id=b align=left width=200 height=9></table>`:                       "a 0,0 100x9; b 100,0 200x9",

		// Inline formatting (section 9.4.2) and pictures (section 10.3.2).
		`<div style="height:auto;text-align:center"><img id=a src=x>`:                   "a 250,0 200x100",
		`<div style="height:auto"><img id=a src=x width=50><img id=b src=x height=200>`: "a 0,175 50x25; b 50,0 400x200",
		`<div style="width:120px;height:auto"><img id=a src=x style="max-width:100%">`:  "a 0,0 120x60",
		`<div style="height:auto;width:300px"><img id=a src=x><img id=b src=x>`:         "a 0,0 200x100; b 0,100 200x100",

		// Thirds fill their row.
		`<div id=a style="display:inline-block;width:33.33333%"></div><div id=b style="display:inline-block;width:33.33333%"></div><div id=c style="display:inline-block;width:33.33333%">`: "a 0,0 233.3x10; b 233.3,0 233.3x10; c 466.7,0 233.3x10",

		// Pictures on a line.
		`<div style="height:auto"><img id=a src=x height=10 style="vertical-align:top"><img id=b src=x height=30>`: "a 0,0 20x10; b 20,0 60x30",
		`<div dir=rtl style="height:auto"><img id=a src=x width=100><img id=b src=x width=200>`:                    "b 400,0 200x100; a 600,50 100x50",

		// Tables (chapter 17).
		`<table cellspacing=0><tr><td id=a width=100><td id=b width=200></table>`:                                  "a 0,0 100x10; b 100,0 200x10",
		`<table width=300 cellspacing=0><tr><td id=a width="25%"><td id=b></table>`:                                "a 0,0 75x10; b 75,0 225x10",
		`<table id=t cellspacing=5><tr><td id=a width=50><td id=b width=50></table>`:                               "t 0,0 115x20; a 5,5 50x10; b 60,5 50x10",
		`<table cellspacing=0><tr><td id=a colspan=2><tr><td width=30 id=b><td width=40 id=c></table>`:             "a 0,0 70x10; b 0,10 30x10; c 30,10 40x10",
		`<table cellspacing=0><tr><td id=a rowspan=2 width=10><td id=b width=10><tr><td id=c></table>`:             "a 0,0 10x20; b 10,0 10x10; c 10,10 10x10",
		`<table cellspacing=0 height=60><tr><td width=9><div id=a style="width:9px"></div></table>`:                "a 0,25 9x10",
		`<table cellspacing=0 height=60><tr><td valign=top><div id=a style="width:9px"></div></table>`:             "a 0,0 9x10",
		`<table id=a style="border-collapse:collapse"><tr><td id=b style="border:4px solid" width=20></table>`:     "a 0,0 28x18; b 2,2 24x14",
		`<table width=90 cellspacing=0 style="table-layout:fixed"><tr><td id=a width=60><td id=b></table>`:         "a 0,0 60x10; b 60,0 30x10",
		`<table id=a cellspacing=0 width="100%" style="max-width:400px;margin:0 auto"><tr><td></table>`:            "a 150,0 400x10",
		`<table cellspacing=0 id=a><caption><div id=b style="width:5px"></div></caption><tr><td width=80></table>`: "a 0,0 80x20; b 37.5,0 5x10; a 0,10 80x10",

		// Positions (sections 9.4.3 and 10.3.7).
		`<div style="position:relative;left:5px;top:6px" id=a></div><div id=b>`:                                          "a 5,6 700x10; b 0,10 700x10",
		`<div style="position:relative;height:50px"><div id=a style="position:absolute;right:5px;bottom:6px;width:7px">`: "a 688,34 7x10",
	} {
		if got := places(t, plain+markup); got != want {
			t.Errorf("%s\n got %s\nwant %s", markup, got, want)
		}
	}
}

func TestQuirks(t *testing.T) {
	for markup, want := range map[string]string{
		`<body id=a>`: "a 8,8 684x884",
		`<body style="margin:0"><table cellspacing=0 cellpadding=0 id=a height="100%"><td width=5></table>`: "a 0,0 5x900",
		`<body style="margin:0"><p id=a style="font-size:10px;height:3px">`:                                 "a 0,0 700x3",
	} {
		if got := places(t, markup); got != want {
			t.Errorf("%s: got %s, want %s", markup, got, want)
		}
	}
}

func TestMuchWorkEnds(t *testing.T) {
	doc := dom.Parse(strings.Repeat("<p>text", 1000), dom.Limits{})
	root := box.Build(doc, style.New(doc, style.Options{}))
	_, err := layout.Lay(context.Background(), root, layout.Options{Width: 700, Fonts: fonts(), Steps: 100})
	if !errors.Is(err, layout.ErrTooMuch) {
		t.Errorf("got %v", err)
	}
}

func FuzzLay(f *testing.F) {
	for _, seed := range []string{
		`<table border=1><tr><td rowspan=0 colspan=3 width="50%">a<td>b<tr><td height=9>c<caption>d</table>`,
		`<p style="float:left;width:30%">a<b style="display:inline-block;vertical-align:top">b</b></p><hr><ul><li>c`,
		`<div style="position:relative"><i style="position:absolute;right:1em">a</i><img src=x width=10% align=right>مرحبا 你好`,
		`<div dir=rtl style="text-align:justify;white-space:pre-wrap;letter-spacing:-9px">a b	c`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, markup string) {
		page, err := lay(context.Background(), markup, dom.Limits{Nodes: 300, Depth: 40, Text: 2000})
		if err != nil && !errors.Is(err, layout.ErrTooMuch) {
			t.Fatal(err)
		}
		if err == nil && page.Extent() < 0 {
			t.Fatal("a page of negative height")
		}
	})
}
