package view

import (
	"io"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/hypertext/press"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	readerPad   float32 = 28
	readerTop   float32 = 22
	readerLeast float32 = 320
	avatarSize  float32 = 36
)

// readerPane is the right of the mailbox: the message that is read.
type readerPane struct {
	painted
	letter *model.Letter
	search *model.Search // what it was found by is marked
	now    func() time.Time
	lang   words.Language
	state  model.LetterState
	me     func(mail.AccountID) mail.Address
	other  func(*fyne.KeyEvent)
	ports  readerPorts

	back   *canvas.Rectangle
	head   *readerHead
	notes  *noteStrip
	card   *readerCard
	body   *widget.TextView
	html   *htmlPage
	bar    *pictureBar
	find   *findStrip
	column *widget.Column
	page   *widget.Page
	parts  *partStrip
	empty  *emptyState
	strip  *actionStrip // hidden while nothing is selected
	many   int          // messages selected, when more than one
	shown  shownText
}

// shownText is what the text view shows.
type shownText struct {
	id   mail.MessageID
	form model.Form
	size int
	text bool
}

// readerPorts is what a reader asks of the window it is in.
type readerPorts struct {
	saveFile func(name string, save func(io.WriteCloser))
	openLink func(url string)
	hint     func(string) // where the link under the pointer leads
	copy     func(text string)
	acts     mailboxActs
	press    *press.Press
}

func newReaderPane(shell *model.Shell, r ruler, now func() time.Time, me func(mail.AccountID) mail.Address, ports readerPorts) *readerPane {
	letter := shell.Letter()
	p := &readerPane{letter: letter, search: shell.Search(), now: now, me: me, other: ports.acts.key, ports: ports}
	p.back = canvas.NewRectangle(nil)
	p.strip = newActionStrip(shell, ports.acts)
	p.head = newReaderHead(r, shell.Moves().ToggleStar)
	p.notes = newNoteStrip(r)
	p.card = newReaderCard(r, p.key)
	p.body = widget.NewTextView(widget.TextViewEvents{
		Follow: ports.openLink,
		Hover:  func(url string) { ports.hint(linkHint(p.lang, url)) },
		Key:    p.key,
	})
	p.parts = newPartStrip(r, letter, ports.saveFile)
	p.buildPage(r)
	p.empty = newEmptyState(r)
	p.column = widget.NewColumn(widget.Gap16, p.head, p.card, p.notes)
	p.column.Add(widget.Gap12, p.bar)
	p.column.Add(widget.Gap16, p.body)
	p.column.Add(widget.Gap16, p.html.roll)
	p.column.Add(18, p.parts)
	p.page = widget.NewPage(p.column, fyne.NewSize(readerPad, readerTop))
	p.parts.reveal = func(top, bottom float32) {
		y := p.parts.Position().Y
		p.page.Reveal(y+top, y+bottom)
	}
	p.objects = []fyne.CanvasObject{p.back, p.strip, p.page, p.empty, p.find}
	p.least = func() fyne.Size { return fyne.NewSize(readerLeast, 200) }
	p.lay = p.arrange
	p.style = func() {
		p.back.FillColor = widget.Color(widget.ColorSurface)
		for _, piece := range []fyne.CanvasObject{p.head, p.card, p.notes, p.bar, p.body, p.html.roll, p.parts} {
			piece.Refresh() // a page lays its pieces out but does not paint them again
		}
		p.html.order() // for other colors
	}
	p.ExtendBaseWidget(p)
	return p
}

// draw shows a state of the model.
func (p *readerPane) draw(s model.LetterState) {
	p.state = s
	p.word()
}

// say switches the language.
func (p *readerPane) say(lang words.Language) {
	p.lang = lang
	p.find.say(lang)
	p.shown = shownText{} // its words change
	p.word()
}

// narrow shows or hides the way back to the list.
func (p *readerPane) narrow(on bool) {
	if p.strip.narrow != on {
		p.strip.narrow = on
		p.strip.Refresh()
	}
}

// offer words again what can be done with the selected messages, of which there are many when more than one.
func (p *readerPane) offer(many int) {
	if p.many != many {
		p.many = many
		p.word()
		return
	}
	p.strip.set(p.lang, many == 0)
}

func (p *readerPane) word() {
	s := p.state
	heading := s.Known && s.Phase != model.LetterGone && s.Phase != model.LetterNone
	shown := s.Phase == model.LetterShown
	p.head.Hidden = !heading
	if heading {
		p.head.set(s.Message, p.me(s.Message.Account), p.lang, p.now())
	}
	p.card.Hidden = !p.card.set(p.wordCard(s))
	p.notes.Hidden = !shown || !p.notes.set(noteLines(p.lang, s))
	p.parts.Hidden = !shown || !p.parts.set(s, p.lang)
	p.wordText(s)
	p.markFound()
	p.strip.set(p.lang, p.many == 0)
	p.strip.Hidden = p.many == 0 && s.Phase == model.LetterNone
	p.empty.Hidden = !p.wordEmpty()
	p.column.Refresh()
	p.Refresh()
}

// wordText shows the message as a page, as text or as source.
func (p *readerPane) wordText(s model.LetterState) {
	shown := s.Phase == model.LetterShown
	page := p.html.set(s, p.lang)
	p.html.roll.Hidden = !page
	p.bar.Hidden = !shown || !p.bar.set(p.lang, s)
	p.body.Hidden = !shown || page && !p.html.late
	now := shownText{id: s.ID, form: s.Page.Form, size: len(s.Page.Source), text: !p.body.Hidden}
	if !shown {
		now = shownText{}
	}
	if p.shown == now {
		return
	}
	moved := p.shown.id != now.id || p.shown.form != now.form
	p.shown = now
	if !p.body.Hidden {
		p.body.SetText(p.textOf(s))
	}
	if moved {
		p.closeFind()
		p.page.ScrollToTop()
	}
}

// textOf returns what the text view shows.
func (p *readerPane) textOf(s model.LetterState) (string, []widget.TextLink) {
	if s.Page.Form != model.FormSource {
		return readable(p.lang, s.Body)
	}
	if s.Page.Source == "" {
		return words.T(p.lang, words.HTMLReading), nil
	}
	return s.Page.Source, nil
}

// readable returns the text of a body with its links, or says that there is none.
func readable(lang words.Language, body mail.Body) (string, []widget.TextLink) {
	if strings.TrimSpace(body.Text) == "" {
		return words.T(lang, words.ReaderEmpty), nil
	}
	links := make([]widget.TextLink, 0, len(body.Links))
	for _, l := range body.Links {
		links = append(links, widget.TextLink{Start: l.Start, End: l.End, URL: l.URL})
	}
	return body.Text, links
}

// linkHint says where a link leads, whatever its text claims.
func linkHint(lang words.Language, url string) string {
	if url == "" {
		return ""
	}
	return words.T(lang, words.ReaderLink, url)
}

// key takes what the text does not use itself: scrolling, and what means something everywhere.
func (p *readerPane) key(e *fyne.KeyEvent) {
	if !p.page.ScrollKey(e) {
		p.other(e)
	}
}

// wordEmpty says why there is no text, and reports whether there is none.
func (p *readerPane) wordEmpty() bool {
	s := p.state
	p.empty.offer("", nil)
	if p.many > 0 {
		p.empty.set(words.T(p.lang, words.MovesManyTitle, p.many), words.T(p.lang, words.MovesManyHint), 0, 0)
		return true
	}
	switch s.Phase {
	case model.LetterNone:
		p.empty.set(words.T(p.lang, words.ReaderNone), words.T(p.lang, words.ReaderNoneHint), 0, 0)
	case model.LetterLoading:
		if !s.Slow {
			return false
		}
		p.empty.set(words.T(p.lang, words.ReaderLoading), "", 0, 0)
	case model.LetterGone:
		p.explain(&mail.Problem{Code: mail.MessageGone}, false)
	case model.LetterAbsent, model.LetterFailed:
		if !p.card.Hidden {
			return false
		}
		p.explain(s.Problem, true)
	default:
		return false
	}
	return true
}

func (p *readerPane) explain(problem *mail.Problem, again bool) {
	x := words.Explain(p.lang, problem)
	hint := x.Detail
	for _, a := range x.Advice {
		hint += " " + a
	}
	p.empty.set(x.Headline, hint, 0, 0)
	if !again {
		return
	}
	for _, a := range x.Actions {
		if a.Kind == words.ActionRetry {
			p.empty.offer(a.Label, p.letter.Retry)
		}
	}
}

// noteLines returns what has to be said about the text, most important first.
func noteLines(lang words.Language, s model.LetterState) []string {
	var lines []string
	for _, n := range s.Body.Notes {
		if line := words.Note(lang, n); line != "" {
			lines = append(lines, line)
		}
	}
	lines = append(lines, pageNotes(lang, s)...)
	if s.Failure != nil {
		lines = append(lines, words.Explain(lang, s.Failure).Headline)
	}
	return lines
}

// arrange gives the page the pane below the way back. What is said instead of a text stands below the heading.
func (p *readerPane) arrange(size fyne.Size) {
	place(p.back, 0, 0, size.Width, size.Height)
	place(p.strip, 0, 0, size.Width, listHeader)
	y := float32(0)
	if !p.strip.Hidden {
		y = listHeader
	}
	if !p.find.Hidden {
		place(p.find, 0, y, size.Width, findHeight)
		y += findHeight
	}
	place(p.page, 0, y, size.Width, max(size.Height-y, 0))
	if p.head.Hidden {
		y = max(y, listHeader) // as high as what is said in an empty list beside it
	} else {
		y += readerTop + p.head.HeightFor(max(size.Width-2*readerPad, 0))
	}
	place(p.empty, 0, y, size.Width, max(size.Height-y, 0))
}
