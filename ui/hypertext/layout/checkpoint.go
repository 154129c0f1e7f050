package layout

import "letterbox/ui/hypertext/style"

// mayBreak reports that a line may begin with the character at the cursor, which item i shows.
func (k *breaker) mayBreak(i, char int) bool {
	if char <= 0 || char >= len(k.p.Chars) {
		return false
	}
	it := &k.p.items[i]
	s := it.box.Style
	if it.kind == itemOpen || it.kind == itemAtomic {
		s = it.box.Parent.Style
	}
	wraps := !s.NoWrap
	if char == it.start && !wraps {
		wraps = !k.styleBefore(i).NoWrap
	}
	if !wraps {
		return false
	}
	if k.p.marks[char] {
		return !s.KeepAll || k.p.Chars[char-1] <= 0x7F || !isWide(k.p.Chars[char]) || !isWide(k.p.Chars[char-1])
	}
	return s.BreakAll && it.kind == itemText && k.p.Chars[char] != ' ' && char > it.start
}

func (k *breaker) overflows() bool { return k.x-k.hang > k.avail }

// opportunity notes that the line may end here, or ends it when it is too long already.
func (k *breaker) opportunity(at cursor) (brokenLine, bool) {
	if k.overflows() {
		if k.check.valid {
			return k.rewind(), true
		}
		if k.shown {
			return k.finish(at), true
		}
	}
	k.save(part{}, at)
	return brokenLine{}, false
}

// save makes a checkpoint. cur is the part being made.
func (k *breaker) save(cur part, at cursor) {
	if at.char == k.lastAt || !k.shown {
		return
	}
	k.lastAt = at.char
	k.check = checkpoint{valid: true, parts: len(k.parts), last: cur, x: k.x, hang: k.hang, shown: k.shown, at: at}
}

// rewind ends the line at the last checkpoint.
func (k *breaker) rewind() brokenLine {
	c := k.check
	k.parts = k.parts[:c.parts]
	if c.last.end > c.last.start {
		k.parts = append(k.parts, c.last)
	}
	k.x, k.hang, k.shown = c.x, c.hang, c.shown
	return k.finish(c.at)
}

func (k *breaker) finish(next cursor) brokenLine {
	return brokenLine{parts: k.parts, w: k.x - k.hang, next: next, empty: !k.shown, later: k.later}
}

// styleBefore returns the style of the text that ends where item i begins; between two texts that do not wrap, that
// of what is around them decides.
func (k *breaker) styleBefore(i int) *style.Style {
	for j := i - 1; j >= 0; j-- {
		switch it := &k.p.items[j]; it.kind {
		case itemText:
			return it.box.Style
		case itemAtomic, itemBreak:
			return it.box.Parent.Style
		default: // edges and boxes out of the flow are no text
		}
	}
	return k.b.Style
}
