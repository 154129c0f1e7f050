package storage

import (
	"context"
	"maps"
	"slices"

	"letterbox/mail"
	"letterbox/mail/search"
)

// builder gathers the terms of a batch of documents.
type builder struct {
	docs     []numbered
	terms    map[string]*postings
	texts    []packedText // of docs
	textSize int64        // before compression
}

// postings are the documents that have a term, in order.
type postings []posting

// packedText is a compressed text.
type packedText struct {
	size int
	data []byte
}

// add takes one document's terms; numbers rise.
func (b *builder) add(n numbered, e *search.Entry) {
	b.docs = append(b.docs, n)
	text := packText(e.Text)
	b.texts = append(b.texts, packedText{len(text), textCodec().encoder.EncodeAll(text, make([]byte, 0, len(text)/2+64))})
	b.textSize += int64(len(text))
	search.FormsOf(e.Text).Terms(func(term string, rank search.Rank, place int) {
		p, list := newPosting(n.doc, rank, place), b.terms[term]
		if list == nil {
			b.terms[term] = &postings{p}
			return
		}
		if last := &(*list)[len(*list)-1]; last.doc() == n.doc {
			*last = last.join(p)
		} else {
			*list = append(*list, p)
		}
	})
}

// IndexMessages takes a batch of changed messages, read by PendingSearch, into the index, and then notes that this is
// done. Entries are those of batch.Changed that could be read; their texts need not be complete. A crash in between has
// the batch done again.
func (db *DB) IndexMessages(ctx context.Context, batch search.Batch, entries []search.Entry) error {
	if err := db.enter(); err != nil {
		return err
	}
	defer db.leave()
	err := db.withIndex(ctx, func(d *database) error {
		x := &db.search
		x.writing.Lock()
		defer x.writing.Unlock()
		return x.take(ctx, d, batch, entries)
	})
	if err != nil {
		return err
	}
	return db.doneSearch(ctx, batch.Log)
}

// take writes one segment and the catalog that knows it.
func (x *searchIndex) take(ctx context.Context, d *database, batch search.Batch, entries []search.Entry) error {
	next := x.current.next()
	b := builder{terms: map[string]*postings{}}
	replaced := x.replaced(batch.Gone)
	for i := range entries {
		e := &entries[i]
		e.Complete()
		if doc, known := x.numbers[e.Message.ID]; known {
			replaced = append(replaced, doc)
		}
		n := numbered{doc: uint32(len(next.docs)), document: x.describe(next, e, batch.Seen)}
		next.docs = append(next.docs, n.document)
		b.add(n, e)
	}
	next.kill(replaced)
	next.enter(b.docs)
	s := segment{docs: len(b.docs)}
	if s.docs > 0 {
		s.id, s.first, s.last = x.nextSegment(), b.docs[0].doc, b.docs[s.docs-1].doc
	}
	pages, err := b.pages(&s)
	if err != nil {
		return err
	}
	if s.docs > 0 {
		next.segments = append(slices.Clip(next.segments), s)
	}
	err = x.publish(ctx, d, next, func(c *connection) error {
		freed, err := bury(c, replaced)
		if err != nil || s.docs == 0 {
			return err
		}
		next.textSize += b.textSize - freed
		if err := putPages(c, s, 0, pages); err != nil {
			return err
		}
		if err := putTexts(c, b.docs, b.texts); err != nil {
			return err
		}
		return putSegment(c, s, b.docs, next.people)
	})
	if err != nil {
		return err
	}
	for _, id := range batch.Gone {
		delete(x.numbers, id)
	}
	for _, n := range b.docs {
		x.numbers[n.message] = n.doc
	}
	return nil
}

// replaced returns the documents of messages that are gone.
func (x *searchIndex) replaced(gone []mail.MessageID) (list []uint32) {
	for _, id := range gone {
		if doc, known := x.numbers[id]; known {
			list = append(list, doc)
		}
	}
	return list
}

// describe returns what is kept in memory of a message.
func (x *searchIndex) describe(c *catalog, e *search.Entry, change int64) document {
	m := e.Message
	d := document{
		message: m.ID, time: millis(m.When()), change: change, thread: threadOf(m), size: m.Size, lang: languageNumber(e.Language),
		person: x.person(c, sender{m.Envelope.Sender().Spec(), m.Envelope.Sender().Name}),
	}
	if m.HasBody {
		d.marks |= hasText
	}
	if m.Attachment == mail.HasAttachment {
		d.marks |= attached
	}
	if slices.ContainsFunc(e.Text.Files, func(f search.File) bool { return f.Skipped != "" }) || e.Cut {
		d.marks |= cutShort
	}
	return d
}

// pages packs the terms, in order, and notes the first one of each page in s.
func (b *builder) pages(s *segment) (pages [][]byte, err error) {
	w := pageWriter{full: func(first string, page []byte) error {
		s.terms = append(s.terms, first)
		pages = append(pages, page)
		return nil
	}}
	for _, term := range slices.Sorted(maps.Keys(b.terms)) {
		if err := w.term(term, *b.terms[term]); err != nil {
			return nil, err
		}
	}
	return pages, w.flush()
}
