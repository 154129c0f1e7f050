package storage

import (
	"math/bits"
	"slices"
	"strings"

	"letterbox/mail/search"
)

// found is where a term, or several together, stand.
type found struct {
	all     docSet
	written docSet  // where it stands in the best places: search.Written
	blocks  []uint8 // by document, the blocks it stands in; nil when that was not wanted
}

// lookup reads the documents that have a term, or any that begins with it, and if wanted in which blocks.
func (c *catalog) lookup(conn *connection, l search.Lookup, blocks bool) (found, error) {
	f := found{all: newDocSet(len(c.docs)), written: newDocSet(len(c.docs))}
	if blocks {
		f.blocks = make([]uint8, len(c.docs))
	}
	for _, s := range c.segments {
		if err := s.lookup(conn, l, f.add); err != nil {
			return f, err
		}
	}
	f.all.and(c.live)
	f.written.and(c.live)
	return f, nil
}

func (f *found) add(p posting) {
	doc := p.doc()
	if int(doc/64) >= len(f.all) || f.blocks != nil && int(doc) >= len(f.blocks) {
		return // of a damaged page
	}
	f.all.add(doc)
	if f.blocks != nil {
		f.blocks[doc] |= p.blocks()
	}
	if p.rank() == search.Written {
		f.written.add(doc)
	}
}

// together keeps the documents where the terms of next may stand right after those of f.
func (f *found) together(next found) {
	f.all.and(next.all)
	f.written.and(next.written)
	f.all.each(func(doc uint32) {
		before := f.blocks[doc]
		if f.blocks[doc] = (before | bits.RotateLeft8(before, 1)) & next.blocks[doc]; f.blocks[doc] == 0 {
			f.all[doc/64] &^= 1 << (doc % 64)
		}
	})
	f.written.and(f.all)
}

// lookup calls add for the postings of one segment.
func (s *segment) lookup(conn *connection, l search.Lookup, add func(posting)) error {
	n, exact := slices.BinarySearch(s.terms, l.Term)
	if !exact {
		n--
	}
	for n = max(n, 0); n < len(s.terms); n++ {
		if s.terms[n] > l.Term && !(l.Prefix && strings.HasPrefix(s.terms[n], l.Term)) {
			return nil
		}
		past, err := s.lookupPage(conn, n, l, add)
		if err != nil || past {
			return err
		}
	}
	return nil
}

// lookupPage reports whether the page has terms past those that are looked for.
func (s *segment) lookupPage(conn *connection, n int, l search.Lookup, add func(posting)) (past bool, err error) {
	var data []byte
	there, err := conn.one([]any{&data}, "SELECT data FROM page WHERE id = ?", s.pageID(n))
	if err != nil || !there {
		if err == nil {
			err = errIndexDamaged
		}
		return false, err
	}
	r := pageReader{rest: data}
	for {
		more, err := r.next()
		if err != nil || !more {
			return false, err
		}
		term := string(r.term)
		switch {
		case term == l.Term, l.Prefix && strings.HasPrefix(term, l.Term):
			if err := unpack(r.packed, add); err != nil {
				return false, err
			}
		case term > l.Term:
			return true, nil
		}
	}
}
