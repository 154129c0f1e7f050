package pop3

import (
	"errors"

	"letterbox/mail"
)

// ahead is how many commands may be under way where the server allows pipelining (RFC 2449 section 6.6): enough to
// hide the round trip, few enough that neither side's buffers fill.
const ahead = 20

// miscounted is how many bytes a message may have beyond twice the announced size.
const miscounted = 16 << 20

// fetch sends one command for each entry, as many ahead as the server allows, and hands each answer on. Entries that
// the server refuses for good are returned; a refusal that may pass is an error. Nothing of it is traced, since the
// content of messages comes in the same pieces as the status lines before it.
func (s *Session) fetch(command func(Entry) string, entries []Entry, each func(Entry, *dotReader) error) (refused []Entry, err error) {
	window := 1
	if s.Capable("PIPELINING") {
		window = ahead
	}
	s.conn.Hush(true)
	defer s.conn.Hush(false)
	sent := 0
	for i, e := range entries {
		if sent-i <= window/2 {
			lines := make([]string, 0, window)
			for ; sent < len(entries) && sent < i+window; sent++ {
				lines = append(lines, command(entries[sent]))
			}
			if err := s.write(lines...); err != nil {
				return refused, err
			}
		}
		if _, err := s.reply(); err != nil {
			var refusal *refusal
			if !errors.As(err, &refusal) || refusal.passes() {
				return refused, s.leaves(err, sent-i-1)
			}
			s.refuse(e, refusal)
			refused = append(refused, e)
			continue
		}
		if err := s.answer(e, each); err != nil {
			return refused, err
		}
	}
	return refused, nil
}

// refuse remembers why the server does not send a message.
func (s *Session) refuse(e Entry, why *refusal) {
	if s.refused == nil {
		s.refused = map[int]*mail.Problem{}
	}
	s.refused[e.Number] = s.classify(why, mail.StageFetch)
}

// leaves returns err, which ends a fetch. Commands that are still under way would be answered to somebody else, so
// that the session is of no use then.
func (s *Session) leaves(err error, underWay int) error {
	s.broken = s.broken || underWay > 0
	return err
}

// most returns how many bytes of a message are taken. Servers count badly, but not that badly.
func (s *Session) most(e Entry) int64 {
	if e.Size == 0 {
		return s.config.Limits.Message
	}
	return min(s.config.Limits.Message, 2*e.Size+miscounted)
}

// answer hands one multi-line answer on and reads it to its end, whatever each left of it. When the connection
// failed under its reads, that is the error, not what each made of it.
func (s *Session) answer(e Entry, each func(Entry, *dotReader) error) error {
	message := &dotReader{from: s.conn.Buffer(), bareLF: s.bareLF, left: s.most(e)}
	err := each(e, message)
	switch {
	case message.err != nil:
		return message.err
	case err != nil:
		return consumerError{err}
	}
	return message.drain()
}
