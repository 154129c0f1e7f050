package ime

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// The toolkit reports a press as KeyDown, then TypedShortcut or TypedKey, then TypedRune if it writes a character; a
// repetition lacks KeyDown. Each press is offered once: what writes as a rune, the rest as key or shortcut, and the
// modifiers, which some input methods switch by, as they go down and up.

// KeyDown is called for every press, before everything else.
func (in *Input) KeyDown(k *fyne.KeyEvent) {
	if in == nil {
		return
	}
	in.code = uint32(k.Physical.ScanCode)
	if m, ok := modifiers[k.Name]; ok {
		in.offer(Key{Sym: m.sym, Code: in.code, State: state() &^ m.bit}, nil, nil)
	}
}

// KeyUp is called for every release.
func (in *Input) KeyUp(k *fyne.KeyEvent) {
	if m, ok := modifiers[k.Name]; ok {
		in.offer(Key{Sym: m.sym, Code: uint32(k.Physical.ScanCode), State: state() | m.bit, Release: true}, nil, nil)
	}
}

// TypedKey offers a key that writes nothing, such as an arrow or Enter, and runs act if the input method does not
// want it. Keys that write come as runes: act is not run for them.
func (in *Input) TypedKey(k *fyne.KeyEvent, act func()) {
	if in != nil && k.Physical.ScanCode != 0 {
		in.code = uint32(k.Physical.ScanCode)
	}
	sym, ok := keysyms[k.Name]
	if !ok || k.Name == fyne.KeySpace {
		return
	}
	mods := state()
	in.offer(Key{Sym: sym, Code: in.lastCode(), State: mods}, act, func(c fyne.Canvas) {
		switch focused := c.Focused().(type) {
		case nil:
			if on := c.OnTypedKey(); on != nil {
				on(k)
			}
		default:
			if tabs, ok := focused.(fyne.Tabbable); k.Name != fyne.KeyTab || ok && tabs.AcceptsTab() {
				focused.TypedKey(k)
			} else if mods&StateShift != 0 {
				c.FocusPrevious()
			} else {
				c.FocusNext()
			}
		}
	})
}

// TypedRune offers a character and runs act if the input method does not want it.
func (in *Input) TypedRune(r rune, act func()) {
	mods := state()
	if unicode.IsUpper(r) && mods&StateShift == 0 || unicode.IsLower(r) && mods&StateShift != 0 {
		mods |= StateLock // the toolkit does not tell
	}
	in.offer(Key{Sym: runeSym(r), Code: in.lastCode(), State: mods}, act, func(c fyne.Canvas) {
		if focused := c.Focused(); focused != nil {
			focused.TypedRune(r)
		} else if on := c.OnTypedRune(); on != nil {
			on(r)
		}
	})
}

// TypedShortcut offers a key pressed together with modifiers, and runs act if the input method does not want it. A
// shortcut from a menu, without keys, is run after what is composed is left as text.
func (in *Input) TypedShortcut(s fyne.Shortcut, act func()) {
	mods := state()
	sym := shortcutSym(s, mods)
	if sym == 0 {
		in.Finish(act)
		return
	}
	in.offer(Key{Sym: sym, Code: in.lastCode(), State: mods}, act, func(c fyne.Canvas) {
		if focused, ok := c.Focused().(fyne.Shortcutable); ok {
			focused.TypedShortcut(s)
		}
	})
}

func (in *Input) lastCode() uint32 {
	if in == nil {
		return 0
	}
	return in.code
}

// modifiers are the keys whose release matters to input methods.
var modifiers = map[fyne.KeyName]struct{ sym, bit uint32 }{
	desktop.KeyShiftLeft:    {0xffe1, StateShift},
	desktop.KeyShiftRight:   {0xffe2, StateShift},
	desktop.KeyControlLeft:  {0xffe3, StateControl},
	desktop.KeyControlRight: {0xffe4, StateControl},
	desktop.KeyCapsLock:     {0xffe5, StateLock},
	desktop.KeyAltLeft:      {0xffe9, StateAlt},
	desktop.KeyAltRight:     {0xffea, StateAlt},
	desktop.KeySuperLeft:    {0xffeb, StateSuper},
	desktop.KeySuperRight:   {0xffec, StateSuper},
}

// keysyms are the X11 names of the keys that are not named by the character they write.
var keysyms = map[fyne.KeyName]uint32{
	fyne.KeySpace: ' ', fyne.KeyBackspace: 0xff08, fyne.KeyTab: 0xff09, fyne.KeyReturn: 0xff0d, fyne.KeyEscape: 0xff1b,
	fyne.KeyHome: 0xff50, fyne.KeyLeft: 0xff51, fyne.KeyUp: 0xff52, fyne.KeyRight: 0xff53, fyne.KeyDown: 0xff54,
	fyne.KeyPageUp: 0xff55, fyne.KeyPageDown: 0xff56, fyne.KeyEnd: 0xff57, fyne.KeyInsert: 0xff63, desktop.KeyMenu: 0xff67,
	fyne.KeyEnter: 0xff8d, fyne.KeyDelete: 0xffff,
	fyne.KeyF1: 0xffbe, fyne.KeyF2: 0xffbf, fyne.KeyF3: 0xffc0, fyne.KeyF4: 0xffc1, fyne.KeyF5: 0xffc2, fyne.KeyF6: 0xffc3,
	fyne.KeyF7: 0xffc4, fyne.KeyF8: 0xffc5, fyne.KeyF9: 0xffc6, fyne.KeyF10: 0xffc7, fyne.KeyF11: 0xffc8, fyne.KeyF12: 0xffc9,
}

// runeSym is the keysym of a character: Latin-1 has its own numbers, everything else those of Unicode.
func runeSym(r rune) uint32 {
	if r <= 0xff {
		return uint32(r)
	}
	return 0x01000000 | uint32(r)
}

// shortcutSym is the keysym of a shortcut's key, 0 when no key was pressed or it has none.
func shortcutSym(s fyne.Shortcut, mods uint32) uint32 {
	k, ok := s.(fyne.KeyboardShortcut)
	if !ok || mods == 0 {
		return 0
	}
	name := k.Key()
	if mods == StateShift { // these two have keys without Control, which they do not tell of
		switch s.(type) {
		case *fyne.ShortcutPaste:
			name = fyne.KeyInsert
		case *fyne.ShortcutCut:
			name = fyne.KeyDelete
		}
	}
	if sym, named := keysyms[name]; named {
		return sym
	}
	if r := []rune(string(name)); len(r) == 1 {
		return runeSym(unicode.ToLower(r[0]))
	}
	return 0
}

// state is what the toolkit knows of the modifiers that are held down.
func state() uint32 {
	app := fyne.CurrentApp()
	if app == nil {
		return 0
	}
	d, ok := app.Driver().(desktop.Driver)
	if !ok {
		return 0
	}
	mods, s := d.CurrentKeyModifiers(), uint32(0)
	for mod, bit := range map[fyne.KeyModifier]uint32{
		fyne.KeyModifierShift: StateShift, fyne.KeyModifierControl: StateControl,
		fyne.KeyModifierAlt: StateAlt, fyne.KeyModifierSuper: StateSuper,
	} {
		if mods&mod != 0 {
			s |= bit
		}
	}
	return s
}
