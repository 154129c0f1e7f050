package hypertext

import (
	"math"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/dom"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/style"
)

// Dump is what a page shows, in the form in which layouts are compared with a browser's.
type Dump struct {
	W      float64     `json:"w"`
	H      float64     `json:"h"`
	Canvas string      `json:"canvas"`
	Quirks bool        `json:"quirks"`
	Words  []Word      `json:"words"`
	Boxes  []DumpBox   `json:"boxes"`
	Images []DumpImage `json:"imgs"`
}

// Rect is a place on the page in CSS px.
type Rect struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	W float64 `json:"w"`
	H float64 `json:"h"`
}

// DumpBox is an element with a background or a border.
type DumpBox struct {
	Rect
	Background string    `json:"bg,omitempty"`
	Widths     []float64 `json:"bw,omitempty"`
	Color      string    `json:"bc,omitempty"`
	Image      int       `json:"bi,omitempty"`
	Radius     float64   `json:"rad,omitempty"`
}

// DumpImage is a picture.
type DumpImage struct {
	Rect
	Source string `json:"src"`
	Alt    string `json:"alt"`
}

// dumper gathers what a page shows.
type dumper struct {
	page   *Page
	out    Dump
	rects  map[*html.Node]area
	styles map[*html.Node]*style.Style
	texts  map[*html.Node][]placedText
	seen   map[*html.Node]*sight
}

// area is where an element is, in layout units.
type area struct{ l, t, r, b layout.Unit }

func (a area) join(b area) area {
	return area{min(a.l, b.l), min(a.t, b.t), max(a.r, b.r), max(a.b, b.b)}
}

func (a area) meet(b area) area {
	return area{max(a.l, b.l), max(a.t, b.t), min(a.r, b.r), min(a.b, b.b)}
}

func (a area) rect() Rect {
	return Rect{X: px(a.l), Y: px(a.t), W: px(a.r - a.l), H: px(a.b - a.t)}
}

// px rounds to a tenth, as the comparison wants it.
func px(u layout.Unit) float64 { return tenth(float64(u) / 64) }

func tenth(n float64) float64 { return math.Floor(n*10+0.5) / 10 }

// placedText is a text fragment on the page.
type placedText struct {
	f *layout.Fragment
	area
}

// Dump lists the words, boxes and pictures of the page in document order.
func (p *Page) Dump() Dump {
	d := &dumper{
		page: p, rects: map[*html.Node]area{}, styles: map[*html.Node]*style.Style{},
		texts: map[*html.Node][]placedText{}, seen: map[*html.Node]*sight{},
	}
	d.out = Dump{
		W: float64(p.Width), H: tenth(float64(p.Height)), Canvas: "#ffffff", Quirks: p.Document.Mode == dom.Quirks,
		Words: []Word{}, Boxes: []DumpBox{}, Images: []DumpImage{},
	}
	d.collect(p.Root, 0, 0)
	for _, n := range []*html.Node{p.Document.Root, p.Document.Body} {
		if s := d.styles[n]; s != nil && s.Background.A > 0 {
			d.out.Canvas = s.Background.Hex()
			break
		}
	}
	d.visit(p.Document.Body)
	return d.out
}

// collect finds the places of elements and texts.
func (d *dumper) collect(f *layout.Fragment, x, y layout.Unit) {
	x, y = x+f.X, y+f.Y
	a := area{x, y, x + f.W, y + f.H}
	if f.Box != nil && f.Box.Node != nil {
		n := f.Box.Node
		if f.Text != nil {
			d.texts[n] = append(d.texts[n], placedText{f, a})
		} else {
			if was, ok := d.rects[n]; ok {
				a = was.join(a)
			}
			d.rects[n], d.styles[n] = a, f.Box.Style
		}
	}
	for _, c := range f.Children {
		d.collect(c, x, y)
	}
}

func (d *dumper) visit(n *html.Node) {
	if n.Type == html.ElementNode {
		d.element(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			d.words(c)
		} else {
			d.visit(c)
		}
	}
}

// element notes a background, border or picture.
func (d *dumper) element(n *html.Node) {
	s, a := d.styles[n], d.rects[n]
	if s == nil || s.Hidden || a.r-a.l < layout.One || a.b-a.t < layout.One {
		return
	}
	if n.DataAtom == atom.Img && d.sight(n).opacity > 0.05 {
		src := dom.Attr(n, "src")
		d.out.Images = append(d.out.Images, DumpImage{Rect: a.rect(), Source: src[:min(len(src), 120)], Alt: dom.Attr(n, "alt")})
	}
	b := DumpBox{Rect: a.rect()}
	shown := false
	if s.Background.A > 12 {
		b.Background, shown = s.Background.Hex(), true
	}
	if hasBorder(s) {
		for _, side := range s.Border {
			b.Widths = append(b.Widths, tenth(float64(side.Width)))
		}
		b.Color, shown = s.Border[0].Color.Hex(), true
	}
	if s.Image.URL != "" || len(s.Image.Gradient) > 0 {
		b.Image, shown = 1, true
	}
	b.Radius = tenth(float64(s.Radius[0].Px))
	if shown {
		d.out.Boxes = append(d.out.Boxes, b)
	}
}

func hasBorder(s *style.Style) bool {
	for _, side := range s.Border {
		if side.Width > 0 {
			return true
		}
	}
	return false
}

// sight is how an element is seen through its ancestors.
type sight struct {
	opacity    float32
	clip       area
	clipped    bool
	background css.Color
	link       string
	linked     bool
}

// sight computes how an element is seen; elements without a box are seen as their parents are.
func (d *dumper) sight(n *html.Node) *sight {
	if n == nil || n.Type != html.ElementNode {
		return &sight{opacity: 1, background: css.White}
	}
	if s := d.seen[n]; s != nil {
		return s
	}
	own := *d.sight(n.Parent)
	if s := d.styles[n]; s != nil {
		own.opacity *= s.Opacity
		if s.Background.A > 127 {
			own.background = s.Background
		}
		if s.Clips && n != d.page.Document.Body && n != d.page.Document.Root && s.Display != style.Inline && s.Display != style.TableRow {
			a := d.rects[n]
			if own.clipped {
				a = a.meet(own.clip)
			}
			own.clip, own.clipped = a, true
		}
	}
	if n.DataAtom == atom.A {
		if href, ok := dom.Lookup(n, "href"); ok {
			own.link, own.linked = href, true
		}
	}
	d.seen[n] = &own
	return &own
}
