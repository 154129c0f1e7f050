package pop3

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"letterbox/mail"
)

// Entry is one message of the maildrop.
type Entry struct {
	Number int    // valid in this session only
	UIDL   string // the server's name of the message, unique and for good (RFC 1939 section 7), or one of ours
	Size   int64  // octets, as the server counts them; 0 when it did not say
}

const (
	longestUIDL = 512     // octets; RFC 1939 allows 70
	largestSize = 1 << 40 // octets; more is no size
)

// List returns the messages of the maildrop in the order of their numbers, which is that of their arrival. It is
// asked for once in a session. A message without a UIDL, or with that of another one, is named by its header; one
// whose header cannot be had either is left out. An odd line costs nothing but itself.
func (s *Session) List(ctx context.Context) ([]Entry, error) {
	if s.listed {
		return s.entries, nil
	}
	err := s.run(ctx, mail.StageOpen, func() error {
		entries, err := s.list()
		if err == nil {
			s.entries, s.listed = entries, true
		}
		return err
	})
	return s.entries, err
}

func (s *Session) list() ([]Entry, error) {
	l := listing{at: map[int]int{}}
	noList, noUIDL, err := s.askLists(&l)
	if err != nil {
		return nil, err
	}
	if noList != nil && noUIDL != nil {
		// There are servers that refuse to list nothing.
		if stat, err := s.do("STAT"); err != nil || !bytes.HasPrefix([]byte(stat+" "), []byte("0 ")) {
			return nil, cmp.Or(err, error(noUIDL))
		}
	}
	slices.SortFunc(l.entries, func(a, b Entry) int { return cmp.Compare(a.Number, b.Number) })
	return s.identify(l.entries)
}

// askLists asks LIST and UIDL, at once where the server allows it, and returns their refusals.
func (s *Session) askLists(l *listing) (noList, noUIDL *refusal, err error) {
	ask := func(command string, take func(number int, rest []byte), together bool) (*refusal, error) {
		if !together {
			if err := s.write(command); err != nil {
				return nil, err
			}
		}
		_, err := s.reply()
		var refused *refusal
		if errors.As(err, &refused) {
			return refused, nil
		}
		if err != nil {
			return nil, err
		}
		return nil, s.multiline(s.config.Limits.Messages, func(line []byte) { listed(line, take) })
	}
	together := s.Capable("PIPELINING")
	if together {
		if err := s.write("LIST", "UIDL"); err != nil {
			return nil, nil, err
		}
	}
	if noList, err = ask("LIST", l.size, together); err == nil {
		noUIDL, err = ask("UIDL", l.uidl, together)
	}
	return noList, noUIDL, err
}

// listed takes a line of LIST or UIDL apart. One that does not begin with the number of a message is passed over.
func listed(line []byte, take func(number int, rest []byte)) {
	number, rest, _ := bytes.Cut(bytes.TrimSpace(line), []byte(" ")) // nothing behind the number is an odd line
	if n, err := strconv.Atoi(string(number)); err == nil && n > 0 {
		take(n, bytes.TrimSpace(rest))
	}
}

// listing joins the lines of LIST and UIDL.
type listing struct {
	entries []Entry
	at      map[int]int // number → place in entries
}

func (l *listing) entry(number int) *Entry {
	i, known := l.at[number]
	if !known {
		i = len(l.entries)
		l.at[number] = i
		l.entries = append(l.entries, Entry{Number: number})
	}
	return &l.entries[i]
}

func (l *listing) size(number int, rest []byte) {
	first, _, _ := bytes.Cut(rest, []byte(" ")) // servers may say more behind the size
	size, err := strconv.ParseInt(string(first), 10, 64)
	if err != nil || size < 0 || size > largestSize {
		size = 0 // costs the progress bar, not the message
	}
	l.entry(number).Size = size
}

func (l *listing) uidl(number int, rest []byte) {
	if e := l.entry(number); e.UIDL == "" && len(rest) <= longestUIDL {
		e.UIDL = string(rest)
	}
}

// Headers fetches the header of each message, by TOP, or from the message itself where the server refuses that. raw
// ends with the empty line and is valid only until each returns. Messages that the server refuses to show are left
// out and returned. An error of each ends the fetch, breaks the session, and is returned as it is.
func (s *Session) Headers(ctx context.Context, entries []Entry, each func(e Entry, raw []byte) error) (refused []Entry, err error) {
	err = s.run(ctx, mail.StageFetch, func() error {
		refused = entries
		if s.Capable("TOP") || len(s.caps) == 0 {
			if refused, err = s.fetch(top, entries, s.header(each)); err != nil {
				return err
			}
		}
		refused, err = s.fetch(retr, refused, s.header(each))
		return err
	})
	return refused, err
}

// header hands the header of a message on. Of one that is larger than the limit it hands on the beginning.
func (s *Session) header(each func(e Entry, raw []byte) error) func(Entry, *dotReader) error {
	return func(e Entry, message *dotReader) error {
		var raw bytes.Buffer
		for raw.Len() < s.config.Limits.Header {
			if err := message.next(); err != nil || message.done {
				message.err = err
				break
			}
			line := message.rest
			message.rest = nil
			raw.Write(line)
			if len(bytes.TrimRight(line, "\r\n")) == 0 {
				break
			}
		}
		if message.err != nil {
			return message.err
		}
		return each(e, raw.Bytes())
	}
}

// Bodies fetches each message whole. The reader is valid only until each returns; what it did not read is passed
// over. Messages that the server refuses to send are left out and returned. An error of each ends the fetch, breaks
// the session, and is returned as it is.
func (s *Session) Bodies(ctx context.Context, entries []Entry, each func(e Entry, body io.Reader) error) (refused []Entry, err error) {
	err = s.run(ctx, mail.StageFetch, func() error {
		refused, err = s.fetch(retr, entries, func(e Entry, body *dotReader) error { return each(e, body) })
		return err
	})
	return refused, err
}

func top(e Entry) string  { return fmt.Sprintf("TOP %d 0", e.Number) }
func retr(e Entry) string { return fmt.Sprintf("RETR %d", e.Number) }
