package storage

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"letterbox/mail"
	"letterbox/mail/search"
)

// searchSchema is the file of the index. It is opened at first use, and made anew whenever it is no good: everything
// in it comes from the other files.
var searchSchema = schema{file: "search.db", migrations: migrations("search")}

// searchIndex is search.db and what of it is kept in memory.
//
// The index consists of segments, each the terms of a row of documents, on pages in the order of the terms. A batch of
// changed messages becomes a segment; small segments next to each other are merged into larger ones, in slices, so
// that a new message never waits for long. Pages never change, so a reader needs nothing but a snapshot. A message
// that changes is a new document, and its old one is dead until its segment is merged.
//
// SQLite's own full-text index would have to be told terms by their text, keeps one order only, and answers with rows
// one at a time; facets, exact counts and the order by date need all hits at once.
type searchIndex struct {
	opening sync.Mutex // guards file
	file    *database

	writing sync.Mutex // held by whoever changes the index; guards the following
	numbers map[mail.MessageID]uint32
	people  map[sender]int32
	merging *merge
	orphans []int64 // segments whose pages can go
	newest  int64   // the highest segment.id that was given out

	state    sync.Mutex // guards the following, whoever writes
	current  *catalog
	catalogs map[int64]*catalog // of the last generations, for readers whose snapshot is of one
}

// catalog is what is known of all documents at one moment. It is never changed once it is published.
type catalog struct {
	generation int64
	segments   []segment
	docs       []document // by number; shared with later catalogs, which may be longer
	people     []sender
	live       docSet
	order      []uint32 // the live documents, newest first
	dead       int64    // documents that segments have and that are not live
	textSize   int64    // bytes in table text, before compression
	codec      *textCodec
	covered    func() search.Coverage
}

// segment is the terms of documents with numbers from first up to last.
type segment struct {
	id          int64
	first, last uint32
	docs        int      // at the time of writing
	terms       []string // the first one of each page
}

// pageID returns the number of a page in the table.
func (s segment) pageID(n int) int64 { return s.id<<32 + int64(n) }

// index opens search.db if it is not open, makes it match mail.db, and reads the catalog.
func (db *DB) index(ctx context.Context) (*database, error) {
	x := &db.search
	x.opening.Lock()
	defer x.opening.Unlock()
	if x.file != nil {
		return x.file, nil
	}
	if err := db.enter(); err != nil { // Close waits for the opening, and then closes it
		return nil, err
	}
	defer db.leave()
	d, err := db.openIndex(ctx)
	if err != nil {
		return nil, db.problem(db.mail, err)
	}
	x.writing.Lock()
	defer x.writing.Unlock()
	if err = db.loadIndex(ctx, d); err != nil && damaged(err) {
		_ = d.closePools() // the file is damaged, and made anew
		d, err = db.renewIndex(ctx, d.path)
	}
	if err != nil {
		return nil, classify(err)
	}
	x.file = d
	return d, nil
}

// openIndex opens or makes the file. One that is damaged or of a newer program is made anew.
func (db *DB) openIndex(ctx context.Context) (*database, error) {
	o := opener{dir: db.dir, stamp: db.now().UTC().Format("20060102-150405.000")}
	path := filepath.Join(db.dir, searchSchema.file)
	if o.refuseNewer(ctx, searchSchema) != nil {
		if err := removeDatabase(path); err != nil {
			return nil, err
		}
	}
	d, err := o.open(ctx, searchSchema, nil)
	for _, r := range o.repairs {
		db.log.Warn("the index of search was damaged and is made anew", "cause", r.Err)
		_ = removeDatabase(r.SetAside) // nothing in it is worth keeping
	}
	return d, err
}

// renewIndex makes an empty index in place of one that turned out to be damaged.
func (db *DB) renewIndex(ctx context.Context, path string) (*database, error) {
	db.log.Warn("the index of search is damaged and is made anew")
	if err := removeDatabase(path); err != nil {
		return nil, err
	}
	d, err := db.openIndex(ctx)
	if err != nil {
		return nil, err
	}
	if err := db.loadIndex(ctx, d); err != nil {
		return nil, errors.Join(err, d.closePools())
	}
	return d, nil
}

// loadIndex makes the file match mail.db and reads the catalog. The caller holds writing.
func (db *DB) loadIndex(ctx context.Context, d *database) error {
	if err := db.matchIndex(ctx, d); err != nil {
		return err
	}
	return db.search.load(ctx, d)
}

// matchIndex empties an index that was not made from this mail.db, and has everything indexed. The order of its steps
// lets a crash in between only repeat them.
func (db *DB) matchIndex(ctx context.Context, d *database) error {
	var ours, theirs string
	err := db.mail.view(ctx, func(c *connection) (err error) {
		ours, err = meta(c, "mark")
		return err
	})
	if err == nil {
		err = d.view(ctx, func(c *connection) (err error) {
			theirs, err = meta(c, "mark")
			return err
		})
	}
	if err != nil || ours == theirs && ours != "" {
		return err
	}
	if err := d.update(ctx, emptyIndex); err != nil {
		return err
	}
	if err := db.changeAll(ctx); err != nil {
		return err
	}
	return d.update(ctx, func(c *connection) error { return setMeta(c, "mark", ours) })
}

func emptyIndex(c *connection) error {
	for _, table := range []string{"segment", "page", "place", "text", "dictionary", "dead", "meta"} {
		if err := c.script("DELETE FROM " + table); err != nil {
			return err
		}
	}
	return nil
}

// changeAll has every message indexed anew, the newest first.
func (db *DB) changeAll(ctx context.Context) error {
	var ids []mail.MessageID
	err := db.View(ctx, func(r Reader) (err error) {
		ids, err = numbers[mail.MessageID](r.c, "SELECT json_group_array(id) FROM (SELECT id FROM message ORDER BY time)")
		return err
	})
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(ids, 5*chunkSize) {
		err := db.mail.update(ctx, func(c *connection) error {
			_, err := c.exec("INSERT INTO search_change (message) SELECT value FROM json_each(?)", jsonNumbers(chunk))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// RebuildSearch empties the index of search and has everything indexed anew. Searching goes on meanwhile, and says what
// is missing.
func (db *DB) RebuildSearch(ctx context.Context) error {
	return db.withIndex(ctx, func(d *database) error {
		x := &db.search
		x.writing.Lock()
		defer x.writing.Unlock()
		if err := d.update(ctx, emptyIndex); err != nil {
			return err
		}
		return db.loadIndex(ctx, d)
	})
}

// withIndex runs fn on the index. If it turns out to be damaged, a new one takes its place, on which fn runs again. fn
// must not keep a connection.
func (db *DB) withIndex(ctx context.Context, fn func(*database) error) error {
	for again := false; ; again = true {
		d, err := db.index(ctx)
		if err != nil {
			return err
		}
		if err = fn(d); err == nil {
			return nil
		}
		if !damaged(err) || again {
			return classify(fmt.Errorf("search: %w", err))
		}
		if err := db.dropIndex(ctx, d); err != nil {
			return classify(err)
		}
	}
}

// dropIndex closes an index that is damaged and removes it. Reads that run end with an error.
func (db *DB) dropIndex(ctx context.Context, d *database) error {
	x := &db.search
	x.opening.Lock()
	defer x.opening.Unlock()
	if x.file != d {
		return nil // somebody was faster
	}
	db.log.Warn("the index of search is damaged and is made anew")
	_ = d.close(ctx) // whatever it says, the file goes
	x.file = nil
	return removeDatabase(d.path)
}

// closeIndex closes search.db, if it was opened.
func (db *DB) closeIndex(ctx context.Context) error {
	x := &db.search
	x.opening.Lock()
	defer x.opening.Unlock()
	if x.file == nil {
		return nil
	}
	return x.file.close(ctx)
}
