package widget

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"letterbox/ui/ime"
)

var _ ime.Client = (*Editor)(nil)

// FocusGained implements fyne.Focusable.
func (e *Editor) FocusGained() {
	if e.disabled {
		return
	}
	e.focused = true
	e.enterInput()
	e.blink.restart()
	e.redraw()
	if e.events.Focused != nil {
		e.events.Focused(true)
	}
}

// FocusLost implements fyne.Focusable.
func (e *Editor) FocusLost() {
	e.focused, e.caps = false, false
	e.leaveInput()
	e.doc.Seal()
	e.blink.stop()
	e.redraw()
	if e.events.Focused != nil {
		e.events.Focused(false)
	}
}

// enterInput joins the editor with the input method, unless nothing can be typed.
func (e *Editor) enterInput() {
	if e.fixed() {
		return
	}
	kind := ime.Text
	if e.kind == EditSecret {
		kind = ime.Secret
	}
	e.input = ime.Current().Focus(e, kind)
}

func (e *Editor) leaveInput() {
	e.input.Blur()
	e.input = nil
}

// Compose implements ime.Client.
func (e *Editor) Compose(c ime.Composition) {
	if c.Text != "" && e.view.composed == "" && !e.doc.Selection().Empty() {
		e.doc.Insert("")
		e.changed()
	}
	e.compose(c.Text, c.Segments, runeOffset(c.Text, c.Caret))
	e.goal, e.upstream = noGoal, false
	e.show()
}

// compose changes what is shown as composed.
func (e *Editor) compose(s string, marks []ime.Segment, caret int) {
	old := len(e.view.composed)
	if old == 0 && s == "" {
		return
	}
	if old == 0 {
		e.view.at = e.doc.Selection().Caret
	}
	e.view.composed, e.marks, e.view.caret = s, marks, caret
	e.layout.Edited(e.view.at, old, len(s))
}

// Commit implements ime.Client.
func (e *Editor) Commit(s string) {
	e.compose("", nil, 0)
	if !e.fixed() {
		e.doc.Type(s)
		e.changed()
	}
}

// runeOffset returns the offset in bytes of a number of characters.
func runeOffset(s string, runes int) int {
	at := 0
	for ; runes > 0 && at < len(s); runes-- {
		_, n := utf8.DecodeRuneInString(s[at:])
		at += n
	}
	return at
}

// caretShown returns the offset, in what is shown, at which the caret stands.
func (e *Editor) caretShown() int {
	switch {
	case e.view.composed != "":
		return e.view.at + e.view.caret
	case e.pointer.doing == pointDrags:
		return e.view.in(e.pointer.dropAt)
	}
	return e.view.in(e.doc.Selection().Caret)
}

func (e *Editor) caretLine() int { return e.layout.LineOf(e.caretShown(), e.upstream) }

// tellInput tells the input method where the caret is, or where the composition begins.
func (e *Editor) tellInput() {
	if e.input == nil {
		return
	}
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(e)
	if c == nil {
		return
	}
	at, height := e.caretAt()
	if e.view.composed != "" {
		n := e.layout.LineOf(e.view.at, false)
		at = fyne.NewPos(e.lineX(e.layout.Line(n).X(e.view.at)), e.lineY(n))
	}
	corner := driver.AbsolutePositionForObject(e).Add(e.paper.clip.Position())
	e.input.Caret(ime.Place{Canvas: c, Position: corner.Add(at), Size: fyne.NewSize(editorCaret, height)})
}

// CaretPlace returns where the caret is, from the corner of the editor, and the height of its line: for a list of
// completions under it.
func (e *Editor) CaretPlace() (fyne.Position, float32) {
	at, height := e.caretAt()
	return e.paper.clip.Position().Add(at), height
}
