package imap

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"letterbox/mail"
)

// Part fetches count bytes of a message from offset on, without marking it as read, and hands them to each: size
// bytes from r, which is valid until the callback returns. Fewer than count come at the end of the message, and none
// behind it. Asking for one part after the other is how a large message is fetched with progress, and gone on with
// after a break. A server that knows no parts sends everything, of which the part is taken. A message that is gone is
// MessageGone. An error of each breaks the session, and is returned as it is.
func (s *Session) Part(ctx context.Context, uid mail.UID, offset, count int64, each func(size int64, r io.Reader) error) error {
	p := partFetch{uid: uid, offset: offset, count: count, each: each}
	err := s.run(ctx, mail.StageFetch, func() error {
		s.in.taker = p.take
		defer func() { s.in.taker = nil }()
		c := newCommand("UID FETCH", fmt.Sprint(uid), fmt.Sprintf("(UID BODY.PEEK[]<%d.%d>)", offset, count))
		_, err := s.do(c, p.hear)
		return err
	})
	if err == nil && !p.delivered {
		err = &mail.Problem{Code: mail.MessageGone, Stage: mail.StageFetch, Server: s.server, Retry: mail.RetryNever}
	}
	return err
}

// partFetch is one call of Part.
type partFetch struct {
	uid           mail.UID
	offset, count int64
	each          func(int64, io.Reader) error
	delivered     bool
}

// take hands over a literal that is the body, or the part of it.
func (p *partFetch) take(before response, size int64, r io.Reader) (bool, error) {
	u, ok := parseUntagged(before)
	if !ok || u.name != "FETCH" {
		return false, nil
	}
	item := parseFetch(u)
	if !item.pending {
		return false, nil
	}
	return true, p.deliver(item, size, r)
}

// hear takes a part that came as a quoted string or as NIL.
func (p *partFetch) hear(u untagged) error {
	if u.name != "FETCH" {
		return nil
	}
	item := parseFetch(u)
	if !item.hasBody {
		return nil
	}
	return p.deliver(item, int64(len(item.body)), bytes.NewReader(item.body))
}

// deliver calls each, once. Only this message was asked for: a body whose UID comes behind it is that of no other.
func (p *partFetch) deliver(item fetched, size int64, r io.Reader) error {
	if p.delivered || item.uid != 0 && item.uid != p.uid {
		return nil
	}
	if item.partial && item.origin != p.offset {
		return syntaxError{"another part of a message than was asked for"}
	}
	if !item.partial && p.offset > 0 {
		skip := min(p.offset, size)
		if _, err := io.CopyN(io.Discard, r, skip); err != nil {
			return unexpectedEnd(err)
		}
		size -= skip
	}
	size = min(size, p.count)
	p.delivered = true
	watched := &watchedReader{r: io.LimitReader(r, size), left: size}
	err := p.each(size, watched)
	if watched.err != nil {
		return watched.err
	}
	if err != nil {
		return consumerError{err}
	}
	return nil
}
