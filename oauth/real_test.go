package oauth_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/oauth"
	"letterbox/oauth/oauthtest"
)

// realStage is a stage whose authority is the real one.
func realStage(t *testing.T) *stage {
	return stageOf(t, mailtest.StartOIDC(t).Issuer())
}

// stageOf is a stage whose authority is oidc-provider.
func stageOf(t *testing.T, issuer string) *stage {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	s := &stage{T: t, clock: oauthtest.NewClock(), notes: make(chan oauth.Waiting, 8)}
	s.browser = &oauthtest.Browser{HTTP: client, User: "alice"}
	s.provider = providerOf(issuer)
	s.provider.AuthURL, s.provider.DeviceURL = issuer+"/auth", issuer+"/device/auth"
	s.provider.Redirect.Path = "/" // the path is compared, the port is not
	s.client = oauth.New(oauth.Config{Opener: s.browser, HTTP: client, Clock: s.clock})
	return s
}

func TestRealAuthority(t *testing.T) {
	s := realStage(t)
	for _, host := range []string{"127.0.0.1", "localhost"} {
		s.provider.Redirect.Host = host
		g, err := s.authorize()
		if err != nil {
			t.Fatalf("%s: %v", host, err)
		}
		if !g.Identity.Is(alice) || !g.Lasting() {
			t.Errorf("%s: identity %v", host, g.Identity)
		}
	}

	t.Run("refresh with rotation", func(t *testing.T) {
		keeper := &shelf{}
		source := realSource(s, keeper)
		before, _ := keeper.Load(t.Context())
		first, err := source.Token(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			s.clock.Move(2 * 3600e9)
			next, err := source.Token(t.Context())
			after, _ := keeper.Load(t.Context())
			if err != nil || next == first || after == before {
				t.Fatalf("not rotated: %v", err)
			}
			first, before = next, after
		}
	})

	t.Run("replayed refresh token", func(t *testing.T) {
		keeper := &shelf{}
		source := realSource(s, keeper)
		old, _ := keeper.Load(t.Context())
		source.Invalidate(mustToken(t, source))
		mustToken(t, source)
		thief := &oauth.Held{}
		if err := thief.Keep(t.Context(), old); err != nil {
			t.Fatal(err)
		}
		_, err := s.client.Source(oauth.SourceConfig{Provider: s.provider, Keeper: thief}).Token(t.Context())
		fails(t, err, mail.SignInExpired, oauth.ClassSignInAgain)
		source.Invalidate(mustToken(t, source))
		s.clock.Move(2 * 3600e9)
		_, err = source.Token(t.Context())
		fails(t, err, mail.SignInExpired, oauth.ClassSignInAgain)
	})

	t.Run("denied", func(t *testing.T) {
		s.browser.Deny = true
		defer func() { s.browser.Deny = false }()
		_, err := s.authorize()
		fails(t, err, mail.ConsentDenied, oauth.ClassUnfinished)
	})

	t.Run("closed tab", func(t *testing.T) {
		s.browser.User = ""
		defer func() { s.browser.User = "alice" }()
		ctx, cancel := context.WithCancel(t.Context())
		r := s.request()
		r.Note = func(oauth.Waiting) { cancel() }
		_, err := s.client.Authorize(ctx, r)
		fails(t, err, mail.Canceled, "")
	})

	t.Run("wrong account", func(t *testing.T) {
		s.browser.User = "mallory"
		defer func() { s.browser.User = "alice" }()
		g, err := s.authorize()
		p := fails(t, err, mail.AuthRejected, oauth.ClassOtherAccount)
		if p.Facts[oauth.FactSignedIn] != "mallory@example.test" || g.IsZero() {
			t.Errorf("facts %v", p.Facts)
		}
	})

	t.Run("wrong code", func(t *testing.T) {
		s.browser.Back = func(ctx context.Context, b *oauthtest.Browser, callback *url.URL) error {
			q := callback.Query()
			q.Set("code", "guessed")
			callback.RawQuery = q.Encode()
			_, err := b.Visit(ctx, callback)
			return err
		}
		defer func() { s.browser.Back = nil }()
		_, err := s.authorize()
		fails(t, err, mail.SignInExpired, oauth.ClassSignInAgain)
	})

	t.Run("unregistered path", func(t *testing.T) {
		other := *s
		other.provider.Redirect.Path = ""
		r := other.request()
		r.Note = nil
		_, err := s.client.Authorize(t.Context(), r) // the authority shows a page and does not come back
		fails(t, err, mail.MechanismMissing, "")
	})

	t.Run("device code", func(t *testing.T) {
		for len(s.notes) > 0 {
			<-s.notes
		}
		waiting, done := onDevice(s)
		if !strings.HasPrefix(waiting.Link, "http://127.0.0.1:") || waiting.UserCode == "" {
			t.Errorf("told %q", waiting.Link)
		}
		s.waits(5e9)
		s.clock.Move(5e9) // asked while nobody has decided
		s.waits(5e9)
		s.clock.Move(10 * 60e9)
		fails(t, <-done, mail.TimedOut, oauth.ClassUnfinished)
	})
}

func realSource(s *stage, keeper oauth.Keeper) *oauth.Source {
	s.Helper()
	g, err := s.authorize()
	if err != nil {
		s.Fatal(err)
	}
	source := s.source(func(c *oauth.SourceConfig) { c.Keeper = keeper })
	if err := source.Adopt(s.Context(), g); err != nil {
		s.Fatal(err)
	}
	return source
}

func mustToken(t *testing.T, source *oauth.Source) string {
	t.Helper()
	access, err := source.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return access
}
