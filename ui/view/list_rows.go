package view

import (
	"time"

	"fyne.io/fyne/v2"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// listRows is the scrolling part of the list.
type listRows struct {
	rollingRows
	list   *model.List
	ruler  ruler
	now    func() time.Time
	lang   words.Language
	opened func()               // the person opened the selected message: a click, or Enter
	other  func(*fyne.KeyEvent) // takes keys that mean something everywhere
	follow func() bool          // arrow keys select at once; else they only move the cursor
	twice  func()               // the selected message was opened by a double click or Enter
	menu   func(index int, at fyne.Position)
	held   func() fyne.KeyModifier

	rows  []*listRow
	state model.ListState
	tap   struct { // the last click, to tell a double one
		id mail.MessageID
		at time.Time
	}
}

func newListRows(list *model.List, r ruler, now func() time.Time) *listRows {
	l := &listRows{list: list, ruler: r, now: now, opened: func() {}, follow: func() bool { return true }, other: func(*fyne.KeyEvent) {}, held: heldKeys}
	l.twice, l.menu = func() {}, func(int, fyne.Position) {}
	l.begin(rowHeight, func() int { return l.state.Count }, l.fill, l.unhover, l.arrange)
	l.ExtendBaseWidget(l)
	return l
}

// show takes a new state of the model.
func (l *listRows) show(s model.ListState) {
	another := s.Folder.ID != l.state.Folder.ID
	moved := s.Selected != l.state.Selected
	l.state = s
	if another {
		l.offset, l.anchor, l.cursor = 0, 0, 0
	}
	if moved {
		l.cursor = s.Selected
	}
	if l.offset > 0 {
		l.hold(l.list.IndexOf(l.anchor))
	}
	if moved && s.Selected != 0 {
		l.reveal(l.list.IndexOf(s.Selected))
	}
	l.fill()
}

// say switches the language.
func (l *listRows) say(lang words.Language) {
	l.lang = lang
	l.fill()
}

func (l *listRows) arrange(size fyne.Size) {
	for need := l.frame(size); len(l.rows) < need; {
		row := newListRow(l.ruler, rowEvents{tapped: l.tapped, menu: func(i int, at fyne.Position) { l.menu(i, at) }})
		l.rows = append(l.rows, row)
		l.field.Add(row)
	}
	l.fill()
}

// fill gives every row in view its message. Row number i is always drawn by the same widget as long as it is in
// view, so that scrolling moves widgets and fills only those that come in.
func (l *listRows) fill() {
	if len(l.rows) == 0 {
		return
	}
	l.offset = min(max(l.offset, 0), l.extent())
	first, now := l.offset/int(rowHeight), l.now()
	l.anchor = l.list.Row(first).ID
	width := l.Size().Width
	for i := first; i < first+len(l.rows); i++ {
		row := l.rows[i%len(l.rows)]
		row.Move(fyne.NewPos(0, float32(i*int(rowHeight)-l.offset)))
		row.Resize(fyne.NewSize(width, rowHeight))
		data := l.list.Row(i)
		row.set(data, rowLook{
			id: data.ID, stamp: data.Stamp, index: i, selected: l.list.IsSelected(data.ID),
			cursor: l.focused && data.ID != 0 && data.ID == l.cursor, outgoing: outgoing(l.state.Folder.Role),
			lang: l.lang, day: now.YearDay(), width: width,
		}, now)
		row.Hidden = data.ID == 0
	}
	l.bar.set(l.offset, l.extent(), int(l.Size().Height))
	l.list.SetAtTop(l.offset == 0)
}

func outgoing(r mail.Role) bool { return r == mail.RoleSent || r == mail.RoleDrafts }

func (l *listRows) unhover() {
	for _, row := range l.rows {
		if row.hovered {
			row.hover(false)
		}
	}
}

// doubleClick is how soon a second click must follow.
const doubleClick = 500 * time.Millisecond

// tapped selects: with the shortcut key one more or less, with Shift everything up to the row.
func (l *listRows) tapped(index int, held fyne.KeyModifier) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	id, now := l.list.Row(index).ID, l.now()
	again := id == l.tap.id && now.Sub(l.tap.at) < doubleClick
	l.tap.id, l.tap.at = id, now
	switch {
	case held&fyne.KeyModifierShortcutDefault != 0:
		l.list.ToggleAt(index)
	case held&fyne.KeyModifierShift != 0:
		l.list.ExtendTo(index)
	case again:
		l.tap.id = 0
		l.twice()
	default:
		l.list.SelectAt(index)
		l.opened()
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (l *listRows) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all {
		l.list.SelectAll()
	}
}
