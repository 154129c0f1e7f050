package layout

import "letterbox/ui/hypertext/style"

// floats are the floating boxes of one block formatting context (CSS 2.1 section 9.5). All coordinates are relative
// to its content box.
type floats struct {
	list   []float
	lowest Unit // top of the last float: no later one stands higher
}

// float is the margin box of a floating box.
type float struct {
	side        style.Side
	left, right Unit
	top, bottom Unit
}

// span narrows left and right to what the floats leave free at the height h from y on.
func (f *floats) span(y, h, left, right Unit) (l, r Unit) {
	if f == nil {
		return left, right
	}
	h = max(h, 1)
	for i := range f.list {
		o := &f.list[i]
		if o.bottom <= y || o.top >= y+h {
			continue
		}
		if o.side == style.LeftSide {
			left = max(left, o.right)
		} else {
			right = min(right, o.left)
		}
	}
	return left, right
}

// below returns the next place below y where a float ends, false when there is none.
func (f *floats) below(y Unit) (Unit, bool) {
	found, at := false, Unit(0)
	if f == nil {
		return 0, false
	}
	for i := range f.list {
		if b := f.list[i].bottom; b > y && (!found || b < at) {
			found, at = true, b
		}
	}
	return at, found
}

// clear returns where a box that clears a side may begin at the earliest.
func (f *floats) clear(side style.Side, y Unit) Unit {
	if f == nil || side == style.NoSide {
		return y
	}
	for i := range f.list {
		if o := &f.list[i]; side == style.BothSides || side == o.side {
			y = max(y, o.bottom)
		}
	}
	return y
}

// end returns where the lowest float ends.
func (f *floats) end() Unit {
	y := Unit(0)
	for i := range f.list {
		y = max(y, f.list[i].bottom)
	}
	return y
}

// place finds room for a margin box of the size w × h at y or below, between the edges of its containing block, and
// returns its left top (CSS 2.1 section 9.5.1).
func (f *floats) place(side style.Side, w, h, y, left, right Unit) (x, at Unit) {
	at = max(y, f.lowest)
	var l, r Unit
	for {
		l, r = f.span(at, h, left, right)
		if r-l >= w {
			break
		}
		next, ok := f.below(at)
		if !ok {
			break
		}
		at = next
	}
	x = l
	if side == style.RightSide {
		x = r - w
	}
	f.lowest = at
	f.list = append(f.list, float{side: side, left: x, right: x + w, top: at, bottom: at + h})
	return x, at
}

// fit returns the first place at y or below where w fits between floats, and the edges there.
func (f *floats) fit(w, h, y, left, right Unit) (at, l, r Unit) {
	at = y
	for {
		l, r = f.span(at, h, left, right)
		if r-l >= w || l <= left && r >= right {
			return at, l, r
		}
		next, ok := f.below(at)
		if !ok {
			return at, l, r
		}
		at = next
	}
}
