package oauth_test

import (
	"errors"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/sasl"
	"letterbox/oauth"
	"letterbox/oauth/oauthtest"
)

func TestCase15LyingTokenEndpoint(t *testing.T) {
	lies := []struct {
		fault oauthtest.Fault
		code  mail.Code // "" is success
		class string
	}{
		{oauthtest.Redirected, mail.ProtocolViolation, ""},
		{oauthtest.HTML, mail.ProtocolViolation, ""},
		{oauthtest.Huge, mail.LimitExceeded, ""},
		{oauthtest.NoExpiry, "", ""},
		{oauthtest.NegativeExpiry, "", ""},
		{oauthtest.TextExpiry, "", ""},
		{oauthtest.WordExpiry, "", ""},
		{oauthtest.FractionExpiry, "", ""},
		{oauthtest.EndlessExpiry, "", ""},
		{oauthtest.ObjectExpiry, "", ""},
		{oauthtest.OddType, "", ""},
		{oauthtest.NoType, "", ""},
		{oauthtest.NoRefresh, "", ""},
		{oauthtest.NoIdentity, "", ""},
		{oauthtest.NoAccess, mail.ProtocolViolation, ""},
		{oauthtest.ControlAccess, mail.ProtocolViolation, ""},
		{oauthtest.Unavailable, mail.ServerBusy, "OAUTH_TRANSIENT"},
		{oauthtest.Throttled, mail.RateLimited, "RATE_LIMIT_LOGIN"},
		{oauthtest.GoodInvalid, mail.SignInExpired, oauth.ClassSignInAgain},
	}
	for _, lie := range lies {
		t.Run(string(lie.fault), func(t *testing.T) {
			s := newStage(t)
			source := s.signedIn()
			s.authority.Set(lie.fault)
			if _, err := s.authorize(); lie.code != "" {
				fails(t, err, lie.code, lie.class)
			} else if err != nil {
				t.Fatalf("sign-in: %v", err)
			}
			source.Invalidate(s.token(source))
			got, err := source.Token(t.Context())
			if lie.code != "" {
				fails(t, err, lie.code, lie.class)
				return
			}
			if err != nil || !s.authority.Valid(got) {
				t.Fatalf("refresh: %v", err)
			}
			s.authority.Set(oauthtest.None)
			s.clock.Move(25 * time.Hour) // no lie makes a token last longer
			if later := s.token(source); later == got {
				t.Error("a token of yesterday is still used")
			}
		})
	}
	t.Run("not https", func(t *testing.T) {
		s := newStage(t)
		s.provider.TokenURL = "http://authority.example/token"
		_, err := s.authorize()
		fails(t, err, mail.PlainForbidden, "")
		if len(s.browser.Links()) != 0 {
			t.Error("the browser was opened")
		}
		s.provider.TokenURL = "http://127.0.0.1:1/token"
		_, err = oauth.New(oauth.Config{Opener: s.browser}).Authorize(t.Context(), s.request())
		fails(t, err, mail.PlainForbidden, "") // loopback is no excuse for the product's own client
	})
	t.Run("waits as told", func(t *testing.T) {
		s := newStage(t)
		source := s.signedIn()
		s.authority.Set(oauthtest.Unavailable)
		source.Invalidate(s.token(source))
		_, err := source.Token(t.Context())
		if p := mail.ProblemOf(err); p.Retry != mail.RetryLater || p.Facts[mail.FactAfter] != "2m0s" {
			t.Errorf("problem %+v", p)
		}
		s.authority.Set(oauthtest.None)
		s.token(source)
	})
}

func TestCase19SystemBrowser(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no source", err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			path, _ := strconv.Unquote(i.Path.Value)
			if path == "os/exec" || path == "os" || strings.Contains(strings.ToLower(path), "webview") {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
	s := newStage(t)
	if _, err := s.authorize(); err != nil {
		t.Fatal(err)
	}
	if w := <-s.notes; w.Link != s.browser.Links()[0] || strings.ContainsAny(w.Link, " \"'`$\\<>|;\n") {
		t.Errorf("link %q", w.Link)
	}
}

func TestCase20ClientSecret(t *testing.T) {
	for _, secret := range []string{"", "not-really-secret"} {
		s := newStage(t)
		s.provider.Registration.Secret = secret
		source := s.signedIn()
		source.Invalidate(s.token(source))
		s.token(source)
		for _, form := range s.authority.Requests() {
			if form.Get("client_secret") != secret || form.Has("client_secret") != (secret != "") || form.Get("client_id") != oauthtest.ClientID {
				t.Errorf("form %v", form)
			}
		}
		if s.queryOf().Has("client_secret") {
			t.Error("the browser saw the secret")
		}
	}
	google, err := oauth.For("gmail", oauth.Registration{ClientID: "ours", Secret: "set"})
	if err != nil || google.Registration.Secret != "set" {
		t.Errorf("registration %+v, %v", google.Registration, err)
	}
}

func TestCase21Scope(t *testing.T) {
	s := newStage(t)
	s.authority.Set(oauthtest.LessScope)
	g, err := s.authorize()
	p := fails(t, err, mail.ConsentDenied, oauth.ClassNotGranted)
	if p.Facts[oauth.FactMissing] != "mail" || !g.IsZero() || !strings.Contains(s.browser.Pages()[0].Body, "not granted") {
		t.Errorf("problem %+v", p)
	}
	s.authority.Set(oauthtest.MoreScope)
	g, err = s.authorize()
	if err != nil || !g.Lasting() || strings.Join(g.Scopes, " ") != "mail openid email offline_access contacts calendar" {
		t.Errorf("scopes %v, %v", g.Scopes, err)
	}
	source := s.source()
	if err := source.Adopt(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	s.authority.Set(oauthtest.LessScope)
	source.Invalidate(s.token(source))
	_, err = source.Token(t.Context())
	fails(t, err, mail.ConsentDenied, oauth.ClassNotGranted)
	s.authority.Set(oauthtest.None)
	s.token(source) // the refresh token that came with too little was kept
}

// mailServer takes access tokens as a mail server does with XOAUTH2.
func mailServer(access string, valid func(string) bool) error {
	client := sasl.XOAuth2("alice@example.test", access)
	_, initial, err := client.Start()
	if err != nil {
		return err
	}
	fields := strings.Split(string(initial), "\x01")
	if len(fields) == 4 && valid(strings.TrimPrefix(fields[1], "auth=Bearer ")) {
		return nil
	}
	answer, err := client.Next([]byte(`{"status":"401","schemes":"bearer","scope":"mail"}`))
	if err != nil || len(answer) != 0 {
		return errors.New("a challenge with an error is to be answered by an empty line")
	}
	return errors.New("NO [AUTHENTICATIONFAILED]")
}

func TestCase22RefusedToken(t *testing.T) {
	s := newStage(t)
	source := s.signedIn()
	// connect is what a session does: refused once, it asks for another token and tries once more.
	connect := func(valid func(string) bool) (attempts int, err error) {
		for {
			access := s.token(source)
			attempts++
			if err = mailServer(access, valid); err == nil || !source.Invalidate(access) || attempts > 5 {
				return attempts, err
			}
		}
	}
	first := s.token(source)
	if n, err := connect(func(access string) bool { return access != first }); err != nil || n != 2 {
		t.Errorf("%d attempts, %v", n, err)
	}
	s.clock.Move(5 * time.Minute)
	never := func(string) bool { return false }
	if n, err := connect(never); err == nil || n != 2 {
		t.Errorf("a server that refuses every token was asked %d times, %v", n, err)
	}
	if n, _ := connect(never); n != 1 {
		t.Errorf("asked again at once: %d attempts", n)
	}
	if n := s.authority.Refreshes(); n != 2 {
		t.Errorf("%d refreshes", n)
	}
}
