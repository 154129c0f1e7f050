package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"
)

// Tall is a piece whose height depends on its width, such as wrapped text.
type Tall interface {
	fyne.CanvasObject
	// HeightFor returns the height that the piece takes at a width.
	HeightFor(width float32) float32
}

// heightFor asks an object for its height at a width.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	if t, ok := o.(Tall); ok {
		return t.HeightFor(width)
	}
	return o.MinSize().Height
}

// Panel is a plain area in the colour of a role, with content inside a padding.
type Panel struct {
	fynewidget.BaseWidget
	fill, line fyne.ThemeColorName // line may be "" for none
	radius     float32
	padding    fyne.Size
	content    fyne.CanvasObject // may be nil
}

// NewPanel returns an area filled with the colour of a role, without line or corners. content may be nil.
func NewPanel(fill fyne.ThemeColorName, content fyne.CanvasObject) *Panel {
	p := &Panel{fill: fill, content: content}
	p.ExtendBaseWidget(p)
	return p
}

// NewCard returns content in a frame with rounded corners, padded by 16 and 12 pixels.
func NewCard(content fyne.CanvasObject) *Panel {
	p := &Panel{fill: ColorSurface, line: ColorLine, radius: RadiusCard, padding: fyne.NewSize(Gap16, Gap12), content: content}
	p.ExtendBaseWidget(p)
	return p
}

// NewPopover returns content in a frame that stands over others, padded by 24 pixels.
func NewPopover(content fyne.CanvasObject) *Panel {
	p := &Panel{fill: ColorSurface, line: ColorLine, radius: RadiusCard, padding: fyne.NewSquareSize(Gap24), content: content}
	p.ExtendBaseWidget(p)
	return p
}

// HeightFor implements Tall.
func (p *Panel) HeightFor(width float32) float32 {
	if p.content == nil {
		return 0
	}
	return heightFor(p.content, width-2*p.padding.Width) + 2*p.padding.Height
}

// CreateRenderer implements fyne.Widget.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	back := newFrame(p.radius)
	objects := []fyne.CanvasObject{back.outer, back.inner}
	if p.content != nil {
		objects = append(objects, p.content)
	}
	return draw(&drawing{
		owner:   p,
		objects: objects,
		layout: func(size fyne.Size) {
			back.layout(size)
			if p.content != nil {
				p.content.Move(fyne.NewPos(p.padding.Width, p.padding.Height))
				p.content.Resize(size.Subtract(p.padding.Add(p.padding)))
			}
		},
		min: func() fyne.Size {
			if p.content == nil {
				return fyne.Size{}
			}
			return p.content.MinSize().Add(p.padding).Add(p.padding)
		},
		paint: func() { back.paint(p.fill, p.line, false) },
	})
}

// Rule is a line of one pixel, horizontal or vertical by how it is resized.
type Rule struct {
	fynewidget.BaseWidget
}

// NewRule returns a line.
func NewRule() *Rule {
	r := &Rule{}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *Rule) CreateRenderer() fyne.WidgetRenderer {
	line := &canvas.Rectangle{}
	return draw(&drawing{
		owner:   r,
		objects: []fyne.CanvasObject{line},
		layout:  line.Resize,
		min:     func() fyne.Size { return fyne.NewSquareSize(LineWidth) },
		paint:   func() { line.FillColor = Color(ColorLine) },
	})
}

// ProblemCard is the frame of an explanation: a card whose left edge is drawn in the colour of failures.
type ProblemCard struct {
	fynewidget.BaseWidget
	content fyne.CanvasObject
}

// problemPadding is the space around the content: left of it lies the coloured edge.
const (
	problemEdge    float32 = 4
	problemPadding float32 = 20
)

// NewProblemCard returns content in the frame.
func NewProblemCard(content fyne.CanvasObject) *ProblemCard {
	c := &ProblemCard{content: content}
	c.ExtendBaseWidget(c)
	return c
}

// HeightFor implements Tall.
func (c *ProblemCard) HeightFor(width float32) float32 {
	return heightFor(c.content, width-2*problemPadding-problemEdge) + 2*problemPadding
}

// CreateRenderer implements fyne.Widget.
func (c *ProblemCard) CreateRenderer() fyne.WidgetRenderer {
	back := newFrame(RadiusCard)
	edge := &canvas.Rectangle{TopLeftCornerRadius: RadiusCard, BottomLeftCornerRadius: RadiusCard}
	inner := &canvas.Rectangle{TopLeftCornerRadius: RadiusCard - problemEdge, BottomLeftCornerRadius: RadiusCard - problemEdge}
	return draw(&drawing{
		owner:   c,
		objects: []fyne.CanvasObject{back.outer, back.inner, edge, inner, c.content},
		layout: func(size fyne.Size) {
			back.layout(size)
			edge.Resize(fyne.NewSize(RadiusCard, size.Height))
			inner.Move(fyne.NewPos(problemEdge, LineWidth))
			inner.Resize(fyne.NewSize(RadiusCard-problemEdge, size.Height-2*LineWidth))
			c.content.Move(fyne.NewPos(problemEdge+problemPadding, problemPadding))
			c.content.Resize(fyne.NewSize(size.Width-2*problemPadding-problemEdge, size.Height-2*problemPadding))
		},
		min: func() fyne.Size {
			return c.content.MinSize().AddWidthHeight(2*problemPadding+problemEdge, 2*problemPadding)
		},
		paint: func() {
			back.paint(ColorSurface, ColorLine, false)
			edge.FillColor = Color(ColorFailed)
			inner.FillColor = Color(ColorSurface)
		},
	})
}
