package widget

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"
)

// TextView shows a long text for reading: wrapped, with links that can be followed and text that can be selected
// and copied. Only the lines inside the viewport exist as objects, so a text of hundreds of kilobytes costs as much
// per frame as a short one. It does not scroll by itself: put it into a Page, or call SetViewport.
type TextView struct {
	fynewidget.BaseWidget
	text   string
	links  []TextLink
	marks  []TextMark
	style  Style
	events TextViewEvents

	width       float32
	lines       []span
	top, bottom float32 // viewport, in own coordinates

	selection selection
	link      int // link the keyboard is at; -1 for none
	hover     int // link under the mouse; -1 for none
	focused   bool
}

// TextLink is a link in the text of a TextView. Start and End are byte offsets; links are in order and do not overlap.
type TextLink struct {
	Start, End int
	URL        string
}

// TextViewEvents are what a TextView reports; all may be nil.
type TextViewEvents struct {
	Follow func(url string)     // a link was pressed
	Hover  func(url string)     // the mouse came over a link, or left it: ""
	Key    func(*fyne.KeyEvent) // a key that the view does not use itself, e.g. for scrolling
}

// NewTextView returns an empty view.
func NewTextView(events TextViewEvents) *TextView {
	v := &TextView{style: StyleReading, events: events, width: -1, link: -1, hover: -1}
	v.ExtendBaseWidget(v)
	return v
}

// SetText changes what is shown; the selection is lost.
func (v *TextView) SetText(text string, links []TextLink) {
	v.text, v.links, v.marks, v.width = text, links, nil, -1
	v.selection, v.link, v.hover = selection{}, -1, -1
	v.Refresh()
}

// HeightFor implements Tall.
func (v *TextView) HeightFor(width float32) float32 {
	v.wrapTo(width)
	return float32(len(v.lines)) * LineHeight(v.style.Size)
}

func (v *TextView) wrapTo(width float32) {
	if width == v.width || width <= 0 {
		return
	}
	v.width = width
	v.lines = v.face().wrap(v.text, width)
}

func (v *TextView) face() face { return face{v.style.Size, v.style.Bold} }

// SetViewport says which part is visible, from top to bottom in the view's own coordinates.
func (v *TextView) SetViewport(top, bottom float32) {
	if v.top == top && v.bottom == bottom {
		return
	}
	v.top, v.bottom = top, bottom
	v.Refresh()
}

// visible returns the lines of the viewport, and a few around it so that scrolling by a notch shows no gap.
func (v *TextView) visible() (first, last int) {
	const around = 4
	height := LineHeight(v.style.Size)
	first = max(int(v.top/height)-around, 0)
	last = min(int(v.bottom/height)+around+1, len(v.lines))
	return min(first, last), last
}

// CreateRenderer implements fyne.Widget.
func (v *TextView) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{owner: v, paint: func() {}}
	pieces := &linePool{}
	d.layout = func(size fyne.Size) {
		v.wrapTo(size.Width)
		pieces.reset()
		first, last := v.visible()
		for i := first; i < last; i++ {
			v.drawMarks(pieces, i)
			v.drawSelection(pieces, i)
		}
		for i := first; i < last; i++ {
			v.drawLine(pieces, i)
		}
		d.objects = pieces.objects
	}
	d.min = func() fyne.Size {
		if v.width > 0 {
			return fyne.NewSize(80, float32(len(v.lines))*LineHeight(v.style.Size))
		}
		return fyne.NewSize(80, LineHeight(v.style.Size))
	}
	return draw(d)
}

// drawLine sets the pieces of a line: plain text and links.
func (v *TextView) drawLine(pool *linePool, i int) {
	l := v.lines[i]
	y := float32(i) * LineHeight(v.style.Size)
	role := ColorText
	if v.quoted(l) {
		role = ColorSecondary
	}
	var x float32
	v.eachPiece(l, func(start, end, link int) {
		piece := pool.text()
		piece.TextSize, piece.TextStyle.Bold = v.style.Size, v.style.Bold
		piece.Text, piece.Color = v.text[start:end], Color(role)
		piece.TextStyle.Underline = link >= 0 && (link == v.hover || (v.focused && link == v.link))
		if link >= 0 {
			piece.Color = Color(ColorAccent)
		}
		width := v.face().measure(piece.Text)
		placeText(piece, x, y, width)
		if link >= 0 && v.focused && link == v.link {
			mark := pool.rectangle()
			mark.FillColor, mark.StrokeColor, mark.StrokeWidth, mark.CornerRadius = Color(ColorAccentWeak), Color(ColorAccent), FocusWidth, 4
			mark.Move(fyne.NewPos(x-3, y))
			mark.Resize(fyne.NewSize(width+6, LineHeight(v.style.Size)))
		}
		x += width
	})
}

// eachPiece cuts a line where links begin and end; link is -1 for plain text.
func (v *TextView) eachPiece(l span, piece func(start, end, link int)) {
	at := l.start
	for n := firstAfter(len(v.links), l.start, func(i int) int { return v.links[i].End }); n < len(v.links) && v.links[n].Start < l.end; n++ {
		from, to := max(v.links[n].Start, l.start), min(v.links[n].End, l.end)
		if from > at {
			piece(at, from, -1)
		}
		if to > from {
			piece(from, to, n)
			at = to
		}
	}
	if at < l.end {
		piece(at, l.end, -1)
	}
}

// firstAfter returns the first of n ranges, in order, that ends behind an offset.
func firstAfter(n, offset int, end func(int) int) int {
	return sort.Search(n, func(i int) bool { return end(i) > offset })
}

// quoted reports whether a line belongs to a paragraph that begins with ">".
func (v *TextView) quoted(l span) bool {
	start := l.start
	for start > 0 && l.start-start < mostLine && v.text[start-1] != '\n' {
		start--
	}
	return start < len(v.text) && v.text[start] == '>'
}

// linePool keeps the objects of the lines and hands them out again.
type linePool struct {
	texts, rects         []fyne.CanvasObject
	usedTexts, usedRects int
	objects              []fyne.CanvasObject
}

func (p *linePool) reset() {
	p.usedTexts, p.usedRects = 0, 0
	p.objects = nil
}

func (p *linePool) text() *canvas.Text {
	if p.usedTexts == len(p.texts) {
		p.texts = append(p.texts, newText(SizeReading, false))
	}
	t := p.texts[p.usedTexts].(*canvas.Text)
	p.usedTexts++
	p.objects = append(p.objects, t)
	return t
}

func (p *linePool) rectangle() *canvas.Rectangle {
	if p.usedRects == len(p.rects) {
		p.rects = append(p.rects, &canvas.Rectangle{})
	}
	r := p.rects[p.usedRects].(*canvas.Rectangle)
	*r = canvas.Rectangle{}
	p.usedRects++
	p.objects = append(p.objects[:p.usedRects-1], append([]fyne.CanvasObject{r}, p.objects[p.usedRects-1:]...)...)
	return r
}

// Cursor implements desktop.Cursorable.
func (v *TextView) Cursor() desktop.Cursor {
	if v.hover >= 0 {
		return desktop.PointerCursor
	}
	return desktop.TextCursor
}
