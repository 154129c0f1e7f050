package imap

import (
	"bytes"
	"context"
	"errors"
	"io"

	"letterbox/mail"
)

// Bodies fetches whole messages without marking them as read, and hands each to the callback as the server sends
// it: size bytes from r, which is valid until the callback returns and need not be read to its end. Messages that
// the server no longer has are left out. An error of each ends the fetch, breaks the session, and is returned as
// it is.
func (s *Session) Bodies(ctx context.Context, uids []mail.UID, each func(uid mail.UID, size int64, r io.Reader) error) error {
	return s.run(ctx, mail.StageFetch, func() error {
		f := bodyFetch{s: s, each: each}
		texts, parts := setOf(uids).parts()
		for i, text := range texts {
			if err := f.fetch(text, parts[i]); err != nil {
				return err
			}
		}
		// Of a server that names the UID behind the body, bodies can only be told apart one at a time.
		for _, uid := range f.unplaced {
			if texts, parts := setOf([]mail.UID{uid}).parts(); len(texts) == 1 {
				if err := f.fetch(texts[0], parts[0]); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

type bodyFetch struct {
	s        *Session
	each     func(mail.UID, int64, io.Reader) error
	want     uidSet
	streamed bool // the present response's body was handed over, or discarded
	lost     bool // it was discarded, because its UID was not known yet
	unplaced []mail.UID
}

func (f *bodyFetch) fetch(set string, want uidSet) error {
	f.want = want
	f.s.in.taker = f.take
	defer func() { f.s.in.taker = nil }()
	c := newCommand("UID FETCH", set, "(UID BODY.PEEK[])")
	c.room = 1 << 10 * int64(f.s.exists)
	_, err := f.s.do(c, func(u untagged) error {
		if u.name != "FETCH" {
			return nil
		}
		streamed, lost := f.streamed, f.lost
		f.streamed, f.lost = false, false
		item := parseFetch(u)
		switch {
		case item.uid == 0 || !f.want.contains(item.uid):
		case lost:
			f.unplaced = append(f.unplaced, item.uid)
		case !streamed && item.hasBody:
			return f.deliver(item.uid, int64(len(item.body)), bytes.NewReader(item.body))
		}
		return nil
	})
	return err
}

// take hands over a literal that is the body of a message that was asked for.
func (f *bodyFetch) take(before response, size int64, r io.Reader) (bool, error) {
	u, ok := parseUntagged(before)
	if !ok || u.name != "FETCH" {
		return false, nil
	}
	item := parseFetch(u)
	if !item.pending {
		return false, nil
	}
	f.streamed = true
	if item.uid == 0 && len(f.want) == 1 && f.want[0].First == f.want[0].Last {
		item.uid = f.want[0].First
	}
	if item.uid == 0 || !f.want.contains(item.uid) {
		f.lost = item.uid == 0
		return true, nil
	}
	return true, f.deliver(item.uid, size, r)
}

// deliver calls each. When the connection failed under its reads, that is the error, not what each made of it.
func (f *bodyFetch) deliver(uid mail.UID, size int64, r io.Reader) error {
	watched := &watchedReader{r: r, left: size}
	err := f.each(uid, size, watched)
	if watched.err != nil {
		return watched.err
	}
	if err != nil {
		return consumerError{err}
	}
	return nil
}

// watchedReader remembers how reading from the connection failed. The end before left bytes is a failure.
type watchedReader struct {
	r    io.Reader
	left int64
	err  error
}

func (w *watchedReader) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	w.left -= int64(n)
	if err != nil && (!errors.Is(err, io.EOF) || w.left > 0) {
		w.err = unexpectedEnd(err)
		return n, w.err
	}
	return n, err
}
