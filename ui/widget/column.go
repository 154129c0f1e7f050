package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"
)

// Column stacks pieces from top to bottom, each as wide as the column, and asks them for their height at that
// width, which Fyne's own boxes cannot do.
type Column struct {
	fynewidget.BaseWidget
	items []columnItem
	width float32
}

type columnItem struct {
	object fyne.CanvasObject
	gap    float32 // above
	narrow bool    // keeps its own width
}

// NewColumn returns a column of pieces with a gap between them.
func NewColumn(gap float32, objects ...fyne.CanvasObject) *Column {
	c := &Column{}
	c.ExtendBaseWidget(c)
	for i, o := range objects {
		if i == 0 {
			c.Add(0, o)
		} else {
			c.Add(gap, o)
		}
	}
	return c
}

// Add puts a piece below the others, with a gap above it.
func (c *Column) Add(gap float32, o fyne.CanvasObject) {
	c.items = append(c.items, columnItem{o, gap, false})
}

// AddNarrow puts a piece below the others that keeps its own width, such as a link.
func (c *Column) AddNarrow(gap float32, o fyne.CanvasObject) {
	c.items = append(c.items, columnItem{o, gap, true})
}

// Clear takes all pieces out.
func (c *Column) Clear() { c.items = nil }

// HeightFor implements Tall. Hidden pieces take no room.
func (c *Column) HeightFor(width float32) float32 {
	var height float32
	for _, item := range c.items {
		if item.object.Visible() {
			height += item.gap + heightFor(item.object, width)
		}
	}
	return height
}

// CreateRenderer implements fyne.Widget.
func (c *Column) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{owner: c}
	d.paint = func() {
		d.objects = d.objects[:0]
		for _, item := range c.items {
			d.objects = append(d.objects, item.object)
		}
	}
	d.layout = func(size fyne.Size) {
		c.width = size.Width
		var y float32
		for _, item := range c.items {
			if !item.object.Visible() {
				continue
			}
			y += item.gap
			height, width := heightFor(item.object, size.Width), size.Width
			if item.narrow {
				width = min(width, item.object.MinSize().Width)
			}
			item.object.Move(fyne.NewPos(0, y))
			item.object.Resize(fyne.NewSize(width, height))
			y += height
		}
	}
	d.min = func() fyne.Size {
		var width float32
		for _, item := range c.items {
			if item.object.Visible() {
				width = max(width, item.object.MinSize().Width)
			}
		}
		at := c.width
		if at == 0 {
			at = width
		}
		return fyne.NewSize(width, c.HeightFor(at))
	}
	return draw(d)
}
