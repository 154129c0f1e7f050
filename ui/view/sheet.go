package view

import (
	"fyne.io/fyne/v2"

	"letterbox/ui/widget"
)

// SheetSize is how large the pages are that the window puts over what it shows.
var SheetSize = fyne.NewSize(760, 600)

const (
	sheetMargin float32 = 24
	sheetTitle  float32 = 20 // top of the title
	sheetFoot   float32 = 60 // from the bottom to the top of the buttons
)

// sheet is the frame of a page that lies over the window: title, a badge behind it, a cross at the right, one sentence,
// content that scrolls, and a row of buttons. Esc closes it.
type sheet struct {
	painted
	panel *widget.Panel
	title *widget.Paragraph
	badge *widget.Badge // hidden without text
	shut  *widget.IconButton
	hint  *widget.Paragraph
	under fyne.CanvasObject // between the sentence and the content; nil for nothing
	page  *widget.Page
	left  []*widget.Button
	right []*widget.Button
	close func()
}

func newSheet(closing string, content *widget.Column, shut func()) *sheet {
	s := &sheet{close: shut}
	s.panel = widget.NewPopover(nil)
	s.title = widget.NewParagraph("", widget.StyleCard)
	s.badge = widget.NewBadge("", widget.ToneWaiting, false)
	s.badge.Hide()
	s.shut = widget.NewBareIconButton("cross", closing, shut)
	s.shut.OnKey(s.TypedKey)
	s.hint = widget.NewParagraph("", widget.StyleSecondary)
	s.page = pad(content)
	s.least = func() fyne.Size { return SheetSize }
	s.lay = s.arrange
	s.ExtendBaseWidget(s)
	s.fill()
	return s
}

// TypedKey takes the keys that nothing on the sheet uses.
func (s *sheet) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		s.close()
		return
	}
	s.page.ScrollKey(e)
}

// head changes what stands above the content; no badge when its text is "".
func (s *sheet) head(title, hint, badge string, tone widget.Tone) {
	s.title.SetText(title)
	s.hint.SetText(hint)
	setShown(s.hint, hint != "")
	s.badge.Set(badge, tone)
	setShown(s.badge, badge != "")
}

// buttons changes the row at the bottom.
func (s *sheet) buttons(left, right []*widget.Button) {
	s.left, s.right = left, right
	for _, b := range s.row() {
		b.OnKey(s.TypedKey)
	}
	s.fill()
}

func (s *sheet) row() []*widget.Button {
	return append(append([]*widget.Button(nil), s.left...), s.right...)
}

func (s *sheet) fill() {
	s.objects = []fyne.CanvasObject{s.panel, s.title, s.badge, s.hint, s.page}
	for _, b := range s.row() {
		s.objects = append(s.objects, b)
	}
	if s.under != nil {
		s.objects = append(s.objects, s.under)
	}
	s.objects = append(s.objects, s.shut)
	s.Refresh()
}

// focusFirst gives the keyboard to the first button that can be pressed.
func (s *sheet) focusFirst() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s.page)
	if c == nil {
		return
	}
	for _, b := range s.row() {
		if !b.Disabled() {
			c.Focus(b)
			return
		}
	}
	c.Focus(s.shut)
}

// holdsFocus reports whether a button that is about to be replaced has the keyboard.
func (s *sheet) holdsFocus() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(s.page)
	if c == nil {
		return false
	}
	for _, b := range s.row() {
		if c.Focused() == fyne.Focusable(b) {
			return true
		}
	}
	return false
}

func (s *sheet) arrange(size fyne.Size) {
	const cross, line = 28, 24
	place(s.panel, 0, 0, size.Width, size.Height)
	place(s.shut, size.Width-sheetMargin-cross, sheetTitle-2, cross, cross)
	width := size.Width - 2*sheetMargin
	room := width - cross - widget.Gap12
	height := s.title.HeightFor(room)
	place(s.title, sheetMargin, sheetTitle, room, height)
	y := sheetTitle + height
	if s.badge.Visible() {
		badge, last := s.badge.MinSize(), s.title.LastLineWidth()
		if last+widget.Gap12+badge.Width <= room {
			place(s.badge, sheetMargin+last+widget.Gap12, y-line+1, badge.Width, badge.Height)
		} else {
			place(s.badge, sheetMargin, y+widget.Gap4, badge.Width, badge.Height)
			y += widget.Gap4 + badge.Height
		}
	}
	if s.hint.Visible() {
		height := s.hint.HeightFor(width)
		place(s.hint, sheetMargin, y+widget.Gap4, width, height)
		y += widget.Gap4 + height
	}
	if s.under != nil {
		least := s.under.MinSize()
		place(s.under, sheetMargin, y+widget.Gap12, min(least.Width, width), least.Height)
		y += widget.Gap12 + least.Height
	}
	foot := size.Height - sheetFoot
	y += widget.Gap12
	place(s.page, sheetMargin-widget.Gap12, y, width+2*widget.Gap12, foot-y-widget.Gap12)
	at := sheetMargin
	for _, b := range s.left {
		w := b.MinSize().Width
		place(b, at, foot, w, wizardButtons)
		at += w + widget.Gap12
	}
	at = size.Width - sheetMargin
	for _, b := range s.right {
		w := b.MinSize().Width
		place(b, at-w, foot, w, wizardButtons)
		at -= w + widget.Gap12
	}
}
