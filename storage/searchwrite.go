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
	codec    *textCodec
	docs     []numbered
	terms    map[string]*growing
	touched  []*growing   // by the document that is read
	texts    []packedText // of docs
	textSize int64        // before compression
}

// packedText is a compressed text.
type packedText struct {
	size int
	data []byte
}

// add takes one document's terms; numbers rise. It fills in what the document is known by then.
func (b *builder) add(n *numbered, e *search.Entry) {
	text := packText(e.Text)
	b.texts = append(b.texts, packedText{len(text), b.codec.pack(text)})
	b.textSize += int64(len(text))
	b.touched = b.touched[:0]
	body, room := search.FormsOf(e.Text).Terms(func(term string, rank search.Rank, place int) {
		list := b.terms[term]
		if list == nil {
			list = &growing{}
			b.terms[term] = list
		}
		if len(list.next.places) == 0 {
			b.touched = append(b.touched, list)
		}
		list.note(rank, place)
	})
	n.body, n.room = int32(body), int32(room)
	for _, list := range b.touched {
		list.end(n.doc, n.room)
	}
	b.docs = append(b.docs, *n)
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
	next.codec = x.current.codec.learn(entries)
	b := builder{terms: map[string]*growing{}, codec: next.codec}
	replaced := x.replaced(batch.Gone)
	for i := range entries {
		e := &entries[i]
		e.Complete()
		if doc, known := x.numbers[e.Message.ID]; known {
			replaced = append(replaced, doc)
		}
		n := numbered{doc: uint32(len(next.docs)), document: x.describe(next, e, batch.Seen)}
		b.add(&n, e)
		next.docs = append(next.docs, n.document)
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
		next.textSize = x.current.textSize + b.textSize - freed
		if err != nil || s.docs == 0 {
			return err
		}
		if next.codec != x.current.codec {
			if _, err := c.exec("INSERT INTO dictionary (id, data) VALUES (?, ?)", dictionaryID, next.codec.dictionary); err != nil {
				return err
			}
		}
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
	for _, cut := range cutMarks {
		if slices.ContainsFunc(e.Text.Files, func(f search.File) bool { return f.Skipped == cut.reason }) {
			d.marks |= cut.mark
		}
	}
	if e.Cut {
		d.marks |= cutLarge
	}
	return d
}

// pages packs the terms, in order, and notes the first one of each page in s.
func (b *builder) pages(s *segment) (pages []listing, err error) {
	w := pageWriter{full: func(first string, page listing) error {
		s.terms = append(s.terms, first)
		pages = append(pages, page)
		return nil
	}}
	for _, term := range slices.Sorted(maps.Keys(b.terms)) {
		if err := w.term(term, b.terms[term].listing()); err != nil {
			return nil, err
		}
	}
	return pages, w.flush()
}
