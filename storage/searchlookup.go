package storage

import (
	"encoding/binary"
	"slices"
	"strings"

	"letterbox/mail/search"
)

// found is where words stand.
type found struct {
	all     docSet
	written docSet // where they may stand in the best places: search.Written
}

// part is one term of several that stand together, or all that begin with it.
type part struct {
	search.Lookup
	found
	pages []partPage
	count int
}

// partPage is where the places of a term are.
type partPage struct {
	id         int64
	docs       []byte
	from, size int
}

// lookup reads the documents that have a term, or any that begins with it.
func (c *catalog) lookup(conn *connection, l search.Lookup) (*part, error) {
	p := &part{Lookup: l, found: found{all: newDocSet(len(c.docs)), written: newDocSet(len(c.docs))}}
	for i := range c.segments {
		if err := p.inSegment(conn, &c.segments[i]); err != nil {
			return nil, err
		}
	}
	p.all.and(c.live)
	p.written.and(c.live)
	p.count = p.all.count()
	return p, nil
}

// inSegment looks through the pages of one segment that may have the term.
func (p *part) inSegment(conn *connection, s *segment) error {
	n, exact := slices.BinarySearch(s.terms, p.Term)
	if !exact {
		n--
	}
	for n = max(n, 0); n < len(s.terms); n++ {
		if s.terms[n] > p.Term && !(p.Prefix && strings.HasPrefix(s.terms[n], p.Term)) {
			return nil
		}
		past, err := p.inPage(conn, s.pageID(n))
		if err != nil || past {
			return err
		}
	}
	return nil
}

// inPage reports whether the page has terms past those that are looked for.
func (p *part) inPage(conn *connection, id int64) (past bool, err error) {
	data, err := pageData(conn, "SELECT data FROM page WHERE id = ?", id)
	if err != nil {
		return false, err
	}
	for r := (pageReader{rest: data}); ; {
		more, err := r.next()
		if err != nil || !more {
			return false, err
		}
		switch term := string(r.term); {
		case term == p.Term, p.Prefix && strings.HasPrefix(term, p.Term):
			if err := p.take(r.docs); err != nil {
				return false, err
			}
			p.pages = append(p.pages, partPage{id, r.docs, r.from, r.size})
		case term > p.Term:
			return true, nil
		}
	}
}

func pageData(conn *connection, query string, id int64) (data []byte, err error) {
	there, err := conn.one([]any{&data}, query, id)
	if err == nil && !there {
		err = errIndexDamaged
	}
	return data, err
}

// take adds the documents of a listing. It is listReader.next, unrolled: all that a query of one term does is this.
func (f *found) take(docs []byte) error {
	doc := uint32(0)
	for len(docs) > 0 {
		n, size := uint64(docs[0]), 1
		if n >= 0x80 {
			n, size = binary.Uvarint(docs)
		}
		doc += uint32(n >> 1)
		if size <= 0 || n > 1<<32 || int(doc/64) >= len(f.all) {
			return errIndexDamaged
		}
		docs = docs[size:]
		bit := uint64(1) << (doc % 64)
		f.all[doc/64] |= bit
		if n&1 == uint64(search.Written) {
			f.written[doc/64] |= bit
		}
	}
	return nil
}

// spot is a place in a document: the document in the upper half.
type spot uint64

func newSpot(doc uint32, place int) spot { return spot(doc)<<32 | spot(uint32(place)) }

func (s spot) doc() uint32 { return uint32(s >> 32) }
func (s spot) place() int  { return int(uint32(s)) }

// spots calls fn for the places, in documents of want, where words begin that have the part at its place: in order
// within each of its terms. begin is called before each.
func (p *part) spots(c *catalog, conn *connection, want docSet, begin func(), fn func(spot)) error {
	for i := 0; i < len(p.pages); {
		id := p.pages[i].id
		places, err := pageData(conn, "SELECT data FROM place WHERE id = ?", id)
		if err != nil {
			return err
		}
		for ; i < len(p.pages) && p.pages[i].id == id; i++ {
			begin()
			if err := p.spotsOf(c.room, p.pages[i], places, want, fn); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *part) spotsOf(room func(uint32) int32, at partPage, places []byte, want docSet, fn func(spot)) error {
	if at.from+at.size > len(places) {
		return errIndexDamaged
	}
	r := newListReader(listing{at.docs, places[at.from : at.from+at.size]}, room)
	for {
		more, err := r.next()
		if err != nil || !more {
			return err
		}
		if !want.has(r.doc) {
			continue
		}
		for _, place := range r.places {
			if int(place) >= p.Offset {
				fn(newSpot(r.doc, int(place)-p.Offset))
			}
		}
	}
}

// together returns where all parts stand, each at its place.
func (c *catalog) together(conn *connection, parts []*part, all docSet) ([]spot, error) {
	slices.SortStableFunc(parts, func(a, b *part) int { return a.count - b.count })
	var spots []spot
	err := parts[0].spots(c, conn, all, func() {}, func(s spot) { spots = append(spots, s) })
	if err != nil {
		return nil, err
	}
	if len(parts[0].pages) > 1 && !slices.IsSorted(spots) { // of several terms
		slices.Sort(spots)
	}
	for _, p := range parts[1:] {
		if len(spots) == 0 {
			break
		}
		if spots, err = p.keep(c, conn, spots); err != nil {
			return nil, err
		}
	}
	return spots, nil
}

// keep returns the spots that the part has too.
func (p *part) keep(c *catalog, conn *connection, spots []spot) ([]spot, error) {
	kept := newDocSet(len(spots)) // by index
	at := 0
	err := p.spots(c, conn, c.docsOf(spots), func() { at = 0 }, func(s spot) {
		for step := 1; at < len(spots) && spots[at] < s; step *= 2 { // ever further, and then back to the first that is not before
			if at+step < len(spots) && spots[at+step] < s {
				at += step
			} else {
				n, _ := slices.BinarySearch(spots[at:min(at+step+1, len(spots))], s)
				at += n
				break
			}
		}
		if at < len(spots) && spots[at] == s {
			kept.add(uint32(at))
		}
	})
	if err != nil {
		return nil, err
	}
	rest := make([]spot, 0, kept.count())
	kept.each(func(i uint32) { rest = append(rest, spots[i]) })
	return rest, nil
}

// docsOf returns the documents of spots.
func (c *catalog) docsOf(spots []spot) docSet {
	set := newDocSet(len(c.docs))
	for _, s := range spots {
		set.add(s.doc())
	}
	return set
}
