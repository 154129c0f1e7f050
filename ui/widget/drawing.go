package widget

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// drawing is the fyne.WidgetRenderer of every widget here: its objects, and three functions over them.
type drawing struct {
	owner   fyne.CanvasObject
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	paint   func() // takes colours and texts from the owner; called before the first layout and at every refresh
}

func draw(d *drawing) fyne.WidgetRenderer {
	d.paint()
	return d
}

// Destroy implements fyne.WidgetRenderer.
func (d *drawing) Destroy() {}

// Layout implements fyne.WidgetRenderer.
func (d *drawing) Layout(size fyne.Size) { d.layout(size) }

// MinSize implements fyne.WidgetRenderer.
func (d *drawing) MinSize() fyne.Size { return d.min() }

// Objects implements fyne.WidgetRenderer.
func (d *drawing) Objects() []fyne.CanvasObject { return d.objects }

// Refresh implements fyne.WidgetRenderer.
func (d *drawing) Refresh() {
	d.paint()
	d.layout(d.owner.Size())
	canvas.Refresh(d.owner)
}

// lineHeights are the heights of lines that belong to the sizes of type.
var lineHeights = map[float32]float32{
	SizePage: 30, SizeSubject: 28, SizeCard: 24, SizeReading: 24, SizeInterface: 20, SizeList: 18, SizeMeta: 16,
}

// LineHeight returns the height of a line of text of a size.
func LineHeight(size float32) float32 {
	if h, ok := lineHeights[size]; ok {
		return h
	}
	return round(size * 1.4)
}

// Metrics of the font, in units of the size.
const (
	fontAscent  = 1.16
	fontDescent = 0.288
	fontMiddle  = 0.38 // from the baseline up to the middle of a Chinese character, and nearly of a capital
)

// placeText puts a text into a line box that starts at (x, y), with the middle of its characters in the middle of
// the box: so texts stand straight beside icons, and texts of one size share a baseline whatever they say.
func placeText(t *canvas.Text, x, y, width float32) {
	SetFont(t)
	baseline := round(y + LineHeight(t.TextSize)/2 + t.TextSize*fontMiddle)
	ascent := float32(math.Ceil(float64(t.TextSize * fontAscent))) // as the painters round it
	t.Move(fyne.NewPos(x, baseline-ascent))
	t.Resize(fyne.NewSize(width, t.TextSize*(fontAscent+fontDescent)))
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }

// newText returns a canvas text without a colour: paint functions give it. It is empty, and has the font for that until
// placeText gives it the one for what it says.
func newText(size float32, bold bool) *canvas.Text {
	t := canvas.NewText("", theme.Color(ColorText))
	t.TextSize = size
	t.TextStyle.Bold = bold
	SetFont(t)
	return t
}

// frame is the area of a control with a line around it. It is drawn as two filled rectangles, one in the other,
// because the painters of the toolkit do not agree on which side of the edge a stroke lies.
type frame struct {
	outer, inner *canvas.Rectangle
	radius       float32
	width        float32 // of the line
}

func newFrame(radius float32) *frame {
	return &frame{outer: &canvas.Rectangle{}, inner: &canvas.Rectangle{}, radius: radius}
}

// paint gives the frame its colours: the accent line when focused. An empty line draws none.
func (f *frame) paint(fill, line fyne.ThemeColorName, focused bool) {
	f.width = LineWidth
	switch {
	case focused:
		line, f.width = ColorAccent, FocusWidth
	case line == "":
		line, f.width = fill, 0
	}
	f.outer.FillColor, f.inner.FillColor = Color(line), Color(fill)
	f.outer.CornerRadius, f.inner.CornerRadius = f.radius, max(f.radius-f.width, 0)
}

func (f *frame) layout(size fyne.Size) { f.place(0, 0, size) }

func (f *frame) place(x, y float32, size fyne.Size) {
	f.outer.Move(fyne.NewPos(x, y))
	f.outer.Resize(size)
	f.inner.Move(fyne.NewPos(x+f.width, y+f.width))
	f.inner.Resize(fyne.NewSize(max(size.Width-2*f.width, 0), max(size.Height-2*f.width, 0)))
}

func (f *frame) show(shown bool) { f.outer.Hidden, f.inner.Hidden = !shown, !shown }

// ring is the focus line around a control that is itself drawn in the accent colour or without any frame.
type ring struct{ *canvas.Rectangle }

func newRing(radius float32) ring {
	r := canvas.NewRectangle(Color(ColorAccent))
	r.CornerRadius = radius + ringGap
	return ring{r}
}

// ringGap is how far a ring stands outside its control.
const ringGap = 3

func (r ring) paint(shown bool) {
	r.FillColor = theme.Color(theme.ColorNameInputBackground)
	r.StrokeColor, r.StrokeWidth = Color(ColorAccent), FocusWidth
	r.Hidden = !shown
}

func (r ring) layout(size fyne.Size) {
	r.Move(fyne.NewPos(-ringGap, -ringGap))
	r.Resize(fyne.NewSize(size.Width+2*ringGap, size.Height+2*ringGap))
}
