package ime

import "fyne.io/fyne/v2"

// Input is one stay of the focus in a field. A nil Input is that of a field without focus: it runs each action at once,
// and its other methods do nothing.
type Input struct {
	method *Method
	client Client
	secret bool
	live   bool  // the backend has turned to the field
	turn   *turn // nil while it has not, and in a secret field
	canvas fyne.Canvas
	rect   Rect
	code   uint32 // of the key pressed last
}

// Composing reports whether something is composed.
func (in *Input) Composing() bool { return in != nil && in.turn != nil && in.turn.shown.Text != "" }

// Busy reports whether something is composed or waits for an answer. While it is so, Tab belongs to the input method,
// and so the field must accept it; the action of Tab is then to move the focus if the field still has it.
func (in *Input) Busy() bool {
	return in.Composing() || in != nil && (in.method.asked != nil || len(in.method.waiting) > 0)
}

// underline is the height of the line under a composition, in the toolkit's units: candidates must not cover it.
const underline float32 = 4

// Caret tells where the caret is, in secret fields too: it says which window the field is in. It is cheap when nothing
// has changed.
func (in *Input) Caret(p Place) {
	if in == nil || p.Canvas == nil {
		return
	}
	scale := p.Canvas.Scale()
	pixels := func(units float32) int { return int(units*scale + 0.5) }
	rect := Rect{
		Window: in.method.handle(p.Canvas),
		X:      pixels(p.Position.X), Y: pixels(p.Position.Y),
		Width: pixels(p.Size.Width), Height: pixels(p.Size.Height + underline),
	}
	in.canvas = p.Canvas
	if rect == in.rect {
		return
	}
	in.rect = rect
	if in.live {
		in.method.backend.Caret(rect)
	}
}

// Finish leaves the letters that are composed as text and then calls then, which may be nil: at once, or when the keys
// before it are answered. It is for what changes the text or moves the caret by other means than keys. Then may find
// the field without focus.
func (in *Input) Finish(then func()) {
	if then == nil {
		then = func() {}
	}
	if in == nil {
		then()
		return
	}
	in.method.do(step{in: in, do: func() {
		in.settle()
		then()
	}})
}

// Cancel drops what is composed and the key that is not answered yet. It is for a text that is replaced as a whole.
func (in *Input) Cancel() {
	if in == nil || in.turn == nil || !in.Busy() {
		return
	}
	in.next().drop()
}

// Blur ends the stay. The letters that are composed are left as text, perhaps later: when the keys are answered. A
// second call does nothing.
func (in *Input) Blur() {
	if in == nil || in.method.focused != in {
		return
	}
	in.method.focused = nil
	in.method.do(step{in: in, do: in.leave})
}

func (in *Input) start() {
	in.live = true
	if in.secret {
		in.method.backend.Off()
	} else {
		in.turn = &turn{client: in.client}
		in.method.backend.Focus(in.turn)
	}
	if in.rect != (Rect{}) {
		in.method.backend.Caret(in.rect)
	}
}

func (in *Input) leave() {
	in.live = false
	in.method.backend.Leave()
	if old := in.turn; old != nil {
		in.turn = nil
		old.close()
	}
}

// settle leaves the letters that are composed as text.
func (in *Input) settle() {
	if in.Composing() {
		in.next().close()
	}
}

// next begins another turn and returns the one before.
func (in *Input) next() *turn {
	old := in.turn
	in.turn = &turn{client: in.client}
	in.method.backend.Reset(in.turn)
	return old
}

// offer asks the input method about a key. Act is run if it does not want it; moved gives the key to another field.
func (in *Input) offer(k Key, act func(), moved func(fyne.Canvas)) {
	if in == nil {
		if act != nil {
			act()
		}
		return
	}
	in.method.do(step{in: in, key: &event{key: k, act: act}, moved: moved})
}

// turn is the time from the focus, or the end of a composition, to the next such end. It is the Sink of a backend.
type turn struct {
	client Client
	shown  Composition
	over   bool
}

// Compose implements Sink.
func (t *turn) Compose(c Composition) {
	if t.over || c.Text == "" && t.shown.Text == "" {
		return
	}
	t.shown = c
	t.client.Compose(c)
}

// Commit implements Sink.
func (t *turn) Commit(text string) {
	if t.over {
		return
	}
	t.Compose(Composition{})
	if text != "" {
		t.client.Commit(text)
	}
}

// close leaves the letters that are composed as text.
func (t *turn) close() {
	t.Commit(t.shown.Text)
	t.over = true
}

func (t *turn) drop() {
	t.Compose(Composition{})
	t.over = true
}
