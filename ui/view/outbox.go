package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// outboxPane takes the place of list and reader while the person looks at the outbox: a card for every message that is
// on its way, with what happened to it and what can be done.
type outboxPane struct {
	painted
	outbox *model.OutboxView
	ruler  ruler
	now    func() time.Time
	name   func(mail.AccountID) string // "" when there is only one account
	close  func()
	key    func(*fyne.KeyEvent)
	lang   words.Language
	state  model.OutboxState

	back, line  *canvas.Rectangle
	title, hint *canvas.Text
	shut        *widget.IconButton
	column      *widget.Column
	page        *widget.Page
	failure     *widget.Paragraph
	cards       map[mail.OutgoingID]*outboxCard
	empty       *emptyState
}

func newOutboxPane(outbox *model.OutboxView, r ruler, now func() time.Time, name func(mail.AccountID) string, shut func(), key func(*fyne.KeyEvent)) *outboxPane {
	p := &outboxPane{outbox: outbox, ruler: r, now: now, name: name, close: shut, key: key, cards: map[mail.OutgoingID]*outboxCard{}}
	p.back, p.line = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	p.title, p.hint = newText(widget.SizeInterface, true), newText(widget.SizeList, false)
	p.shut = widget.NewBareIconButton("cross", "", shut)
	p.shut.OnKey(key)
	p.failure = widget.NewParagraph("", widget.StyleFailed)
	p.empty = newEmptyState(r)
	p.column = widget.NewColumn(widget.Gap12)
	p.page = widget.NewPage(p.column, fyne.NewSize(readerPad, widget.Gap16))
	p.objects = []fyne.CanvasObject{p.back, p.title, p.hint, p.line, p.page, p.empty, p.shut}
	p.least = func() fyne.Size { return fyne.NewSize(readerLeast, 200) }
	p.lay = p.arrange
	p.style = func() {
		p.back.FillColor = widget.Color(widget.ColorSurface)
		p.line.FillColor = widget.Color(widget.ColorLine)
		p.title.Color, p.hint.Color = widget.Color(widget.ColorText), widget.Color(widget.ColorSecondary)
	}
	p.Hide()
	p.ExtendBaseWidget(p)
	return p
}

// draw shows a state of the model. Cards are kept, so that the focus survives.
func (p *outboxPane) draw(s model.OutboxState) {
	p.state = s
	p.word()
}

// say switches the language.
func (p *outboxPane) say(lang words.Language) {
	p.lang = lang
	p.word()
}

func (p *outboxPane) word() {
	p.title.Text = words.T(p.lang, words.OutboxTitle)
	p.shut.Set("cross", words.T(p.lang, words.OutboxClose))
	if !p.state.Open {
		return
	}
	p.column.Clear()
	problem := p.state.Failure
	if problem == nil {
		problem = p.state.Problem
	}
	if problem != nil {
		p.failure.SetText(words.Explain(p.lang, problem).Headline)
		p.column.Add(0, p.failure)
	}
	cards := map[mail.OutgoingID]*outboxCard{}
	for _, o := range p.state.Items {
		card := p.cards[o.ID]
		if card == nil {
			card = newOutboxCard(p.outbox, p.key)
		}
		card.set(o, p.name(o.Account), p.lang, p.now())
		cards[o.ID] = card
		p.column.Add(widget.Gap12, card)
	}
	p.cards = cards
	p.empty.set(words.T(p.lang, words.OutboxEmpty), words.T(p.lang, words.OutboxHint), 0, 0)
	setShown(p.empty, len(cards) == 0 && problem == nil)
	p.column.Refresh()
	p.page.Refresh()
	p.Refresh()
}

func (p *outboxPane) arrange(size fyne.Size) {
	place(p.back, 0, 0, size.Width, size.Height)
	place(p.line, 0, listHeader-widget.LineWidth, size.Width, widget.LineWidth)
	placeText(p.title, readerPad, 13, 0, 20)
	shut := p.shut.MinSize()
	place(p.shut, size.Width-widget.Gap12-shut.Width, (listHeader-shut.Height)/2, shut.Width, shut.Height)
	x := readerPad + p.title.MinSize().Width + widget.Gap16
	place(p.empty, 0, listHeader, size.Width, max(size.Height-listHeader, 0))
	p.hint.Text = p.ruler.fit(words.T(p.lang, words.OutboxHint), widget.SizeList, false, size.Width-x-shut.Width-2*widget.Gap16)
	placeText(p.hint, x, 13, 0, 20)
	place(p.page, 0, listHeader, size.Width, max(size.Height-listHeader, 0))
}
