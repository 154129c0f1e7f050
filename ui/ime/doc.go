// Package ime joins text fields with the input method of the system: Pinyin, Bopomofo, Kana, Hangul and every other
// way of writing that needs more keys than characters. The toolkit knows nothing of input methods.
//
// A field that has the focus implements Client and holds an Input, which it gets from Method.Focus and gives back
// with Input.Blur. It hands every key, rune and shortcut to the Input first and says what it would do itself. The
// input method is asked without waiting: the answer comes later on the UI goroutine, and only if the key was not
// taken is the field's own action run. Where there is no input method the action runs at once.
//
//	func (e *Editor) FocusGained()                { e.input = ime.Current().Focus(e, ime.Text) }
//	func (e *Editor) FocusLost()                  { e.input.Blur() }
//	func (e *Editor) KeyDown(k *fyne.KeyEvent)    { e.input.KeyDown(k) }
//	func (e *Editor) KeyUp(k *fyne.KeyEvent)      { e.input.KeyUp(k) }
//	func (e *Editor) TypedKey(k *fyne.KeyEvent)   { e.input.TypedKey(k, func() { e.press(k.Name) }) }
//	func (e *Editor) TypedRune(r rune)            { e.input.TypedRune(r, func() { e.insert(string(r)) }) }
//	func (e *Editor) TypedShortcut(s fyne.Shortcut) { e.input.TypedShortcut(s, func() { e.run(s) }) }
//	func (e *Editor) AcceptsTab() bool            { return e.input.Busy() }
//	func (e *Editor) Tapped(p *fyne.PointEvent)   { e.input.Finish(func() { e.moveCaret(p) }) }
//
// Invariants. Keys are asked about one after the other, in their order. The composition, which is what the input method
// has not decided yet, is shown by the field and is never part of its text; the field's own actions never run while
// there is one. Whatever ends a composition from outside (another field, another window, a click, the end of the input
// method) leaves its letters where they stood, once; only Cancel drops them. Text goes to the field in which its keys
// were typed, even when the answer comes after a click has moved the focus; when a key moves it, such as Tab, the keys
// after that key follow it. A secret field is never shown to an input method.
//
// Everything here belongs to the UI goroutine. The package starts no goroutine and waits for nothing; backends do.
package ime
