package paint

import (
	"golang.org/x/net/html"

	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/style"
)

// Kind tells what an Item paints.
type Kind uint8

// The kinds of items.
const (
	Fill      Kind = iota // Color, with Radius
	Border                // Lines, with Radius
	Picture               // Image, tiled inside Rect
	Content               // the picture of Node, stretched to Rect
	Glyphs                // Text in Color
	Underline             // a line of Color, as all decorations are
	Marker                // Label, its right end and base line at the left top of Rect
)

// Rect is a place on the page.
type Rect struct{ X, Y, W, H layout.Unit }

// Intersect returns what two places share, an empty one when that is nothing.
func (r Rect) Intersect(o Rect) Rect {
	x, y := max(r.X, o.X), max(r.Y, o.Y)
	return Rect{x, y, max(0, min(r.X+r.W, o.X+o.W)-x), max(0, min(r.Y+r.H, o.Y+o.H)-y)}
}

// Radii are those of the corners, from the left top clockwise.
type Radii [4]Corner

// Corner is the two radii of a round corner.
type Corner struct{ X, Y layout.Unit }

// Item is one thing to paint.
type Item struct {
	Kind    Kind
	Rect    Rect
	Clip    Rect // nothing is painted outside; as large as the page when nothing clips
	Opacity float32
	Color   css.Color
	Radius  Radii
	Widths  [4]layout.Unit // of a Border
	Lines   [4]style.Border
	Image   *style.Image
	Node    *html.Node // of the element, or the text
	Text    *layout.Text
	Style   *style.Style
	Label   string
}
