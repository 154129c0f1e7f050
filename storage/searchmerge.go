package storage

import (
	"context"
	"database/sql"
	"slices"
)

const (
	mergeFanIn  = 6   // so many segments of a size become one
	smallest    = 64  // documents; segments below are of one size
	sliceOut    = 128 // pages that a slice of a merge writes: half a megabyte
	sliceIn     = 16  // pages that a merge reads ahead of each segment
	orphanSlice = 2000
)

// merge makes one segment of several that lie next to each other, a slice at a time.
type merge struct {
	from    []segment
	sources []*mergeSource
	out     segment
	known   *catalog // when it began; documents that die meanwhile stay dead
	writer  pageWriter
	pages   []listing
	list    listing // of the last term, to be used again
	written int
}

// mergeSource reads the terms of one segment in order.
type mergeSource struct {
	segment segment
	next    int // page to be read
	ready   []listing
	page    pageReader
	places  []byte // of the page
	term    string // "" at the end
}

// MergeSearch does a slice of the work that keeps the index small and quick, and reports whether there is more to do.
// It takes some milliseconds, in which nobody waits but another change of the index.
func (db *DB) MergeSearch(ctx context.Context) (more bool, err error) {
	if err := db.enter(); err != nil {
		return false, err
	}
	defer db.leave()
	err = db.withIndex(ctx, func(d *database) error {
		x := &db.search
		x.writing.Lock()
		defer x.writing.Unlock()
		more, err = x.mergeSlice(ctx, d)
		return err
	})
	return more && err == nil, err
}

func (x *searchIndex) mergeSlice(ctx context.Context, d *database) (bool, error) {
	if len(x.orphans) > 0 {
		return true, x.dropOrphan(ctx, d)
	}
	if x.merging == nil {
		run := mergeable(x.current)
		if run == nil {
			free, err := d.giveBack(ctx)
			return free > slackPages, err
		}
		if err := x.beginMerge(ctx, d, run); err != nil {
			x.merging = nil
			return false, err
		}
	}
	ended, err := x.merging.slice(ctx, d)
	if err == nil && ended {
		err = x.endMerge(ctx, d)
	}
	if err != nil {
		x.orphans = append(x.orphans, x.merging.out.id)
		x.merging = nil
	}
	return true, err
}

// dropOrphan removes some pages of a segment that is no more.
func (x *searchIndex) dropOrphan(ctx context.Context, d *database) error {
	id := x.orphans[0]
	return d.update(ctx, func(c *connection) error {
		n, err := c.exec(`DELETE FROM place WHERE id IN (SELECT id FROM place WHERE id >= ?1 AND id < ?2 LIMIT ?3)`, id<<32, (id+1)<<32, orphanSlice)
		if err != nil || n == orphanSlice {
			return err
		}
		n, err = c.exec(`DELETE FROM page WHERE id IN (SELECT id FROM page WHERE id >= ?1 AND id < ?2 LIMIT ?3)`, id<<32, (id+1)<<32, orphanSlice)
		if err == nil && n < orphanSlice {
			x.orphans = x.orphans[1:]
		}
		return err
	})
}

// mergeable returns segments next to each other that should become one: several of a size, or one that is mostly dead.
func mergeable(c *catalog) []segment {
	for i, s := range c.segments {
		if dead := s.docs - c.liveIn(s); s.docs >= smallest && dead > s.docs/2 {
			return c.segments[i : i+1]
		}
	}
	for level := 0; level < 12; level++ {
		end := len(c.segments)
		for i := len(c.segments) - 1; i >= -1; i-- {
			if i >= 0 && sizeLevel(c.segments[i].docs) <= level {
				continue
			}
			if end-i-1 >= mergeFanIn {
				return c.segments[i+1 : end]
			}
			end = i
		}
	}
	return nil
}

func sizeLevel(docs int) (level int) {
	for n := smallest; n < docs; n *= mergeFanIn {
		level++
	}
	return level
}

// liveIn counts the live documents of a segment.
func (c *catalog) liveIn(s segment) (n int) {
	for doc := s.first; doc <= s.last; doc++ {
		if c.live.has(doc) {
			n++
		}
	}
	return n
}

func (x *searchIndex) beginMerge(ctx context.Context, d *database, run []segment) error {
	m := &merge{from: slices.Clone(run), known: x.current}
	m.out = segment{id: x.nextSegment(), first: run[0].first, last: run[len(run)-1].last}
	m.writer.full = func(first string, page listing) error {
		m.out.terms = append(m.out.terms, first)
		m.pages = append(m.pages, page)
		return nil
	}
	x.merging = m
	for _, s := range run {
		source := &mergeSource{segment: s}
		if err := source.advance(ctx, d); err != nil {
			return err
		}
		m.sources = append(m.sources, source)
	}
	return nil
}

// advance reads the next term.
func (s *mergeSource) advance(ctx context.Context, d *database) error {
	for {
		more, err := s.page.next()
		if err != nil {
			return err
		}
		if more {
			s.term = string(s.page.term)
			return nil
		}
		if len(s.ready) == 0 {
			if s.next == len(s.segment.terms) {
				s.term = ""
				return nil
			}
			if err := s.read(ctx, d); err != nil {
				return err
			}
		}
		s.page, s.places = pageReader{rest: s.ready[0].docs}, s.ready[0].places
		s.ready = s.ready[1:]
	}
}

// read fetches pages ahead.
func (s *mergeSource) read(ctx context.Context, d *database) error {
	until := min(s.next+sliceIn, len(s.segment.terms))
	err := d.view(ctx, func(c *connection) error {
		return c.each(func(rows *sql.Rows) error {
			var page listing
			err := rows.Scan(&page.docs, &page.places)
			s.ready = append(s.ready, page)
			return err
		}, "SELECT page.data, place.data FROM page JOIN place USING (id) WHERE page.id >= ? AND page.id < ? ORDER BY page.id", s.segment.pageID(s.next), s.segment.pageID(until))
	})
	if err == nil && len(s.ready) != until-s.next {
		err = errIndexDamaged
	}
	s.next = until
	return err
}

// slice merges terms until there are pages enough to be written, and reports whether that was all.
func (m *merge) slice(ctx context.Context, d *database) (ended bool, err error) {
	for len(m.pages) < sliceOut {
		term := m.least()
		if term == "" {
			if err := m.writer.flush(); err != nil {
				return false, err
			}
			ended = true
			break
		}
		if err := m.join(ctx, d, term); err != nil {
			return false, err
		}
	}
	err = d.update(ctx, func(c *connection) error { return putPages(c, m.out, m.written, m.pages) })
	m.written += len(m.pages)
	m.pages = nil
	return ended, err
}

// join writes what the sources have of a term, in the order of their documents.
func (m *merge) join(ctx context.Context, d *database, term string) error {
	g := growing{docs: m.list.docs[:0], places: bitWriter{out: m.list.places[:0]}}
	for _, s := range m.sources {
		if s.term != term {
			continue
		}
		places, err := s.page.places(s.places)
		if err != nil {
			return err
		}
		for r := newListReader(listing{s.page.docs, places}, m.known.room); ; {
			more, err := r.next()
			if err != nil {
				return err
			}
			if !more {
				break
			}
			if m.known.live.has(r.doc) {
				g.add(r.posting, m.known.room(r.doc))
			}
		}
		if err := s.advance(ctx, d); err != nil {
			return err
		}
	}
	m.list = g.listing()
	if len(m.list.docs) == 0 {
		return nil
	}
	return m.writer.term(term, m.list)
}

// least returns the first term that any source has, "" when all have ended.
func (m *merge) least() (least string) {
	for _, s := range m.sources {
		if s.term != "" && (least == "" || s.term < least) {
			least = s.term
		}
	}
	return least
}

// endMerge puts the new segment in the place of the old ones.
func (x *searchIndex) endMerge(ctx context.Context, d *database) error {
	m, next := x.merging, x.current.next()
	at := slices.IndexFunc(next.segments, func(s segment) bool { return s.id == m.from[0].id })
	var docs []numbered
	var buried []uint32
	for doc := m.out.first; doc <= m.out.last; doc++ {
		switch {
		case m.known.live.has(doc):
			docs = append(docs, numbered{doc, next.docs[doc]})
		default:
			buried = append(buried, doc)
		}
	}
	segments := slices.Clone(next.segments[:at])
	if m.out.docs = len(docs); len(docs) > 0 {
		m.out.first, m.out.last = docs[0].doc, docs[len(docs)-1].doc
		segments = append(segments, m.out)
	}
	next.segments = append(segments, next.segments[at+len(m.from):]...)
	err := x.publish(ctx, d, next, func(c *connection) error {
		for _, s := range m.from {
			if _, err := c.exec("DELETE FROM segment WHERE id = ?", s.id); err != nil {
				return err
			}
		}
		for _, doc := range buried {
			if _, err := c.exec("DELETE FROM dead WHERE doc = ?", int64(doc)); err != nil {
				return err
			}
		}
		if len(docs) == 0 {
			return nil
		}
		return putSegment(c, m.out, docs, next.people)
	})
	if err != nil {
		return err
	}
	for _, s := range m.from {
		x.orphans = append(x.orphans, s.id)
	}
	x.merging = nil
	return nil
}
