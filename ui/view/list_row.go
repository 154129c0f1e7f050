package view

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	rowHeight  float32 = 76
	rowLeft    float32 = 26 // where texts begin; the dot stands before
	rowRight   float32 = 16
	rowDot     float32 = 8
	rowMark    float32 = 14 // icons for attachment and star
	rowMinimum float32 = 200
)

// rowLook is everything a row's appearance depends on. A row that has this look already is left alone.
type rowLook struct {
	id       mail.MessageID
	stamp    int
	index    int
	selected bool
	cursor   bool // the keyboard is here
	outgoing bool // names the recipients
	lang     words.Language
	day      int // dates are worded relative to it
	width    float32
}

// listRow draws one message. The list owns a screenful of them and gives them new messages as it scrolls.
type listRow struct {
	painted
	ruler   ruler
	events  rowEvents
	held    fyne.KeyModifier // when the button went down
	look    rowLook
	message mail.Message
	loaded  bool
	hovered bool

	back, line, focus             *canvas.Rectangle
	ghosts                        [3]*canvas.Rectangle // stand in for texts that are not there yet
	dot                           *canvas.Circle
	sender, date, subject, detail *canvas.Text
	clip, star                    *widget.Icon
}

// rowEvents is what a row reports.
type rowEvents struct {
	tapped func(index int, held fyne.KeyModifier)
	menu   func(index int, at fyne.Position)
}

func newListRow(r ruler, events rowEvents) *listRow {
	w := &listRow{ruler: r, events: events}
	w.back, w.line, w.focus = canvas.NewRectangle(nil), canvas.NewRectangle(nil), newOutline(widget.RadiusRow)
	w.dot = canvas.NewCircle(nil)
	w.sender, w.date = newText(widget.SizeInterface, false), newText(widget.SizeMeta, false)
	w.subject, w.detail = newText(widget.SizeList, false), newText(widget.SizeList, false)
	w.date.Alignment = fyne.TextAlignTrailing
	w.clip, w.star = widget.NewIcon("attachment", widget.ColorSecondary, rowMark), widget.NewIcon("star-full", widget.ColorWaiting, rowMark)
	w.objects = []fyne.CanvasObject{w.back, w.line, w.dot, w.sender, w.date, w.subject, w.detail, w.clip, w.star}
	for i := range w.ghosts {
		w.ghosts[i] = canvas.NewRectangle(nil)
		w.ghosts[i].CornerRadius = widget.Gap4
		w.objects = append(w.objects, w.ghosts[i])
	}
	w.objects = append(w.objects, w.focus)
	w.least = func() fyne.Size { return fyne.NewSize(rowMinimum, rowHeight) }
	w.lay, w.style = w.arrange, w.colour
	w.ExtendBaseWidget(w)
	return w
}

// set shows a row of the model.
func (w *listRow) set(r model.Row, look rowLook, now time.Time) {
	if look == w.look {
		return
	}
	w.look, w.message, w.loaded = look, r.Message, r.Loaded
	w.sender.TextStyle.Bold, w.subject.TextStyle.Bold = w.unread(), w.unread()
	w.date.Text = words.Date(look.lang, r.Message.When(), now)
	w.colour()
	w.arrange(w.Size())
	w.Refresh()
}

func (w *listRow) unread() bool { return w.loaded && !w.message.Flags.Has(mail.Seen) }

// arrange cuts the texts to the width and places everything.
func (w *listRow) arrange(size fyne.Size) {
	place(w.back, 0, 0, size.Width, rowHeight-widget.LineWidth)
	place(w.line, 0, rowHeight-widget.LineWidth, size.Width, widget.LineWidth)
	place(w.focus, widget.Gap4, widget.Gap4, size.Width-widget.Gap4-barWidth-3, rowHeight-widget.LineWidth-2*widget.Gap4)
	place(w.dot, 15-rowDot/2, 21-rowDot/2, rowDot, rowDot)
	room := max(size.Width-rowLeft-rowRight, 0)
	for i, share := range [...]float32{0.35, 0.7, 0.9} {
		place(w.ghosts[i], rowLeft, [...]float32{15, 35, 54}[i], room*share, 10)
	}
	w.showParts()
	if !w.loaded {
		return
	}
	unread, lang := w.unread(), w.look.lang
	dateWidth := w.date.MinSize().Width
	placeText(w.date, size.Width-rowRight-dateWidth, 10, dateWidth, 20)
	w.sender.Text = w.ruler.fit(w.people(lang), widget.SizeInterface, unread, room-dateWidth-widget.Gap12)
	placeText(w.sender, rowLeft, 10, 0, 20)
	marks := size.Width - rowRight
	for _, mark := range []*widget.Icon{w.clip, w.star} {
		if !mark.Hidden {
			marks -= rowMark
			place(mark, marks, 33, rowMark, rowMark)
			marks -= widget.Gap4
		}
	}
	w.subject.Text = w.ruler.fit(words.Subject(lang, w.message), widget.SizeList, unread, marks-rowLeft)
	placeText(w.subject, rowLeft, 30, 0, 18)
	w.detail.Text = w.ruler.fit(w.message.Preview, widget.SizeList, false, room)
	placeText(w.detail, rowLeft, 48, 0, 18)
}

// showParts hides what this message does not have.
func (w *listRow) showParts() {
	for _, t := range []*canvas.Text{w.sender, w.date, w.subject, w.detail} {
		t.Hidden = !w.loaded
	}
	for _, g := range w.ghosts {
		g.Hidden = w.loaded || w.look.id == 0
	}
	w.dot.Hidden = !w.unread()
	w.clip.Hidden = !w.loaded || w.message.Attachment != mail.HasAttachment
	w.star.Hidden = !w.loaded || !w.message.Flags.Has(mail.Flagged)
	w.focus.Hidden = !w.look.cursor
	w.line.Hidden = w.look.id == 0
}

// people returns who a row names: those who wrote, or in a folder of what one wrote oneself those it went to.
func (w *listRow) people(lang words.Language) string {
	list := w.message.Envelope.From
	if w.look.outgoing {
		list = append(append([]mail.Address(nil), w.message.Envelope.To...), w.message.Envelope.Cc...)
	}
	names := make([]string, 0, len(list))
	for _, a := range list {
		names = append(names, a.Display())
	}
	if len(names) == 0 {
		return words.T(lang, words.ListNoSender)
	}
	return strings.Join(names, words.ListComma(lang))
}

func (w *listRow) colour() {
	w.back.FillColor = widget.Color(widget.ColorSurface)
	switch {
	case w.look.selected:
		w.back.FillColor = widget.Color(widget.ColorSelection)
	case w.hovered:
		w.back.FillColor = widget.Color(widget.ColorWindow)
	}
	w.line.FillColor = widget.Color(widget.ColorLine)
	w.focus.StrokeColor = widget.Color(widget.ColorAccent)
	w.dot.FillColor = widget.Color(widget.ColorAccent)
	w.sender.Color, w.subject.Color = widget.Color(widget.ColorText), widget.Color(widget.ColorText)
	w.date.Color, w.detail.Color = widget.Color(widget.ColorSecondary), widget.Color(widget.ColorSecondary)
	for _, g := range w.ghosts {
		g.FillColor = widget.Color(widget.ColorSidebar)
	}
}

// Tapped implements fyne.Tappable.
func (w *listRow) Tapped(*fyne.PointEvent) {
	if w.look.id != 0 {
		w.events.tapped(w.look.index, w.held)
	}
	w.held = 0
}

// TappedSecondary implements fyne.SecondaryTappable.
func (w *listRow) TappedSecondary(e *fyne.PointEvent) {
	if w.look.id != 0 {
		w.events.menu(w.look.index, e.AbsolutePosition)
	}
}

// MouseDown implements desktop.Mouseable.
func (w *listRow) MouseDown(e *desktop.MouseEvent) { w.held = e.Modifier }

// MouseUp implements desktop.Mouseable.
func (w *listRow) MouseUp(*desktop.MouseEvent) {}

// MouseIn implements desktop.Hoverable.
func (w *listRow) MouseIn(*desktop.MouseEvent) { w.hover(w.look.id != 0) }

// MouseMoved implements desktop.Hoverable.
func (w *listRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (w *listRow) MouseOut() { w.hover(false) }

func (w *listRow) hover(on bool) {
	w.hovered = on
	w.colour()
	w.back.Refresh()
}
