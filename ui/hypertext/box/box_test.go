package box

import (
	"fmt"
	"strings"
	"testing"

	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/style"
)

var kindNames = map[Kind]string{
	Block: "block", Inline: "inline", Text: "text", Break: "br", Replaced: "img", Table: "table", RowGroup: "group", Row: "row",
	Cell: "cell", Column: "col", Caption: "caption", MarkerBox: "marker",
}

// tree writes the boxes of a body in brackets; anonymous ones have a star.
func tree(markup string) string {
	doc := dom.Parse("<!DOCTYPE html>"+markup, dom.Limits{})
	root := Build(doc, style.New(doc, style.Options{}))
	var b strings.Builder
	show(&b, root.Children[len(root.Children)-1])
	return b.String()
}

func show(b *strings.Builder, x *Box) {
	b.WriteString(kindNames[x.Kind])
	if x.Node == nil {
		b.WriteString("*")
	}
	if x.Kind == Text {
		fmt.Fprintf(b, "%q", x.Text)
	}
	if len(x.Children) > 0 {
		b.WriteString("(")
		for i, c := range x.Children {
			if i > 0 {
				b.WriteString(" ")
			}
			show(b, c)
		}
		b.WriteString(")")
	}
}

func TestBoxes(t *testing.T) {
	for markup, want := range map[string]string{
		`a<p>b</p>c`:                              `block(block*(text"a") block(text"b") block*(text"c"))`,
		`<p>a</p> <p>b</p>`:                       `block(block(text"a") block(text"b"))`,
		`<b>a<div>b</div>c</b>`:                   `block(block*(inline(text"a")) block(text"b") block*(inline(text"c")))`,
		`a<img><br>`:                              `block(text"a" img br)`,
		`<p style="display:none">a</p>b`:          `block(text"b")`,
		`<div style="display:contents">a</div>`:   `block(text"a")`,
		`<table><tr><td>a</table>`:                `block(table(group(row(cell(text"a")))))`,
		`<div style="display:table-cell">a</div>`: `block(table*(group*(row*(cell(text"a")))))`,
		`<table><tr><td style="display:block">a</td><td style="display:block">b</td></table>`: `block(table(group(row(cell*(block(text"a") block(text"b"))))))`,
		`<span style="display:table">a</span>`:                                                `block(table(group*(row*(cell*(text"a")))))`,
		`<table><caption>a</caption><colgroup><col></colgroup><tr></table>`:                   `block(table(caption(text"a") col(col) group(row)))`,
		`a<i style="float:left">b</i>`:                                                        `block(text"a" block(text"b"))`,
		`<i style="float:left">b</i><p>a`:                                                     `block(block(text"b") block(text"a"))`,
	} {
		if got := tree(markup); got != want {
			t.Errorf("%s\n got %s\nwant %s", markup, got, want)
		}
	}
}

func TestMarkers(t *testing.T) {
	for n, want := range map[int][]string{
		1: {"•", "1.", "01.", "i.", "A.", "α."}, 4: {"•", "4.", "04.", "iv.", "D.", "δ."}, 28: {"•", "28.", "28.", "xxviii.", "AB.", "αδ."},
		0: {"•", "0.", "00.", "0.", "0.", "0."},
	} {
		for i, kind := range []style.ListType{style.Disc, style.Decimal, style.DecimalZero, style.LowerRoman, style.UpperAlpha, style.LowerGreek} {
			if got := Marker(kind, n); got != want[i] {
				t.Errorf("marker %d of %d: got %s, want %s", kind, n, got, want[i])
			}
		}
	}
}

func TestItemsAreNumbered(t *testing.T) {
	doc := dom.Parse(`<!DOCTYPE html><ol start=3><li>a<ul><li>b</ul><li>c<li value=9>d<li>e</ol>`, dom.Limits{})
	var got []string
	var visit func(b *Box)
	visit = func(b *Box) {
		if b.Marker != "" {
			got = append(got, b.Marker)
		}
		for _, c := range b.Children {
			visit(c)
		}
	}
	visit(Build(doc, style.New(doc, style.Options{})))
	if text := strings.Join(got, " "); text != "3. ◦ 4. 9. 10." {
		t.Errorf("got %s", text)
	}
}

func FuzzBuild(f *testing.F) {
	f.Add("<table><p><td>a<caption>b<li><ol><b><div>")
	f.Fuzz(func(t *testing.T, markup string) {
		doc := dom.Parse(markup, dom.Limits{Nodes: 500, Depth: 40})
		obey(t, Build(doc, style.New(doc, style.Options{})))
	})
}

// obey checks what the package promises.
func obey(t *testing.T, b *Box) {
	for _, c := range b.Children {
		fits := true
		switch b.Kind {
		case Table:
			fits = c.Kind == RowGroup || c.Kind == Caption || c.Kind == Column
		case RowGroup:
			fits = c.Kind == Row
		case Row:
			fits = c.Kind == Cell
		default:
			fits = !b.IsBlockContainer() || b.Lines == c.IsInlineLevel() || c.Style.OutOfFlow()
		}
		if !fits {
			t.Fatalf("a %s holds a %s", kindNames[b.Kind], kindNames[c.Kind])
		}
		obey(t, c)
	}
}
