//go:build cgo

package cocoa

/*
#cgo LDFLAGS: -framework Cocoa -framework Carbon
#include "input_darwin.h"
*/
import "C"

import "letterbox/ui/ime"

// Backend implements ime.Backend. One exists per process.
type Backend struct {
	sink   ime.Sink // nil while no field has the focus
	window uintptr  // of the field
}

var serving *Backend

// New returns a backend that learns of each window when its first field has the focus.
func New() *Backend {
	serving = &Backend{}
	return serving
}

// Focus implements ime.Backend.
func (b *Backend) Focus(s ime.Sink) {
	b.sink = s
	C.letterboxSecret(0)
}

// Reset implements ime.Backend.
func (b *Backend) Reset(s ime.Sink) {
	b.drop()
	b.sink = s
}

// Off implements ime.Backend.
func (b *Backend) Off() {
	b.sink = nil
	C.letterboxServe(0)
	C.letterboxSecret(1)
}

// Leave implements ime.Backend.
func (b *Backend) Leave() {
	b.drop()
	b.sink, b.window = nil, 0
	C.letterboxServe(0)
	C.letterboxSecret(0)
}

// Caret implements ime.Backend. Before it, the window of the field is not known.
func (b *Backend) Caret(r ime.Rect) {
	if r.Window == 0 || b.sink == nil {
		return
	}
	b.window = r.Window
	if C.letterboxJoin(C.uintptr_t(r.Window)) == 0 {
		return
	}
	C.letterboxServe(1)
	C.letterboxCaret(C.uintptr_t(r.Window), C.double(r.X), C.double(r.Y), C.double(r.Width), C.double(r.Height))
}

// Offer implements ime.Backend.
func (b *Backend) Offer(_ ime.Key, taken func(bool)) { taken(false) }

// Close implements ime.Backend.
func (b *Backend) Close() { b.Leave() }

// drop ends what is composed; what the system says of it meanwhile is not for the field.
func (b *Backend) drop() {
	b.sink = nil
	C.letterboxDrop(C.uintptr_t(b.window))
}
