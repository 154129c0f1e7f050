package style

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/css"
)

// computing is the computation of one style.
type computing struct {
	c      *Cascade
	s      *Style
	parent *Style
	n      *html.Node
}

// setter knows how one property is stored in a Style.
type setter struct {
	take func(dst, src *Style)            // copies the computed value, for inherit and initial
	set  func(cp *computing, v css.Value) // computes a specified value
}

// compute turns the declarations that won into computed values. Font size and color come first: other properties
// depend on them.
func (c *Cascade) compute(n *html.Node, parent *Style) *Style {
	s := *initial
	if parent == nil {
		parent = initial
	}
	s.Inherited = parent.Inherited
	cp := computing{c: c, s: &s, parent: parent, n: n}
	c.linkColor(&cp)
	if c.quirks && n.DataAtom == atom.Table {
		s.Color = c.text
	}
	for p := css.FontSize; p <= css.TextColor; p++ {
		cp.apply(p)
	}
	for i := range s.Border {
		s.Border[i].Color = s.Color
	}
	for _, p := range c.set {
		if p > css.TextColor {
			cp.apply(p)
		}
	}
	if c.family != "" {
		s.Families = []string{c.family}
	}
	cp.adjust()
	return &s
}

func (cp *computing) apply(p css.Property) {
	v := cp.c.won[p].value
	if v == nil {
		return
	}
	t := setters[p]
	if v.Kind == css.Word {
		switch v.Text {
		case "inherit":
			t.take(cp.s, cp.parent)
			return
		case "initial", "revert":
			t.take(cp.s, initial)
			return
		case "unset":
			if inherits[p] {
				t.take(cp.s, cp.parent)
			} else {
				t.take(cp.s, initial)
			}
			return
		}
	}
	t.set(cp, *v)
}

// linkColor colors links that no declaration colors.
func (c *Cascade) linkColor(cp *computing) {
	if cp.n.DataAtom != atom.A {
		return
	}
	for _, a := range cp.n.Attr {
		if a.Key == "href" {
			cp.s.Color = c.link
		}
	}
}

// adjust makes values agree with each other (CSS 2.1 sections 8.5.3, 9.7 and 16.3.1).
func (cp *computing) adjust() {
	s := cp.s
	s.zeroBorders()
	s.Original = s.Display
	if s.Position == Absolute {
		s.Float = NoSide
	}
	if cp.n.DataAtom == atom.Html || s.OutOfFlow() {
		s.Display = blockified(s.Display)
	}
	if s.Display == Table || s.Display == InlineTable {
		switch s.Align {
		case BlocksLeft, BlocksCenter, BlocksRight:
			s.Align = AlignStart // tables do not hand the alignment of blocks on to their cells
		default: // text-align proper is inherited as usual
		}
	}
	if p := cp.parent; p != initial && !s.OutOfFlow() && s.Display != InlineBlock && s.Display != InlineTable {
		s.Underline = s.Underline || p.Underline
		s.LineThrough = s.LineThrough || p.LineThrough
		s.Overline = s.Overline || p.Overline
	}
	switch cp.n.DataAtom {
	case atom.Br, atom.Wbr:
		s.Display, s.Float, s.Position = hiddenOr(s.Display, Inline), NoSide, Static
	default: // all others are what they say
	}
}

func hiddenOr(d, other Display) Display {
	if d == NoBox {
		return d
	}
	return other
}

func blockified(d Display) Display {
	switch d {
	case InlineTable:
		return Table
	case NoBox, Table, ListItem, FlowRoot, Block:
		return d
	default:
		return Block
	}
}
