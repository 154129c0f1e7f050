package imm

import (
	"syscall"
	"unicode/utf16"
	"unsafe"

	"letterbox/ui/ime"
)

// Backend implements ime.Backend. One exists per process.
type Backend struct {
	windows map[uintptr]uintptr // the toolkit's window procedure of each window
	sink    ime.Sink            // nil while no field has the focus
	off     bool                // a secret field has it
	quiet   bool                // what comes belongs to a composition that was left
	at      ime.Rect
	caret   int // height of the system's caret, 0 while there is none
}

// Callbacks are never freed, so that all windows share one, which finds its backend here.
var (
	procedure = syscall.NewCallback(windowProc)
	serving   *Backend
)

// New returns a backend that has no windows yet: it learns of each when its first field has the focus.
func New() *Backend {
	serving = &Backend{windows: make(map[uintptr]uintptr)}
	return serving
}

func windowProc(window, message, wide, long uintptr) uintptr {
	return serving.receive(window, message, wide, long)
}

// Focus implements ime.Backend.
func (b *Backend) Focus(s ime.Sink) {
	b.sink, b.off, b.quiet = s, false, true
	b.associate()
}

// Reset implements ime.Backend.
func (b *Backend) Reset(s ime.Sink) {
	b.drop()
	b.sink = s
}

// Off implements ime.Backend.
func (b *Backend) Off() {
	b.sink, b.off = nil, true
	b.associate()
}

// Leave implements ime.Backend.
func (b *Backend) Leave() {
	b.drop()
	b.sink, b.off = nil, false
	b.associate()
	b.at = ime.Rect{}
	if b.caret != 0 {
		b.caret = 0
		_, _, _ = destroyCaret.Call()
	}
}

// Caret implements ime.Backend.
func (b *Backend) Caret(r ime.Rect) {
	if r.Window == 0 {
		return
	}
	b.at = r
	b.join(r.Window)
	b.associate()
	if b.sink != nil {
		b.moveCaret()
		b.place()
	}
}

// Offer implements ime.Backend.
func (b *Backend) Offer(_ ime.Key, taken func(bool)) { taken(false) }

// Close implements ime.Backend.
func (b *Backend) Close() {
	b.Leave()
	for window, next := range b.windows {
		_, _, _ = setWindowLongPtr.Call(window, windowProcedure, next)
	}
	clear(b.windows)
}

// join puts our window procedure before a window's own.
func (b *Backend) join(window uintptr) {
	if _, known := b.windows[window]; known {
		return
	}
	b.windows[window] = 0 // a message may come before the call returns
	next, _, _ := setWindowLongPtr.Call(window, windowProcedure, procedure)
	b.windows[window] = next
}

// associate gives the window its input context, or none while the field is secret.
func (b *Backend) associate() {
	flags := uintptr(contextDefault)
	if b.off {
		flags = 0
	}
	if b.at.Window != 0 {
		_, _, _ = associateContext.Call(b.at.Window, 0, flags)
	}
}

// drop ends what is composed. What the input method says of it, now or later, is not for the field.
func (b *Backend) drop() {
	b.quiet = true
	if b.at.Window != 0 {
		withContext(b.at.Window, func(context uintptr) {
			_, _, _ = notifyIME.Call(context, notifyCompositionString, cancelComposition, 0)
		})
	}
}

// receive is the window procedure.
func (b *Backend) receive(window, message, wide, long uintptr) uintptr {
	next := b.windows[window]
	pass := func(long uintptr) uintptr {
		result, _, _ := callWindowProc.Call(next, window, message, wide, long)
		return result
	}
	switch {
	case next == 0:
		return 0
	case message == msgDestroyed:
		delete(b.windows, window)
		return pass(long)
	case message >= msgStartComposition && message <= msgComposition, message == msgChar:
		if b.sink == nil && !b.quiet {
			return pass(long)
		}
		return b.compose(window, message, long, pass)
	case b.sink == nil:
		return pass(long)
	case message == msgSetContext:
		return pass(long &^ showCompositionWindow)
	case message == msgRequest && wide == queryCharPosition && long != 0:
		b.answerPosition(window, *(**charPosition)(unsafe.Pointer(&long)))
		return 1
	}
	return pass(long)
}

// compose takes a message about the composition. Those that the system would turn into characters end here, so that
// nothing is written twice.
func (b *Backend) compose(window, message, long uintptr, pass func(uintptr) uintptr) uintptr {
	switch message {
	case msgStartComposition:
		b.quiet = b.sink == nil
		b.place()
	case msgComposition:
		b.read(window, long)
		b.place()
	case msgEndComposition:
		if b.sink != nil && !b.quiet {
			b.sink.Compose(ime.Composition{})
		}
		return pass(long)
	}
	return 0
}

// read hands over what a message says has changed: what is decided first, and then what is composed after it.
func (b *Backend) read(window, changes uintptr) {
	if b.sink == nil || b.quiet {
		return
	}
	var result, text []uint16
	var caret int
	var active []bool
	withContext(window, func(context uintptr) {
		if changes&gcsResult != 0 {
			result = textOf(context, gcsResult)
		}
		text, caret = textOf(context, gcsComposition), cursorOf(context)
		for _, a := range bytesOf(context, gcsAttributes) {
			active = append(active, a == targetConverted || a == targetNotConverted)
		}
	})
	to := b.sink
	if len(result) > 0 {
		to.Commit(string(utf16.Decode(result)))
	}
	if changes&gcsComposition != 0 || changes == 0 {
		to.Compose(composition(text, caret, active))
	}
}
