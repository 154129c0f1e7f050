package imap

import (
	"context"
	"errors"
	"fmt"

	"letterbox/mail"
)

const (
	headerItems = "UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (DATE FROM TO CC BCC REPLY-TO SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES CONTENT-TYPE)]"
	gmailItems  = "X-GM-MSGID X-GM-LABELS " // where X-GM-EXT-1 is offered

	// mostSkipped is how many messages a server may refuse one by one before it is taken to refuse the folder.
	mostSkipped = 100
	// headerRoom is how many bytes each header of an answer may take on average.
	headerRoom = 64 << 10
)

// Header is the head of a message as the server has it. Raw holds the header fields that lists show, in the
// message's own bytes, and is valid until the callback returns; a header larger than Limits.Literal is cut.
type Header = mail.FetchedHeader

// Headers fetches the headers of the messages in set and hands them to each in the order in which they come. When
// the server refuses a set because of some message in it, the set is halved until only that message is left out;
// skipped tells which. An error of each ends the fetch, breaks the session, and is returned as it is.
func (s *Session) Headers(ctx context.Context, set []Range, each func(Header) error) (skipped []mail.UID, err error) {
	err = s.run(ctx, mail.StageFetch, func() error {
		f := headerFetch{s: s, want: newSet(set), each: each}
		texts, parts := f.want.parts()
		for i, text := range texts {
			if err := f.fetch("UID FETCH", text, parts[i]); err != nil {
				return err
			}
		}
		skipped = f.skipped
		return nil
	})
	s.logSkipped(ctx, skipped)
	return skipped, err
}

// HeadersLast is Headers for the newest n messages by sequence number, in one exchange.
func (s *Session) HeadersLast(ctx context.Context, n int, each func(Header) error) (skipped []mail.UID, err error) {
	err = s.run(ctx, mail.StageFetch, func() error {
		if s.exists == 0 || n <= 0 {
			return nil
		}
		first := uint32(1)
		if uint32(min(n, atMost)) < s.exists {
			first = s.exists - uint32(n) + 1
		}
		everything := newSet([]Range{{First: 1}})
		f := headerFetch{s: s, want: everything, each: each, last: n}
		err := f.fetch("FETCH", fmt.Sprintf("%d:*", first), everything)
		skipped = f.skipped
		return err
	})
	s.logSkipped(ctx, skipped)
	return skipped, err
}

func (s *Session) logSkipped(ctx context.Context, skipped []mail.UID) {
	if len(skipped) > 0 {
		s.config.Log.WarnContext(ctx, "imap messages that the server cannot fetch were skipped", "count", len(skipped), "first", skipped[0])
	}
}

// headerFetch is one call of Headers or HeadersLast.
type headerFetch struct {
	s         *Session
	want      uidSet
	each      func(Header) error
	last      int // of HeadersLast; 0 for Headers
	delivered []mail.UID
	skipped   []mail.UID
}

func (f *headerFetch) fetch(name, set string, part uidSet) error {
	err := f.ask(name, set)
	if err == nil || !f.s.worthHalving(err) {
		return err
	}
	uids, searchErr := f.s.search()
	if searchErr != nil {
		return searchErr
	}
	if f.last > 0 {
		uids = uids[max(0, len(uids)-f.last):]
	}
	had := setOf(f.delivered)
	missing := uids[:0]
	for _, uid := range uids {
		if part.contains(uid) && !had.contains(uid) {
			missing = append(missing, uid)
		}
	}
	return f.halve(missing, err)
}

// halve fetches uids, which the server refused with refused, in two halves, and each half in halves again if need
// be. What was delivered before a refusal is not delivered again.
func (f *headerFetch) halve(uids []mail.UID, refused error) error {
	if len(uids) == 0 {
		return nil
	}
	if len(uids) == 1 {
		if f.skipped = append(f.skipped, uids[0]); len(f.skipped) > mostSkipped {
			return refused
		}
		return nil
	}
	for _, half := range [][]mail.UID{uids[:len(uids)/2], uids[len(uids)/2:]} {
		before := len(f.delivered)
		texts, _ := setOf(half).parts()
		var err error
		for _, text := range texts {
			if err = f.ask("UID FETCH", text); err != nil {
				break
			}
		}
		switch {
		case err == nil:
			continue
		case !f.s.worthHalving(err):
			return err
		}
		had := setOf(f.delivered[before:])
		var missing []mail.UID
		for _, uid := range half {
			if !had.contains(uid) {
				missing = append(missing, uid)
			}
		}
		if err := f.halve(missing, err); err != nil {
			return err
		}
	}
	return nil
}

func (f *headerFetch) ask(name, set string) error {
	items := headerItems
	if f.s.Capable("X-GM-EXT-1") {
		items = gmailItems + items
	}
	c := newCommand(name, set, "("+items+")")
	c.room, c.trim = headerRoom*int64(max(int(f.s.exists), f.want.count())), true
	_, err := f.s.do(c, func(u untagged) error {
		if u.name != "FETCH" {
			return nil
		}
		item := parseFetch(u)
		if item.uid == 0 || !item.hasBody || !f.want.contains(item.uid) {
			return nil
		}
		f.delivered = append(f.delivered, item.uid)
		err := f.each(Header{
			UID: item.uid, Flags: item.flags, Received: item.received, Size: item.size, Raw: item.body,
			GMail: item.gmail, Labels: item.labels,
		})
		if err != nil {
			return consumerError{err}
		}
		return nil
	})
	return err
}

// worthHalving reports whether a server refused for a reason that may lie in one of the messages.
func (s *Session) worthHalving(err error) bool {
	var refused *refusal
	if !errors.As(err, &refused) || refused.kind == "BYE" {
		return false
	}
	if refused.code == "SERVERBUG" { // what Dovecot says of one damaged message
		return true
	}
	switch s.classify(err, mail.StageFetch).Code {
	case mail.ServerRefused, mail.ProtocolViolation, mail.Unknown:
		return true
	default:
		return false
	}
}

// Flags fetches the flags of the messages in set. An error of each ends the fetch, breaks the session, and is
// returned as it is.
func (s *Session) Flags(ctx context.Context, set []Range, each func(mail.UID, mail.Flags) error) error {
	return s.run(ctx, mail.StageFetch, func() error {
		want := newSet(set)
		texts, _ := want.parts()
		for _, text := range texts {
			c := newCommand("UID FETCH", text, "(UID FLAGS)")
			c.room = 1 << 10 * int64(s.exists)
			_, err := s.do(c, func(u untagged) error {
				if u.name != "FETCH" {
					return nil
				}
				item := parseFetch(u)
				if item.uid == 0 || !item.hasFlags || !want.contains(item.uid) {
					return nil
				}
				if err := each(item.uid, item.flags); err != nil {
					return consumerError{err}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
