package view

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

const (
	markSize    float32 = 28
	searchWidth float32 = 420
)

// mailboxBar is the top of the mailbox: what concerns the whole window. Writing and searching stand there when the
// product has them; the product's own sign takes the place of a button that would do nothing.
type mailboxBar struct {
	painted
	config     MailboxConfig
	features   model.Features
	back, line *canvas.Rectangle

	mark              *widget.Mark
	name              *canvas.Text
	write             *widget.Button
	search            *searchField // nil when the product does not search
	refresh, settings *widget.IconButton
}

func newMailboxBar(c MailboxConfig) *mailboxBar {
	b := &mailboxBar{config: c, features: c.Shell.State().Features}
	b.back, b.line = canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	b.mark, b.name = widget.NewMark(markSize), newText(widget.SizeCard, true)
	b.write = widget.NewButton(widget.ButtonPrimary, "", c.Shell.Write).WithIcon("pencil")
	b.refresh = widget.NewIconButton("refresh", "", c.Shell.Refresh)
	b.settings = widget.NewIconButton("gear", "", func() { c.Shell.OpenSettings(true) })
	b.objects = []fyne.CanvasObject{b.back, b.line, b.mark, b.name, b.write, b.refresh, b.settings}
	if b.features.Search {
		b.search = newSearchField(c.Shell.Search())
		b.objects = slices.Insert(b.objects, len(b.objects)-2, fyne.CanvasObject(b.search.Field)) // where Tab reaches it
	}
	b.mark.Hidden, b.name.Hidden = b.features.Write, b.features.Write
	b.write.Hidden = !b.features.Write
	b.least = func() fyne.Size { return fyne.NewSize(mailboxLeast, barHeight) }
	b.lay = b.arrange
	b.style = func() {
		b.back.FillColor = widget.Color(widget.ColorSurface)
		b.line.FillColor = widget.Color(widget.ColorLine)
		b.name.Color = widget.Color(widget.ColorText)
	}
	b.ExtendBaseWidget(b)
	return b
}

// say switches the language.
func (b *mailboxBar) say(lang words.Language) {
	b.name.Text = words.T(lang, words.AppName)
	b.write.Set(words.T(lang, words.BarCompose), b.config.Shell.Write)
	if b.search != nil {
		b.search.say(lang)
	}
	b.refresh.Set("refresh", words.T(lang, words.BarRefresh))
	b.settings.Set("gear", words.T(lang, words.BarSettings))
	b.Refresh()
}

func (b *mailboxBar) arrange(size fyne.Size) {
	place(b.back, 0, 0, size.Width, size.Height)
	place(b.line, 0, size.Height-widget.LineWidth, size.Width, widget.LineWidth)
	place(b.mark, widget.Gap16, (barHeight-markSize)/2, markSize, markSize)
	placeText(b.name, widget.Gap16+markSize+10, 0, 0, barHeight-1)
	left := widget.Gap16 + markSize + 10 + b.name.MinSize().Width
	if b.features.Write {
		least := b.write.MinSize()
		place(b.write, widget.Gap16, (barHeight-least.Height)/2, least.Width, least.Height)
		left = widget.Gap16 + least.Width
	}
	right := size.Width - widget.Gap16
	for _, button := range []*widget.IconButton{b.settings, b.refresh} {
		least := button.MinSize()
		right -= least.Width
		place(button, right, (barHeight-least.Height)/2, least.Width, least.Height)
		right -= widget.Gap12
	}
	if b.search == nil {
		return
	}
	left += widget.Gap12
	width := min(searchWidth, max(right-left, 0))
	x := min(max((size.Width-width)/2-7, left), max(right-width, left))
	height := b.search.MinSize().Height
	place(b.search.Field, x, (barHeight-height)/2, width, height)
}
