package ime

import "fyne.io/fyne/v2"

// Client is a text field as the input method sees it. Its methods are called on the UI goroutine; they may come after
// the field has lost the focus, as long as keys that were typed into it have not been answered.
type Client interface {
	// Compose shows c at the caret, in place of the composition shown before. An empty one ends it. A selection is
	// deleted when a composition begins. The composition belongs to the picture only, not to text, history or
	// events.
	Compose(c Composition)
	// Commit inserts text, which is never empty, in place of the selection, as if it had been typed. The field
	// shows no composition any more when it is called.
	Commit(text string)
}

// Composition is what has been typed and not been decided yet.
type Composition struct {
	Text     string
	Caret    int       // in runes from the start of Text
	Segments []Segment // in order and without overlap; where there is none, Text is plain composition
}

// Segment is a stretch of a composition.
type Segment struct {
	From, To int  // in runes from the start of Text
	Active   bool // what the candidates are for; drawn stronger
}

// Kind says what a field is for.
type Kind int

const (
	// Text is every field but secrets.
	Text Kind = iota
	// Secret is a password or a code: no input method sees its keys.
	Secret
)

// Place is the caret on a canvas, in the toolkit's units from the canvas' corner. While something is composed it is the
// start of the composition, so that the candidates keep still.
type Place struct {
	Canvas   fyne.Canvas
	Position fyne.Position
	Size     fyne.Size // Height is that of the line; Width may be zero
}
