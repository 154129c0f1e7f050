package widget

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"
)

// entry is the toolkit's entry with the hooks of a Field.
type entry struct {
	fynewidget.Entry
	field   *Field
	events  FieldEvents
	focused bool
	secret  bool
	silent  bool
}

func newEntry(f *Field, placeholder string, events FieldEvents) *entry {
	e := &entry{field: f, events: events}
	e.PlaceHolder = placeholder
	e.OnChanged = func(text string) {
		if !e.silent && e.events.Changed != nil {
			e.events.Changed(text)
		}
	}
	e.ExtendBaseWidget(e)
	return e
}

// FocusGained implements fyne.Focusable.
func (e *entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	e.field.Refresh()
}

// FocusLost implements fyne.Focusable.
func (e *entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	e.field.Refresh()
	if e.events.Left != nil {
		e.events.Left()
	}
}

// TypedKey implements fyne.Focusable.
func (e *entry) TypedKey(key *fyne.KeyEvent) {
	var hook func()
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		hook = e.events.Enter
	case fyne.KeyEscape:
		hook = e.events.Escape
	case fyne.KeyDown:
		hook = e.events.Down
	case fyne.KeyUp:
		hook = e.events.Up
	default:
	}
	if hook != nil {
		hook()
		return
	}
	e.Entry.TypedKey(key)
}

// TypedShortcut implements fyne.Shortcutable. A secret never goes to the clipboard from here, and what is pasted
// into it loses its blanks and line ends.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if e.secret {
		switch s := s.(type) {
		case *fyne.ShortcutCopy, *fyne.ShortcutCut:
			return
		case *fyne.ShortcutPaste:
			e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: trimmed{s.Clipboard}})
			return
		}
	}
	e.Entry.TypedShortcut(s)
}

// trimmed is a clipboard whose content has no blanks.
type trimmed struct{ fyne.Clipboard }

// Content implements fyne.Clipboard.
func (t trimmed) Content() string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == 0x200B || r == 0xFEFF {
			return -1
		}
		return r
	}, t.Clipboard.Content())
}
