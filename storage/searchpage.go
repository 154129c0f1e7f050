package storage

import (
	"encoding/binary"

	"letterbox/mail/search"
)

// pageBytes is how full a page of terms becomes: with its row it fits a page of SQLite.
const pageBytes = 4000

// errIndexDamaged is an index that does not give back what was stored. It counts as damage of its file.
var errIndexDamaged = &errUnsound{"search index"}

// posting is a document that has a term, and where: its number, search.Rank in bit 8, and below a bit for each block of
// places that the term stands in.
type posting uint64

// blockPlaces is how many neighbouring places make a block. There are eight blocks, and then the first one again. Terms
// that stand together are in one block or in neighbouring ones; most documents that have them apart are told by that.
const blockPlaces = 64

func (p posting) doc() uint32       { return uint32(p >> 16) }
func (p posting) rank() search.Rank { return search.Rank(p >> 8 & 1) }
func (p posting) blocks() uint8     { return uint8(p) }

func newPosting(doc uint32, rank search.Rank, place int) posting {
	return posting(doc)<<16 | posting(rank)<<8 | 1<<(place/blockPlaces%8)
}

// join returns the posting of a term that stands in one document as both say.
func (p posting) join(other posting) posting {
	return p&other&(1<<8) | (p|other)&^(1<<8)
}

// pageWriter packs terms, which come in order, into pages: of each term how much it shares with the one before, the
// rest, and its postings as differences and blocks.
type pageWriter struct {
	full   func(first string, page []byte) error // takes a page; the bytes are not used again
	page   []byte
	first  string
	last   string
	packed []byte
}

// term adds a term with its postings, of which there is at least one, in order.
func (w *pageWriter) term(term string, list []posting) error {
	w.packed = w.packed[:0]
	before := uint32(0)
	for _, p := range list {
		w.packed = binary.AppendUvarint(w.packed, uint64(p.doc()-before)<<1|uint64(p.rank()))
		w.packed = append(w.packed, p.blocks())
		before = p.doc()
	}
	if len(w.page) > 0 && len(w.page)+len(term)+len(w.packed)+6 > pageBytes {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if len(w.page) == 0 {
		w.first, w.last = term, ""
	}
	shared := 0
	for shared < min(len(term), len(w.last)) && term[shared] == w.last[shared] {
		shared++
	}
	w.page = binary.AppendUvarint(w.page, uint64(shared))
	w.page = binary.AppendUvarint(w.page, uint64(len(term)-shared))
	w.page = append(w.page, term[shared:]...)
	w.page = binary.AppendUvarint(w.page, uint64(len(w.packed)))
	w.page = append(w.page, w.packed...)
	w.last = term
	return nil
}

func (w *pageWriter) flush() error {
	if len(w.page) == 0 {
		return nil
	}
	page := w.page
	w.page = nil
	return w.full(w.first, page)
}

// pageReader reads the terms of a page.
type pageReader struct {
	rest   []byte
	term   []byte
	packed []byte
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
	r.packed, err = r.bytes()
	return err == nil, err
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

// unpack calls fn for the postings of a term.
func unpack(packed []byte, fn func(posting)) error {
	doc := uint32(0)
	for len(packed) > 0 {
		n, size := binary.Uvarint(packed)
		if size <= 0 || n > 1<<32-1 || size == len(packed) {
			return errIndexDamaged
		}
		doc += uint32(n >> 1)
		fn(posting(doc)<<16 | posting(n&1)<<8 | posting(packed[size]))
		packed = packed[size+1:]
	}
	return nil
}
