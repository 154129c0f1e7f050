package widget

import (
	"time"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"letterbox/ui/ime"
	"letterbox/ui/text"
	"letterbox/ui/typeset"
)

// EditorKind says what is edited.
type EditorKind int

// The kinds of editors.
const (
	EditLine   EditorKind = iota // one line, which scrolls sideways
	EditText                     // lines that wrap and scroll
	EditSecret                   // one line of dots, unknown to the input method, the clipboard and any history
)

// EditorEvents are what an editor reports. All may be nil; all are called on Fyne's goroutine.
type EditorEvents struct {
	Changed  func(text string)         // typed, pasted or taken back, not by SetText
	Key      func(*fyne.KeyEvent) bool // takes a key before the editor does; never one that the input method wants
	Shortcut func(fyne.Shortcut) bool  // takes a shortcut before the editor does
	Focused  func(on bool)
}

// Editor is where text is typed. It draws what is visible of it line by line, takes compositions of the input method,
// and has no frame of its own: a Field has one.
//
// The text may be megabytes; a key costs what is visible. It belongs to Fyne's goroutine.
type Editor struct {
	fynewidget.BaseWidget
	kind     EditorKind
	events   EditorEvents
	name     string
	hint     string // placeholder
	size     float32
	zoom     float32
	readOnly bool
	disabled bool

	doc    *text.Document
	view   *editorView
	layout *typeset.Layout
	known  string // the text as a string, while knows is set
	knows  bool
	silent bool // what changes is no event
	sought sought

	input    *ime.Input
	marks    []ime.Segment
	focused  bool
	caps     bool // the last letter suggests that Caps Lock is on
	upstream bool // the caret is at the end of a line that goes on below
	goal     float32
	pointer  pointer
	blink    *blink
	scroll   scroll
	now      func() time.Time
	paper    *editorPaper
}

const (
	editorInset  = Gap8 // free around the text
	editorCaret  = float32(1.5)
	editorEdge   = float32(2)  // of the clip beside the text, for the caret
	noGoal       = float32(-1) // no column to go up and down in
	editorBarW   = Gap8        // where the scroll bar is
	zoomLeast    = 0.6
	zoomMost     = 3
	zoomStep     = 1.1
	lineTypeSize = SizeInterface
	textTypeSize = SizeReading
)

// NewEditor returns an empty editor.
func NewEditor(kind EditorKind, placeholder string, events EditorEvents) *Editor {
	e := &Editor{kind: kind, events: events, hint: placeholder, size: lineTypeSize, zoom: 1, goal: noGoal, now: time.Now}
	if kind == EditText {
		e.size = textTypeSize
	}
	e.doc = text.NewDocument("", text.Config{SingleLine: kind != EditText, NoHistory: kind == EditSecret, Edited: e.edited})
	e.view = &editorView{doc: e.doc, masked: kind == EditSecret}
	e.layout = typeset.New(e.view, typeset.Config{Fonts: editorFonts(), Size: e.typeSize()})
	e.blink = newBlink(e)
	e.paper = newEditorPaper(e)
	e.ExtendBaseWidget(e)
	return e
}

// Text returns what is typed, without what the input method has not decided yet.
func (e *Editor) Text() string {
	if !e.knows {
		e.known, e.knows = e.doc.String(), true
	}
	return e.known
}

// SetText changes what is typed, without an event and without a step back to what was there. Nothing happens when it is
// the same, so that the place of the caret survives a redrawing of the page.
func (e *Editor) SetText(s string) {
	if e.Text() == s {
		return
	}
	e.input.Cancel()
	e.compose("", nil, 0)
	e.silent = true
	e.doc.SetText(s)
	e.silent = false
	e.goal = noGoal
	e.show()
}

// SetPlaceholder changes the text that stands in an empty editor.
func (e *Editor) SetPlaceholder(s string) {
	if e.hint != s {
		e.hint = s
		e.redraw()
	}
}

// SetName says what the editor is for, to those who cannot see it.
func (e *Editor) SetName(name string) { e.name = name }

// Name returns what the editor is for.
func (e *Editor) Name() string {
	if e.name == "" {
		return e.hint
	}
	return e.name
}

// SetReadOnly keeps the text from being changed; it can be selected and copied.
func (e *Editor) SetReadOnly(on bool) {
	if e.readOnly != on {
		e.readOnly = on
		e.refocus()
	}
}

// Disable implements fyne.Disableable.
func (e *Editor) Disable() { e.setDisabled(true) }

// Enable implements fyne.Disableable.
func (e *Editor) Enable() { e.setDisabled(false) }

// Disabled implements fyne.Disableable.
func (e *Editor) Disabled() bool { return e.disabled }

func (e *Editor) setDisabled(on bool) {
	if e.disabled != on {
		e.disabled = on
		e.refocus()
	}
}

// refocus tells the input method whether the editor still takes text.
func (e *Editor) refocus() {
	if e.focused {
		e.leaveInput()
		e.enterInput()
	}
	e.redraw()
}

// fixed reports whether nobody may change the text.
func (e *Editor) fixed() bool { return e.readOnly || e.disabled }

// Reveal shows the letters of a secret, or hides them again.
func (e *Editor) Reveal(shown bool) {
	if e.kind == EditSecret && e.view.masked == shown {
		e.view.masked = !shown
		e.layout.Reset()
		e.show()
	}
}

// Revealed reports whether the letters can be read.
func (e *Editor) Revealed() bool { return !e.view.masked }

// Caret returns where the caret is: the line from 0, and the offset in bytes.
func (e *Editor) Caret() (line, offset int) {
	offset = e.doc.Selection().Caret
	return e.doc.LineAt(offset), offset
}

// Select selects from one offset up to another, where the caret goes. Equal ones only place the caret.
func (e *Editor) Select(from, to int) {
	e.doc.Select(from, to)
	e.upstream, e.goal = false, noGoal
	e.show()
}

// SelectAll selects the whole text.
func (e *Editor) SelectAll() { e.Select(0, e.doc.Len()) }

// SelectedText returns the selected text, "" for a secret.
func (e *Editor) SelectedText() string {
	if e.kind == EditSecret {
		return ""
	}
	return e.doc.Selected()
}

// ToStart puts the caret before the first letter.
func (e *Editor) ToStart() { e.Select(0, 0) }

// ToEnd puts the caret behind the last letter.
func (e *Editor) ToEnd() { e.Select(e.doc.Len(), e.doc.Len()) }

// Zoom makes the type larger or smaller: 1 is as designed.
func (e *Editor) Zoom(factor float32) {
	factor = min(max(factor, zoomLeast), zoomMost)
	if e.zoom != factor {
		e.zoom = factor
		e.reflow(func() { e.layout.SetFace(editorFonts(), e.typeSize()) }, true)
		e.redraw()
	}
}

func (e *Editor) typeSize() float32 { return round(e.size * e.zoom) }

func (e *Editor) lineHeight() float32 { return round(LineHeight(e.size) * e.zoom) }

// edited passes a change of the text on to the layout. It is the only way in which one gets there.
func (e *Editor) edited(c text.Edit) {
	e.knows, e.known, e.sought.known = false, "", false
	e.pointer.doing = pointNothing // what the mouse holds may be gone
	if e.view.masked {
		e.layout.Reset()
		return
	}
	at := e.view.in(c.At)
	if c.At <= e.view.at {
		at = c.At
		e.view.at += c.Inserted - min(c.Removed, e.view.at-c.At)
	}
	e.layout.Edited(at, c.Removed, c.Inserted)
}

// changed reports what a person did, and shows it.
func (e *Editor) changed() {
	e.goal, e.upstream = noGoal, false
	e.show()
	if !e.silent && e.events.Changed != nil {
		e.events.Changed(e.Text())
	}
}

// show redraws with the caret in view.
func (e *Editor) show() {
	e.blink.restart()
	e.reveal()
	e.redraw()
}
