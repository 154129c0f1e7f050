package view

import (
	"fyne.io/fyne/v2"

	"letterbox/ui/widget"
)

// entryHooks is what an entry of the compose window reports. All may be nil but shortcut.
type entryHooks struct {
	changed  func(text string)         // typed or pasted, not by SetText
	key      func(*fyne.KeyEvent) bool // takes a key before the entry does
	focused  func(on bool)
	shortcut func(fyne.Shortcut) bool // takes what the window does whatever has the focus
}

// newComposeEntry returns an entry for a line, or for a whole text.
func newComposeEntry(lines bool, hooks entryHooks) *widget.Editor {
	kind := widget.EditLine
	if lines {
		kind = widget.EditText
	}
	return widget.NewEditor(kind, "", widget.EditorEvents{
		Changed: hooks.changed, Key: hooks.key, Shortcut: hooks.shortcut, Focused: hooks.focused,
	})
}
