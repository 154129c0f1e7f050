package view

import (
	"time"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/mail/search"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// hitRows is the scrolling part of the results. It has a screenful of rows and asks for more hits as the end of those
// that are there comes near.
type hitRows struct {
	rollingRows
	search *model.Search
	ruler  ruler
	now    func() time.Time
	lang   words.Language
	folder func(mail.FolderID) string
	opened func()               // the person opened the selected hit: a click, or Enter
	above  func()               // the person went up from the first hit
	other  func(*fyne.KeyEvent) // takes keys that mean something everywhere
	follow func() bool          // arrow keys select at once; else they only move the cursor
	menu   func(at fyne.Position)

	rows  []*hitRow
	state model.SearchState
}

func newHitRows(s *model.Search, r ruler, now func() time.Time) *hitRows {
	l := &hitRows{search: s, ruler: r, now: now}
	l.folder = func(mail.FolderID) string { return "" }
	l.opened, l.above, l.follow = func() {}, func() {}, func() bool { return true }
	l.other, l.menu = func(*fyne.KeyEvent) {}, func(fyne.Position) {}
	l.begin(hitHeight, func() int { return len(l.state.Hits) }, l.fill, l.unhover, l.arrange)
	l.ExtendBaseWidget(l)
	return l
}

// show takes a new state of the model. Another question is shown from its top; else the first row in view stays.
func (l *hitRows) show(s model.SearchState) {
	another, moved := s.Question != l.state.Question, s.Selected != l.state.Selected
	l.state = s
	if another {
		l.offset, l.anchor, l.cursor = 0, 0, 0
	}
	if moved || another {
		l.cursor = s.Selected
	}
	if l.offset > 0 {
		l.hold(l.search.IndexOf(l.anchor))
	}
	if moved && s.Selected != 0 {
		l.reveal(l.search.IndexOf(s.Selected))
	}
	l.fill()
}

func (l *hitRows) arrange(size fyne.Size) {
	for need := l.frame(size); len(l.rows) < need; {
		row := newHitRow(l.ruler, rowEvents{
			tapped: func(i int, _ fyne.KeyModifier) { l.tapped(i) },
			menu:   func(i int, at fyne.Position) { l.search.SelectAt(i); l.menu(at) },
		})
		l.rows = append(l.rows, row)
		l.field.Add(row)
	}
	l.fill()
}

// fill gives every row in view its hit, and has more read when the last one is near.
func (l *hitRows) fill() {
	if len(l.rows) == 0 {
		return
	}
	l.offset = min(max(l.offset, 0), l.extent())
	first, now, width := l.offset/int(hitHeight), l.now(), l.Size().Width
	l.anchor = l.at(first).Message.ID
	for i := first; i < first+len(l.rows); i++ {
		row, h := l.rows[i%len(l.rows)], l.at(i)
		id := h.Message.ID
		row.Move(fyne.NewPos(0, float32(i*int(hitHeight)-l.offset)))
		row.Resize(fyne.NewSize(width, hitHeight))
		row.set(h, hitLook{
			index: i, version: l.state.Version, selected: id != 0 && id == l.state.Selected, cursor: l.focused && id != 0 && id == l.cursor,
			folder: l.folder(h.Message.Folder), lang: l.lang, day: now.YearDay(), width: width, shown: id != 0,
		}, now)
		row.Hidden = id == 0
	}
	l.bar.set(l.offset, l.extent(), int(l.Size().Height))
	if l.state.Open && first+2*len(l.rows) >= len(l.state.Hits) {
		l.search.ReadMore()
	}
}

func (l *hitRows) at(i int) search.Hit {
	if i < 0 || i >= len(l.state.Hits) {
		return search.Hit{}
	}
	return l.state.Hits[i]
}

func (l *hitRows) unhover() {
	for _, row := range l.rows {
		row.hover(false)
	}
}

func (l *hitRows) tapped(index int) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	l.search.SelectAt(index)
	l.opened()
}

// FocusGained implements fyne.Focusable.
func (l *hitRows) FocusGained() {
	l.focused = true
	if l.search.IndexOf(l.cursor) < 0 {
		l.cursor = l.anchor
	}
	l.fill()
}

// TypedKey implements fyne.Focusable.
func (l *hitRows) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyUp && l.search.IndexOf(l.cursor) <= 0 {
		l.above()
		return
	}
	if delta, moves := l.steps(e.Name); moves {
		l.step(delta)
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.search.SelectAt(max(l.search.IndexOf(l.cursor), 0))
		l.opened()
	default:
		l.other(e)
	}
}

// step moves the cursor, and the selection with it where the reader is in view beside the results.
func (l *hitRows) step(delta int) {
	n := len(l.state.Hits)
	if n == 0 {
		return
	}
	at := l.search.IndexOf(l.cursor)
	if l.state.Selected == 0 && at >= 0 && l.follow() {
		delta = 0 // the first key selects where the cursor is
	}
	at = min(max(at+delta, 0), n-1)
	if l.follow() {
		l.search.SelectAt(at)
		return
	}
	l.cursor = l.at(at).Message.ID
	l.reveal(at)
	l.fill()
}
