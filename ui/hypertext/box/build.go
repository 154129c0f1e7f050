package box

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/style"
)

// Build makes the boxes of a document. The root box is that of the html element.
func Build(doc *dom.Document, cascade *style.Cascade) *Box {
	b := builder{cascade: cascade}
	s := cascade.Of(doc.Root, nil)
	root := &Box{Kind: Block, Style: s, Node: doc.Root, ColSpan: 1, RowSpan: 1}
	if s.Display == style.NoBox {
		root.Lines = true
		return root
	}
	b.children(root, doc.Root, s)
	finish(root)
	return root
}

// builder walks over elements.
type builder struct {
	cascade *style.Cascade
	lists   []*counter // of the open lists, innermost last
}

// children appends the boxes of an element's children to box.
func (b *builder) children(box *Box, n *html.Node, s *style.Style) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			box.add(&Box{Kind: Text, Style: s, Node: c, Text: c.Data})
		case html.ElementNode:
			b.element(box, c, s)
		default: // nothing else makes boxes
		}
	}
}

func (b *builder) element(parent *Box, n *html.Node, parentStyle *style.Style) {
	s := b.cascade.Of(n, parentStyle)
	switch s.Display {
	case style.NoBox:
		return
	case style.Contents:
		b.children(parent, n, s)
		return
	default: // makes a box
	}
	box := &Box{Kind: kindOf(n, s), Style: s, Node: n, ColSpan: 1, RowSpan: 1}
	switch {
	case n.DataAtom == atom.Br:
		box.Kind = Break
	case n.DataAtom == atom.Wbr:
		box = &Box{Kind: Text, Style: s, Text: "\u200B"}
	case box.Kind == Cell:
		box.ColSpan, box.RowSpan = span(n, "colspan", maxColSpan), rowSpan(n)
	case box.Kind == Column:
		box.ColSpan = span(n, "span", maxColSpan)
	}
	parent.add(box)
	if box.Kind == Break || box.Kind == Replaced || box.Kind == Text {
		return
	}
	b.list(n, box)
	b.children(box, n, s)
	b.endList(n)
}

// kindOf tells what box an element makes (CSS 2.1 section 9.2.4).
func kindOf(n *html.Node, s *style.Style) Kind {
	if style.IsReplaced(n.DataAtom) {
		return Replaced
	}
	switch s.Display {
	case style.Inline:
		return Inline
	case style.Table, style.InlineTable:
		return Table
	case style.TableRow:
		return Row
	case style.TableRowGroup, style.TableHeaderGroup, style.TableFooterGroup:
		return RowGroup
	case style.TableColumn, style.TableColumnGroup:
		return Column
	case style.TableCell:
		return Cell
	case style.TableCaption:
		return Caption
	default:
		return Block
	}
}

// Browsers cut spans off there (HTML section 4.9.11).
const (
	maxColSpan = 1000
	maxRowSpan = 65534
)

func span(n *html.Node, name string, most int) int {
	v := number(dom.Attr(n, name), 1)
	return max(1, min(most, v))
}

func rowSpan(n *html.Node) int {
	text, ok := dom.Lookup(n, "rowspan")
	if !ok {
		return 1
	}
	return max(0, min(maxRowSpan, number(text, 1)))
}

// number reads the digits at the start of a text; def stands for none.
func number(text string, def int) int {
	text = strings.TrimSpace(text)
	negative := strings.HasPrefix(text, "-")
	n, digits := 0, 0
	for _, r := range strings.TrimLeft(text, "+-") {
		if r < '0' || r > '9' || digits > 8 {
			break
		}
		n = n*10 + int(r-'0')
		digits++
	}
	switch {
	case digits == 0:
		return def
	case negative:
		return -n
	}
	return n
}

// isBlank reports text that collapses to nothing between blocks.
func isBlank(b *Box) bool {
	return b.Kind == Text && !b.Style.KeepSpaces && !b.Style.KeepLines && strings.Trim(b.Text, " \t\n\r\f") == ""
}
