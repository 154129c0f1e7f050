package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/ui/model"
)

// personKey moves in the list of people, takes one of them, and leaves other keys to the entry.
func (v *Compose) personKey(f model.ComposeField, e *fyne.KeyEvent) bool {
	if v.state.Suggesting != f {
		return v.plainKey(e)
	}
	switch e.Name {
	case fyne.KeyDown:
		v.people.step(1)
	case fyne.KeyUp:
		v.people.step(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		v.takePerson(v.people.at)
	case fyne.KeyEscape:
		v.config.Compose.DismissSuggestions()
	default:
		return false
	}
	return true
}

// takePerson puts one of the suggested people into the field.
func (v *Compose) takePerson(i int) {
	f := v.state.Suggesting
	v.config.Compose.Choose(i)
	if field, ok := v.fields[f]; ok {
		field.entry.ToEnd()
	}
}

// plainKey goes to the next entry on Enter, and closes the window on Esc.
func (v *Compose) plainKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
			c.FocusNext()
		}
	case fyne.KeyEscape:
		v.config.Compose.Close()
	default:
		return false
	}
	return true
}

// textKey leaves Enter to the text. Esc ends looking for something first.
func (v *Compose) textKey(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyEscape {
		return false
	}
	if v.finder.Visible() {
		v.closeFinder()
		return true
	}
	v.config.Compose.Close()
	return true
}

// TypedKey takes the keys that nothing in the window uses. The window gives it those typed while nothing has the focus.
func (v *Compose) TypedKey(e *fyne.KeyEvent) { v.textKey(e) }

// Shortcuts are what the window does whatever has the focus.
func (v *Compose) Shortcuts() []fyne.Shortcut {
	command := fyne.KeyModifierShortcutDefault
	return []fyne.Shortcut{
		&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: command},
		&desktop.CustomShortcut{KeyName: fyne.KeyEnter, Modifier: command},
		&desktop.CustomShortcut{KeyName: fyne.KeyW, Modifier: command},
		&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: command},
		&desktop.CustomShortcut{KeyName: fyne.KeyA, Modifier: command | fyne.KeyModifierShift},
	}
}

// Shortcut does what a shortcut means, and reports whether it means something.
func (v *Compose) Shortcut(s fyne.Shortcut) bool {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return false
	}
	command := fyne.KeyModifierShortcutDefault
	switch {
	case custom.Modifier == command && (custom.KeyName == fyne.KeyReturn || custom.KeyName == fyne.KeyEnter):
		v.config.Compose.Send()
	case custom.Modifier == command && custom.KeyName == fyne.KeyW:
		v.config.Compose.Close()
	case custom.Modifier == command && custom.KeyName == fyne.KeyF:
		v.openFinder()
	case custom.Modifier == command|fyne.KeyModifierShift && custom.KeyName == fyne.KeyA:
		v.addFile()
	default:
		return false
	}
	return true
}
