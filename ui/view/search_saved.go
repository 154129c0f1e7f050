package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/mail/search"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// savedHead heads the searches that are kept, below the folders.
type savedHead struct {
	painted
	name *canvas.Text
}

func newSavedHead() *savedHead {
	h := &savedHead{name: newText(widget.SizeMeta, false)}
	h.objects = []fyne.CanvasObject{h.name}
	h.lay = func(fyne.Size) { placeText(h.name, 18, 9, 0, 18) }
	h.style = func() { h.name.Color = widget.Color(widget.ColorSecondary) }
	h.ExtendBaseWidget(h)
	return h
}

// savedLine is one search that is kept. Its menu, and the key Delete, remove it.
type savedLine struct {
	painted
	finder                     *model.Search
	ruler                      ruler
	lang                       words.Language
	saved                      search.Saved
	other                      func(*fyne.KeyEvent)
	selected, hovered, focused bool

	back, outline *canvas.Rectangle
	icon          *widget.Icon
	name          *canvas.Text
}

func newSavedLine(r ruler, s *model.Search, other func(*fyne.KeyEvent)) *savedLine {
	l := &savedLine{ruler: r, finder: s, other: other}
	l.back, l.outline = canvas.NewRectangle(nil), newOutline(widget.RadiusRow)
	l.back.CornerRadius = widget.RadiusRow
	l.icon, l.name = widget.NewIcon("search", widget.ColorSecondary, 16), newText(widget.SizeInterface, false)
	l.objects = []fyne.CanvasObject{l.back, l.icon, l.name, l.outline}
	l.least = func() fyne.Size { return fyne.NewSize(sidebarLeast-1-2*widget.Gap8, sidebarRow) }
	l.lay = func(size fyne.Size) {
		place(l.back, 0, 0, size.Width, size.Height)
		place(l.outline, 1, 1, size.Width-2, size.Height-2)
		place(l.icon, 10, 8, 16, 16)
		l.name.Text = l.ruler.fit(l.saved.Name, widget.SizeInterface, l.selected, size.Width-36-10)
		placeText(l.name, 36, 0, 0, sidebarRow)
	}
	l.style = func() {
		l.back.FillColor = nil
		switch {
		case l.selected:
			l.back.FillColor = widget.Color(widget.ColorSelection)
		case l.hovered:
			l.back.FillColor = widget.Color(widget.ColorLine)
		}
		l.outline.Hidden = !l.focused
		l.outline.StrokeColor, l.name.Color = widget.Color(widget.ColorAccent), widget.Color(widget.ColorText)
	}
	l.ExtendBaseWidget(l)
	return l
}

func (l *savedLine) set(saved search.Saved, lang words.Language, selected bool) {
	l.saved, l.lang, l.selected = saved, lang, selected
	l.name.TextStyle.Bold = selected
	l.Refresh()
}

// Tapped implements fyne.Tappable.
func (l *savedLine) Tapped(*fyne.PointEvent) { l.finder.OpenSaved(l.saved) }

// TappedSecondary implements fyne.SecondaryTappable.
func (l *savedLine) TappedSecondary(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		name := l.saved.Name
		menu := fyne.NewMenu("", fyne.NewMenuItem(words.T(l.lang, words.SavedRemove), func() { l.finder.Forget(name) }))
		fynewidget.ShowPopUpMenuAtPosition(menu, c, e.AbsolutePosition)
	}
}

// TypedKey implements fyne.Focusable.
func (l *savedLine) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.finder.OpenSaved(l.saved)
	case fyne.KeyDelete, fyne.KeyBackspace:
		l.finder.Forget(l.saved.Name)
	default:
		l.other(e)
	}
}

// TypedRune implements fyne.Focusable.
func (l *savedLine) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (l *savedLine) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost implements fyne.Focusable.
func (l *savedLine) FocusLost() { l.focused = false; l.Refresh() }

// MouseIn implements desktop.Hoverable.
func (l *savedLine) MouseIn(*desktop.MouseEvent) { l.hovered = true; l.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (l *savedLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *savedLine) MouseOut() { l.hovered = false; l.Refresh() }

// savedLines returns the lines of what is kept, with their head; none when nothing is.
func (p *sidebarPane) savedLines() []fyne.CanvasObject {
	if len(p.state.Saved) == 0 {
		return nil
	}
	p.savedHead.name.Text = words.T(p.lang, words.SavedTitle)
	p.savedHead.Refresh()
	objects := []fyne.CanvasObject{p.savedHead}
	for i, saved := range p.state.Saved {
		if i == len(p.saved) {
			p.saved = append(p.saved, newSavedLine(p.ruler, p.finder, func(e *fyne.KeyEvent) { p.other(e) }))
		}
		p.saved[i].set(saved, p.lang, saved.Query == p.searched)
		objects = append(objects, p.saved[i])
	}
	return objects
}

// drawSearch shows which of what is kept is searched for; "" for none.
func (p *sidebarPane) drawSearch(query string) {
	if query != p.searched {
		p.searched = query
		p.fill()
	}
}
