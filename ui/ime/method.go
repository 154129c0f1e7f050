package ime

import "fyne.io/fyne/v2"

// Method is the input method of this process. One exists for all windows; the fields reach it by Current.
//
// It does one thing after the other. While the backend has a key without answer, what comes later waits: keys, clicks,
// the next field. Without such a key everything happens at once.
type Method struct {
	backend Backend
	handle  func(fyne.Canvas) uintptr
	focused *Input     // has the focus of the toolkit
	asked   func(bool) // takes the answer to the key that has none yet; nil when there is no such key
	acting  *Input     // the field whose own action runs
	waiting []step
}

// step is something that waits for the answer to a key.
type step struct {
	in    *Input
	key   *event // nil: only do
	do    func()
	moved func(fyne.Canvas) // gives the key to what has the focus, after a key before it moved it; nil: it is dropped
}

// event is a key and what its field does if the input method does not want it.
type event struct {
	key Key
	act func()
}

// NewMethod makes a method of a backend. Handle tells the system's name of the window of a canvas, 0 while it has none
// yet; nil stands for a function that knows none.
func NewMethod(b Backend, handle func(fyne.Canvas) uintptr) *Method {
	if handle == nil {
		handle = func(fyne.Canvas) uintptr { return 0 }
	}
	return &Method{backend: b, handle: handle}
}

var current = NewMethod(None(), nil)

// Current returns what Install was given last, before that a method that takes no key.
func Current() *Method { return current }

// Install makes m the input method of fields that get the focus from now on.
func Install(m *Method) { current = m }

// Focus makes c the field that is written into. A field that still has the focus is left first.
func (m *Method) Focus(c Client, k Kind) *Input {
	m.focused.Blur()
	in := &Input{method: m, client: c, secret: k == Secret}
	m.focused = in
	m.do(step{in: in, do: in.start})
	return in
}

// Close ends the backend and waits for its goroutines. What is composed is left as Blur leaves it; keys without answer
// count as not taken.
func (m *Method) Close() {
	m.focused.Blur()
	m.backend.Close()
	m.backend = None()
	if m.asked != nil {
		m.asked(false)
	}
}

// do does s after everything that waits. What a field does with a key comes before what waits.
func (m *Method) do(s step) {
	if m.acting != nil && s.key == nil {
		s.do()
		return
	}
	m.waiting = append(m.waiting, s)
	m.pump()
}

func (m *Method) pump() {
	for m.asked == nil && m.acting == nil && len(m.waiting) > 0 {
		s := m.waiting[0]
		m.waiting = m.waiting[1:]
		if s.key == nil {
			s.do()
			continue
		}
		m.ask(s.in, s.key)
	}
}

func (m *Method) ask(in *Input, e *event) {
	if in.turn == nil {
		m.act(in, e.act)
		return
	}
	t := in.turn
	answered := false
	m.asked = func(taken bool) {
		if answered {
			return // when the method was closed
		}
		answered, m.asked = true, nil
		if !taken && !t.over {
			m.act(in, e.act)
		}
		m.pump()
	}
	m.backend.Offer(e.key, m.asked)
}

// act runs what a field does with a key. If the focus moves by it, the keys that wait for that field follow.
func (m *Method) act(in *Input, f func()) {
	if f == nil {
		return
	}
	in.settle()
	had := m.focused == in
	m.acting = in
	f()
	m.acting = nil
	if had && m.focused != in {
		m.follow(in)
	}
}

// follow gives the keys that wait for a field to whatever has the focus now.
func (m *Method) follow(in *Input) {
	all := m.waiting
	m.waiting = nil
	for _, s := range all {
		switch {
		case s.in != in || s.key == nil:
			m.waiting = append(m.waiting, s)
		case s.moved != nil && in.canvas != nil:
			m.do(step{in: m.focused, do: func() { s.moved(in.canvas) }})
		}
	}
	m.pump()
}
