package view

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/mail"
)

// TypedKey takes the keys that mean something wherever the focus is, but in a text field, which keeps its letters. The
// window gives it the keys typed while nothing has the focus, too.
func (m *Mailbox) TypedKey(e *fyne.KeyEvent) {
	if m.covered() {
		return
	}
	switch e.Name {
	case fyne.KeyF5:
		m.config.Shell.Refresh()
	case fyne.KeyEscape:
		m.escape()
	case fyne.KeySlash:
		m.config.Later(m.FocusSearch) // the letter is not to be typed into the field
	case fyne.KeyN:
		m.config.Shell.Write()
	default:
		if !m.outbox.Visible() {
			m.messageKey(e.Name)
		}
	}
}

// messageKey does what a key means for the selected messages.
func (m *Mailbox) messageKey(key fyne.KeyName) {
	shell, moves := m.config.Shell, m.config.Shell.Moves()
	switch key {
	case fyne.KeyU:
		moves.ToggleRead()
	case fyne.KeyS:
		moves.ToggleStar()
	case fyne.KeyE:
		moves.Archive()
	case fyne.KeyDelete:
		moves.Delete()
	case fyne.KeyBackspace:
		if runtime.GOOS == "darwin" { // whose keyboards call that key Delete
			moves.Delete()
		}
	case fyne.KeyJ:
		moves.ToggleJunk()
	case fyne.KeyM, fyne.KeyV:
		m.chooseFolder()
	case fyne.KeyR:
		if m.held()&fyne.KeyModifierShift != 0 {
			shell.Respond(mail.PurposeReplyAll)
			return
		}
		shell.Respond(mail.PurposeReply)
	case fyne.KeyA:
		shell.Respond(mail.PurposeReplyAll)
	case fyne.KeyF:
		shell.Respond(mail.PurposeForward)
	default:
		m.reader.look(key)
	}
}

// escape goes back one step: from the outbox, from the reader to the list, from what was found to the folder, from
// several messages to one.
func (m *Mailbox) escape() {
	switch {
	case m.outbox.Visible():
		m.config.Shell.Outbox().Show(false)
		m.FocusList()
	case m.reading:
		m.Back()
	case m.leaveSearch():
	case m.config.Shell.List().SelectOne():
	default:
	}
}

// covered reports whether a page or a menu lies over the mailbox, so that keys are not meant for it.
func (m *Mailbox) covered() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(m)
	return c != nil && c.Overlays().Top() != nil
}

// heldKeys returns the modifier keys that are down, on systems with a keyboard.
func heldKeys() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// undoAnywhere takes back what was done last; in a text field it takes back what was typed there.
func (m *Mailbox) undoAnywhere() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(m); c != nil {
		if field, ok := c.Focused().(interface {
			Undo()
			Redo()
		}); ok {
			field.Undo()
			return
		}
	}
	m.config.Shell.Undo().TakeBack()
}
