package pop3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"letterbox/mail"
)

// Entry is one message of the maildrop.
type Entry struct {
	Number int    // valid in this session only
	UIDL   string // 1 to 70 printable characters, unique in the maildrop for good (RFC 1939 section 7)
	Size   int64  // octets
}

// window is how many commands may be under way where the server allows pipelining: enough to hide the round trip,
// few enough that neither side's buffers fill.
const window = 20

// List returns the messages of the maildrop, oldest first as servers number them.
func (s *Session) List(ctx context.Context) (entries []Entry, err error) {
	err = s.run(ctx, mail.StageList, func() error {
		entries, err = s.list()
		return err
	})
	return entries, err
}

func (s *Session) list() ([]Entry, error) {
	sizes, err := s.sizes()
	if err != nil {
		return nil, err
	}
	if _, err := s.do("UIDL"); err != nil {
		return nil, err
	}
	var entries []Entry
	err = s.multiline(func(line string) error {
		number, uidl, found := strings.Cut(line, " ")
		n, err := strconv.Atoi(number)
		uidl = strings.TrimSpace(uidl)
		if err != nil || n < 1 || !found || uidl == "" || len(uidl) > 512 {
			return syntaxError{fmt.Sprintf("unreadable UIDL line %.60q", line)}
		}
		entries = append(entries, Entry{Number: n, UIDL: uidl, Size: sizes[n]})
		return nil
	})
	return entries, err
}

func (s *Session) sizes() (map[int]int64, error) {
	if _, err := s.do("LIST"); err != nil {
		return nil, err
	}
	sizes := map[int]int64{}
	err := s.multiline(func(line string) error {
		words := strings.Fields(line)
		if len(words) < 2 {
			return nil // a size that cannot be read costs the progress bar, not the message
		}
		n, _ := strconv.Atoi(words[0])
		sizes[n], _ = strconv.ParseInt(words[1], 10, 64)
		return nil
	})
	return sizes, err
}

// Headers fetches the header of each message by TOP. raw is valid only until each returns. A message that the
// server refuses to show is left out and returned.
func (s *Session) Headers(ctx context.Context, entries []Entry, each func(e Entry, raw []byte) error) (refused []Entry, err error) {
	err = s.run(ctx, mail.StageFetch, func() error {
		return s.pipeline(entries, func(e Entry) string { return fmt.Sprintf("TOP %d 0", e.Number) }, &refused, s.header(each))
	})
	return refused, err
}

func (s *Session) tops(entries []Entry, each func(e Entry, raw []byte) error) error {
	var refused []Entry
	return s.pipeline(entries, func(e Entry) string { return fmt.Sprintf("TOP %d 0", e.Number) }, &refused, s.header(each))
}

func (s *Session) header(each func(e Entry, raw []byte) error) func(Entry, *dotReader) error {
	return func(e Entry, body *dotReader) error {
		raw, err := io.ReadAll(io.LimitReader(body, int64(s.limits.Header)))
		if err != nil {
			return err
		}
		return each(e, raw)
	}
}

// Bodies fetches each message whole by RETR. The reader is valid only until each returns; what is not read is
// discarded. A message that the server refuses to send is left out and returned.
func (s *Session) Bodies(ctx context.Context, entries []Entry, each func(e Entry, body io.Reader) error) (refused []Entry, err error) {
	err = s.run(ctx, mail.StageFetch, func() error {
		return s.pipeline(entries, func(e Entry) string { return fmt.Sprintf("RETR %d", e.Number) }, &refused,
			func(e Entry, body *dotReader) error { return each(e, body) })
	})
	return refused, err
}

// pipeline sends one command for each entry, as many ahead as the server allows, and hands each answer on.
func (s *Session) pipeline(entries []Entry, command func(Entry) string, refused *[]Entry, each func(Entry, *dotReader) error) error {
	ahead := 1
	if s.Capable("PIPELINING") {
		ahead = window
	}
	sent := 0
	for i, e := range entries {
		if sent == i || sent-i <= ahead/2 {
			var lines []string
			for ; sent < len(entries) && sent < i+ahead; sent++ {
				lines = append(lines, command(entries[sent]))
			}
			if err := s.write(lines...); err != nil {
				return err
			}
		}
		_, _, err := s.status()
		var refusal *refusal
		switch {
		case errors.As(err, &refusal):
			*refused = append(*refused, e)
			continue
		case err != nil:
			return err
		}
		if err := s.answer(e, each); err != nil {
			return err
		}
	}
	return nil
}

// answer hands one multi-line answer on and reads it to its end, whatever each left of it.
func (s *Session) answer(e Entry, each func(Entry, *dotReader) error) error {
	s.conn.Hush(true)
	defer s.conn.Hush(false)
	body := &dotReader{from: s.conn.Buffer(), atLineStart: true, left: s.limits.Message}
	err := each(e, body)
	if _, drained := io.Copy(io.Discard, body); drained != nil {
		return drained
	}
	return err
}

// Delete marks messages for removal; Quit removes them.
func (s *Session) Delete(ctx context.Context, entries []Entry) error {
	return s.run(ctx, mail.StageFetch, func() error {
		for _, e := range entries {
			if _, err := s.do(fmt.Sprintf("DELE %d", e.Number)); err != nil {
				return err
			}
		}
		return nil
	})
}
