package layout

import (
	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
	"letterbox/ui/hypertext/text"
)

// Fragment is the place of a box, or of the part of a box on one line. X and Y are relative to the parent fragment;
// both are those of border boxes.
type Fragment struct {
	Box      *box.Box // nil for a line
	X, Y     Unit
	W, H     Unit
	Children []*Fragment
	Text     *Text // of characters
	Line     bool  // a line: its children are inline boxes, each before what it contains, texts and atomic boxes

	Border   [4]Unit // used widths, which differ from the style's where cells share borders
	Shared   *Shared // of tables and cells that share borders, nil for all others
	First    bool    // of an inline box: its first fragment, with the left edge
	Last     bool    // and its last one, with the right edge
	Marker   *Marker // of a list item
	baseline Unit    // of the first line, from the top
	hasLine  bool    // baseline has a meaning
	lastLine Unit    // baseline of the last line
	static   bool    // stands for an absolutely positioned box, which is laid out at the end
}

// Shared are the lines around a cell that shares them with its neighbours. They stand half outside of it: the widths
// are those of the whole lines. A table that shares its borders has none of its own.
type Shared struct {
	Lines  [4]style.Border
	Widths [4]Unit
}

// Text is a run of characters on one line, all of one box.
type Text struct {
	Paragraph  *Paragraph
	Item       int // index of the shaped item in Paragraph
	Start, End int // characters of the paragraph
	Ascent     Unit
	Extra      Unit // added to every space by justification
	RTL        bool
}

// Marker is the text of a list marker. X and Y place its right end and base line relative to the item's fragment.
type Marker struct {
	Text string
	X, Y Unit
}

// Paragraph is the text of all lines of one block container.
type Paragraph struct {
	Chars []rune
	items []item
	marks []bool // a line may break before the character
	blank bool   // nothing in it makes a line
}

// itemKind tells what stands at a place of a paragraph.
type itemKind uint8

const (
	itemText itemKind = iota
	itemOpen
	itemClose
	itemAtomic
	itemFloat
	itemAbsolute
	itemBreak
)

// item is one part of a paragraph: characters of one style, an edge of an inline box, or a box.
type item struct {
	kind       itemKind
	box        *box.Box
	start, end int // characters; a break or an atomic box is one
	shaped     text.Shaped
	stack      *text.Stack
	rtl        bool
}

// Shaped returns the glyphs of the item that t belongs to, and the index of the first character they are for.
func (t *Text) Shaped() (shaped text.Shaped, first int) {
	it := &t.Paragraph.items[t.Item]
	return it.shaped, it.start
}

// Edges returns where the characters of the text begin, from its own beginning on, and at the end where the last
// one ends. In a text that is read from right to left they are counted from the right.
func (t *Text) Edges() []Unit {
	it := &t.Paragraph.items[t.Item]
	edges := make([]Unit, 1, t.End-t.Start+1)
	var px float32
	spaces := Unit(0)
	for i := t.Start; i < t.End; i++ {
		px += it.shaped.Advances[i-it.start]
		if t.Extra != 0 && t.Paragraph.Chars[i] == ' ' {
			spaces++
		}
		edges = append(edges, FromPx(px)+spaces*t.Extra)
	}
	return edges
}

// width returns the width of all characters.
func (t *Text) width() Unit {
	edges := t.Edges()
	return edges[len(edges)-1]
}

// Extent returns how far a page reaches down, with everything that overflows its boxes.
func (f *Fragment) Extent() Unit { return f.extent(0) }

func (f *Fragment) extent(y Unit) Unit {
	y += f.Y
	end := y + f.H
	if f.Box != nil && f.Box.Style.Clips && f.Text == nil {
		return end
	}
	for _, c := range f.Children {
		end = max(end, c.extent(y))
	}
	return end
}

// Reach returns how far a page reaches to the right, with everything that overflows its boxes.
func (f *Fragment) Reach() Unit { return f.reach(0) }

func (f *Fragment) reach(x Unit) Unit {
	x += f.X
	end := x + f.W
	if f.Box != nil && f.Box.Style.Clips && f.Text == nil {
		return end
	}
	for _, c := range f.Children {
		end = max(end, c.reach(x))
	}
	return end
}
