package view

import (
	"math"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/ui/widget"
)

// painted is the base of the mailbox's own widgets: objects at computed places. A type that embeds it sets the
// functions before it calls ExtendBaseWidget; style and lay may be nil.
type painted struct {
	fynewidget.BaseWidget
	objects []fyne.CanvasObject
	least   func() fyne.Size // the smallest size
	lay     func(fyne.Size)  // places the objects
	style   func()           // gives the objects the colours of the theme
}

// CreateRenderer implements fyne.Widget.
func (p *painted) CreateRenderer() fyne.WidgetRenderer {
	p.restyle()
	return &paintedRenderer{p}
}

func (p *painted) restyle() {
	if p.style != nil {
		p.style()
	}
}

// relay places the objects again at the size there is.
func (p *painted) relay() {
	if p.lay != nil {
		p.lay(p.Size())
	}
}

type paintedRenderer struct{ p *painted }

func (r *paintedRenderer) Layout(fyne.Size)             { r.p.relay() }
func (r *paintedRenderer) Objects() []fyne.CanvasObject { return r.p.objects }
func (r *paintedRenderer) Destroy()                     {}

func (r *paintedRenderer) MinSize() fyne.Size {
	if r.p.least == nil {
		return fyne.Size{}
	}
	return r.p.least()
}

func (r *paintedRenderer) Refresh() {
	r.p.restyle()
	r.p.relay()
	for _, o := range r.p.objects {
		o.Refresh()
	}
}

// newText returns an empty text; its colour is given by the style function of the widget it belongs to.
func newText(size float32, bold bool) *canvas.Text {
	t := canvas.NewText("", nil)
	t.TextSize = size
	t.TextStyle.Bold = bold
	widget.SetFont(t)
	return t
}

// placeText puts a text into a line that begins at x and y: lines of Latin and of Chinese stand on one baseline,
// whatever the height of the line. A width above zero is what the alignment of the text refers to.
func placeText(t *canvas.Text, x, y, width, line float32) {
	widget.SetFont(t)
	own := t.MinSize()
	if width <= 0 {
		width = own.Width
	}
	lift := t.TextSize * 0.09 // the face has more room above its letters than below
	if t.TextSize <= widget.SizeMeta {
		lift = t.TextSize * 0.05
	}
	t.Move(fyne.NewPos(x, float32(math.Round(float64(y+(line-own.Height)/2-lift)))))
	t.Resize(fyne.NewSize(width, own.Height))
}

// place moves and resizes an object.
func place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// newOutline returns the line that shows the focus: two pixels of accent.
func newOutline(radius float32) *canvas.Rectangle {
	o := canvas.NewRectangle(nil)
	o.StrokeWidth = widget.FocusWidth
	o.CornerRadius = radius
	o.Hide()
	return o
}

// ruler measures text rune by rune and remembers, so that a row which scrolls into view costs no measuring. It
// belongs to the UI goroutine.
type ruler map[rulerKey]float32

type rulerKey struct {
	r    rune
	size float32
	bold bool
}

const ellipsis = '…'

// maxRunes is how much of a line is looked at; no line is as wide.
const maxRunes = 400

func (r ruler) rune(c rune, size float32, bold bool) float32 {
	key := rulerKey{c, size, bold}
	w, ok := r[key]
	if !ok {
		w = widget.MeasureText(string(c), size, bold).Width
		r[key] = w
	}
	return w
}

// width returns the room that fit wants for a whole line.
func (r ruler) width(text string, size float32, bold bool) float32 {
	var sum float32
	for _, c := range text {
		sum += r.rune(c, size, bold)
	}
	return sum
}

// fit returns as much of a line as is as wide as width at most, with an ellipsis when something is cut.
func (r ruler) fit(text string, size float32, bold bool, width float32) string {
	var sum float32
	room := width - r.rune(ellipsis, size, bold)
	cut, n := 0, 0 // where the ellipsis would stand
	for i, c := range text {
		w := r.rune(c, size, bold)
		if sum+w <= room {
			cut = i + utf8.RuneLen(c)
		}
		if sum += w; sum > width || n == maxRunes {
			if room < 0 {
				return ""
			}
			return text[:cut] + string(ellipsis)
		}
		n++
	}
	return text
}

// wrap breaks text into lines of a width, at most as many as asked for; the last one ends in an ellipsis when there is
// more. It breaks at blanks, and anywhere between characters that are written without blanks.
func (r ruler) wrap(text string, size float32, bold bool, width float32, most int) []string {
	var lines []string
	for text != "" && len(lines) < most-1 {
		end := r.lineEnd(text, size, bold, width)
		if end >= len(text) {
			break
		}
		lines = append(lines, strings.TrimRight(text[:end], " "))
		text = strings.TrimLeft(text[end:], " ")
	}
	if text != "" {
		lines = append(lines, r.fit(text, size, bold, width))
	}
	return lines
}

// lineEnd returns the offset at which the next line begins.
func (r ruler) lineEnd(text string, size float32, bold bool, width float32) int {
	var sum float32
	breakable := 0
	before := rune(0)
	for i, c := range text {
		if i > 0 && (c == ' ' || c >= 0x2E80 || before >= 0x2E80) && !closing(c) {
			breakable = i
		}
		before = c
		if sum += r.rune(c, size, bold); sum > width && i > 0 {
			if breakable > 0 {
				return breakable
			}
			return i
		}
	}
	return len(text)
}

// closing reports whether c must not begin a line.
func closing(c rune) bool {
	switch c {
	case '，', '。', '、', '：', '；', '？', '！', '）', '」', '』', '》', '】', '”', '’':
		return true
	}
	return false
}
