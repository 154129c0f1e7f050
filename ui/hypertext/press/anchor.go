package press

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/layout"
)

// maxAnchors is how many places of a page can be linked to from inside.
const maxAnchors = 2000

// anchors finds where elements with a name begin.
func anchors(page *layout.Fragment) map[string]layout.Unit {
	out := map[string]layout.Unit{}
	var visit func(f *layout.Fragment, y layout.Unit)
	visit = func(f *layout.Fragment, y layout.Unit) {
		y += f.Y
		if f.Box != nil && f.Box.Node != nil && f.Text == nil {
			for _, name := range namesOf(f.Box.Node) {
				if _, seen := out[name]; !seen && name != "" && len(out) < maxAnchors {
					out[name] = y
				}
			}
		}
		for _, c := range f.Children {
			visit(c, y)
		}
	}
	visit(page, 0)
	return out
}

func namesOf(n *html.Node) []string {
	names := []string{dom.Attr(n, "id")}
	if n.DataAtom == atom.A {
		names = append(names, dom.Attr(n, "name"))
	}
	return names
}

// Anchor returns how far from the top, in CSS px, the place with a name begins; "" is the top.
func (l *Leaf) Anchor(name string) (float32, bool) {
	if name == "" {
		return 0, true
	}
	y, ok := l.anchors[name]
	return y.Px(), ok
}
