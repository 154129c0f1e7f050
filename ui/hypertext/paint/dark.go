package paint

import (
	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/style"
)

// Legible is the contrast that text keeps on what lies below it.
const Legible = 4.5

// Darkening says how colors become those of a dark screen.
type Darkening struct {
	Ground css.Color // what white becomes
	// Shown reports whether there is a picture at an address: text that stands on one keeps its color.
	Shown func(address string) bool
}

// Darken returns the items of a page as a dark screen shows them. Light backgrounds become dark ones of the same hue,
// strong colors of small boxes stay, text changes until it can be read on what lies below it, and pictures are left
// alone. A page that is dark already hardly changes.
func Darken(items []Item, how Darkening) []Item {
	d := &darkener{how: how, below: how.Ground.Perceive()}
	out := make([]Item, len(items))
	for k, i := range items {
		d.item(&i)
		out[k] = i
	}
	return out
}

// darkener walks over the items in painting order and remembers what text stands on.
type darkener struct {
	how     Darkening
	below   css.Perceived // the ground
	grounds map[layout.Unit][]ground
	wide    []ground
}

// ground is a background that was painted already.
type ground struct {
	rect    Rect
	color   css.Color
	picture bool
}

const (
	groundBand  = 512 * layout.One
	groundBands = 64  // an item in more bands is listed apart
	groundsSeen = 256 // how many of the last backgrounds are looked at
)

func (d *darkener) item(i *Item) {
	switch i.Kind {
	case Fill:
		i.Color = d.background(i.Color, i.Rect)
		d.cover(i, i.Color, false)
	case Border:
		for side := range i.Lines {
			i.Lines[side].Color = d.line(i.Lines[side].Color)
		}
	case Picture:
		d.picture(i)
	case Content:
		d.cover(i, css.White, true)
	case Glyphs, Underline, Marker:
		if on, ok := d.at(i); ok {
			i.Color = d.text(i.Color, on)
		}
	}
}

func (d *darkener) picture(i *Item) {
	if len(i.Image.Gradient) == 0 {
		if whole := i.Image.Cover || i.Image.Repeat != "no-repeat"; whole && d.how.Shown != nil && d.how.Shown(i.Image.URL) {
			d.cover(i, css.White, true)
		}
		return
	}
	image := *i.Image
	image.Gradient = make([]css.Color, len(i.Image.Gradient))
	for k, c := range i.Image.Gradient {
		image.Gradient[k] = d.background(c, i.Rect)
	}
	i.Image = &image
	d.cover(i, image.Gradient[len(image.Gradient)/2], false)
}

// strong is how far from grey a color is that is meant to be seen: that of a button or a mark.
const strong = 0.08

// large is the area from which on a background is one of the page, whatever its color.
const large = 120_000

// background returns a background for a dark screen.
func (d *darkener) background(c css.Color, r Rect) css.Color {
	p := c.Perceive()
	if p.L <= 0.5 || p.Chroma() > strong && float64(r.W.Px())*float64(r.H.Px()) < large {
		return c
	}
	if c.R == 255 && c.G == 255 && c.B == 255 {
		dark := d.how.Ground
		dark.A = c.A
		return dark
	}
	p.L = d.below.L + (1-p.L)*0.42
	p.A, p.B = d.below.A+p.A*0.7, d.below.B+p.B*0.7 // grey has the tint of the ground, or it looks brown beside it
	return p.Color(c.A)
}

// line returns the color of a border.
func (d *darkener) line(c css.Color) css.Color {
	p := c.Perceive()
	switch {
	case p.Chroma() > strong && p.L > 0.45:
		return c
	case p.L > 0.5:
		p.L = d.below.L + 0.07 + (1-p.L)*0.6
	default:
		p.L = 0.78 - p.L*0.5
	}
	return p.Color(c.A)
}

// text returns the color of text on a background.
func (d *darkener) text(c css.Color, on css.Color) css.Color {
	if css.Contrast(c.Over(on), on) >= Legible {
		return c
	}
	p := c.Perceive()
	step := 0.02
	if on.Luminance() > 0.18 {
		step = -step
	} else if p.L < 0.92 {
		p.L = max(p.L, 0.93-p.L*0.45)
	}
	for ; p.L >= 0 && p.L <= 1; p.L += step {
		if out := p.Color(c.A); css.Contrast(out.Over(on), on) >= Legible {
			return out
		}
	}
	if c.A < 255 {
		return d.text(css.Color{R: c.R, G: c.G, B: c.B, A: 255}, on)
	}
	if step > 0 {
		return css.White
	}
	return css.Black
}

// cover remembers a background.
func (d *darkener) cover(i *Item, c css.Color, picture bool) {
	g := ground{rect: i.Rect.Intersect(i.Clip), picture: picture}
	if g.rect.W <= 0 || g.rect.H <= 0 {
		return
	}
	c.A = uint8(float32(c.A) * i.Opacity)
	g.color = c
	if c.A < 255 {
		on, _ := d.on(g.rect.X+g.rect.W/2, g.rect.Y+g.rect.H/2) // of a picture, its own color is near enough
		g.color = c.Over(on)
	}
	if d.grounds == nil {
		d.grounds = map[layout.Unit][]ground{}
	}
	first, last := g.rect.Y/groundBand, (g.rect.Y+g.rect.H)/groundBand
	if last-first > groundBands {
		d.wide = append(d.wide, g)
		for k := range d.grounds { // it lies on all that was listed before
			if k >= first && k <= last {
				d.grounds[k] = append(d.grounds[k], g)
			}
		}
		return
	}
	for b := first; b <= last; b++ {
		d.grounds[b] = append(d.grounds[b], g)
	}
}

// at returns what an item stands on; false for a picture.
func (d *darkener) at(i *Item) (css.Color, bool) {
	x, y := i.Rect.X+i.Rect.W/2, i.Rect.Y+i.Rect.H/2
	if i.Kind == Marker {
		x, y = i.Rect.X-layout.One, i.Rect.Y-layout.FromPx(style.Initial().FontSize/4)
	}
	return d.on(x, y)
}

// on returns the background at a place; false for a picture.
func (d *darkener) on(x, y layout.Unit) (css.Color, bool) {
	for _, list := range [2][]ground{d.grounds[y/groundBand], d.wide} {
		for k := len(list) - 1; k >= max(0, len(list)-groundsSeen); k-- {
			if r := list[k].rect; x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H {
				return list[k].color, !list[k].picture
			}
		}
	}
	return d.how.Ground, true
}
