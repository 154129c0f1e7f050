package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"
)

// Style is how a text looks.
type Style struct {
	Size float32             // one of the Size constants
	Bold bool                //
	Role fyne.ThemeColorName // its colour
}

// The styles that screens are made of.
var (
	StylePage      = Style{SizePage, true, ColorText}
	StyleSubject   = Style{SizeSubject, true, ColorText}
	StyleCard      = Style{SizeCard, true, ColorText}
	StyleReading   = Style{SizeReading, false, ColorText}
	StyleBody      = Style{SizeInterface, false, ColorText}
	StyleStrong    = Style{SizeInterface, true, ColorText}
	StyleSecondary = Style{SizeInterface, false, ColorSecondary}
	StyleHint      = Style{SizeList, false, ColorSecondary}
	StyleMeta      = Style{SizeMeta, false, ColorSecondary}
	StyleFailed    = Style{SizeList, false, ColorFailed}
)

// Text is a single line that ends with an ellipsis when it is too long for its width.
type Text struct {
	fynewidget.BaseWidget
	text  string
	style Style
}

// NewText returns a line of text.
func NewText(text string, style Style) *Text {
	t := &Text{text: text, style: style}
	t.ExtendBaseWidget(t)
	return t
}

// Text returns what is shown.
func (t *Text) Text() string { return t.text }

// SetText changes what is shown; nothing happens when it is the same.
func (t *Text) SetText(text string) {
	if t.text == text {
		return
	}
	t.text = text
	t.Refresh()
}

// SetStyle changes how it looks; nothing happens when it is the same.
func (t *Text) SetStyle(style Style) {
	if t.style == style {
		return
	}
	t.style = style
	t.Refresh()
}

// FullWidth returns the width at which nothing is cut off.
func (t *Text) FullWidth() float32 { return face{t.style.Size, t.style.Bold}.measure(t.text) }

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	line := newText(t.style.Size, t.style.Bold)
	return draw(&drawing{
		owner:   t,
		objects: []fyne.CanvasObject{line},
		layout: func(size fyne.Size) {
			line.Text = Truncate(t.text, size.Width, t.style.Size, t.style.Bold)
			placeText(line, 0, (size.Height-LineHeight(t.style.Size))/2, size.Width)
		},
		min: func() fyne.Size { return fyne.NewSize(t.FullWidth(), LineHeight(t.style.Size)) },
		paint: func() {
			line.TextSize, line.TextStyle.Bold, line.Color = t.style.Size, t.style.Bold, Color(t.style.Role)
		},
	})
}

// Paragraph is a text that wraps at its width. Its height depends on the width: see HeightFor.
type Paragraph struct {
	fynewidget.BaseWidget
	text  string
	style Style

	width float32 // of lines
	lines []span
}

// NewParagraph returns a wrapped text.
func NewParagraph(text string, style Style) *Paragraph {
	p := &Paragraph{text: text, style: style, width: -1}
	p.ExtendBaseWidget(p)
	return p
}

// Text returns what is shown.
func (p *Paragraph) Text() string { return p.text }

// SetText changes what is shown. The height may change: the container has to be laid out again.
func (p *Paragraph) SetText(text string) {
	if p.text == text {
		return
	}
	p.text, p.width = text, -1
	p.Refresh()
}

// SetStyle changes how it looks.
func (p *Paragraph) SetStyle(style Style) {
	if p.style == style {
		return
	}
	p.style, p.width = style, -1
	p.Refresh()
}

// HeightFor returns the height that the text takes at a width.
func (p *Paragraph) HeightFor(width float32) float32 {
	p.wrapTo(width)
	return float32(len(p.lines)) * p.lineHeight()
}

// LastLineWidth returns how wide the last line is at the width that was last asked for.
func (p *Paragraph) LastLineWidth() float32 {
	if len(p.lines) == 0 {
		return 0
	}
	last := p.lines[len(p.lines)-1]
	return face{p.style.Size, p.style.Bold}.measure(p.text[last.start:last.end])
}

func (p *Paragraph) lineHeight() float32 {
	if p.style.Size == SizeMeta {
		return LineHeight(SizeMeta) + 2 // wrapped lines of small type need air
	}
	return LineHeight(p.style.Size)
}

func (p *Paragraph) wrapTo(width float32) {
	if width == p.width {
		return
	}
	p.width = width
	p.lines = face{p.style.Size, p.style.Bold}.wrapEvenly(p.text, width)
}

// CreateRenderer implements fyne.Widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{owner: p, min: func() fyne.Size {
		if p.width > 0 {
			return fyne.NewSize(0, float32(len(p.lines))*p.lineHeight())
		}
		return fyne.NewSize(0, p.lineHeight())
	}}
	d.layout = func(size fyne.Size) {
		p.wrapTo(size.Width)
		d.objects = d.objects[:0]
		for i, l := range p.lines {
			line := newText(p.style.Size, p.style.Bold)
			line.Color = Color(p.style.Role)
			line.Text = p.text[l.start:l.end]
			inset := (p.lineHeight() - LineHeight(p.style.Size)) / 2
			placeText(line, 0, float32(i)*p.lineHeight()+inset, size.Width)
			d.objects = append(d.objects, line)
		}
	}
	d.paint = func() {}
	return draw(d)
}
