package imap

import (
	"context"
	"errors"
	"os"
	"time"

	"letterbox/mail"
)

const (
	longestRound = 25 * time.Minute       // under the 30 minutes after which servers may log out (RFC 2177)
	leaveGrace   = 150 * time.Millisecond // for the answer to DONE when the watch is called off
)

// errNoIdle says that a server ended IDLE by itself. It would do so again at once.
var errNoIdle = &refusal{status: status{kind: "NO"}, command: "IDLE"}

// Watch waits for news of the selected folder until ctx ends, and calls changed, from this goroutine, whenever
// messages came, went or changed; changed must not block. It uses IDLE (RFC 2177) where the server offers it.
// Since some servers accept IDLE and then never say a word, rounds stay short and end in a NOOP until the server
// has pushed something; a server without IDLE, or that refuses it, is asked by NOOP alone. A connection that has died
// without a word is noticed by the end of a round and the time for an answer: after Config.Poll or, once the server
// has pushed something, Config.Alive. When ctx ends Watch returns nil, at once, and the session is usable unless
// Broken. Other errors are *mail.Problem.
func (s *Session) Watch(ctx context.Context, changed func()) error {
	idle := s.Capable("IDLE")
	for ctx.Err() == nil {
		s.news = 0
		if idle {
			pushed, err := s.idleRound(ctx, changed)
			var refused *refusal
			switch {
			case errors.As(err, &refused) && refused.kind != "BYE":
				idle = false
			case err != nil:
				s.broken = true
				if ctx.Err() != nil {
					return nil
				}
				return s.classify(err, mail.StageFetch)
			}
			s.pushes = s.pushes || pushed
		} else {
			pause(ctx, s.config.Poll)
		}
		if ctx.Err() != nil {
			return nil
		}
		s.news = 0
		if err := s.run(ctx, mail.StageFetch, s.noop); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		if s.news > 0 {
			s.pushes = s.pushes && !idle
			changed()
		}
	}
	return nil
}

func (s *Session) noop() error {
	_, err := s.do(newCommand("NOOP"), nil)
	return err
}

// pause waits for d or until ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// idleRound is one IDLE command. It ends after the round's time, or when ctx ends; then the server has a moment
// to answer before the socket is closed. pushed reports whether the server had news.
func (s *Session) idleRound(ctx context.Context, changed func()) (pushed bool, err error) {
	if s.broken {
		return false, &mail.Problem{Code: mail.ConnectionLost, Stage: mail.StageFetch, Server: s.server, Retry: mail.RetryLater}
	}
	round := s.config.Poll
	if s.pushes {
		round = min(s.config.Alive, longestRound, s.config.Dialer.Timeouts().Idle)
	}
	release := s.conn.CloseOn(ctx)
	tag, err := s.send(newCommand("IDLE"))
	if err == nil {
		var st status
		if st, err = s.await(tag, "IDLE", s.unsolicited, true); err == nil && st.kind != "+" {
			err = errNoIdle
		}
	}
	if !release() {
		s.broken = true
		return false, ctx.Err()
	}
	if err != nil {
		return false, err
	}
	pushed, err = s.listen(ctx, tag, time.Now().Add(round), changed)
	if err != nil {
		return pushed, err
	}
	if ctx.Err() != nil {
		s.conn.SetDeadline(time.Now().Add(leaveGrace))
	} else {
		release = s.conn.CloseOn(ctx)
		defer func() { s.broken = !release() || s.broken }()
	}
	if _, err = s.conn.Write([]byte("DONE\r\n")); err == nil {
		_, err = s.answer(tag, "IDLE", nil)
	}
	s.conn.SetDeadline(time.Time{})
	return pushed, err
}

// listen reads what a server says during IDLE until the time is up or ctx ends, which is no error. Between two
// responses only; one that has begun is read to its end.
func (s *Session) listen(ctx context.Context, tag string, until time.Time, changed func()) (pushed bool, err error) {
	timeouts := s.config.Dialer.Timeouts()
	defer s.conn.SetReadDeadline(time.Time{})
	defer s.conn.SetSilence(timeouts.Command)
	s.conn.SetSilence(time.Until(until) + timeouts.Command)
	for {
		s.conn.SetReadDeadline(until)
		woken := make(chan struct{})
		wake := context.AfterFunc(ctx, func() {
			s.conn.SetReadDeadline(time.Unix(1, 0))
			close(woken)
		})
		_, err := s.conn.Buffer().Peek(1)
		if !wake() {
			<-woken
		}
		if ctx.Err() != nil || errors.Is(err, os.ErrDeadlineExceeded) && !time.Now().Before(until) {
			return pushed, nil
		}
		if err != nil {
			return pushed, unexpectedEnd(err)
		}
		s.conn.SetReadDeadline(time.Now().Add(timeouts.Command))
		r, err := s.in.next()
		if err != nil {
			return pushed, err
		}
		before := s.news
		switch string(word(r.text)) {
		case tag:
			return pushed, errNoIdle
		case "*":
			if err := s.untagged(r, "IDLE", s.unsolicited); err != nil {
				return pushed, err
			}
		}
		if s.news > before {
			pushed = true
			changed()
		}
	}
}
