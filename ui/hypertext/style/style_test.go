package style

import (
	"testing"

	"golang.org/x/net/html"

	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/dom"
)

// styled returns the style of the element with the id x.
func styled(t *testing.T, markup string) *Style {
	t.Helper()
	doc := dom.Parse(markup, dom.Limits{})
	c := New(doc, Options{Env: css.Env{Width: 700, Height: 900}})
	var found *Style
	var visit func(n *html.Node, parent *Style)
	visit = func(n *html.Node, parent *Style) {
		if n.Type != html.ElementNode {
			return
		}
		s := c.Of(n, parent)
		if dom.Attr(n, "id") == "x" {
			found = s
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			visit(child, s)
		}
	}
	visit(doc.Root, nil)
	if found == nil {
		t.Fatalf("%s has no element x", markup)
	}
	return found
}

const standard = "<!DOCTYPE html>"

func TestCascadeOrder(t *testing.T) {
	for markup, want := range map[string]string{
		`<style>p{color:red}</style><p id=x style="color:blue">`:                         "#0000ff",
		`<style>p{color:red!important}</style><p id=x style="color:blue">`:               "#ff0000",
		`<style>p{color:red!important}</style><p id=x style="color:blue!important">`:     "#0000ff",
		`<style>.a{color:red} p{color:blue}</style><p id=x class=a>`:                     "#ff0000",
		`<style>p{color:red} p{color:blue}</style><p id=x>`:                              "#0000ff",
		`<style>#x{color:red} div .a.b.c{color:blue}</style><div><p id=x class="a b c">`: "#ff0000",
		`<style>font{color:red}</style><font id=x color=blue>`:                           "#ff0000",
		`<font id=x color=blue>`:                                                                 "#0000ff",
		`<div style="color:red"><p id=x>`:                                                        "#ff0000",
		`<div style="color:red"><p id=x style="color:initial">`:                                  "#000000",
		`<a id=x href=y>`:                                                                        "#0000ee",
		`<body link=red><a id=x href=y>`:                                                         "#ff0000",
		`<div style="color:red"><a id=x href=y style="color:inherit">`:                           "#ff0000",
		`<style>@media (max-width:600px){p{color:red}}</style><p id=x>`:                          "#000000",
		`<style>[data-ogsc] p, u + .body p{color:red}</style><body class=body><p id=x>`:          "#000000",
		`<style>a:visited{color:red} a:hover{color:red} a:link{color:lime}</style><a id=x href>`: "#00ff00",
	} {
		if got := styled(t, standard+markup).Color.Hex(); got != want {
			t.Errorf("%s: got %s, want %s", markup, got, want)
		}
	}
}

func TestComputedValues(t *testing.T) {
	for markup, check := range map[string]func(*Style) bool{
		`<div style="font-size:20px"><p id=x style="font-size:1.5em;margin:1em">`: func(s *Style) bool { return s.FontSize == 30 && s.Margin[0].Px == 30 },
		`<div style="font-size:20px"><p id=x style="font-size:50%">`:              func(s *Style) bool { return s.FontSize == 10 },
		`<p id=x style="font-size:1rem;width:10vw">`:                              func(s *Style) bool { return s.FontSize == 16 && s.Width.Px == 70 },
		`<font id=x size="+2">`:              func(s *Style) bool { return s.FontSize == 24 },
		`<font id=x size=7 face="A, 'B C'">`: func(s *Style) bool { return s.FontSize == 48 && len(s.Families) == 2 && s.Families[1] == "b c" },
		`<div style="line-height:2;font-size:10px"><p id=x style="font-size:20px">`: func(s *Style) bool { return s.LineHeight == LineHeight{Times, 2} },
		`<div style="line-height:200%"><p id=x style="font-size:9px">`:              func(s *Style) bool { return s.LineHeight == LineHeight{Exactly, 32} },
		`<p id=x style="border:1px solid;color:red">`:                               func(s *Style) bool { return s.Border[2].Width == 1 && s.Border[2].Color.R == 255 },
		`<p id=x style="border:5px none red">`:                                      func(s *Style) bool { return s.Border[0].Width == 0 },
		`<span id=x style="float:left">`:                                            func(s *Style) bool { return s.Display == Block && s.Original == Inline },
		`<u><b id=x style="text-decoration:none">`:                                  func(s *Style) bool { return s.Underline },
		`<u><b id=x style="display:inline-block">`:                                  func(s *Style) bool { return !s.Underline },
		`<b><b id=x style="font-weight:bolder">`:                                    func(s *Style) bool { return s.Weight == 900 },
		`<p id=x hidden>`:                                                           func(s *Style) bool { return s.Display == NoBox },
		`<center><table id=x>`:                                                      func(s *Style) bool { return s.Align == AlignStart },
		`<p id=x align=center>`:                                                     func(s *Style) bool { return s.Align == BlocksCenter },
		`<table id=x align=left width="50%">`:                                       func(s *Style) bool { return s.Float == LeftSide && s.Width.Pct == 50 },
		`<table id=x align=center cellspacing=3>`:                                   func(s *Style) bool { return s.Margin[1].Kind == Auto && s.SpacingX == 3 },
		`<table cellpadding=7 border=2><td id=x>`:                                   func(s *Style) bool { return s.Padding[0].Px == 7 && s.Border[0].Line == Inset },
		`<table><td id=x width="600px" height=0>`:                                   func(s *Style) bool { return s.Width.Px == 600 && s.Height.Kind == Auto },
		`<img id=x border=2 hspace=5 align=right>`:                                  func(s *Style) bool { return s.Border[3].Width == 2 && s.Margin[1].Px == 5 && s.Float == RightSide },
		`<body id=x topmargin=0 bgcolor=red>`:                                       func(s *Style) bool { return s.Margin[0].Px == 0 && s.Margin[1].Px == 8 && s.Background.R == 255 },
		`<hr id=x size=5 color=red noshade>`:                                        func(s *Style) bool { return s.Height.Px == 3 && s.Border[0].Line == Solid },
		`<p id=x style="white-space:pre-line;opacity:50%;z-index:3">`:               func(s *Style) bool { return s.KeepLines && !s.KeepSpaces && s.Opacity == 0.5 && s.ZIndex == 3 },
	} {
		if !check(styled(t, standard+markup)) {
			t.Errorf("%s: got %+v", markup, *styled(t, standard+markup))
		}
	}
}

func TestQuirksTablesInheritLittle(t *testing.T) {
	const markup = `<body text=blue><div style="color:red;font-size:30px"><table id=x>`
	if s := styled(t, markup); s.FontSize != 16 || s.Color.Hex() != "#0000ff" {
		t.Errorf("quirks: got %g px in %s", s.FontSize, s.Color.Hex())
	}
	if s := styled(t, standard+markup); s.FontSize != 30 || s.Color.Hex() != "#ff0000" {
		t.Errorf("standard: got %g px in %s", s.FontSize, s.Color.Hex())
	}
}

func TestEverySetterIsThere(t *testing.T) {
	for p := css.FontSize; p < css.NumProperties; p++ {
		if setters[p].set == nil || setters[p].take == nil {
			t.Errorf("property %d has no setter", p)
		}
	}
}

func FuzzStyle(f *testing.F) {
	f.Add("p{font:1em/2 x;margin:calc(1% + 2em)}", "border:thick groove", "50%")
	f.Fuzz(func(t *testing.T, sheet, inline, attribute string) {
		doc := dom.Parse("<p><table><td id=x>", dom.Limits{})
		doc.Styles = []string{sheet}
		c := New(doc, Options{})
		n := &html.Node{Type: html.ElementNode, Data: "td", Attr: []html.Attribute{
			{Key: "style", Val: inline}, {Key: "width", Val: attribute}, {Key: "bgcolor", Val: attribute},
		}}
		s := c.Of(doc.Root, nil)
		if c.Of(n, s).FontSize < 0 {
			t.Fatal("a font of negative size")
		}
	})
}
