package view

import (
	"strings"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// typePage asks which mailbox it is: by typing the address or searching, or by choosing a card.
type typePage struct {
	v       *Wizard
	field   *widget.Field
	tiles   *widget.Tiles
	notice  *noticeCard
	nothing *widget.Paragraph
	advice  *widget.Paragraph
	scroll  *widget.Page
	box     *painted
	next    *widget.Button
	demo    *widget.Button
	card    *widget.Button
	back    *widget.Button
}

const typeField float32 = 110

func newTypePage(v *Wizard) *typePage {
	w := v.config.Wizard
	p := &typePage{v: v}
	p.field = widget.NewField(v.words.T(words.TypePlaceholder), widget.FieldEvents{
		Changed: w.SetQuery, Enter: w.Next, Escape: w.Back, Down: func() { p.focusOn(p.tiles) },
	})
	p.tiles = widget.NewTiles(widget.TilesEvents{
		Chosen: func(id string) { w.ChooseProvider(mail.ProviderID(id)) },
		Opened: func(string) { w.Next() },
		Escape: w.Back,
		Above:  func() { p.focusOn(p.field.Focus()) },
		Show: func(top, bottom float32) {
			above := p.tiles.Position().Y
			p.scroll.Reveal(above+top, above+bottom)
		},
	})
	p.nothing = widget.NewParagraph(v.words.T(words.TypeNothing), widget.StyleStrong)
	p.advice = widget.NewParagraph(v.words.T(words.TypeNothingHint), widget.StyleHint)
	p.notice = newNoticeCard(v)
	column := widget.NewColumn(0, p.notice.panel)
	column.Add(widget.Gap12, p.tiles)
	column.Add(0, p.nothing)
	column.Add(widget.Gap4, p.advice)
	p.scroll = pad(column)
	p.box = newFieldAndScroll(p.field, p.scroll)
	p.next = widget.NewButton(widget.ButtonPrimary, v.words.T(words.ButtonNext), w.Next)
	p.demo = widget.NewButton(widget.ButtonText, v.words.T(words.TypeTryDemo), w.TryDemo)
	p.card = widget.NewButton(widget.ButtonText, v.words.T(words.CardOpen), func() { v.config.ChooseCard() })
	p.back = widget.NewButton(widget.ButtonSecondary, v.words.T(words.ButtonCancel), w.Cancel)
	return p
}

// newFieldAndScroll puts a field above what scrolls under it.
func newFieldAndScroll(field *widget.Field, scroll *widget.Page) *painted {
	box := &painted{objects: []fyne.CanvasObject{field, scroll}}
	box.lay = func(size fyne.Size) {
		place(field, widget.Gap12, widget.Gap4, size.Width-2*widget.Gap12, widget.FieldHeight)
		top := widget.FieldHeight + widget.Gap16
		place(scroll, 0, top, size.Width, size.Height-top)
	}
	box.ExtendBaseWidget(box)
	return box
}

func (p *typePage) focusOn(f fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p.box); c != nil {
		c.Focus(f)
	}
}

func (p *typePage) content() fyne.CanvasObject { return p.box }

func (p *typePage) first() fyne.Focusable { return p.field.Focus() }

func (p *typePage) draw(s model.WizardState) wizardFrame {
	w := p.v.words
	p.field.SetText(s.Query)
	p.tiles.Set(tilesOf(w, s.Providers), string(s.Provider.ID))
	p.notice.draw(p.v.notice)
	setShown(p.tiles, len(s.Providers) > 0)
	setShown(p.nothing, len(s.Providers) == 0)
	setShown(p.advice, len(s.Providers) == 0)
	p.scroll.Refresh()
	setUsable(p.next, s.CanNext)
	f := wizardFrame{title: w.T(words.TypeTitle), hint: w.T(words.TypeHint), top: typeField}
	p.field.SetBadge(nil)
	if strings.ContainsAny(s.Query, "@＠") {
		if s.Known && s.Guessed {
			p.field.SetBadge(widget.NewBadge(w.T(words.TypeRecognised, w.Pick(s.Provider.Name)), widget.ToneAccent, true))
		} else if a, err := mail.ParseAddress(s.Query); err == nil && !s.Known {
			f.hint = w.T(words.TypeAddress, a.Domain)
		}
	}
	f.right = []*widget.Button{p.next}
	if s.CanCancel {
		f.left = append(f.left, p.back)
	}
	f.left = append(f.left, p.demo)
	if s.Card.Possible {
		f.left = append(f.left, p.card)
	}
	return f
}

func tilesOf(w words.Words, providers []mail.Provider) []widget.Tile {
	tiles := make([]widget.Tile, len(providers))
	for i, p := range providers {
		tiles[i] = widget.Tile{ID: string(p.ID), Mark: p.Mark, Title: w.Pick(p.Name), Hint: w.Pick(p.Hint)}
	}
	return tiles
}

// setShown makes an object visible or not.
func setShown(o fyne.CanvasObject, visible bool) {
	if visible != o.Visible() {
		if visible {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

// setUsable makes a button usable or not.
func setUsable(b *widget.Button, usable bool) {
	if usable == b.Disabled() {
		if usable {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}
