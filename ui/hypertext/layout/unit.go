package layout

import "math"

// Unit is a length in 1/64 px.
type Unit int64

// One is one px.
const One Unit = 64

// infinite is wider than every line.
const infinite Unit = 1 << 40

// FromPx converts px, cutting off what is finer than 1/64.
func FromPx(px float32) Unit { return Unit(px * 64) }

// ceilPx converts px, rounding up: a text must fit its own width.
func ceilPx(px float32) Unit { return Unit(math.Ceil(float64(px)*64 - 0.01)) }

// Px converts to px.
func (u Unit) Px() float32 { return float32(u) / 64 }

// floor rounds down to whole px.
func (u Unit) floor() Unit { return u &^ 63 }
