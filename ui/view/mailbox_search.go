package view

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// searchField is the field in the bar.
type searchField struct {
	*widget.Field
	clear *widget.IconButton
	leave func() // Esc
	enter func() // Enter, or the way down
	hints *hintList
	lang  words.Language
	finds *model.Search

	hinting bool // what is typed is completed, if anything can
}

func newSearchField(s *model.Search) *searchField {
	f := &searchField{finds: s, leave: func() {}, enter: func() {}}
	f.hints = newHintList(ruler{}, f.complete)
	f.clear = widget.NewBareIconButton("cross", "", func() { f.leave() })
	f.Field = widget.NewSearchField("", widget.FieldEvents{
		Changed: f.typed, Escape: f.escape,
		Enter: func() {
			if !f.hints.take() {
				f.enter()
			}
		},
		Down: func() {
			if !f.hints.step(1) {
				f.enter()
			}
		},
		Up:      func() { f.hints.step(-1) },
		Entered: f.entered,
		Left:    func() { f.unhint() },
	})
	return f
}

// entered makes ready for a search, and shows how one can be typed.
func (f *searchField) entered() {
	f.finds.Cover()
	f.finds.ReadPeople()
	if f.Text() == "" {
		f.hint("")
	}
}

func (f *searchField) typed(text string) {
	f.finds.SetText(text)
	f.hint(text)
}

func (f *searchField) hint(text string) {
	f.hinting = true
	f.hints.set(f.finds.Hints(text, f.lang == words.ZH), f.lang)
}

// unhint takes the hints away until something is typed.
func (f *searchField) unhint() {
	f.hinting = false
	f.hints.set(nil, f.lang)
}

// complete types a hint.
func (f *searchField) complete(h model.Hint) {
	f.SetText(h.Text)
	f.ToEnd()
	f.typed(h.Text)
}

// escape takes the hints away first, unless nothing is typed that they could complete.
func (f *searchField) escape() {
	if f.hints.Visible() && f.Text() != "" {
		f.unhint()
		return
	}
	f.unhint()
	f.leave()
}

func (f *searchField) say(lang words.Language) {
	f.lang = lang
	f.unhint()
	f.SetPlaceholder(words.T(lang, words.BarSearch))
	f.clear.Set("cross", words.T(lang, words.FindClear))
}

// show shows what is searched for, with a way to stop.
func (f *searchField) show(text string) {
	f.SetText(text)
	if f.hinting && !f.hints.Visible() { // more may be known by now
		f.hint(text)
	}
	if text == "" {
		f.SetBadge(nil)
		return
	}
	f.SetBadge(f.clear)
}

// newSearch makes what shows a search.
func (m *Mailbox) newSearch() {
	s, r := m.config.Shell.Search(), m.ruler
	m.results = newResultsPane(s, r, m.config.Now)
	m.strip = newSearchStrip(s, r, m.config.Now, m.TypedKey)
	m.strip.folder = func(f model.Filter) string { return m.folderName(f.Folder) }
	m.results.filter = m.strip.name
	rows := m.results.rows
	rows.folder, rows.opened, rows.other, rows.above = m.folderName, m.open, m.TypedKey, m.FocusSearch
	rows.follow = func() bool { return !m.narrow() }
	rows.menu = func(at fyne.Position) {
		if c := fyne.CurrentApp().Driver().CanvasForObject(m); c != nil {
			fynewidget.ShowPopUpMenuAtPosition(m.rowMenu(), c, at)
		}
	}
	m.hints = newHintList(r, func(model.Hint) {}) // never shown where nothing can be searched
	if field := m.bar.search; field != nil {
		m.hints, field.leave = field.hints, m.leaveField
		field.enter = func() { m.enterResults() }
	}
}

// drawSearch shows a state of the search.
func (m *Mailbox) drawSearch(s model.SearchState) {
	if m.bar.search != nil {
		m.bar.search.show(s.Text)
	}
	opened := s.Open != m.strip.state.Open
	if opened && s.Open {
		m.config.Shell.Outbox().Show(false)
		m.reading = false
	}
	m.side.drawSearch(m.config.Shell.Search().KeptAs())
	before := m.strip.height()
	m.strip.draw(s)
	m.results.draw(s)
	if opened || m.strip.height() != before {
		m.relay()
		m.Refresh()
	}
	if s.Open {
		m.reader.offer(0)
	} else if opened {
		m.reader.offer(m.config.Shell.List().State().Many)
	}
}

// FocusSearch puts the keyboard into the search field, with what is typed there selected.
func (m *Mailbox) FocusSearch() {
	if m.bar.search == nil || m.covered() {
		return
	}
	m.focus(m.bar.search.Focus())
	m.bar.search.SelectAll()
}

// enterResults goes on into what was found, and selects its first message where it can be read beside.
func (m *Mailbox) enterResults() {
	s := m.config.Shell.Search()
	if len(s.State().Hits) == 0 {
		return
	}
	m.focus(m.results.rows)
	if s.State().Selected == 0 && !m.narrow() {
		s.SelectAt(0)
	}
}

// leaveField goes back to the folder, or where there is nothing to leave, to the list.
func (m *Mailbox) leaveField() {
	if !m.leaveSearch() {
		m.config.Shell.Search().Close() // blanks may be typed
		m.FocusList()
	}
}

// leaveSearch closes the search, if one is open, and reports whether it did.
func (m *Mailbox) leaveSearch() bool {
	if !m.config.Shell.Search().State().Open {
		return false
	}
	m.config.Shell.Search().Close()
	m.FocusList()
	return true
}

// placeHints puts the hints under the search field.
func (m *Mailbox) placeHints() {
	if m.bar.search == nil {
		return
	}
	field := m.bar.search.Field
	least := m.hints.MinSize()
	place(m.hints, field.Position().X, field.Position().Y+field.Size().Height+widget.Gap4, field.Size().Width, least.Height)
}
