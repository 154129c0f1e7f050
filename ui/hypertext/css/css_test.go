package css

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// show writes declarations as numbers of properties with their values.
func show(list []Declaration) string {
	var out []string
	for _, d := range list {
		text := fmt.Sprintf("%d:%s", d.Property, showValue(d.Value))
		if d.Important {
			text += "!"
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func showValue(v Value) string {
	switch v.Kind {
	case Word, Text:
		return v.Text
	case URL:
		return "url(" + v.Text + ")"
	case RGB:
		return fmt.Sprintf("%s/%d", v.Color.Hex(), v.Color.A)
	case Percent:
		return fmt.Sprintf("%g%%", v.N)
	case Sum, List:
		var parts []string
		for _, p := range v.List {
			parts = append(parts, showValue(p))
		}
		return "[" + strings.Join(parts, ",") + "]"
	default:
		return fmt.Sprintf("%g@%d", v.N, v.Unit)
	}
}

func TestInlineDeclarations(t *testing.T) {
	at := func(p Property, format string) string { return fmt.Sprintf("%d:%s", p, format) }
	for text, want := range map[string]string{
		"color: RED":                       at(TextColor, "#ff0000/255"),
		"color:#abc":                       at(TextColor, "#aabbcc/255"),
		"color: rgba(1, 2, 3, .5)":         at(TextColor, "#010203/128"),
		"color: hsl(120 100% 25%)":         at(TextColor, "#008000/255"),
		"color: 123456":                    "",
		"width: 12pt":                      at(Width, "16@0"),
		"width: 50% !important":            at(Width, "50%") + "!",
		"width: calc(100% - 2 * 10px)":     at(Width, "[100%,-20@0]"),
		"width: -1px":                      "",
		"width: 12px\\9":                   "",
		"width: 5":                         "",
		"margin-left: -2em":                at(MarginLeft, "-2@1"),
		"font-size: var(--x)":              "",
		"*zoom: 1; display: block":         at(Display, "block"),
		"position: nowhere; float: left":   at(Float, "left"),
		"line-height: 1.5":                 at(LineHeight, "1.5@0"),
		"border-spacing: 2px":              at(BorderSpacing, "[2@0,2@0]"),
		"font-family: Arial, \"A B\", x y": at(FontFamily, "[arial,a b,x y]"),
		`font-family: "\5FAE\8F6F"`:        at(FontFamily, "[微软]"),
		"text-decoration: underline red":   at(TextDecoration, "[underline]"),
		"background-image: url( 'a b' )":   at(BackgroundImage, "url(a b)"),
		"margin: inherit": strings.Join([]string{
			at(MarginTop, "inherit"), at(MarginRight, "inherit"), at(MarginBottom, "inherit"), at(MarginLeft, "inherit"),
		}, " "),
		"padding: 1px 2px 3px": strings.Join([]string{
			at(PaddingTop, "1@0"), at(PaddingRight, "2@0"), at(PaddingBottom, "3@0"), at(PaddingLeft, "2@0"),
		}, " "),
		"border-left: solid 1px": strings.Join([]string{
			at(BorderLeftWidth, "1@0"), at(BorderLeftStyle, "solid"), at(BorderLeftColor, "currentcolor"),
		}, " "),
		"font: italic bold 12px/1.5 Arial": strings.Join([]string{
			at(FontStyle, "italic"), at(FontWeight, "bold"), at(FontSize, "12@0"), at(LineHeight, "1.5@0"), at(FontFamily, "[arial]"),
		}, " "),
		"background: #fff url(x.png) no-repeat right top / cover": strings.Join([]string{
			at(BackgroundColor, "#ffffff/255"), at(BackgroundImage, "url(x.png)"), at(BackgroundRepeat, "no-repeat"),
			at(BackgroundPosition, "[100%,0%]"), at(BackgroundSize, "cover"),
		}, " "),
	} {
		if got := show(ParseInline(text, false)); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestQuirksNeedNoUnits(t *testing.T) {
	if got, want := show(ParseInline("width: 5; color: abcdef", true)), fmt.Sprintf("%d:5@0 %d:#abcdef/255", Width, TextColor); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLegacyColors(t *testing.T) {
	for text, want := range map[string]string{
		"fff": "#0f0f0f", "#fff": "#ffffff", "FFFFFF": "#ffffff", "navy": "#000080", "chucknorris": "#c00000", "#12": "#010200",
	} {
		if got, ok := LegacyColor(text); !ok || got.Hex() != want {
			t.Errorf("%s: got %s, want %s", text, got.Hex(), want)
		}
	}
	if _, ok := LegacyColor(" "); ok {
		t.Error("an empty color is one")
	}
}

func TestMedia(t *testing.T) {
	env := Env{Width: 700, Height: 900}
	for query, want := range map[string]bool{
		"screen": true, "print": false, "not print": true, "only screen and (max-width: 600px)": false,
		"(min-width:480px)": true, "screen and (max-width:600px), (min-width: 700px)": true,
		"(prefers-color-scheme: dark)": false, "(unheard-of: 1)": false, "not (unheard-of: 1)": false,
		"screen and (max-device-width: 50em)": true, "(-webkit-min-device-pixel-ratio: 2)": false, "": true,
		"(orientation: portrait)": true, "(max-width: 600": false,
	} {
		if got := (Media{query}).Matches(env); got != want {
			t.Errorf("%s: got %v", query, got)
		}
	}
	if !(Media{"(prefers-color-scheme: dark)"}).Matches(Env{Dark: true}) {
		t.Error("the person prefers dark")
	}
}

func TestSheet(t *testing.T) {
	rules := ParseSheet(`
		<!-- @import url(x.css); @font-face { font-family: x; src: url(y) }
		p, .a > #b.c[x="y z"] { color: red; color: nonsense }
		p:frobnicate, q { color: red }
		a::before { color: red }
		@media screen { @media (min-width: 1px) { i { color: blue } } u { color: green } }
		@supports (display: grid) { b { color: red } }
		s { color: black } -->`, false)
	var got []string
	for _, r := range rules {
		got = append(got, fmt.Sprintf("%s %d %d", r.Selector.Key, len(r.Media), len(r.Declarations)))
	}
	want := []string{"p 0 1", "#b 0 1", "i 2 1", "u 1 1", "b 1 1", "s 0 1"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestKeys(t *testing.T) {
	for selector, want := range map[string]string{
		"p": "p", "DIV": "div", "*": "", ".a.b": ".b", "p.a#b": "#b", "a:not(.x)": "a", "td[class=a]": "td", "u + .body": ".body",
		`[style*="a > b"]`: "", "a:hover": "a", `.a\:b`: "", "x y>z": "z",
	} {
		if got := keyOf(selector); got != want {
			t.Errorf("%s: got %q, want %q", selector, got, want)
		}
	}
}

func FuzzSheet(f *testing.F) {
	for _, seed := range []string{"p{color:red}", "@media x{", "a{b:c(d", `{\}`, "p{margin:calc(1px+", "p{background:url("} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, text string) {
		ParseSheet(text, true)
		ParseInline(text, false)
		Media{text}.Matches(Env{})
		LegacyColor(text)
	})
}
