package layout

import (
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/style"
)

// strut is a set of adjoining margins, of which the largest and the most negative count (CSS 2.1 section 8.3.1).
type strut struct{ positive, negative Unit }

func (s strut) with(margin Unit) strut {
	if margin >= 0 {
		s.positive = max(s.positive, margin)
	} else {
		s.negative = min(s.negative, margin)
	}
	return s
}

func (s strut) join(o strut) strut {
	return strut{max(s.positive, o.positive), min(s.negative, o.negative)}
}

func (s strut) sum() Unit { return s.positive + s.negative }

// topMargin are the margins that adjoin at the top of a box. When through is set the box has no height of its own and
// its bottom margin is among them.
type topMargin struct {
	strut   strut
	through bool
}

// topMargin collects the margins above the first content of a box, before it is laid out: that is how the place of a
// block is known when the floats around it are looked at.
func (e *engine) topMargin(b *box.Box, width Unit) topMargin {
	if m, ok := e.struts[b]; ok {
		return m
	}
	e.step(1)
	ed := e.edges(b, width)
	m := topMargin{}
	if !e.ignored(b, b.Style.QuirkyTop) {
		m.strut = m.strut.with(ed.margin[top])
	}
	if b.Kind == box.Block && !e.isContext(b) && ed.border[top] == 0 && ed.padding[top] == 0 {
		empty := e.firstChildMargins(b, width, &m)
		if empty && canVanish(b, &ed) {
			m.strut = m.strut.with(ed.margin[bottom])
			m.through = true
		}
	}
	e.struts[b] = m
	return m
}

// firstChildMargins joins the margins of the children down to the first with content. It reports that there is none.
func (e *engine) firstChildMargins(b *box.Box, width Unit, m *topMargin) bool {
	if b.Lines {
		return e.paragraph(b).blank && b.Marker == ""
	}
	for _, c := range b.Children {
		if c.Style.OutOfFlow() {
			continue
		}
		inner := e.topMargin(c, width)
		m.strut = m.strut.join(inner.strut)
		if !inner.through {
			return false
		}
	}
	return b.Marker == ""
}

// canVanish reports a box whose own properties give it no height.
func canVanish(b *box.Box, ed *edges) bool {
	s := b.Style
	zero := s.Height.Kind != style.Fixed || s.Height.Px == 0 && s.Height.Pct == 0
	return zero && of(s.MinHeight, 0) == 0 && ed.border[bottom] == 0 && ed.padding[bottom] == 0
}

// isContext reports a box with a formatting context of its own.
func (e *engine) isContext(b *box.Box) bool { return b.Parent == nil || b.NewFormattingContext() }

// ignored reports a margin of the program's own sheet that quirks mode ignores: at the top of the body and of cells,
// where it would come from the first child (Quirks Mode section 3.5).
func (e *engine) ignored(b *box.Box, quirky bool) bool {
	if !quirky || !e.quirks() || b.Parent == nil {
		return false
	}
	for c, p := b, b.Parent; p != nil; c, p = p, p.Parent {
		if !isFirst(p, c) {
			return false
		}
		if p.Kind == box.Cell || p.Node != nil && p.Node.DataAtom == atom.Body {
			return true
		}
		if ed := e.edges(p, 0); e.isContext(p) || ed.border[top] != 0 || ed.padding[top] != 0 {
			return false
		}
	}
	return false
}

// isFirst reports that c is the first child of p in the flow.
func isFirst(p, c *box.Box) bool {
	for _, o := range p.Children {
		if o == c {
			return true
		}
		if !o.Style.OutOfFlow() {
			return false
		}
	}
	return false
}
