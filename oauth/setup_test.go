package oauth_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"letterbox/mail"
	"letterbox/oauth"
	"letterbox/oauth/oauthtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var alice = mail.Address{Local: "alice", Domain: "example.test"}

// providerOf is the row of a test authority.
func providerOf(issuer string) oauth.Provider {
	scope := []string{"mail"}
	return oauth.Provider{
		ID: "test", AuthURL: issuer + "/authorize", TokenURL: issuer + "/token", DeviceURL: issuer + "/device",
		Issuers: []string{issuer}, SendsIssuer: true,
		Scopes:       map[mail.Protocol][]string{mail.IMAP: scope, mail.POP3: scope, mail.Submission: scope},
		Extra:        []string{"openid", "email", "offline_access"},
		Params:       map[string]string{"prompt": "consent"},
		Redirect:     oauth.Redirect{Host: "127.0.0.1"},
		Registration: oauth.Registration{ClientID: oauthtest.ClientID},
	}
}

// stage is a test's authority, browser, clock and client.
type stage struct {
	*testing.T
	authority *oauthtest.Authority
	browser   *oauthtest.Browser
	clock     *oauthtest.Clock
	client    *oauth.Client
	provider  oauth.Provider
	log       *logged
	notes     chan oauth.Waiting
}

// logged is a log at its most talkative.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// opener is an Opener of a function.
type opener func(ctx context.Context, link string) error

func (o opener) Open(ctx context.Context, link string) error { return o(ctx, link) }

func newStage(t *testing.T, change ...func(*oauth.Config)) *stage {
	t.Helper()
	s := &stage{T: t, authority: oauthtest.New(t), clock: oauthtest.NewClock(), log: &logged{}, notes: make(chan oauth.Waiting, 8)}
	s.browser = &oauthtest.Browser{HTTP: s.authority.HTTP(), User: "alice"}
	s.provider = providerOf(s.authority.URL())
	watched := opener(func(ctx context.Context, link string) error {
		err := s.browser.Open(ctx, link)
		if err != nil {
			t.Errorf("browser: %v", err) // the client only takes note of it
		}
		return err
	})
	cfg := oauth.Config{
		Opener: watched, HTTP: s.authority.HTTP(), Clock: s.clock,
		Log: slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, c := range change {
		c(&cfg)
	}
	s.client = oauth.New(cfg)
	return s
}

func (s *stage) request() oauth.Request {
	return oauth.Request{
		Provider: s.provider, Protocols: []mail.Protocol{mail.IMAP, mail.Submission}, Address: alice,
		Note: func(w oauth.Waiting) { s.notes <- w },
	}
}

func (s *stage) authorize() (oauth.Grant, error) {
	return s.client.Authorize(s.Context(), s.request())
}

// signedIn returns a source with a grant.
func (s *stage) signedIn(change ...func(*oauth.SourceConfig)) *oauth.Source {
	s.Helper()
	g, err := s.authorize()
	if err != nil {
		s.Fatalf("sign-in: %v", err)
	}
	source := s.source(change...)
	if err := source.Adopt(s.Context(), g); err != nil {
		s.Fatalf("adopt: %v", err)
	}
	return source
}

func (s *stage) source(change ...func(*oauth.SourceConfig)) *oauth.Source {
	cfg := oauth.SourceConfig{Provider: s.provider, Protocols: []mail.Protocol{mail.IMAP}, Keeper: &oauth.Held{}}
	for _, c := range change {
		c(&cfg)
	}
	source := s.client.Source(cfg)
	s.Cleanup(func() { source.Close(context.Background()) })
	return source
}

// token returns an access token that the authority stands by.
func (s *stage) token(source *oauth.Source) string {
	s.Helper()
	token, err := source.Token(s.Context())
	if err != nil {
		s.Fatalf("token: %v", err)
	}
	if !s.authority.Valid(token) {
		s.Fatal("the token is not valid")
	}
	return token
}

// fails checks the diagnosis of an error.
func fails(t testing.TB, err error, code mail.Code, class string) *mail.Problem {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %s %s", code, class)
	}
	p := mail.ProblemOf(err)
	if p.Code != code || p.Class != class {
		t.Fatalf("got %s %q (%v), want %s %q", p.Code, p.Class, err, code, class)
	}
	if p.Stage != mail.StageSignIn {
		t.Errorf("stage %q of %v", p.Stage, err)
	}
	return p
}

// queryOf is the query of the link that was opened last.
func (s *stage) queryOf() url.Values {
	s.Helper()
	links := s.browser.Links()
	if len(links) == 0 {
		s.Fatal("no link was opened")
	}
	u, err := url.Parse(links[len(links)-1])
	if err != nil {
		s.Fatal(err)
	}
	return u.Query()
}

// ask sends a request to the listener of an attempt, from the browser's place.
func ask(ctx context.Context, method, target string, change func(*http.Request)) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, target, strings.NewReader(""))
	if err != nil {
		return nil, err
	}
	if change != nil {
		change(request)
	}
	client := &http.Client{
		Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Do(request)
	if err == nil {
		response.Body.Close()
	}
	return response, err
}
