package view

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	cardHeight float32 = 40
	cardMost   float32 = 300
)

// partStrip shows the attachments of a message as cards.
type partStrip struct {
	painted
	ruler    ruler
	letter   *model.Letter
	saveFile func(name string, save func(io.WriteCloser))
	cards    []*partCard
	reveal   func(top, bottom float32) // scrolls a part of the strip into view
}

func newPartStrip(r ruler, letter *model.Letter, saveFile func(string, func(io.WriteCloser))) *partStrip {
	s := &partStrip{ruler: r, letter: letter, saveFile: saveFile, reveal: func(float32, float32) {}}
	s.least = func() fyne.Size { return fyne.NewSize(100, cardHeight) }
	s.lay = func(size fyne.Size) {
		flow(s.objects, size.Width, func(o fyne.CanvasObject, x, y float32, own fyne.Size) { place(o, x, y, own.Width, own.Height) })
	}
	s.ExtendBaseWidget(s)
	return s
}

// set shows the attachments of a message and what happens to them, and reports whether there are any.
func (s *partStrip) set(letter model.LetterState, lang words.Language) bool {
	parts := letter.Body.Attachments()
	var objects []fyne.CanvasObject
	for i, part := range parts {
		if i == len(s.cards) {
			s.cards = append(s.cards, newPartCard(s))
		}
		s.cards[i].set(part, letter.Parts[part.Path], letter.Rest, lang)
		objects = append(objects, s.cards[i])
	}
	s.objects = objects
	s.Refresh()
	return len(parts) > 0
}

// HeightFor implements widget.Tall.
func (s *partStrip) HeightFor(width float32) float32 {
	return flow(s.objects, width, func(fyne.CanvasObject, float32, float32, fyne.Size) {})
}

// flow sets cards side by side, in as many rows as they need, and returns the height of all.
func flow(objects []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y float32, s fyne.Size)) float32 {
	const gap = 10
	x, y := float32(0), float32(0)
	for _, o := range objects {
		size := o.MinSize()
		if x > 0 && x+size.Width > width {
			x, y = 0, y+cardHeight+gap
		}
		put(o, x, y, size)
		x += size.Width + gap
	}
	if len(objects) == 0 {
		return 0
	}
	return y + cardHeight
}

// partCard is one attachment: pressing it opens it, or saves it when it must not be opened unseen; the arrow
// saves it.
type partCard struct {
	painted
	strip  *partStrip
	part   mail.Part
	saving model.Saving
	rest   model.Rest // it is on the server when Of is not 0
	lang   words.Language

	back, focus      *canvas.Rectangle
	icon             *widget.Icon
	name, note       *canvas.Text
	save             *widget.IconButton
	hovered, focused bool
}

func newPartCard(s *partStrip) *partCard {
	c := &partCard{strip: s}
	c.back, c.focus = canvas.NewRectangle(nil), newOutline(widget.RadiusControl)
	c.back.CornerRadius = widget.RadiusControl
	c.icon = widget.NewIcon("file", widget.ColorSecondary, 18)
	c.name, c.note = newText(widget.SizeInterface, false), newText(widget.SizeMeta, false)
	c.save = widget.NewBareIconButton("download", "", c.saveAs)
	c.objects = []fyne.CanvasObject{c.back, c.icon, c.name, c.note, c.focus, c.save}
	c.least, c.lay, c.style = c.size, c.arrange, c.colour
	c.ExtendBaseWidget(c)
	return c
}

func (c *partCard) set(part mail.Part, saving model.Saving, rest model.Rest, lang words.Language) {
	c.part, c.saving, c.rest, c.lang = part, saving, rest, lang
	name := part.Filename
	if name == "" {
		name = words.T(lang, words.ReaderNoName)
	}
	c.name.Text = c.strip.ruler.fit(name, widget.SizeInterface, false, cardMost-150)
	c.note.Text = c.state()
	c.wordButton()
	c.Refresh()
}

// state says what is known or happens: the size, or how far the download or the saving is.
func (c *partCard) state() string {
	switch r := c.rest; {
	case r.Busy:
		return words.T(c.lang, words.PartPercent, r.Percent())
	case r.Problem != nil:
		return words.T(c.lang, words.PartRetry)
	case r.Of > 0:
		return words.T(c.lang, words.PartOnServer, words.Size(c.part.Size))
	}
	switch {
	case c.saving.Busy:
		return words.T(c.lang, words.StepRunning)
	case c.saving.Problem != nil:
		return words.T(c.lang, words.StepFailed)
	case c.saving.Done:
		return words.T(c.lang, words.StepDone)
	default:
		return words.Size(c.part.Size)
	}
}

func (c *partCard) wordButton() {
	switch {
	case c.rest.Busy:
		c.save.Set("cross", words.T(c.lang, words.PartCancel))
	case c.rest.Of > 0:
		c.save.Set("download", words.T(c.lang, words.PartDownload))
	default:
		c.save.Set("download", words.T(c.lang, words.ReaderSave))
	}
}

func (c *partCard) size() fyne.Size {
	return fyne.NewSize(39+c.name.MinSize().Width+widget.Gap4+c.note.MinSize().Width+widget.Gap4+28+widget.Gap4, cardHeight)
}

func (c *partCard) arrange(size fyne.Size) {
	place(c.back, 0, 0, size.Width, size.Height)
	place(c.focus, 1, 1, size.Width-2, size.Height-2)
	place(c.icon, 12, 11, 18, 18)
	placeText(c.name, 39, 0, 0, cardHeight)
	placeText(c.note, 39+c.name.MinSize().Width+widget.Gap4, 1, 0, cardHeight)
	place(c.save, size.Width-28-widget.Gap4, 6, 28, 28)
}

func (c *partCard) colour() {
	c.back.FillColor, c.back.StrokeColor = widget.Color(widget.ColorSurface), widget.Color(widget.ColorLine)
	c.back.StrokeWidth = widget.LineWidth
	if c.hovered {
		c.back.FillColor = widget.Color(widget.ColorWindow)
	}
	c.name.Color = widget.Color(widget.ColorText)
	c.note.Color = widget.Color(widget.ColorSecondary)
	if c.saving.Problem != nil || c.rest.Problem != nil {
		c.note.Color = widget.Color(widget.ColorFailed)
	}
	c.focus.StrokeColor = widget.Color(widget.ColorAccent)
	c.focus.Hidden = !c.focused
}

// open does what pressing means: what is on the server is downloaded first.
func (c *partCard) open() {
	if c.rest.Of > 0 {
		c.strip.letter.FetchRest()
		return
	}
	if c.strip.letter.CanOpen(c.part) {
		c.strip.letter.OpenPart(c.part)
		return
	}
	c.saveAs()
}

func (c *partCard) saveAs() {
	switch {
	case c.rest.Busy:
		c.strip.letter.StopRest()
		return
	case c.rest.Of > 0:
		c.strip.letter.FetchRest()
		return
	}
	part := c.part
	c.strip.saveFile(part.Filename, func(w io.WriteCloser) { c.strip.letter.SavePart(part, w) })
}

// Tapped implements fyne.Tappable.
func (c *partCard) Tapped(*fyne.PointEvent) { c.open() }

// TypedKey implements fyne.Focusable.
func (c *partCard) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter || e.Name == fyne.KeySpace {
		c.open()
	}
}

// TypedRune implements fyne.Focusable.
func (c *partCard) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (c *partCard) FocusGained() {
	c.focused = true
	c.strip.reveal(c.Position().Y, c.Position().Y+cardHeight)
	c.Refresh()
}

// FocusLost implements fyne.Focusable.
func (c *partCard) FocusLost() { c.focused = false; c.Refresh() }

// MouseIn implements desktop.Hoverable.
func (c *partCard) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (c *partCard) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *partCard) MouseOut() { c.hovered = false; c.Refresh() }
