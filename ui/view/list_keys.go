package view

import (
	"fyne.io/fyne/v2"
)

// FocusGained implements fyne.Focusable.
func (l *listRows) FocusGained() {
	l.focused = true
	if l.cursor == 0 || l.list.IndexOf(l.cursor) < 0 {
		l.cursor = l.anchor
	}
	l.fill()
}

// TypedKey implements fyne.Focusable.
func (l *listRows) TypedKey(e *fyne.KeyEvent) {
	if delta, moves := l.steps(e.Name); moves {
		l.step(delta)
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if at := l.list.IndexOf(l.cursor); at >= 0 {
			l.enter(at, e.Name)
		}
	default:
		l.other(e)
	}
}

// enter opens the message at the cursor. Enter on the one that is open already goes on with it, if it is a draft.
func (l *listRows) enter(at int, key fyne.KeyName) {
	open := l.list.State().Many == 0 && l.list.State().Selected == l.cursor
	if open && key != fyne.KeySpace {
		l.twice()
	}
	if !open {
		l.list.SelectAt(at)
	}
	l.opened()
}

// step moves the cursor, and the selection with it where the reader is in view beside the list.
func (l *listRows) step(delta int) {
	if l.state.Count == 0 {
		return
	}
	at := l.list.IndexOf(l.cursor)
	if l.held()&fyne.KeyModifierShift != 0 && l.state.Selected != 0 {
		l.list.Extend(delta)
		return
	}
	if l.state.Selected == 0 && at >= 0 && l.follow() {
		delta = 0 // the first key selects where the cursor is
	}
	at = min(max(at+delta, 0), l.state.Count-1)
	if l.follow() {
		l.list.StepTo(at)
		return
	}
	l.cursor = l.list.Row(at).ID
	l.reveal(at)
	l.fill()
}
