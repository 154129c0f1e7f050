package oauth

import (
	"context"
	"errors"
	"net/url"

	"letterbox/mail"
)

// start begins a refresh in a goroutine of its own. The caller holds mu.
func (s *Source) start(ctx context.Context) *flight {
	ctx, stop := s.client.within(context.WithoutCancel(ctx), refreshLimit)
	ctx, cancel := context.WithCancel(ctx)
	f := &flight{done: make(chan struct{}), cancel: cancel}
	s.flight = f
	recovery := s.refused
	go func() {
		defer close(f.done)
		defer stop()
		defer cancel()
		t, err := s.inTurn(ctx, recovery)
		if errors.Is(context.Cause(ctx), errTooLong) && err != nil {
			err = &mail.Problem{Code: mail.TimedOut, Stage: mail.StageSignIn, Retry: mail.RetryLater, Err: err}
		}
		if s.land(f, t, err) && s.cfg.Ended != nil {
			s.cfg.Ended(mail.ProblemOf(f.err))
		}
	}()
	return f
}

// land records what came of a refresh, and reports whether the grant ended by it.
func (s *Source) land(f *flight, t *tokens, err error) (ended bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.flight = nil
	if err == nil {
		s.current, s.refused = t, false
		f.access = t.access
		return false
	}
	p := mail.ProblemOf(err)
	f.err = p
	s.client.log.Warn("refresh failed", "provider", s.cfg.Provider.ID, "code", p.Code, "class", p.Class)
	if p.Code != mail.SignInExpired {
		return false
	}
	s.ended, s.current = copied(p), nil
	return true
}

func (s *Source) lock(ctx context.Context) (release func(), err error) {
	if s.cfg.Lock == nil {
		return func() {}, nil
	}
	if release, err = s.cfg.Lock(ctx); err != nil {
		return nil, mail.ProblemOf(err)
	}
	return release, nil
}

// inTurn returns new tokens whose refresh token is stored.
func (s *Source) inTurn(ctx context.Context, recovery bool) (*tokens, error) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return nil, interrupted(ctx, refreshLimit.String())
	}
	if t := s.adopted(); t != nil {
		return t, nil
	}
	release, err := s.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	if t, err := s.settle(ctx); t != nil || err != nil {
		return t, err
	}
	t, stored, err := s.renew(ctx)
	if t == nil {
		return nil, err
	}
	t.recovery = recovery
	if t.refresh != "" && t.refresh != stored {
		if failure := s.cfg.Keeper.Keep(ctx, t.refresh); failure != nil {
			s.unkept = t
			return nil, mail.ProblemOf(failure)
		}
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// renew refreshes with what the Keeper has, and returns that too. When the authority refuses it, it looks whether
// another process has stored a newer one meanwhile: a lost race must not sign the person out.
func (s *Source) renew(ctx context.Context) (t *tokens, stored string, err error) {
	stored, err = s.cfg.Keeper.Load(ctx)
	if err != nil {
		return nil, "", mail.ProblemOf(err)
	}
	t, err = s.refresh(ctx, stored)
	if err == nil || mail.ProblemOf(err).Code != mail.SignInExpired {
		return t, stored, err
	}
	newer, failure := s.cfg.Keeper.Load(ctx)
	if failure != nil || newer == "" || newer == stored {
		return t, stored, err
	}
	t, err = s.refresh(ctx, newer)
	return t, newer, err
}

// adopted returns the tokens that Adopt brought while a refresh waited for its turn.
func (s *Source) adopted() *tokens {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.usable() {
		return s.current
	}
	return nil
}

// settle stores a refresh token that could not be stored before, and returns the tokens it came with. Without it,
// the next refresh would use one that the authority has replaced, which ends the grant where replays are noticed.
func (s *Source) settle(ctx context.Context) (*tokens, error) {
	if s.unkept == nil {
		return nil, nil
	}
	if err := s.cfg.Keeper.Keep(ctx, s.unkept.refresh); err != nil {
		return nil, mail.ProblemOf(err)
	}
	t := s.unkept
	s.unkept = nil
	if t.access == "" || !s.client.clock.Now().Before(t.expires) {
		return nil, nil
	}
	return t, nil
}

// refresh asks for new tokens (RFC 6749 section 6). It may return tokens with an error: they are of no use, but their
// refresh token has replaced the old one.
func (s *Source) refresh(ctx context.Context, stored string) (*tokens, error) {
	if err := s.cfg.Provider.Registered(s.cfg.Protocols...); err != nil {
		return nil, err
	}
	if stored == "" {
		return nil, &mail.Problem{
			Code: mail.SignInExpired, Class: ClassSignInAgain, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange,
			Err: errors.New("there is no refresh token"),
		}
	}
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {stored}}
	said, err := s.client.post(ctx, s.cfg.Provider.TokenURL, s.cfg.Provider.identify(form))
	if err != nil {
		return nil, err
	}
	t, err := said.tokens()
	if err != nil {
		return t, err
	}
	_, err = said.granted(nil, s.cfg.Provider.needed(s.cfg.Protocols))
	return t, err
}
