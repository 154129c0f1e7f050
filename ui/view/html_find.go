package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const findHeight float32 = 52

// findStrip is the row above a message in which a text in it is looked for.
type findStrip struct {
	painted
	page   *htmlPage
	lang   words.Language
	query  string
	back   *canvas.Rectangle
	line   *canvas.Rectangle
	field  *widget.Field
	count  *canvas.Text
	before *widget.IconButton
	next   *widget.IconButton
	leave  *widget.IconButton
}

func newFindStrip(page *htmlPage, closed func()) *findStrip {
	f := &findStrip{page: page, back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), count: newText(widget.SizeList, false)}
	f.field = widget.NewSearchField("", widget.FieldEvents{
		Changed: f.look, Enter: func() { f.step(1) }, Down: func() { f.step(1) }, Up: func() { f.step(-1) }, Escape: closed,
	})
	f.before = widget.NewBareIconButton("chevron-left", "", func() { f.step(-1) })
	f.next = widget.NewBareIconButton("chevron-right", "", func() { f.step(1) })
	f.leave = widget.NewBareIconButton("cross", "", closed)
	f.objects = []fyne.CanvasObject{f.back, f.line, f.field, f.count, f.before, f.next, f.leave}
	f.lay = f.arrange
	f.style = func() {
		f.back.FillColor, f.line.FillColor = widget.Color(widget.ColorSurface), widget.Color(widget.ColorLine)
		f.count.Color = widget.Color(widget.ColorSecondary)
	}
	f.Hide()
	f.ExtendBaseWidget(f)
	return f
}

// say switches the language.
func (f *findStrip) say(lang words.Language) {
	f.lang = lang
	f.field.SetPlaceholder(words.T(lang, words.HTMLFindHint))
	f.before.Set("chevron-left", words.T(lang, words.HTMLFindBefore))
	f.next.Set("chevron-right", words.T(lang, words.HTMLFindNext))
	f.leave.Set("cross", words.T(lang, words.HTMLFindClose))
	f.tell()
}

func (f *findStrip) look(query string) {
	f.query = query
	f.page.search(query)
	f.tell()
}

func (f *findStrip) step(by int) {
	f.page.step(by)
	f.tell()
}

// tell says how many places there are.
func (f *findStrip) tell() {
	f.count.Text = ""
	if n := len(f.page.finds); n > 0 {
		f.count.Text = words.T(f.lang, words.HTMLFound, f.page.find+1, n)
	} else if f.query != "" {
		f.count.Text = words.T(f.lang, words.HTMLFoundNone)
	}
	f.Refresh()
}

func (f *findStrip) arrange(size fyne.Size) {
	place(f.back, 0, 0, size.Width, size.Height)
	place(f.line, 0, size.Height-widget.LineWidth, size.Width, widget.LineWidth)
	right := size.Width - actionPad
	for _, b := range []*widget.IconButton{f.leave, f.next, f.before} {
		right -= actionHeight
		place(b, right, (size.Height-actionHeight)/2, actionHeight, actionHeight)
		right -= actionGap
	}
	room := f.count.MinSize().Width
	right -= room + widget.Gap8
	placeText(f.count, right, 0, 0, size.Height)
	height := f.field.MinSize().Height
	place(f.field, readerPad, (size.Height-height)/2, max(min(right-widget.Gap12-readerPad, 320), 80), height)
}
