package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"
)

// viewported is a piece that only draws what is visible of it.
type viewported interface {
	SetViewport(top, bottom float32)
}

// Page scrolls a column of pieces and tells those that want to know which part of them is visible. A padding keeps
// the pieces, and the focus lines around them, off the edge.
type Page struct {
	fynewidget.BaseWidget
	scroll  *container.Scroll
	body    *pageBody
	padding fyne.Size
}

// NewPage returns a page of a column.
func NewPage(column *Column, padding fyne.Size) *Page {
	p := &Page{padding: padding}
	p.body = &pageBody{page: p, column: column}
	p.body.ExtendBaseWidget(p.body)
	p.scroll = container.NewVScroll(p.body)
	p.scroll.OnScrolled = func(fyne.Position) { p.look() }
	p.ExtendBaseWidget(p)
	return p
}

// ScrollToTop shows the beginning.
func (p *Page) ScrollToTop() {
	p.scroll.ScrollToTop()
	p.look()
}

// ScrollToBottom shows the end.
func (p *Page) ScrollToBottom() { p.ScrollBy(p.body.MinSize().Height) }

// ScrollBy scrolls down by a number of pixels, up when it is negative.
func (p *Page) ScrollBy(dy float32) {
	most := max(p.body.MinSize().Height-p.scroll.Size().Height, 0)
	y := min(max(p.scroll.Offset.Y+dy, 0), most)
	p.scroll.ScrollToOffset(fyne.NewPos(0, y))
	p.look()
}

// ScrollKey scrolls for the keys that people scroll with, and reports whether this was one.
func (p *Page) ScrollKey(e *fyne.KeyEvent) bool {
	step := p.scroll.Size().Height - Gap36
	switch e.Name {
	case fyne.KeyDown:
		p.ScrollBy(48)
	case fyne.KeyUp:
		p.ScrollBy(-48)
	case fyne.KeyPageDown, fyne.KeySpace:
		p.ScrollBy(step)
	case fyne.KeyPageUp:
		p.ScrollBy(-step)
	case fyne.KeyHome:
		p.ScrollToTop()
	case fyne.KeyEnd:
		p.ScrollToBottom()
	default:
		return false
	}
	return true
}

// Reveal scrolls so that the part from top to bottom, in coordinates of the column, is visible.
func (p *Page) Reveal(top, bottom float32) {
	top, bottom = top+p.padding.Height-Gap4, bottom+p.padding.Height+Gap4
	view := p.scroll.Size().Height
	switch {
	case top < p.scroll.Offset.Y:
		p.ScrollBy(top - p.scroll.Offset.Y)
	case bottom > p.scroll.Offset.Y+view:
		p.ScrollBy(bottom - view - p.scroll.Offset.Y)
	}
}

// look tells the pieces what is visible of them.
func (p *Page) look() {
	top := p.scroll.Offset.Y - p.padding.Height
	bottom := top + p.scroll.Size().Height
	for _, item := range p.body.column.items {
		if v, ok := item.object.(viewported); ok {
			y := item.object.Position().Y
			v.SetViewport(top-y, bottom-y)
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (p *Page) CreateRenderer() fyne.WidgetRenderer {
	return draw(&drawing{
		owner:   p,
		objects: []fyne.CanvasObject{p.scroll},
		layout: func(size fyne.Size) {
			p.body.width = size.Width
			p.scroll.Resize(size)
			p.body.Resize(fyne.NewSize(size.Width, max(size.Height, p.body.MinSize().Height)))
			p.body.column.Refresh() // pieces may have come, gone or grown
			p.scroll.Refresh()
			p.look()
		},
		min:   func() fyne.Size { return fyne.NewSize(80, 80) },
		paint: func() {},
	})
}

// pageBody is what is scrolled: the column inside its padding. Its height follows the width of the page.
type pageBody struct {
	fynewidget.BaseWidget
	page   *Page
	column *Column
	width  float32
}

// CreateRenderer implements fyne.Widget.
func (b *pageBody) CreateRenderer() fyne.WidgetRenderer {
	return draw(&drawing{
		owner:   b,
		objects: []fyne.CanvasObject{b.column},
		layout: func(size fyne.Size) {
			b.column.Move(fyne.NewPos(b.page.padding.Width, b.page.padding.Height))
			b.column.Resize(size.Subtract(b.page.padding.Add(b.page.padding)))
		},
		min: func() fyne.Size {
			height := b.column.HeightFor(max(b.width-2*b.page.padding.Width, 0))
			return fyne.NewSize(80, height+2*b.page.padding.Height)
		},
		paint: func() {},
	})
}
