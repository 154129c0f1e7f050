package view

import (
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	cardLines         = 6
	cardPad   float32 = 16
	cardBar   float32 = 4
)

// readerCard says, above a text, what is not there of a message, and what can be done about it.
type readerCard struct {
	painted
	ruler       ruler
	shows       cardContent
	back        *canvas.Rectangle
	title       *canvas.Text
	lines       [cardLines]*canvas.Text
	track, mark *canvas.Rectangle
	buttons     [3]*widget.Button
}

// cardContent is what a card shows. Of is 0 when there is no progress to show.
type cardContent struct {
	title, text string
	have, of    int64
	acts        []cardAct // three at most
}

type cardAct struct {
	label string
	do    func()
}

func newReaderCard(r ruler, key func(*fyne.KeyEvent)) *readerCard {
	c := &readerCard{ruler: r, back: canvas.NewRectangle(nil), title: newText(widget.SizeInterface, true)}
	c.back.CornerRadius = widget.RadiusControl
	c.track, c.mark = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	c.track.CornerRadius, c.mark.CornerRadius = cardBar/2, cardBar/2
	c.objects = []fyne.CanvasObject{c.back, c.title, c.track, c.mark}
	for i := range c.lines {
		c.lines[i] = newText(widget.SizeList, false)
		c.objects = append(c.objects, c.lines[i])
	}
	for i := range c.buttons {
		c.buttons[i] = widget.NewButton(widget.ButtonSecondary, "", nil)
		c.buttons[i].OnKey(key)
		c.objects = append(c.objects, c.buttons[i])
	}
	c.lay = c.arrange
	c.style = func() {
		c.back.FillColor = widget.Color(widget.ColorSidebar)
		c.title.Color = widget.Color(widget.ColorText)
		for _, l := range c.lines {
			l.Color = widget.Color(widget.ColorSecondary)
		}
		c.track.FillColor, c.mark.FillColor = widget.Color(widget.ColorLine), widget.Color(widget.ColorAccent)
	}
	c.ExtendBaseWidget(c)
	return c
}

// set shows a content and reports whether there is any.
func (c *readerCard) set(shows cardContent) bool {
	c.shows = shows
	for i, b := range c.buttons {
		setShown(b, i < len(shows.acts))
		if i < len(shows.acts) {
			b.Set(shows.acts[i].label, shows.acts[i].do)
		}
	}
	c.Refresh()
	return shows.title != ""
}

func (c *readerCard) wrap(width float32) (title string, lines []string) {
	room := max(width-2*cardPad, 60)
	return c.ruler.fit(c.shows.title, widget.SizeInterface, true, room), c.ruler.wrap(c.shows.text, widget.SizeList, false, room, cardLines)
}

// HeightFor implements widget.Tall.
func (c *readerCard) HeightFor(width float32) float32 {
	_, lines := c.wrap(width)
	height := 2*cardPad + 20 + widget.Gap4 + 18*float32(len(lines))
	if c.shows.of > 0 {
		height += cardBar + widget.Gap12
	}
	if len(c.shows.acts) > 0 {
		height += widget.Gap12 + c.buttons[0].MinSize().Height
	}
	return height
}

func (c *readerCard) arrange(size fyne.Size) {
	place(c.back, 0, 0, size.Width, size.Height)
	title, lines := c.wrap(size.Width)
	c.title.Text = title
	y := cardPad
	placeText(c.title, cardPad, y, 0, 20)
	y += 20 + widget.Gap4
	for i, l := range c.lines {
		l.Text = ""
		if i < len(lines) {
			l.Text = lines[i]
			placeText(l, cardPad, y, 0, 18)
			y += 18
		}
	}
	c.track.Hidden, c.mark.Hidden = c.shows.of == 0, c.shows.of == 0 || c.shows.have == 0
	if c.shows.of > 0 {
		room := max(size.Width-2*cardPad, 0)
		y += widget.Gap8
		place(c.track, cardPad, y, room, cardBar)
		place(c.mark, cardPad, y, room*min(float32(c.shows.have)/float32(c.shows.of), 1), cardBar)
		y += cardBar + widget.Gap4
	}
	x := cardPad
	y += widget.Gap12
	for _, b := range c.buttons {
		if b.Visible() {
			least := b.MinSize()
			place(b, x, y, least.Width, least.Height)
			x += least.Width + widget.Gap8
		}
	}
}

// wordCard says what is not there of the message: nothing when all is.
func (p *readerPane) wordCard(s model.LetterState) cardContent {
	switch {
	case s.Problem != nil && s.Problem.Code == mail.MessageUnreadable && s.Phase != model.LetterLoading:
		return p.unreadable(s)
	case s.Phase == model.LetterShown && s.Rest.Of > 0:
		return p.rest(s.Rest)
	default:
		return cardContent{}
	}
}

func (p *readerPane) unreadable(s model.LetterState) cardContent {
	t := func(k words.Key) string { return words.T(p.lang, k) }
	x := words.Explain(p.lang, s.Problem)
	c := cardContent{title: x.Headline, text: x.Detail, acts: []cardAct{{t(words.ReaderTryAgain), p.letter.Retry}}}
	for _, a := range x.Advice {
		c.text = words.Join(p.lang, c.text, a)
	}
	if s.Phase == model.LetterShown {
		c.text = words.Join(p.lang, c.text, t(words.ReaderKept))
		c.acts = append(c.acts, cardAct{t(words.ReaderSaveRaw), p.saveRaw})
	}
	c.acts = append(c.acts, cardAct{t(words.ReaderCopyDetails), func() { p.ports.copy(x.Technical) }})
	return c
}

// saveRaw saves what there is of the message under its subject.
func (p *readerPane) saveRaw() {
	name := fileName(words.Subject(p.lang, p.state.Message)) + ".eml"
	p.ports.saveFile(name, func(w io.WriteCloser) { p.letter.SaveRaw(w) })
}

// fileName makes a name for a file of a subject.
func fileName(subject string) string {
	const most = 60
	name := []rune(strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, subject))
	return strings.Trim(string(name[:min(len(name), most)]), " .")
}

func (p *readerPane) rest(r model.Rest) cardContent {
	have, of := words.Size(r.Have), words.Size(r.Of)
	c := cardContent{title: words.T(p.lang, words.ReaderRest, words.Size(r.Of-r.Have)), have: r.Have, of: r.Of}
	get := words.ReaderRestGet
	switch {
	case r.Busy:
		c.title, c.text = words.T(p.lang, words.ReaderRestBusy, have, of), words.T(p.lang, words.ReaderRestHint)
		c.acts = []cardAct{{words.T(p.lang, words.ReaderRestCancel), p.letter.StopRest}}
		return c
	case r.Problem != nil:
		x := words.Explain(p.lang, r.Problem)
		c.title, c.text, get = words.T(p.lang, words.ReaderRestFailed, have, of), x.Headline, words.ReaderRestGoOn
		c.acts = []cardAct{{words.T(p.lang, words.ReaderCopyDetails), func() { p.ports.copy(x.Technical) }}}
	case r.Stopped:
		c.text, get = words.T(p.lang, words.ReaderRestStopped, have, of), words.ReaderRestGoOn
	default:
		c.text, c.of = words.T(p.lang, words.ReaderRestHint), 0
	}
	c.acts = append([]cardAct{{words.T(p.lang, get), p.letter.FetchRest}}, c.acts...)
	return c
}
