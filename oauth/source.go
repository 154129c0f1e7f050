package oauth

import (
	"context"
	"errors"
	"sync"
	"time"

	"letterbox/mail"
)

// SourceConfig is what a Source needs. Provider and Keeper are required.
type SourceConfig struct {
	Provider  Provider
	Protocols []mail.Protocol // what the tokens must be good for; empty: all
	Keeper    Keeper
	// Lock keeps other processes from refreshing the same account, from reading the refresh token until the new one
	// is stored. nil: only one process can have the profile.
	Lock func(ctx context.Context) (release func(), err error)
	// Ended is told once when the grant has ended and the person must sign in again. It must not block. May be nil.
	Ended func(*mail.Problem)
}

// Source hands out the access tokens of one account; it is a mail.TokenSource and safe for concurrent use.
//
// The access token lives in memory only. The refresh token lives with the Keeper, is read for each refresh, and is
// stored again, when it was rotated, before anybody gets the access token that came with it. A refresh runs in a
// goroutine of the Source, at most one at a time, and goes on when the caller that needed it gives up: its answer
// may hold the only valid refresh token. It ends by itself within refreshLimit, and with Close.
type Source struct {
	client *Client
	cfg    SourceConfig
	turn   chan struct{} // held by whoever touches the Keeper: a refresh, or Adopt

	mu      sync.Mutex
	current *tokens       // nil before the first refresh
	refused bool          // a server did not take the current token
	ended   *mail.Problem // the grant is over; nothing is asked until Adopt
	flight  *flight       // the refresh under way, or nil
	closed  bool

	unkept *tokens // rotated, but the Keeper failed; only touched in turn
}

// flight is a refresh and what came of it, to be read after done is closed.
type flight struct {
	done   chan struct{}
	cancel context.CancelFunc
	access string
	err    error
}

const (
	refreshLimit = 2 * time.Minute // for the lock, the Keeper and the authority together
	margin       = time.Minute     // tokens are not handed out in their last minute
	recoveryRest = time.Minute     // between two refreshes that a server's refusal caused
)

// Source makes the token source of one account. It does nothing until Token is called. It panics without a Keeper.
func (c *Client) Source(cfg SourceConfig) *Source {
	if cfg.Keeper == nil {
		panic("oauth: a Source needs a Keeper")
	}
	return &Source{client: c, cfg: cfg, turn: make(chan struct{}, 1)}
}

// Token returns an access token that is good for a minute at least, unless the authority gives out shorter ones. It
// waits for a refresh that is needed or under way. Errors are *mail.Problem: SignInExpired, again and again and
// without asking the authority, once the grant has ended; RetryLater for what passes; the Keeper's own.
func (s *Source) Token(ctx context.Context) (string, error) {
	s.mu.Lock()
	switch {
	case s.ended != nil:
		defer s.mu.Unlock()
		return "", copied(s.ended)
	case s.closed:
		defer s.mu.Unlock()
		return "", &mail.Problem{Code: mail.Canceled, Stage: mail.StageSignIn, Retry: mail.RetryNever, Err: errClosed}
	case s.usable():
		defer s.mu.Unlock()
		return s.current.access, nil
	}
	f := s.flight
	if f == nil {
		f = s.start(ctx)
	}
	s.mu.Unlock()
	select {
	case <-f.done:
		return f.access, f.err
	case <-ctx.Done():
		return "", interrupted(ctx, "")
	}
}

var errClosed = errors.New("the token source is closed")

// usable reports whether the current token may be handed out. A clock that was set back makes every token look new,
// so one from the future is not trusted; a clock that is wrong otherwise shows when a server refuses (Invalidate).
func (s *Source) usable() bool {
	if s.current == nil || s.refused {
		return false
	}
	now, t := s.client.clock.Now(), s.current
	early := min(margin, t.expires.Sub(t.obtained)/2)
	return !now.Before(t.obtained) && now.Before(t.expires.Add(-early))
}

// Invalidate says that a server refused a token, whatever this computer's clock says of it. It reports whether Token
// may give a better one, so that one more attempt makes sense: not for a token that was itself asked for after a
// refusal less than a minute ago, since then it is not the token that the server minds.
func (s *Source) Invalidate(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.ended != nil || s.closed:
		return false
	case s.current == nil || s.current.access != token:
		return true
	}
	age := s.client.clock.Now().Sub(s.current.obtained)
	if s.current.recovery && age >= 0 && age < recoveryRest {
		return false
	}
	s.refused = true
	return true
}

// Adopt takes the fruit of a sign-in: its refresh token is stored, then its access token is used, and a grant that
// had ended is forgotten. It waits for a refresh under way. Errors are the Keeper's, or Canceled.
func (s *Source) Adopt(ctx context.Context, g Grant) error {
	if g.tokens == nil {
		return &mail.Problem{Code: mail.Unknown, Stage: mail.StageSignIn, Retry: mail.RetryNever, Err: errors.New("the grant is empty")}
	}
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return interrupted(ctx, "")
	}
	release, err := s.lock(ctx)
	if err != nil {
		return err
	}
	defer release()
	if err := s.cfg.Keeper.Keep(ctx, g.tokens.refresh); err != nil {
		return mail.ProblemOf(err)
	}
	s.unkept = nil
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current, s.refused, s.ended = g.tokens, false, nil
	return nil
}

// Close waits for a refresh under way until ctx ends, then breaks it off. Token answers Canceled afterwards.
func (s *Source) Close(ctx context.Context) {
	s.mu.Lock()
	s.closed = true
	f := s.flight
	s.mu.Unlock()
	if f == nil {
		return
	}
	select {
	case <-f.done:
	case <-ctx.Done():
		f.cancel()
		<-f.done
	}
}

// String never returns a token.
func (s *Source) String() string { return redacted }

// GoString never returns a token.
func (s *Source) GoString() string { return redacted }

func copied(p *mail.Problem) *mail.Problem {
	c := *p
	return &c
}
