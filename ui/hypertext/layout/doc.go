// Package layout gives boxes their places (CSS 2.1 chapters 8 to 10, 16 and 17).
//
// It counts in 1/64 px, as browsers do, so that three columns of a third fill their row. The result is a tree of
// fragments: what a box became on the page, or on one line of it. Widths come down the tree, heights come up: a block
// is laid out once, when its place among floats is known, which is why margins are collapsed before (see margins.go).
// Widths that depend on content are measured without layout and remembered (see intrinsic.go), so that deeply nested
// tables take linear time.
//
// The work is bounded by a context and by a count of steps. A document that needs more ends in ErrTooMuch, and the
// caller shows its text.
package layout
