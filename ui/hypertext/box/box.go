package box

import (
	"golang.org/x/net/html"

	"letterbox/ui/hypertext/style"
)

// Kind tells how a box is laid out.
type Kind uint8

// The kinds of boxes.
const (
	Block     Kind = iota // a block container: block-level, or a cell, caption or inline block
	Inline                // an inline box: its children stand in the lines of a block container around it
	Text                  // characters
	Break                 // a forced line break
	Replaced              // a picture or a form control
	Table                 // the table itself; captions are among its children
	RowGroup              // rows, of thead, tbody or tfoot
	Row                   // cells
	Cell                  // a block container in a row
	Column                // a col or colgroup element
	Caption               // a block container above or below a table
	MarkerBox             // the text of a list marker inside the first line
)

// Box is a box of the document.
type Box struct {
	Kind     Kind
	Style    *style.Style
	Node     *html.Node // nil for anonymous boxes; of a Text its text node
	Parent   *Box
	Children []*Box

	Text    string       // of Text and MarkerBox, as in the document
	Marker  string       // of a list item whose marker stands outside
	ColSpan int          // of cells and columns, at least 1
	RowSpan int          // of cells; 0 for all rows that remain
	Inside  *style.Style // of the inline box that a block was taken out of, nil for most
	Lines   bool         // a block container whose children are inline-level
}

// IsBlockContainer reports a box that contains blocks or lines.
func (b *Box) IsBlockContainer() bool { return b.Kind == Block || b.Kind == Cell || b.Kind == Caption }

// IsInlineLevel reports a box that stands in a line.
func (b *Box) IsInlineLevel() bool {
	switch b.Kind {
	case Text, Inline, Break, MarkerBox:
		return true
	case Block, Replaced, Table:
		return b.Style.IsInlineLevel() && !b.Style.OutOfFlow()
	default:
		return false
	}
}

// IsAtomic reports an inline-level box that its line treats as one character (CSS 2.1 section 9.2.2).
func (b *Box) IsAtomic() bool {
	switch b.Kind {
	case Block, Replaced, Table:
		return b.IsInlineLevel()
	default:
		return false
	}
}

// NewFormattingContext reports a box whose floats and margins do not mix with those around it (CSS 2.1 section
// 9.4.1).
func (b *Box) NewFormattingContext() bool {
	switch b.Kind {
	case Cell, Caption, Table, Replaced:
		return true
	default:
		s := b.Style
		return s.OutOfFlow() || s.Display == style.InlineBlock || s.Display == style.FlowRoot || s.Clips && b.Node != nil
	}
}

// add appends a child.
func (b *Box) add(c *Box) {
	c.Parent = b
	b.Children = append(b.Children, c)
}

// anonymous returns a box without an element inside of b.
func (b *Box) anonymous(kind Kind, d style.Display) *Box {
	return &Box{Kind: kind, Style: b.Style.Child(d), ColSpan: 1, RowSpan: 1}
}
