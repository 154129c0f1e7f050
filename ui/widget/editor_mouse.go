package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/ui/text"
)

const (
	doubleTime          = 400 * time.Millisecond
	doubleReach float32 = 4
)

// pointer is what the mouse is doing.
type pointer struct {
	at      fyne.Position
	when    time.Time
	clicks  int            // one after the other at one place: 2 select words, 3 paragraphs
	first   text.Selection // what the first click of a drag selected
	doing   pointing
	dropAt  int
	grabbed float32 // where the handle of the bar was taken
}

// pointing says what a pressed mouse does.
type pointing int

const (
	pointNothing pointing = iota
	pointSelects
	pointHolds // is on the selection, and has not moved yet
	pointDrags // drags the selection
	pointBar   // moves the scroll bar
)

// Cursor implements desktop.Cursorable.
func (e *Editor) Cursor() desktop.Cursor {
	if e.pointer.doing == pointDrags {
		return desktop.DefaultCursor
	}
	return desktop.TextCursor
}

// MouseIn implements desktop.Hoverable.
func (e *Editor) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (e *Editor) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (e *Editor) MouseOut() {}

// at returns the offset at a position.
func (e *Editor) at(p fyne.Position) (offset int, upstream bool) {
	clip := e.paper.clip.Position()
	n := 0
	if e.kind == EditText {
		y := p.Y - clip.Y + e.scroll.skip
		n = e.scroll.top + int(max(y, -1)/e.lineHeight())
		if y < 0 {
			n = e.scroll.top - 1
		}
	}
	switch {
	case n < 0:
		return 0, false
	case n >= e.layout.Lines():
		return e.doc.Len(), false
	}
	offset, upstream = e.layout.Line(n).Hit(p.X - clip.X - editorEdge + e.scroll.left)
	return e.view.out(offset), upstream
}

// MouseDown implements desktop.Mouseable.
func (e *Editor) MouseDown(m *desktop.MouseEvent) {
	if e.disabled {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil && !e.focused {
		c.Focus(e)
	}
	if m.Button == desktop.MouseButtonPrimary && e.grabBar(m.Position) {
		return
	}
	place, button, shift := m.Position, m.Button, m.Modifier&fyne.KeyModifierShift != 0
	e.countClick(place)
	e.input.Finish(func() {
		if button == desktop.MouseButtonPrimary {
			e.pressed(place, shift)
		} else {
			e.pressedBeside(place)
		}
	})
}

func (e *Editor) grabBar(at fyne.Position) bool {
	y, height, shown := e.bar()
	if !shown || at.X < e.Size().Width-editorBarW {
		return false
	}
	e.pointer.doing, e.pointer.grabbed = pointBar, at.Y-y
	if at.Y < y || at.Y > y+height {
		e.pointer.grabbed = height / 2
		e.scrollTo(at.Y - e.pointer.grabbed)
	}
	return true
}

func (e *Editor) countClick(at fyne.Position) {
	p := &e.pointer
	now, d := e.now(), at.Subtract(p.at)
	if p.clicks > 0 && now.Sub(p.when) < doubleTime && max(d.X, -d.X) < doubleReach && max(d.Y, -d.Y) < doubleReach {
		p.clicks = p.clicks%3 + 1
	} else {
		p.clicks = 1
	}
	p.at, p.when = at, now
}

// pressed is the primary button going down.
func (e *Editor) pressed(place fyne.Position, shift bool) {
	offset, upstream := e.at(place)
	p := &e.pointer
	from, to := e.doc.Selection().Range()
	switch {
	case shift:
		e.goTo(offset, true)
		p.first = text.Selection{Anchor: e.doc.Selection().Anchor, Caret: e.doc.Selection().Anchor}
	case p.clicks == 1 && from != to && offset > from && offset < to && !e.fixed() && e.kind != EditSecret:
		p.doing = pointHolds
		return
	default:
		p.first = e.around(offset)
		e.doc.Select(p.first.Anchor, p.first.Caret)
	}
	p.doing = pointSelects
	e.upstream, e.goal = upstream, noGoal
	e.show()
}

// around returns what a number of clicks select at an offset: nothing, a word, a paragraph.
func (e *Editor) around(offset int) text.Selection {
	from, to := offset, offset
	switch {
	case e.pointer.clicks >= 2 && e.kind == EditSecret:
		from, to = 0, e.doc.Len()
	case e.pointer.clicks == 2:
		from, to = e.doc.Word(offset)
	case e.pointer.clicks == 3:
		from, to = e.doc.Paragraph(offset)
	}
	return text.Selection{Anchor: from, Caret: to}
}

// pressedBeside is another button going down: outside of the selection it places the caret.
func (e *Editor) pressedBeside(place fyne.Position) {
	offset, upstream := e.at(place)
	if from, to := e.doc.Selection().Range(); offset < from || offset > to || from == to {
		e.doc.Select(offset, offset)
		e.upstream, e.goal = upstream, noGoal
		e.show()
	}
}

// Dragged implements fyne.Draggable.
func (e *Editor) Dragged(d *fyne.DragEvent) {
	p := &e.pointer
	switch p.doing {
	case pointBar:
		e.scrollTo(d.Position.Y - p.grabbed)
	case pointHolds, pointDrags:
		p.doing = pointDrags
		p.dropAt, _ = e.at(d.Position)
		e.redraw()
	case pointSelects:
		offset, upstream := e.at(d.Position)
		e.extend(offset)
		e.upstream, e.goal = upstream, noGoal
		e.show()
	default:
	}
}

// extend selects from what the first click selected up to what would be selected at an offset.
func (e *Editor) extend(offset int) {
	first, last := e.pointer.first, e.around(offset)
	if last.Anchor < first.Anchor {
		e.doc.Select(first.Caret, last.Anchor)
	} else {
		e.doc.Select(first.Anchor, max(last.Caret, first.Caret))
	}
}

// DragEnd implements fyne.Draggable.
func (e *Editor) DragEnd() { e.release() }

// MouseUp implements desktop.Mouseable.
func (e *Editor) MouseUp(*desktop.MouseEvent) { e.release() }

// release ends what the mouse was doing: a selection that was dragged moves, one that was only pressed goes.
func (e *Editor) release() {
	p := &e.pointer
	doing := p.doing
	p.doing = pointNothing
	switch doing {
	case pointDrags:
		if e.doc.MoveSelected(p.dropAt) {
			e.changed()
		} else {
			e.redraw()
		}
	case pointHolds:
		offset, upstream := e.at(p.at)
		e.doc.Select(offset, offset)
		e.upstream, e.goal = upstream, noGoal
		e.show()
	default:
	}
}
