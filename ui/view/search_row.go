package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/mail"
	"letterbox/mail/search"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// hitHeight is that of a row, which shows hitSnippet lines of text.
const hitHeight float32 = 94

const hitSnippet = 2

// hitLook is what the appearance of a row depends on, besides the hit.
type hitLook struct {
	index    int
	version  int // of the search's state
	selected bool
	cursor   bool
	folder   string
	lang     words.Language
	day      int
	width    float32
	shown    bool
}

// hitRow draws one message that was found: who, when, the subject, where it is, and a piece of its text.
type hitRow struct {
	painted
	ruler   ruler
	events  rowEvents
	look    hitLook
	hit     search.Hit
	hovered bool

	back, line, focus *canvas.Rectangle
	dot               *canvas.Circle
	sender            *markedText
	list              *markedText // subject and snippet
	date, folder      *canvas.Text
	clip, star        *widget.Icon
	where             string // the folder, and whether a server found it
}

func newHitRow(r ruler, events rowEvents) *hitRow {
	w := &hitRow{ruler: r, events: events}
	w.back, w.line, w.focus = canvas.NewRectangle(nil), canvas.NewRectangle(nil), newOutline(widget.RadiusRow)
	w.dot = canvas.NewCircle(nil)
	w.sender, w.list = newMarkedText(r, widget.SizeInterface), newMarkedText(r, widget.SizeList)
	w.date, w.folder = newText(widget.SizeMeta, false), newText(widget.SizeMeta, false)
	w.clip, w.star = widget.NewIcon("attachment", widget.ColorSecondary, rowMark), widget.NewIcon("star-full", widget.ColorWaiting, rowMark)
	w.least = func() fyne.Size { return fyne.NewSize(rowMinimum, hitHeight) }
	w.lay, w.style = w.arrange, w.colour
	w.ExtendBaseWidget(w)
	return w
}

// set shows a hit.
func (w *hitRow) set(h search.Hit, look hitLook, now time.Time) {
	if look == w.look {
		return
	}
	w.look, w.hit = look, h
	w.where = look.folder
	if h.Server {
		w.where += " · " + words.T(look.lang, words.SearchServerMark)
	}
	w.date.Text, w.folder.Text = words.Date(look.lang, h.Message.When(), now), w.where
	w.Refresh()
}

func (w *hitRow) unread() bool { return !w.hit.Message.Flags.Has(mail.Seen) }

func (w *hitRow) arrange(size fyne.Size) {
	place(w.back, 0, 0, size.Width, hitHeight-widget.LineWidth)
	place(w.line, 0, hitHeight-widget.LineWidth, size.Width, widget.LineWidth)
	place(w.focus, widget.Gap4, widget.Gap4, size.Width-widget.Gap4-barWidth-3, hitHeight-widget.LineWidth-2*widget.Gap4)
	place(w.dot, 15-rowDot/2, 21-rowDot/2, rowDot, rowDot)
	w.sender.reset()
	w.list.reset()
	right := size.Width - rowRight
	date := w.date.MinSize().Width
	placeText(w.date, right-date, 10, date, 20)
	w.sender.line(markedLine{w.people(), w.hit.Sender, w.unread(), widget.ColorText}, rowLeft, 10, right-date-widget.Gap12-rowLeft, 20)
	w.arrangeSubject(right)
	snippet := markedLine{w.hit.Snippet.Text, w.hit.Snippet.Marks, false, widget.ColorSecondary}
	if w.hit.File != "" {
		snippet.text = w.hit.File + ": " + snippet.text
		snippet.marks = moved(snippet.marks, len(w.hit.File)+2)
	}
	for i, l := range w.list.split(snippet, right-rowLeft, hitSnippet) {
		w.list.line(l, rowLeft, 48+float32(i)*18, right-rowLeft, 18)
	}
	w.objects = []fyne.CanvasObject{w.back, w.line, w.dot}
	w.objects = w.list.objects(w.sender.objects(w.objects))
	w.objects = append(w.objects, w.date, w.folder, w.clip, w.star, w.focus)
}

// arrangeSubject puts the folder, the marks and the subject into the second line.
func (w *hitRow) arrangeSubject(right float32) {
	if w.folder.Text != "" {
		w.folder.Text = w.ruler.fit(w.where, widget.SizeMeta, false, (right-rowLeft)/3)
		own := w.folder.MinSize().Width
		right -= own
		placeText(w.folder, right, 30, own, 18)
		right -= widget.Gap8
	}
	w.clip.Hidden = w.hit.Message.Attachment != mail.HasAttachment
	w.star.Hidden = !w.hit.Message.Flags.Has(mail.Flagged)
	for _, mark := range []*widget.Icon{w.clip, w.star} {
		if !mark.Hidden {
			right -= rowMark
			place(mark, right, 33, rowMark, rowMark)
			right -= widget.Gap4
		}
	}
	subject := words.Subject(w.look.lang, w.hit.Message)
	marks := w.hit.Subject
	if subject != w.hit.Message.Envelope.Subject {
		marks = nil // it has none
	}
	w.list.line(markedLine{subject, marks, w.unread(), widget.ColorText}, rowLeft, 30, right-rowLeft, 18)
}

// people returns who wrote the message.
func (w *hitRow) people() string {
	if len(w.hit.Message.Envelope.From) == 0 {
		return words.T(w.look.lang, words.ListNoSender)
	}
	return w.hit.Message.Envelope.Sender().Display()
}

func moved(marks []search.Span, by int) []search.Span {
	list := make([]search.Span, len(marks))
	for i, s := range marks {
		list[i] = search.Span{Start: s.Start + by, End: s.End + by}
	}
	return list
}

func (w *hitRow) colour() {
	w.back.FillColor = widget.Color(widget.ColorSurface)
	switch {
	case w.look.selected:
		w.back.FillColor = widget.Color(widget.ColorSelection)
	case w.hovered:
		w.back.FillColor = widget.Color(widget.ColorWindow)
	}
	w.line.FillColor = widget.Color(widget.ColorLine)
	w.focus.Hidden, w.dot.Hidden = !w.look.cursor, !w.unread()
	w.focus.StrokeColor, w.dot.FillColor = widget.Color(widget.ColorAccent), widget.Color(widget.ColorAccent)
	w.date.Color, w.folder.Color = widget.Color(widget.ColorSecondary), widget.Color(widget.ColorSecondary)
}

// Tapped implements fyne.Tappable.
func (w *hitRow) Tapped(*fyne.PointEvent) { w.events.tapped(w.look.index, 0) }

// TappedSecondary implements fyne.SecondaryTappable.
func (w *hitRow) TappedSecondary(e *fyne.PointEvent) { w.events.menu(w.look.index, e.AbsolutePosition) }

// MouseIn implements desktop.Hoverable.
func (w *hitRow) MouseIn(*desktop.MouseEvent) { w.hover(true) }

// MouseMoved implements desktop.Hoverable.
func (w *hitRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (w *hitRow) MouseOut() { w.hover(false) }

func (w *hitRow) hover(on bool) {
	if w.hovered != on {
		w.hovered = on
		w.colour()
		w.back.Refresh()
	}
}
