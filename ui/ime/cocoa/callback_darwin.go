//go:build cgo

package cocoa

import "C"

//export letterboxComposed
func letterboxComposed(text *C.char, location, length C.int) {
	if b := serving; b != nil && b.sink != nil {
		b.sink.Compose(composition(C.GoString(text), int(location), int(length)))
	}
}

//export letterboxCommitted
func letterboxCommitted(text *C.char) {
	if b := serving; b != nil && b.sink != nil {
		b.sink.Commit(C.GoString(text))
	}
}
