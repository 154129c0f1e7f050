// Package indexer keeps the index of search up to date, behind everything else.
//
// The store notes every change of a message in the transaction that makes it. The indexer takes these notes, the
// newest first, reads the messages, and has the store take their words into the index, a batch at a time; only then
// are the notes gone. So whatever happens in between, a batch is done again, and the end is the same as if the index
// had been made at once. A message that cannot be read is found by its header; a file by its name.
//
// One goroutine, that of Run, does all the work. It never holds a lock that a reader of mail waits for.
package indexer

import (
	"context"
	"io"
	"log/slog"
	"time"

	"letterbox/mail"
	"letterbox/mail/search"
	"letterbox/mail/search/extract"
)

const (
	batchSize = 500     // changes that are taken at once
	batchText = 6 << 20 // bytes of text that a batch gathers
	bodyText  = 2 << 20 // bytes of a message's text that are indexed
	filesText = 1 << 20 // bytes of the texts of its files
	maxFiles  = 20      // files of a message that are looked into
)

// Store is the index and what it has yet to take.
type Store interface {
	PendingSearch(ctx context.Context, limit int) (search.Batch, error)
	IndexMessages(ctx context.Context, batch search.Batch, entries []search.Entry) error
	MergeSearch(ctx context.Context) (more bool, err error)
}

// Letter is a stored message. Open returns the decoded bytes of one of its parts.
type Letter struct {
	Body mail.Body
	Open func(path string) (io.Reader, error)
}

// Config is what an Indexer works with.
type Config struct {
	Store Store
	Read  func(ctx context.Context, id mail.MessageID) (Letter, error)
	Log   *slog.Logger
}

// Indexer keeps the index up to date. One goroutine at a time uses it.
type Indexer struct{ Config }

// New returns an Indexer.
func New(cfg Config) *Indexer {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Indexer{cfg}
}

// pause is how long Run leaves the start of the program alone.
const pause = 2 * time.Second

// Run works until ctx ends or changed is closed. It looks for work whenever changed delivers.
func (x *Indexer) Run(ctx context.Context, changed <-chan []mail.Event) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-changed:
			if !open {
				return
			}
		case <-timer.C:
		}
		if err := x.Catch(ctx, nil); err != nil && ctx.Err() == nil {
			x.Log.Warn("the index of search is behind", "cause", err)
		}
	}
}

// Catch works until there is nothing to do. note, which may be nil, is told how many changes were taken.
func (x *Indexer) Catch(ctx context.Context, note func(done int)) error {
	done := 0
	for {
		batch, err := x.Store.PendingSearch(ctx, batchSize)
		if err != nil {
			return err
		}
		if batch.Empty() {
			more, err := x.Store.MergeSearch(ctx)
			if err != nil || !more {
				return err
			}
			continue
		}
		entries, err := x.entries(ctx, &batch)
		if err != nil {
			return err
		}
		if err := x.Store.IndexMessages(ctx, batch, entries); err != nil {
			return err
		}
		if done += len(batch.Log); note != nil {
			note(done)
		}
		if err := x.merge(ctx); err != nil {
			return err
		}
	}
}

// slices is how much merging follows a batch, so that the number of segments stays small while there is much to do.
const slices = 8

func (x *Indexer) merge(ctx context.Context) error {
	for range slices {
		if more, err := x.Store.MergeSearch(ctx); err != nil || !more {
			return err
		}
	}
	return nil
}

// entries reads the messages of a batch, and leaves those for later that are too much at once.
func (x *Indexer) entries(ctx context.Context, batch *search.Batch) ([]search.Entry, error) {
	var list []search.Entry
	gathered := 0
	for i, m := range batch.Changed {
		if gathered > batchText {
			batch.Keep(i)
			break
		}
		e, err := x.entry(ctx, m)
		if err != nil {
			return nil, err
		}
		gathered += len(e.Text.Body) + len(e.Text.Quoted)
		for _, f := range e.Text.Files {
			gathered += len(f.Text)
		}
		list = append(list, e)
	}
	return list, nil
}

// entry reads one message.
func (x *Indexer) entry(ctx context.Context, m mail.Message) (search.Entry, error) {
	e := search.Entry{Message: m, Language: search.LanguageOf(m.Envelope.Subject)}
	if !m.HasBody {
		return e, nil
	}
	letter, err := x.Read(ctx, m.ID)
	if err != nil {
		if mail.ProblemOf(err).Code == mail.Canceled || ctx.Err() != nil {
			return e, err
		}
		e.Message.HasBody = false // it is gone, or damaged, and that is another change
		return e, nil
	}
	text := letter.Body.Text
	if len(text) > bodyText {
		text, e.Cut = search.Shorten(text, bodyText), true
	}
	e.Text.Body, e.Text.Quoted = search.SplitQuoted(text)
	if language := search.LanguageOf(e.Text.Body); language != "" {
		e.Language = language
	}
	e.Text.Files = files(letter)
	return e, ctx.Err()
}

// files reads the attachments, as far as the limits go.
func files(letter Letter) (list []search.File) {
	left := filesText
	for _, p := range letter.Body.Attachments() {
		f := search.File{Name: p.Filename}
		kind := extract.Kind(p.Filename, p.MediaType)
		switch {
		case kind == "":
		case left <= 0 || len(list) >= maxFiles || p.Size > extract.Usual.File:
			f.Skipped = search.TooLarge
		default:
			f.Text, f.Skipped = read(letter, p, kind, left)
			left -= len(f.Text)
		}
		list = append(list, f)
	}
	return list
}

func read(letter Letter, p mail.Part, kind string, left int) (string, search.Reason) {
	r, err := letter.Open(p.Path)
	if err != nil {
		return "", search.Damaged
	}
	limits := extract.Usual
	limits.Text = min(limits.Text, left)
	return extract.Text(r, kind, limits)
}
