package view

import (
	"strings"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/mail"
	"letterbox/ui/hypertext/press"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// buildPage makes the pieces that show HTML.
func (p *readerPane) buildPage(r ruler) {
	if p.ports.press == nil {
		p.ports.press = press.New(windowFonts)
	}
	relay := func() {
		p.column.Refresh()
		p.Refresh()
	}
	p.html = newHTMLPage(p.letter, p.ports.press, htmlPorts{
		follow: p.ports.openLink, hint: p.ports.hint, copy: p.ports.copy, key: p.key,
		scroll: func(down float32) { p.page.ScrollBy(down) },
		reveal: func(top, bottom float32) {
			y := p.html.roll.Position().Y
			p.page.Reveal(y+top, y+bottom)
		},
		menu: p.openMenu, laid: relay, word: p.word, find: p.openFind,
	})
	p.bar = newPictureBar(r, p.letter, p.key, relay)
	p.find = newFindStrip(p.html, p.closeFind)
}

// openMenu shows a menu where the mouse is.
func (p *readerPane) openMenu(items []*fyne.MenuItem, at fyne.Position) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		fynewidget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
	}
}

// openFind shows the row in which a text of the message is looked for.
func (p *readerPane) openFind() {
	if p.state.Page.Form != model.FormPage || p.state.Phase != model.LetterShown {
		return
	}
	if p.html.leaf != nil && p.html.leaf.Folded {
		p.letter.ToggleWhole() // what is folded is looked through too
	}
	p.find.Show()
	p.Refresh()
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p.find.field.Focus())
	}
	p.find.field.SelectAll()
}

func (p *readerPane) closeFind() {
	if p.find.Hidden {
		return
	}
	p.find.Hide()
	p.html.search("")
	p.Refresh()
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil && !p.html.roll.Hidden {
		c.Focus(p.html.roll)
	}
}

// look does what a key means for the way in which the message is shown: T for text, O for its source, F3 to find.
func (p *readerPane) look(key fyne.KeyName) {
	switch key {
	case fyne.KeyT:
		p.letter.ShowAs(model.FormText)
	case fyne.KeyO:
		p.letter.ShowAs(model.FormSource)
	case fyne.KeyF3:
		p.openFind()
	default:
	}
}

// readingItems are the items of the menu for the way in which a message is shown.
func (c MenuConfig) readingItems(lang words.Language) []*fyne.MenuItem {
	letter := c.Shell.Letter()
	plain := func(k words.Key, key fyne.KeyName, do func(m *Mailbox)) *fyne.MenuItem {
		return c.plain(words.T(lang, k), key, do)
	}
	larger := c.onMessage(words.T(lang, words.HTMLZoomIn), fyne.KeyEqual, func(*Mailbox) { letter.ZoomBy(1) })
	return []*fyne.MenuItem{
		plain(words.HTMLAsText, fyne.KeyT, func(*Mailbox) { letter.ShowAs(model.FormText) }),
		plain(words.HTMLAsSource, fyne.KeyO, func(*Mailbox) { letter.ShowAs(model.FormSource) }),
		plain(words.HTMLFind, fyne.KeyF3, func(m *Mailbox) { m.reader.openFind() }),
		larger,
		c.onMessage(words.T(lang, words.HTMLZoomOut), fyne.KeyMinus, func(*Mailbox) { letter.ZoomBy(-1) }),
		c.onMessage(words.T(lang, words.HTMLZoomUsual), fyne.Key0, func(*Mailbox) { letter.ZoomBy(0) }),
		c.onMessage(words.T(lang, words.HTMLFit), "", func(*Mailbox) { letter.ToggleFit() }),
		c.onMessage(words.T(lang, words.HTMLBright), "", func(*Mailbox) { letter.ToggleBright() }),
	}
}

// mostDoubts is how many links that lead elsewhere are named.
const mostDoubts = 2

// pageNotes says what has to be known about the page: why it is text, and what on it is not what it says it is.
func pageNotes(lang words.Language, s model.LetterState) []string {
	var lines []string
	switch s.Page.Failure {
	case model.PageTooMuch:
		lines = append(lines, words.T(lang, words.HTMLTooMuch))
	case model.PageBroken:
		lines = append(lines, words.T(lang, words.HTMLBroken))
	default:
		if s.Body.FromHTML && s.Page.Form == model.FormText {
			lines = append(lines, words.T(lang, words.ReaderFromHTML))
		}
	}
	lines = append(lines, senderNotes(lang, s.Message.Envelope.Sender())...)
	for i, d := range s.Page.Doubts {
		if i == mostDoubts {
			lines = append(lines, words.T(lang, words.HTMLDoubtMore, len(s.Page.Doubts)-i))
			break
		}
		lines = append(lines, words.T(lang, words.HTMLDoubtLink, d.Says, d.Host))
	}
	return lines
}

// senderNotes says what about a sender is not what it seems.
func senderNotes(lang words.Language, sender mail.Address) []string {
	var lines []string
	if other := addressIn(sender.Name); other != "" && !strings.EqualFold(other, sender.Spec()) {
		lines = append(lines, words.T(lang, words.HTMLDoubtName, other, sender.Spec()))
	}
	if looks, ascii, ok := press.LookAlike(sender.Domain); ok {
		lines = append(lines, words.T(lang, words.HTMLDoubtCode, looks, ascii))
	}
	return lines
}

// addressIn returns the mail address that a display name contains, "" for none.
func addressIn(name string) string {
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" \t<>()\"',;:（）“”", r) }) {
		local, domain, ok := strings.Cut(word, "@")
		if ok && local != "" && strings.Contains(domain, ".") && !strings.HasSuffix(domain, ".") {
			return word
		}
	}
	return ""
}
