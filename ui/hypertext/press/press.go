package press

import (
	"context"
	"image"
	"sync"
	"time"

	"letterbox/ui/hypertext"
	"letterbox/ui/hypertext/css"
	"letterbox/ui/hypertext/layout"
	"letterbox/ui/hypertext/paint"
	"letterbox/ui/hypertext/raster"
	"letterbox/ui/hypertext/selection"
	"letterbox/ui/hypertext/text"
)

// Press lays out documents and paints pages. Its methods may be called from any goroutine.
type Press struct {
	load func() *text.Library

	mu      sync.Mutex
	fonts   *text.Library
	painter *raster.Painter
	last    *Leaf // whose pictures are scaled
}

// New returns a press. load finds the fonts and is called once, by the first page.
func New(load func() *text.Library) *Press { return &Press{load: load} }

// Order is a document and how it is to be shown.
type Order struct {
	Markup        string
	Width, Height float32 // of the view, CSS px
	Dark          bool    // for a dark screen
	Fold          bool    // quoted text and signatures are folded
	Ground        css.Color
	Album         *hypertext.Album
	Time          time.Duration // how long the layout may take; 0 for hypertext.DefaultTime
}

// Leaf is a page that can be painted.
type Leaf struct {
	Width  float32 // CSS px, at least that of the view
	Height float32
	Folded bool // something was folded
	Index  *selection.Index
	Doubts []Doubt  // links that lead elsewhere than they say
	Remote []Remote // pictures that the page wants from the network, in painting order

	sheet   *raster.Sheet
	album   *hypertext.Album
	frame   css.Color
	anchors map[string]layout.Unit
}

// Open lays out a document. Errors are those of hypertext.Open.
func (p *Press) Open(ctx context.Context, o Order) (*Leaf, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p.prepare()
	page, err := hypertext.Open(ctx, o.Markup, hypertext.Options{
		Width: o.Width, Height: o.Height, Fonts: p.fonts, Images: o.Album, Dark: o.Dark, Fold: o.Fold, Time: o.Time,
	})
	if err != nil {
		return nil, err
	}
	items := page.Items()
	leaf := &Leaf{
		Width: max(page.Width, page.Reach()), Height: page.Height, Folded: page.Folded, Index: selection.New(page.Root),
		Remote: Wanted(items), album: o.Album, anchors: anchors(page.Root),
	}
	leaf.Doubts = doubts(leaf.Index)
	if o.Dark {
		items = paint.Darken(items, paint.Darkening{Ground: o.Ground, Shown: leaf.shown})
		leaf.frame = css.Color{R: 0xA3, G: 0xAC, B: 0xB8, A: 255}
	}
	leaf.sheet = raster.NewSheet(items)
	return leaf, nil
}

func (p *Press) prepare() {
	if p.painter == nil {
		p.fonts = p.load()
		p.painter = raster.New(p.fonts)
	}
}

// Paint paints the part of a page that begins x and y pixels of the screen from its left top. It returns false, and
// leaves dst as it is, when ctx has ended.
func (p *Press) Paint(ctx context.Context, leaf *Leaf, dst *image.RGBA, x, y int, scale float64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ctx.Err() != nil {
		return false
	}
	if p.last != leaf {
		p.painter.Forget()
		p.last = leaf
	}
	p.painter.Paint(dst, leaf.sheet, raster.View{X: x, Y: y, Scale: scale, Pictures: leaf.pictures(), Frame: leaf.frame})
	return true
}

func (l *Leaf) pictures() raster.Pictures {
	if l.album == nil {
		return nil
	}
	return l.album
}

func (l *Leaf) shown(address string) bool {
	if l.album == nil {
		return false
	}
	_, _, ok := l.album.Size(address)
	return ok
}

// Px converts a length of the page to CSS px.
func Px(u layout.Unit) float32 { return u.Px() }

// Unit converts CSS px to a length of the page.
func Unit(px float32) layout.Unit { return layout.FromPx(px) }
