package oauth_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/oauth"
	"letterbox/oauth/oauthtest"
)

// shelf is a Keeper that can fail, and shows an old token as another process would have read it.
type shelf struct {
	oauth.Held
	mu    sync.Mutex
	fail  error
	stale []string
	kept  int
	enter chan struct{} // told when Load begins
	leave chan struct{} // closed to let it go on
}

func (k *shelf) Load(ctx context.Context) (string, error) {
	if k.enter != nil {
		k.enter <- struct{}{}
		select {
		case <-k.leave:
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.stale) > 0 {
		old := k.stale[0]
		k.stale = k.stale[1:]
		return old, nil
	}
	return k.Held.Load(ctx)
}

func (k *shelf) Keep(ctx context.Context, refreshToken string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept++
	if k.fail != nil {
		return k.fail
	}
	return k.Held.Keep(ctx, refreshToken)
}

func (k *shelf) failWith(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fail = err
}

func TestCase16RefreshRace(t *testing.T) {
	t.Run("goroutines", func(t *testing.T) {
		s := newStage(t)
		source := s.signedIn()
		old := s.token(source)
		source.Invalidate(old)
		var wg sync.WaitGroup
		got := make(chan string, 50)
		for range cap(got) {
			wg.Go(func() {
				access, err := source.Token(t.Context())
				if err != nil {
					t.Error(err)
				}
				source.Invalidate(old) // late news of the old token changes nothing
				got <- access
			})
		}
		wg.Wait()
		close(got)
		for access := range got {
			if access == old {
				t.Error("the refused token came again")
			}
		}
		if n := s.authority.Refreshes(); n != 1 {
			t.Errorf("%d refreshes", n)
		}
	})
	t.Run("processes with a lock", func(t *testing.T) {
		s := newStage(t)
		keeper, held := &oauth.Held{}, make(chan struct{}, 1)
		lock := func(c *oauth.SourceConfig) {
			c.Keeper = keeper
			c.Lock = func(ctx context.Context) (func(), error) {
				select {
				case held <- struct{}{}:
					return func() { <-held }, nil
				case <-ctx.Done():
					return nil, ctx.Err()
				}
			}
		}
		sources := []*oauth.Source{s.signedIn(lock), s.source(lock), s.source(lock)}
		s.clock.Move(2 * time.Hour)
		var wg sync.WaitGroup
		for _, source := range sources {
			wg.Go(func() {
				if _, err := source.Token(t.Context()); err != nil {
					t.Errorf("signed out by a race: %v", err)
				}
			})
		}
		wg.Wait()
	})
	t.Run("a lost race", func(t *testing.T) {
		s := newStage(t)
		keeper := &shelf{}
		ended := 0
		source := s.signedIn(func(c *oauth.SourceConfig) { c.Keeper, c.Ended = keeper, func(*mail.Problem) { ended++ } })
		keeper.stale = []string{"read-before-the-other-stored"}
		s.clock.Move(2 * time.Hour)
		s.token(source)
		if ended != 0 || s.authority.Refreshes() != 2 {
			t.Errorf("ended %d times, %d refreshes", ended, s.authority.Refreshes())
		}
	})
	t.Run("stored before it is used", func(t *testing.T) {
		s := newStage(t)
		keeper := &shelf{}
		source := s.signedIn(func(c *oauth.SourceConfig) { c.Keeper = keeper })
		full := &mail.Problem{Code: mail.DiskFull, Stage: mail.StageStore, Retry: mail.RetryAfterChange}
		keeper.failWith(full)
		s.clock.Move(2 * time.Hour)
		for range 2 {
			if _, err := source.Token(t.Context()); mail.ProblemOf(err).Code != mail.DiskFull {
				t.Fatalf("got %v", err)
			}
		}
		keeper.failWith(nil)
		s.token(source)
		if n := s.authority.Refreshes(); n != 1 {
			t.Errorf("%d refreshes: the rotated token was lost", n)
		}
		s.clock.Move(2 * time.Hour)
		s.token(source)
	})
	t.Run("the caller gives up, the refresh goes on", func(t *testing.T) {
		s := newStage(t)
		keeper := &shelf{}
		source := s.signedIn(func(c *oauth.SourceConfig) { c.Keeper = keeper })
		before, _ := keeper.Load(t.Context())
		s.clock.Move(2 * time.Hour)
		keeper.enter, keeper.leave = make(chan struct{}), make(chan struct{})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() {
			_, err := source.Token(ctx)
			done <- err
		}()
		<-keeper.enter
		cancel()
		fails(t, <-done, mail.Canceled, "")
		close(keeper.leave)
		source.Close(t.Context())
		if after, _ := keeper.Held.Load(t.Context()); after == before {
			t.Error("the rotated token was lost with its caller")
		}
	})
	t.Run("the source is closed", func(t *testing.T) {
		s := newStage(t)
		source := s.signedIn()
		s.authority.Set(oauthtest.Hang)
		s.clock.Move(2 * time.Hour)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := source.Token(ctx)
		fails(t, err, mail.Canceled, "")
		closing, stop := context.WithCancel(t.Context())
		stop()
		source.Close(closing)
		_, err = source.Token(t.Context())
		fails(t, err, mail.Canceled, "")
	})
}

func TestCase17InvalidGrant(t *testing.T) {
	s := newStage(t)
	var told []*mail.Problem
	source := s.signedIn(func(c *oauth.SourceConfig) { c.Ended = func(p *mail.Problem) { told = append(told, p) } })
	s.authority.RevokeAll()
	s.clock.Move(2 * time.Hour)
	for range 5 {
		_, err := source.Token(t.Context())
		if p := fails(t, err, mail.SignInExpired, oauth.ClassSignInAgain); p.Retry != mail.RetryAfterChange {
			t.Errorf("retry %q", p.Retry)
		}
	}
	if len(told) != 1 || s.authority.Refreshes() != 1 || source.Invalidate("x") {
		t.Errorf("told %d times, asked %d times", len(told), s.authority.Refreshes())
	}
	g, err := s.authorize()
	if err != nil {
		t.Fatal(err)
	}
	if err := source.Adopt(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	s.token(source)
	s.clock.Move(2 * time.Hour)
	s.token(source)

	t.Run("a claims challenge", func(t *testing.T) {
		s := newStage(t)
		source := s.signedIn()
		s.authority.Set(oauthtest.Interaction)
		source.Invalidate(s.token(source))
		_, err := source.Token(t.Context())
		p := fails(t, err, mail.SignInExpired, "MFA_REQUIRED")
		if p.Facts[oauth.FactCorrelation] == "" || strings.Contains(p.Reply, "Trace ID") {
			t.Errorf("problem %+v", p)
		}
		s.authority.Set(oauthtest.None)
		r := s.request()
		r.Claims = p.Facts[oauth.FactClaims]
		if _, err := s.client.Authorize(t.Context(), r); err != nil || s.queryOf().Get("claims") == "" {
			t.Errorf("claims %q, %v", s.queryOf().Get("claims"), err)
		}
	})
}

func TestCase18ClockSkew(t *testing.T) {
	for _, skew := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		s := newStage(t)
		source := s.signedIn()
		before := s.token(source)
		s.clock.Move(skew)
		if s.token(source) == before {
			t.Errorf("%v: the old token is trusted", skew)
		}
		s.token(source)
		if n := s.authority.Refreshes(); n != 1 {
			t.Errorf("%v: %d refreshes", skew, n)
		}
	}
	s := newStage(t) // the server's word counts, whatever the clock says
	source := s.signedIn()
	refused := s.token(source)
	if !source.Invalidate(refused) || s.token(source) == refused {
		t.Error("a refused token came again")
	}
	s.authority.Life(5) // shorter than the minute that is promised
	source.Invalidate(s.token(source))
	s.clock.Move(2 * time.Minute)
	source.Invalidate(s.token(source))
	before := s.authority.Refreshes()
	for range 3 {
		s.token(source)
	}
	if n := s.authority.Refreshes() - before; n > 1 {
		t.Errorf("%d refreshes for one short token", n)
	}
}
