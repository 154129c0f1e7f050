package selection

import (
	"sort"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/box"
	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/layout"
)

// Rect is a place on the page.
type Rect struct{ X, Y, W, H layout.Unit }

// Index is the text of a page with its places.
type Index struct {
	chars  []rune
	runs   []run
	images []image
}

// run is a text on one line.
type run struct {
	start  int // of its characters in the index
	end    int
	rect   Rect
	edges  []layout.Unit
	rtl    bool
	link   string
	node   *html.Node // of the link, nil for none
	hidden bool
}

type image struct {
	rect Rect
	node *html.Node
}

// New lists the text of a page.
func New(page *layout.Fragment) *Index {
	x := &Index{}
	x.visit(page, 0, 0)
	return x
}

// Text returns all of the text.
func (x *Index) Text() string { return string(x.chars) }

func (x *Index) visit(f *layout.Fragment, px, py layout.Unit) {
	px, py = px+f.X, py+f.Y
	if f.Text != nil {
		x.add(f, Rect{px, py, f.W, f.H})
		return
	}
	if f.Box != nil {
		x.separate(f.Box)
		if f.Box.Kind == box.Replaced && f.Box.Node != nil && f.Box.Node.DataAtom == atom.Img {
			x.images = append(x.images, image{Rect{px, py, f.W, f.H}, f.Box.Node})
		}
	}
	for _, c := range f.Children {
		x.visit(c, px, py)
	}
	if f.Box != nil && f.Box.Kind == box.Cell {
		x.end('\t')
	} else if f.Box != nil && (f.Box.Kind == box.Row || f.Box.IsBlockContainer() && !f.Box.IsInlineLevel()) {
		x.end('\n')
	}
}

// separate begins a new line before a block that follows text.
func (x *Index) separate(b *box.Box) {
	if b.Kind == box.Table && !b.IsInlineLevel() || b.Kind == box.Block && !b.IsInlineLevel() {
		x.end('\n')
	}
}

// end writes a separator, unless there is one already. A line feed takes the place of a tab.
func (x *Index) end(r rune) {
	n := len(x.chars)
	switch {
	case n == 0 || x.chars[n-1] == '\n' && r == '\n', x.chars[n-1] == '\n' && r == '\t':
	case x.chars[n-1] == '\t' && r == '\n':
		x.chars[n-1] = '\n'
	default:
		x.chars = append(x.chars, r)
	}
}

func (x *Index) add(f *layout.Fragment, r Rect) {
	t := f.Text
	if f.Box.Node == nil {
		return
	}
	start := len(x.chars)
	node, link := linkOf(f.Box.Node)
	x.chars = append(x.chars, t.Paragraph.Chars[t.Start:t.End]...)
	x.runs = append(x.runs, run{
		start: start, end: len(x.chars), rect: r, edges: t.Edges(), rtl: t.RTL, link: link, node: node,
		hidden: f.Box.Style.Hidden || f.Box.Style.FontSize <= 1,
	})
}

// linkOf returns the link around a node and its address, "" for none and for those nobody may follow.
func linkOf(n *html.Node) (*html.Node, string) {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.A {
			if href, ok := dom.Lookup(n, "href"); ok {
				return n, SafeLink(href)
			}
		}
	}
	return nil, ""
}

// SafeLink returns an address that a person may open from a mail, "" for all others: only http, https, mailto and
// tel lead out of a message, and # leads around in it. White space and control characters, with which addresses
// hide what they are, are taken out first, as browsers do.
func SafeLink(href string) string {
	clean := strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7F {
			return -1
		}
		return r
	}, strings.TrimSpace(href))
	if strings.HasPrefix(clean, "#") {
		return clean
	}
	scheme, rest, found := strings.Cut(clean, ":")
	if !found || rest == "" {
		return ""
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto", "tel":
		return clean
	}
	return ""
}

// Target is what is at a place.
type Target struct {
	Position int        // the nearest place between two characters
	Link     string     // "" for none
	Image    *html.Node // nil for none
	Text     bool       // the place is on text
}

// At returns what is at a place of the page.
func (x *Index) At(px, py layout.Unit) Target {
	var t Target
	for _, i := range x.images {
		if inside(i.rect, px, py) {
			t.Image = i.node
			_, t.Link = linkOf(i.node)
		}
	}
	at, on := x.nearest(px, py)
	if at < 0 {
		return t
	}
	r := &x.runs[at]
	t.Position, t.Text = r.position(px), on
	if on && r.link != "" {
		t.Link = r.link
	}
	return t
}

func inside(r Rect, x, y layout.Unit) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// nearest returns the run at a place, or the nearest: lines count more than columns.
func (x *Index) nearest(px, py layout.Unit) (at int, on bool) {
	at = -1
	var best layout.Unit
	for i := range x.runs {
		r := x.runs[i].rect
		dy := max(r.Y-py, py-r.Y-r.H, 0)
		dx := max(r.X-px, px-r.X-r.W, 0)
		if d := dy*64 + dx; at < 0 || d < best {
			at, best = i, d
		}
	}
	return at, at >= 0 && best == 0
}

// position returns the place between two characters nearest to px.
func (r *run) position(px layout.Unit) int {
	offset := px - r.rect.X
	if r.rtl {
		offset = r.rect.X + r.rect.W - px
	}
	i := sort.Search(len(r.edges), func(i int) bool { return r.edges[i] > offset })
	switch {
	case i == 0:
		return r.start
	case i >= len(r.edges):
		return r.end
	case offset-r.edges[i-1] > r.edges[i]-offset:
		return r.start + i
	}
	return r.start + i - 1
}

// Link is a link on the page: where it leads, and which text is linked.
type Link struct {
	Address string
	Range   Range
}

// LinkRanges lists the linked texts in document order. A link that goes on over several lines is one.
func (x *Index) LinkRanges() []Link {
	var out []Link
	for i := range x.runs {
		u := &x.runs[i]
		if u.link == "" || u.hidden {
			continue
		}
		if n := len(out); n > 0 && i > 0 && x.runs[i-1].node == u.node {
			out[n-1].Range.To = u.end
			continue
		}
		out = append(out, Link{u.link, Range{u.start, u.end}})
	}
	return out
}
