package widget

import (
	"runtime"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/ui/text"
)

var (
	_ desktop.Keyable    = (*Editor)(nil)
	_ fyne.Shortcutable  = (*Editor)(nil)
	_ fyne.Tabbable      = (*Editor)(nil)
	_ fyne.Disableable   = (*Editor)(nil)
	_ desktop.Cursorable = (*Editor)(nil)
	_ fyne.Scrollable    = (*Editor)(nil)
	_ fyne.Draggable     = (*Editor)(nil)
	_ desktop.Mouseable  = (*Editor)(nil)
	_ desktop.Hoverable  = (*Editor)(nil)
)

// KeyDown implements desktop.Keyable.
func (e *Editor) KeyDown(key *fyne.KeyEvent) { e.input.KeyDown(key) }

// KeyUp implements desktop.Keyable.
func (e *Editor) KeyUp(key *fyne.KeyEvent) { e.input.KeyUp(key) }

// AcceptsTab implements fyne.Tabbable: the key goes on to the next field, unless the input method may want it.
func (e *Editor) AcceptsTab() bool { return e.input.Busy() }

// TypedRune implements fyne.Focusable.
func (e *Editor) TypedRune(r rune) {
	e.input.TypedRune(r, func() {
		if e.fixed() {
			return
		}
		e.noticeCaps(r)
		e.doc.Type(string(r))
		e.changed()
	})
}

// noticeCaps guesses whether Caps Lock is on, which the toolkit does not tell: a capital came without Shift, or the
// other way around.
func (e *Editor) noticeCaps(r rune) {
	if unicode.IsUpper(r) || unicode.IsLower(r) {
		e.caps = unicode.IsUpper(r) != (heldModifiers()&fyne.KeyModifierShift != 0)
	}
}

// CapsLock reports whether Caps Lock seems to be on.
func (e *Editor) CapsLock() bool { return e.caps }

// heldModifiers returns the modifier keys that are held down.
func heldModifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// TypedKey implements fyne.Focusable.
func (e *Editor) TypedKey(key *fyne.KeyEvent) {
	shift := heldModifiers()&fyne.KeyModifierShift != 0
	e.input.TypedKey(key, func() {
		if e.events.Key == nil || !e.events.Key(key) {
			e.press(key.Name, shift)
		}
	})
}

// press does what a key means without modifiers but Shift.
func (e *Editor) press(name fyne.KeyName, shift bool) {
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.kind == EditText && !e.fixed() {
			e.doc.Type("\n")
			e.changed()
		}
	case fyne.KeyBackspace:
		e.erase(e.doc.Backspace, text.Character)
	case fyne.KeyDelete:
		e.erase(e.doc.Delete, text.Character)
	case fyne.KeyTab: // comes only when the input method might have wanted it
		e.tab(shift)
	case desktop.KeyMenu:
		e.openMenu()
	default:
		if move, ok := moves[name]; ok {
			move(e, shift)
		}
	}
}

// tab moves the focus as the toolkit would have.
func (e *Editor) tab(back bool) {
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	switch {
	case c == nil || c.Focused() != fyne.Focusable(e):
	case back:
		c.FocusPrevious()
	default:
		c.FocusNext()
	}
}

// erase removes a part of the text.
func (e *Editor) erase(how func(text.Unit), unit text.Unit) {
	if e.fixed() {
		return
	}
	if e.kind == EditSecret && unit == text.Word {
		unit = text.Everything // where words end is part of the secret
	}
	before := e.doc.Len()
	how(unit)
	if e.doc.Len() != before {
		e.changed()
	}
}

// chord is a key with modifiers.
type chord struct {
	name fyne.KeyName
	mod  fyne.KeyModifier
}

// onMac reports whether the keys are those of macOS.
var onMac = runtime.GOOS == "darwin"

// chords returns the chords of a system that only editors know. Those for selecting are the same with Shift.
func chords(mac bool) map[chord]func(e *Editor, shift bool) {
	word, command := fyne.KeyModifierControl, fyne.KeyModifierControl
	if mac {
		word, command = fyne.KeyModifierAlt, fyne.KeyModifierSuper
	}
	list := map[chord]func(*Editor, bool){
		{fyne.KeyLeft, word}:      func(e *Editor, s bool) { e.goBack(text.Word, s) },
		{fyne.KeyRight, word}:     func(e *Editor, s bool) { e.goOn(text.Word, s) },
		{fyne.KeyUp, word}:        func(e *Editor, s bool) { e.goParagraph(-1, s) },
		{fyne.KeyDown, word}:      func(e *Editor, s bool) { e.goParagraph(1, s) },
		{fyne.KeyBackspace, word}: func(e *Editor, _ bool) { e.erase(e.doc.Backspace, text.Word) },
		{fyne.KeyDelete, word}:    func(e *Editor, _ bool) { e.erase(e.doc.Delete, text.Word) },
		{fyne.KeyHome, command}:   func(e *Editor, s bool) { e.goBack(text.Everything, s) },
		{fyne.KeyEnd, command}:    func(e *Editor, s bool) { e.goOn(text.Everything, s) },
		{fyne.KeyEqual, command}:  func(e *Editor, _ bool) { e.Zoom(e.zoom * zoomStep) },
		{fyne.KeyPlus, command}:   func(e *Editor, _ bool) { e.Zoom(e.zoom * zoomStep) },
		{fyne.KeyMinus, command}:  func(e *Editor, _ bool) { e.Zoom(e.zoom / zoomStep) },
		{fyne.Key0, command}:      func(e *Editor, _ bool) { e.Zoom(1) },
	}
	if mac {
		addMacChords(list)
	}
	return list
}

func addMacChords(list map[chord]func(*Editor, bool)) {
	const command, control = fyne.KeyModifierSuper, fyne.KeyModifierControl
	list[chord{fyne.KeyLeft, command}] = moves[fyne.KeyHome]
	list[chord{fyne.KeyRight, command}] = moves[fyne.KeyEnd]
	list[chord{fyne.KeyUp, command}] = func(e *Editor, s bool) { e.goBack(text.Everything, s) }
	list[chord{fyne.KeyDown, command}] = func(e *Editor, s bool) { e.goOn(text.Everything, s) }
	list[chord{fyne.KeyBackspace, command}] = func(e *Editor, _ bool) { e.erase(e.doc.Backspace, text.Line) }
	list[chord{fyne.KeyA, control}] = func(e *Editor, s bool) { e.goBack(text.Line, s) }
	list[chord{fyne.KeyE, control}] = func(e *Editor, s bool) { e.goOn(text.Line, s) }
	list[chord{fyne.KeyF, control}] = moves[fyne.KeyRight]
	list[chord{fyne.KeyB, control}] = moves[fyne.KeyLeft]
	list[chord{fyne.KeyP, control}] = moves[fyne.KeyUp]
	list[chord{fyne.KeyN, control}] = moves[fyne.KeyDown]
	list[chord{fyne.KeyH, control}] = func(e *Editor, _ bool) { e.erase(e.doc.Backspace, text.Character) }
	list[chord{fyne.KeyD, control}] = func(e *Editor, _ bool) { e.erase(e.doc.Delete, text.Character) }
	list[chord{fyne.KeyK, control}] = func(e *Editor, _ bool) { e.erase(e.doc.Delete, text.Line) }
}

var systemChords = chords(onMac)

// TypedShortcut implements fyne.Shortcutable.
func (e *Editor) TypedShortcut(s fyne.Shortcut) {
	e.input.TypedShortcut(s, func() {
		if e.events.Shortcut == nil || !e.events.Shortcut(s) {
			e.run(s)
		}
	})
}

func (e *Editor) run(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		e.copyTo(s.Clipboard)
	case *fyne.ShortcutCut:
		e.cutTo(s.Clipboard)
	case *fyne.ShortcutPaste:
		e.pasteFrom(s.Clipboard)
	case *fyne.ShortcutSelectAll:
		e.SelectAll()
	case *fyne.ShortcutUndo:
		e.Undo()
	case *fyne.ShortcutRedo:
		e.Redo()
	case *desktop.CustomShortcut:
		e.runChord(s)
	}
}

func (e *Editor) runChord(s *desktop.CustomShortcut) {
	shift := s.Modifier&fyne.KeyModifierShift != 0
	c := chord{s.KeyName, s.Modifier &^ fyne.KeyModifierShift}
	if shift && c == (chord{fyne.KeyZ, fyne.KeyModifierShortcutDefault}) {
		e.Redo()
		return
	}
	if do, ok := systemChords[c]; ok {
		do(e, shift)
	}
}

// Undo takes the last step back.
func (e *Editor) Undo() {
	if !e.fixed() && e.doc.Undo() {
		e.changed()
	}
}

// Redo does the step again that was taken back last.
func (e *Editor) Redo() {
	if !e.fixed() && e.doc.Redo() {
		e.changed()
	}
}
