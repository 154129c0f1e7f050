package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"
)

// tileCard is one card. The grid has the focus, the cards have the mouse.
type tileCard struct {
	fynewidget.BaseWidget
	grid    *Tiles
	index   int
	hovered bool
}

// Tapped implements fyne.Tappable.
func (c *tileCard) Tapped(*fyne.PointEvent) {
	if focus := fyne.CurrentApp().Driver().CanvasForObject(c.grid); focus != nil {
		focus.Focus(c.grid)
	}
	c.grid.choose(c.index)
}

// MouseIn implements desktop.Hoverable.
func (c *tileCard) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (c *tileCard) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *tileCard) MouseOut() { c.hovered = false; c.Refresh() }

// Cursor implements desktop.Cursorable.
func (c *tileCard) Cursor() desktop.Cursor { return desktop.PointerCursor }

func newTileCard(grid *Tiles, index int) *tileCard {
	c := &tileCard{grid: grid, index: index}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *tileCard) CreateRenderer() fyne.WidgetRenderer {
	back, square := newFrame(RadiusCard), &canvas.Rectangle{CornerRadius: RadiusControl + 1}
	mark, title, hint := newText(SizeInterface, true), newText(SizeInterface, true), newText(SizeMeta, false)
	mark.Alignment = fyne.TextAlignCenter
	return draw(&drawing{
		owner:   c,
		objects: []fyne.CanvasObject{back.outer, back.inner, square, mark, title, hint},
		layout: func(size fyne.Size) {
			back.layout(size)
			square.Move(fyne.NewPos(tileInset, tileInset))
			square.Resize(fyne.NewSquareSize(tileMark))
			placeText(mark, tileInset, tileInset+(tileMark-LineHeight(SizeInterface))/2, tileMark)
			x := tileInset + tileMark + Gap12
			tile := c.tile()
			title.Text = Truncate(tile.Title, size.Width-x-Gap12, SizeInterface, true)
			hint.Text = Truncate(tile.Hint, size.Width-x-Gap12, SizeMeta, false)
			placeText(title, x, 14, size.Width-x)
			placeText(hint, x, 36, size.Width-x)
		},
		min: func() fyne.Size { return fyne.NewSize(200, tileHeight) },
		paint: func() {
			tile := c.tile()
			chosen := tile.ID != "" && tile.ID == c.grid.chosen
			fill := ColorSurface
			if c.hovered {
				fill = ColorWindow
			}
			if chosen {
				fill = ColorAccentWeak
			}
			back.paint(fill, ColorLine, chosen)
			square.FillColor = Color(ColorSidebar)
			mark.Text, mark.Color = tile.Mark, Color(ColorSecondary)
			title.Color, hint.Color = Color(ColorText), Color(ColorSecondary)
		},
	})
}

func (c *tileCard) tile() Tile {
	if c.index < len(c.grid.tiles) {
		return c.grid.tiles[c.index]
	}
	return Tile{}
}
