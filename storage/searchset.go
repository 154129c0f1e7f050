package storage

import "math/bits"

// docSet is a set of documents of one size: a bit for each.
type docSet []uint64

func newDocSet(docs int) docSet { return make(docSet, (docs+63)/64) }

func (s docSet) add(doc uint32)      { s[doc/64] |= 1 << (doc % 64) }
func (s docSet) has(doc uint32) bool { return int(doc/64) < len(s) && s[doc/64]&(1<<(doc%64)) != 0 }

func (s docSet) remove(doc uint32) { s[doc/64] &^= 1 << (doc % 64) }

func (s docSet) clone() docSet { return append(docSet(nil), s...) }

func (s docSet) and(other docSet) docSet {
	for i := range s {
		s[i] &= other[i]
	}
	return s
}

func (s docSet) or(other docSet) docSet {
	for i := range s {
		s[i] |= other[i]
	}
	return s
}

// without takes the members of other out of s.
func (s docSet) without(other docSet) docSet {
	for i := range s {
		s[i] &^= other[i]
	}
	return s
}

func (s docSet) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

func (s docSet) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// each calls fn for the members in order.
func (s docSet) each(fn func(doc uint32)) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			fn(uint32(i*64 + bits.TrailingZeros64(w)))
		}
	}
}
