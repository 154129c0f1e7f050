package ime

// Backend is one kind of input method. Its methods are called on the UI goroutine and never wait, but for Close. What
// it tells a Sink, and its answers, it tells on the UI goroutine too, and in order: all that a key brought about comes
// before the key's answer.
type Backend interface {
	// Focus begins to compose for s, with nothing composed. It is called again without Leave only after Off.
	Focus(s Sink)
	// Reset drops what is composed without committing it, and goes on for s.
	Reset(s Sink)
	// Off says that a field has the focus that must have no input method.
	Off()
	// Leave says that no field of ours has the focus.
	Leave()
	// Caret says where the caret of the field with the focus is. It is called when the place has changed, in secret
	// fields too.
	Caret(r Rect)
	// Offer shows the input method a key. Taken is called once, perhaps at once: whether the key is used up. The
	// next key is not offered before.
	Offer(k Key, taken func(bool))
	// Close ends the backend. A key that has no answer yet never gets one.
	Close()
}

// Sink is where a backend sends text. The one that package ime passes may be called at any time; what comes too late
// does nothing.
type Sink interface {
	Compose(c Composition)
	Commit(text string)
}

// Rect is a place in a window, in pixels (points on macOS) from its content's upper left corner.
type Rect struct {
	Window              uintptr // the system's name of the window; 0 when it is not known
	X, Y, Width, Height int
}

// Key is a key event in the terms of X11, which input methods on Linux speak.
type Key struct {
	Sym     uint32 // keysym
	Code    uint32 // keycode; 0 when it is not known
	State   uint32 // modifiers before the event: the bits below
	Release bool
}

// Bits of Key.State.
const (
	StateShift   = 1 << 0
	StateLock    = 1 << 1
	StateControl = 1 << 2
	StateAlt     = 1 << 3
	StateSuper   = 1 << 6
)

// None is the backend where there is no input method: it takes no key.
func None() Backend { return none{} }

type none struct{}

func (none) Focus(Sink)                    {}
func (none) Reset(Sink)                    {}
func (none) Off()                          {}
func (none) Leave()                        {}
func (none) Caret(Rect)                    {}
func (none) Offer(_ Key, taken func(bool)) { taken(false) }
func (none) Close()                        {}
