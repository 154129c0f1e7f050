package widget

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/assets"
)

// IconSize is the size at which the line icons are drawn pixel by pixel as designed.
const IconSize float32 = 20

// iconKey names a line icon in a colour.
type iconKey struct {
	name string
	hex  string
}

// icons caches the coloured icons; there are a few dozen.
var icons = map[iconKey]fyne.Resource{}

// IconResource returns a line icon of assets in a colour.
func IconResource(name string, c color.Color) fyne.Resource {
	r, g, b, _ := c.RGBA()
	key := iconKey{name, fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)}
	res, ok := icons[key]
	if !ok {
		svg := bytes.ReplaceAll(assets.Icon(name), []byte("#000000"), []byte(key.hex))
		res = fyne.NewStaticResource(name+key.hex[1:]+".svg", svg)
		icons[key] = res
	}
	return res
}

// Icon is a line icon in the colour of a role. It follows the theme.
type Icon struct {
	fynewidget.BaseWidget
	name string
	role fyne.ThemeColorName
	size float32
}

// NewIcon returns an icon of assets, size pixels wide and high.
func NewIcon(name string, role fyne.ThemeColorName, size float32) *Icon {
	i := &Icon{name: name, role: role, size: size}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes icon and role.
func (i *Icon) Set(name string, role fyne.ThemeColorName) {
	if i.name == name && i.role == role {
		return
	}
	i.name, i.role = name, role
	i.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	picture := newPicture()
	return draw(&drawing{
		owner:   i,
		objects: []fyne.CanvasObject{picture},
		layout: func(size fyne.Size) {
			picture.Move(fyne.NewPos(round((size.Width-i.size)/2), round((size.Height-i.size)/2)))
			picture.Resize(fyne.NewSquareSize(i.size))
		},
		min:   func() fyne.Size { return fyne.NewSquareSize(i.size) },
		paint: func() { setPicture(picture, IconResource(i.name, Color(i.role))) },
	})
}

func newPicture() *canvas.Image {
	picture := &canvas.Image{FillMode: canvas.ImageFillContain}
	return picture
}

func setPicture(picture *canvas.Image, res fyne.Resource) {
	if picture.Resource == res {
		return
	}
	picture.Resource = res
	picture.Refresh()
}

// Mark is the sign of the product: three plain shapes, so that it is sharp at every size.
type Mark struct {
	fynewidget.BaseWidget
	size float32
}

// NewMark returns the sign, size pixels wide and high.
func NewMark(size float32) *Mark {
	m := &Mark{size: size}
	m.ExtendBaseWidget(m)
	return m
}

// CreateRenderer implements fyne.Widget.
func (m *Mark) CreateRenderer() fyne.WidgetRenderer {
	box, line, short := &canvas.Rectangle{}, &canvas.Rectangle{}, &canvas.Rectangle{}
	unit := m.size / 28
	return draw(&drawing{
		owner:   m,
		objects: []fyne.CanvasObject{box, line, short},
		layout: func(fyne.Size) {
			place := func(r *canvas.Rectangle, x, y, w, h, radius float32) {
				r.Move(fyne.NewPos(x*unit, y*unit))
				r.Resize(fyne.NewSize(w*unit, h*unit))
				r.CornerRadius = radius * unit
			}
			place(box, 0, 0, 28, 28, 6.5)
			place(line, 6, 9, 16, 4, 2)
			place(short, 6, 17, 10, 2, 1)
		},
		min: func() fyne.Size { return fyne.NewSquareSize(m.size) },
		paint: func() {
			box.FillColor = Color(ColorMark)
			line.FillColor = color.White
			short.FillColor = color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xAA}
		},
	})
}
