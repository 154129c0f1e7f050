package widget

import (
	"fyne.io/fyne/v2"

	"letterbox/ui/text"
)

// moves is what the keys do that move the caret; with Shift the selection grows.
var moves = map[fyne.KeyName]func(e *Editor, shift bool){
	fyne.KeyLeft:     func(e *Editor, s bool) { e.goBack(text.Character, s) },
	fyne.KeyRight:    func(e *Editor, s bool) { e.goOn(text.Character, s) },
	fyne.KeyUp:       func(e *Editor, s bool) { e.goLines(-1, s) },
	fyne.KeyDown:     func(e *Editor, s bool) { e.goLines(1, s) },
	fyne.KeyPageUp:   func(e *Editor, s bool) { e.goLines(2-e.fits(), s) },
	fyne.KeyPageDown: func(e *Editor, s bool) { e.goLines(e.fits()-2, s) },
	fyne.KeyHome:     func(e *Editor, s bool) { e.goEdge(false, s) },
	fyne.KeyEnd:      func(e *Editor, s bool) { e.goEdge(true, s) },
}

// goTo moves the caret; extend leaves the other end of the selection where it is.
func (e *Editor) goTo(offset int, extend bool) {
	anchor := offset
	if extend {
		anchor = e.doc.Selection().Anchor
	}
	e.doc.Select(anchor, offset)
}

// goBack moves the caret back by a unit; a selection that does not grow shrinks to its beginning first.
func (e *Editor) goBack(unit text.Unit, extend bool) {
	from, to := e.doc.Selection().Range()
	e.upstream, e.goal = false, noGoal
	switch {
	case unit == text.Character && from != to && !extend:
		e.goTo(from, false)
	default:
		e.goTo(e.doc.Before(e.doc.Selection().Caret, e.secretUnit(unit)), extend)
	}
	e.show()
}

// goOn moves the caret on by a unit; a selection that does not grow shrinks to its end first.
func (e *Editor) goOn(unit text.Unit, extend bool) {
	from, to := e.doc.Selection().Range()
	e.upstream, e.goal = false, noGoal
	switch {
	case unit == text.Character && from != to && !extend:
		e.goTo(to, false)
	default:
		e.goTo(e.doc.After(e.doc.Selection().Caret, e.secretUnit(unit)), extend)
	}
	e.show()
}

// secretUnit has a secret go by characters or not at all: where its words end must not be seen.
func (e *Editor) secretUnit(unit text.Unit) text.Unit {
	if e.kind == EditSecret && unit == text.Word {
		return text.Everything
	}
	return unit
}

// goLines moves the caret by lines as they are seen, keeping its column; beyond the text it goes to the end of it.
func (e *Editor) goLines(lines int, extend bool) {
	if e.kind != EditText {
		return
	}
	if e.fixed() && !extend && e.doc.Selection().Empty() {
		e.scrollBy(float32(lines) * e.lineHeight())
		return
	}
	from := e.caretLine()
	if e.goal < 0 {
		e.goal = e.layout.Line(from).X(e.caretShown())
	}
	goal := e.goal
	to := from + lines
	switch {
	case to < 0:
		e.goTo(0, extend)
	case to >= e.layout.Lines():
		e.goTo(e.doc.Len(), extend)
	default:
		offset, upstream := e.layout.Line(to).Hit(goal)
		e.goTo(e.view.out(offset), extend)
		e.upstream = upstream
	}
	e.show()
	e.goal = goal
}

// goEdge moves the caret to an edge of the line as it is seen.
func (e *Editor) goEdge(end, extend bool) {
	line := e.layout.Line(e.caretLine())
	e.goal = noGoal
	if end {
		e.goTo(e.view.out(line.End), extend)
		e.upstream = !line.Hard
	} else {
		e.goTo(e.view.out(line.Start), extend)
		e.upstream = false
	}
	e.show()
}

// goParagraph moves the caret to the beginning of a paragraph, or to the end of the last one.
func (e *Editor) goParagraph(by int, extend bool) {
	at := e.doc.Selection().Caret
	line := e.doc.LineAt(at)
	if by < 0 && at > e.doc.LineStart(line) {
		by = 0
	}
	to := e.doc.LineStart(max(line+by, 0))
	if line+by >= e.doc.Lines() {
		to = e.doc.Len()
	}
	e.upstream, e.goal = false, noGoal
	e.goTo(to, extend)
	e.show()
}
