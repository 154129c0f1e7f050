package view

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"
)

// entryHooks is what an entry of the compose window reports. All may be nil but shortcut.
type entryHooks struct {
	changed  func(text string)         // typed or pasted, not by put
	key      func(*fyne.KeyEvent) bool // takes a key before the entry does
	focused  func(on bool)
	shortcut func(fyne.Shortcut) bool // takes what the window does whatever has the focus
}

// composeEntry is the toolkit's entry with hooks. It is the only place where the compose window knows what it types
// into.
type composeEntry struct {
	fynewidget.Entry
	hooks  entryHooks
	silent bool
}

// newComposeEntry returns an entry for a line, or for a whole text.
func newComposeEntry(lines bool, hooks entryHooks) *composeEntry {
	e := &composeEntry{hooks: hooks}
	if lines {
		e.MultiLine = true
		e.Wrapping = fyne.TextWrapWord
	}
	e.OnChanged = func(text string) {
		if !e.silent && e.hooks.changed != nil {
			e.hooks.changed(text)
		}
	}
	e.ExtendBaseWidget(e)
	return e
}

// put changes the text without a report. Nothing happens when it is the same, so that the cursor stays.
func (e *composeEntry) put(text string) {
	if e.Text == text {
		return
	}
	e.silent = true
	e.SetText(text)
	e.silent = false
}

// toStart puts the cursor before the first letter, toEnd behind the last.
func (e *composeEntry) toStart() { e.place(0, 0) }

func (e *composeEntry) toEnd() { e.place(0, len([]rune(e.Text))) } // of a single line

func (e *composeEntry) place(row, column int) {
	e.CursorRow, e.CursorColumn = row, column
	e.Refresh()
}

// AcceptsTab implements fyne.Tabbable: the key goes on to the next field, in the text too.
func (e *composeEntry) AcceptsTab() bool { return false }

// FocusGained implements fyne.Focusable.
func (e *composeEntry) FocusGained() {
	e.Entry.FocusGained()
	if e.hooks.focused != nil {
		e.hooks.focused(true)
	}
}

// FocusLost implements fyne.Focusable.
func (e *composeEntry) FocusLost() {
	e.Entry.FocusLost()
	if e.hooks.focused != nil {
		e.hooks.focused(false)
	}
}

// TypedKey implements fyne.Focusable.
func (e *composeEntry) TypedKey(key *fyne.KeyEvent) {
	if e.hooks.key != nil && e.hooks.key(key) {
		return
	}
	e.Entry.TypedKey(key)
}

// TypedShortcut implements fyne.Shortcutable.
func (e *composeEntry) TypedShortcut(s fyne.Shortcut) {
	if !e.hooks.shortcut(s) {
		e.Entry.TypedShortcut(s)
	}
}
