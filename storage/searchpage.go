package storage

import (
	"encoding/binary"

	"letterbox/mail/search"
)

// pageBytes is how full a page of terms becomes: with its row it fits two pages of SQLite, of which that wastes less than
// one for each would.
const pageBytes = 8100

// errIndexDamaged is an index that does not give back what was stored. It counts as damage of its file.
var errIndexDamaged = &errUnsound{"search index"}

// listing is where one term stands. docs has for each document, in order, the difference to the one before and
// search.Rank, the best of its places. places has for each of these documents, in order, the places where the term
// stands: see bitWriter.places.
type listing struct{ docs, places []byte }

// posting is a document in a listing.
type posting struct {
	doc    uint32
	rank   search.Rank
	places []int32
}

// growing is a listing that is being written.
type growing struct {
	docs   []byte
	places bitWriter
	doc    uint32 // the last one
	next   posting
}

// note takes a place in the next document. Places rise.
func (g *growing) note(rank search.Rank, place int) {
	if len(g.next.places) == 0 || rank < g.next.rank {
		g.next.rank = rank
	}
	g.next.places = append(g.next.places, int32(place))
}

// end adds the next document with the places that were noted. room is how many places the document has.
func (g *growing) end(doc uint32, room int32) {
	g.next.doc = doc
	g.add(g.next, room)
	g.next.places = g.next.places[:0]
}

// add adds a document. Documents rise.
func (g *growing) add(p posting, room int32) {
	g.docs = binary.AppendUvarint(g.docs, uint64(p.doc-g.doc)<<1|uint64(p.rank))
	g.places.places(p.places, room)
	g.doc = p.doc
}

// listing returns what was added. Nothing can be added after that.
func (g *growing) listing() listing { return listing{g.docs, g.places.bytes()} }

// listReader reads the documents of a listing. room tells how many places a document has.
type listReader struct {
	docs []byte
	bits bitReader
	room func(doc uint32) int32
	posting
}

func newListReader(l listing, room func(uint32) int32) *listReader {
	return &listReader{docs: l.docs, bits: bitReader{in: l.places}, room: room}
}

// next reads one document; false at the end. The places are overwritten by the next call.
func (r *listReader) next() (bool, error) {
	if len(r.docs) == 0 {
		return false, nil
	}
	n, size := binary.Uvarint(r.docs)
	if size <= 0 || n > 1<<32 {
		return false, errIndexDamaged
	}
	r.docs = r.docs[size:]
	r.doc += uint32(n >> 1)
	r.rank = search.Rank(n & 1)
	var err error
	r.places, err = r.bits.places(r.places, r.room(r.doc))
	return err == nil, err
}

// room returns how many places a document has, 0 for one that is not known.
func (c *catalog) room(doc uint32) int32 {
	if int(doc) >= len(c.docs) {
		return 0
	}
	return c.docs[doc].room
}

// pageWriter packs terms, which come in order, into pages: of each term how much it shares with the one before, the
// rest, its documents, and how many bytes its places take, which follow each other on a page of their own.
type pageWriter struct {
	full  func(first string, page listing) error // takes a page; the bytes are not used again
	page  listing
	first string
	last  string
}

// term adds a term with its listing, which is not empty.
func (w *pageWriter) term(term string, l listing) error {
	if len(w.page.docs) > 0 && len(w.page.docs)+len(term)+len(l.docs)+9 > pageBytes {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if len(w.page.docs) == 0 {
		w.first, w.last = term, ""
	}
	shared := 0
	for shared < min(len(term), len(w.last)) && term[shared] == w.last[shared] {
		shared++
	}
	out := binary.AppendUvarint(w.page.docs, uint64(shared))
	out = appendText(out, term[shared:])
	out = binary.AppendUvarint(out, uint64(len(l.docs)))
	out = append(out, l.docs...)
	w.page.docs = binary.AppendUvarint(out, uint64(len(l.places)))
	w.page.places = append(w.page.places, l.places...)
	w.last = term
	return nil
}

func (w *pageWriter) flush() error {
	if len(w.page.docs) == 0 {
		return nil
	}
	page := w.page
	w.page = listing{}
	return w.full(w.first, page)
}

// pageReader reads the terms of a page.
type pageReader struct {
	rest []byte
	term []byte
	docs []byte
	from int // where the places of the term begin on their page
	size int // and how many bytes they take
}

// next reads one term; false at the end.
func (r *pageReader) next() (bool, error) {
	if len(r.rest) == 0 {
		return false, nil
	}
	shared, err := r.number()
	if err != nil {
		return false, err
	}
	own, err := r.bytes()
	if err != nil || shared > len(r.term) {
		return false, errIndexDamaged
	}
	r.term = append(r.term[:shared], own...)
	if r.docs, err = r.bytes(); err != nil {
		return false, err
	}
	r.from += r.size
	r.size, err = r.number()
	return err == nil, err
}

// places returns those of the term.
func (r *pageReader) places(page []byte) ([]byte, error) {
	if r.from+r.size > len(page) {
		return nil, errIndexDamaged
	}
	return page[r.from : r.from+r.size], nil
}

func (r *pageReader) number() (int, error) {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n > 1<<31 {
		return 0, errIndexDamaged
	}
	r.rest = r.rest[size:]
	return int(n), nil
}

func (r *pageReader) bytes() ([]byte, error) {
	n, err := r.number()
	if err != nil || n > len(r.rest) {
		return nil, errIndexDamaged
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b, nil
}
