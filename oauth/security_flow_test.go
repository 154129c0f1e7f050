package oauth_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/oauth"
	"letterbox/oauth/oauthtest"
)

// The tests named Case01 to Case22 are the cases of the threat model of the sign-in, in its order.

func TestCase01PKCE(t *testing.T) {
	s := newStage(t)
	verifiers, challenges := map[string]bool{}, map[string]bool{}
	for range 3 {
		if _, err := s.authorize(); err != nil {
			t.Fatal(err)
		}
		q := s.queryOf()
		if q.Get("code_challenge_method") != "S256" {
			t.Errorf("method %q", q.Get("code_challenge_method"))
		}
		challenges[q.Get("code_challenge")] = true
	}
	unreserved := regexp.MustCompile(`^[A-Za-z0-9._~-]{43,128}$`)
	for _, form := range s.authority.Requests() {
		v := form.Get("code_verifier")
		if !unreserved.MatchString(v) {
			t.Errorf("verifier of %d characters", len(v))
		}
		verifiers[v] = true
	}
	if len(verifiers) != 3 || len(challenges) != 3 {
		t.Errorf("%d verifiers, %d challenges in 3 attempts", len(verifiers), len(challenges))
	}
}

func TestCase02State(t *testing.T) {
	s := newStage(t)
	s.browser.Back = func(ctx context.Context, b *oauthtest.Browser, callback *url.URL) error {
		for _, wrong := range []string{"", "x", callback.Query().Get("state") + "x", strings.ToLower(callback.Query().Get("state"))} {
			bad := *callback
			q := bad.Query()
			q.Set("state", wrong)
			bad.RawQuery = q.Encode()
			if page, err := b.Visit(ctx, &bad); err != nil || page.Status != http.StatusBadRequest {
				t.Errorf("state %q: status %d, %v", wrong, page.Status, err)
			}
		}
		twice := *callback
		twice.RawQuery += "&state=x"
		if page, err := b.Visit(ctx, &twice); err != nil || page.Status != http.StatusBadRequest {
			t.Errorf("state twice: status %d, %v", page.Status, err)
		}
		if n := len(s.authority.Requests()); n != 0 {
			t.Errorf("a code was traded %d times without a state", n)
		}
		_, err := b.Visit(ctx, callback)
		return err
	}
	if _, err := s.authorize(); err != nil {
		t.Fatalf("the attempt did not go on: %v", err)
	}
	first := s.queryOf().Get("state")
	if len(first) < 26 { // base32: five bits each
		t.Errorf("state of %d characters", len(first))
	}
	s.browser.Back = func(ctx context.Context, b *oauthtest.Browser, callback *url.URL) error {
		old := *callback
		q := old.Query()
		q.Set("state", first)
		old.RawQuery = q.Encode()
		if page, err := b.Visit(ctx, &old); err != nil || page.Status != http.StatusBadRequest {
			t.Errorf("state of another attempt: status %d, %v", page.Status, err)
		}
		_, err := b.Visit(ctx, callback)
		return err
	}
	if _, err := s.authorize(); err != nil {
		t.Fatal(err)
	}
}

func TestCase03CodeInjection(t *testing.T) {
	s := newStage(t)
	// The attacker signs in elsewhere, keeps the code, and puts it into the victim's answer.
	var stolen string
	thief := &oauthtest.Browser{HTTP: s.authority.HTTP(), User: "mallory"}
	thief.Back = func(_ context.Context, _ *oauthtest.Browser, callback *url.URL) error {
		stolen = callback.Query().Get("code")
		return nil
	}
	ctx, cancel := context.WithCancel(t.Context())
	attacker := oauth.New(oauth.Config{Opener: opener(func(ctx context.Context, link string) error {
		err := thief.Open(ctx, link)
		cancel()
		return err
	}), HTTP: s.authority.HTTP(), Clock: s.clock})
	_, err := attacker.Authorize(ctx, s.request())
	fails(t, err, mail.Canceled, "")
	inject := func(ctx context.Context, b *oauthtest.Browser, callback *url.URL) error {
		q := callback.Query()
		q.Set("code", stolen)
		callback.RawQuery = q.Encode()
		_, err := b.Visit(ctx, callback)
		return err
	}
	s.browser.Back = inject
	_, err = s.authorize()
	fails(t, err, mail.SignInExpired, oauth.ClassSignInAgain) // PKCE

	t.Run("another account", func(t *testing.T) {
		s := newStage(t)
		s.browser.User = "mallory"
		g, err := s.authorize()
		p := fails(t, err, mail.AuthRejected, oauth.ClassOtherAccount)
		if p.Facts[oauth.FactSignedIn] != "mallory@example.test" || p.Facts[oauth.FactAddress] != "alice@example.test" {
			t.Errorf("facts %v", p.Facts)
		}
		if g.IsZero() || g.Identity.Subject != "mallory" {
			t.Error("without the grant the person cannot be asked")
		}
		if page := s.browser.Pages()[0]; !strings.Contains(page.Body, "another account") {
			t.Errorf("page %q", page.Body)
		}
	})
	for _, fault := range []oauthtest.Fault{oauthtest.WrongNonce, oauthtest.WrongAudience, oauthtest.ForeignIdentity} {
		t.Run(string(fault), func(t *testing.T) {
			s := newStage(t)
			s.authority.Set(fault)
			_, err := s.authorize()
			fails(t, err, mail.ProtocolViolation, "")
		})
	}
}

func TestCase04MixUp(t *testing.T) {
	t.Run("two at once", func(t *testing.T) {
		one, two := newStage(t), newStage(t)
		second := make(chan *url.URL, 1)
		two.browser.Back = func(_ context.Context, _ *oauthtest.Browser, callback *url.URL) error {
			second <- callback
			return nil
		}
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := two.authorize(); err != nil {
				t.Errorf("second: %v", err)
			}
		})
		other := <-second
		one.browser.Back = func(ctx context.Context, b *oauthtest.Browser, callback *url.URL) error {
			for _, crossed := range []url.URL{
				{Scheme: "http", Host: callback.Host, Path: callback.Path, RawQuery: other.RawQuery},
				{Scheme: "http", Host: other.Host, Path: other.Path, RawQuery: callback.RawQuery},
				{Scheme: "http", Host: other.Host, Path: callback.Path, RawQuery: callback.RawQuery},
			} {
				if page, err := b.Visit(ctx, &crossed); err != nil || page.Status < 400 {
					t.Errorf("crossed answer: status %d, %v", page.Status, err)
				}
			}
			_, err := b.Visit(ctx, callback)
			return err
		}
		if _, err := one.authorize(); err != nil {
			t.Errorf("first: %v", err)
		}
		if _, err := two.browser.Visit(t.Context(), other); err != nil {
			t.Error(err)
		}
		wg.Wait()
		for _, s := range []*stage{one, two} {
			if n := len(s.authority.Requests()); n != 1 {
				t.Errorf("%d token requests", n)
			}
		}
	})
	for _, fault := range []oauthtest.Fault{oauthtest.WrongIssuer, oauthtest.NoIssuer} {
		t.Run(string(fault), func(t *testing.T) {
			s := newStage(t)
			s.authority.Set(fault)
			_, err := s.authorize()
			fails(t, err, mail.ProtocolViolation, "")
			if n := len(s.authority.Requests()); n != 0 {
				t.Errorf("the code was traded %d times", n)
			}
		})
	}
}

func TestCase05LoopbackOnly(t *testing.T) {
	for _, host := range []string{"127.0.0.1", "localhost"} {
		var asked []string
		s := newStage(t, func(c *oauth.Config) {
			c.Listen = func(ctx context.Context, network, address string) (net.Listener, error) {
				asked = append(asked, address)
				return new(net.ListenConfig).Listen(ctx, network, address)
			}
		})
		s.provider.Redirect = oauth.Redirect{Host: host}
		s.browser.Back = func(ctx context.Context, b *oauthtest.Browser, callback *url.URL) error {
			for _, ip := range lanAddresses(t) {
				conn, err := net.DialTimeout("tcp", net.JoinHostPort(ip, callback.Port()), 2*time.Second)
				if err == nil {
					conn.Close()
					t.Errorf("%s answers at %s", host, ip)
				}
			}
			_, err := b.Visit(ctx, callback)
			return err
		}
		if _, err := s.authorize(); err != nil {
			t.Fatal(err)
		}
		for _, address := range asked {
			if h, _, _ := net.SplitHostPort(address); h != "127.0.0.1" && h != "::1" {
				t.Errorf("listened on %s", address)
			}
		}
	}
}

func lanAddresses(t *testing.T) []string {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	var lan []string
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.To4() != nil && !ip.IP.IsLoopback() {
			lan = append(lan, ip.IP.String())
		}
	}
	if len(lan) == 0 {
		t.Log("this computer has loopback addresses only")
	}
	return lan
}

func TestCase06Ports(t *testing.T) {
	t.Run("form", func(t *testing.T) {
		for host, form := range map[string]string{
			"127.0.0.1": `^http://127\.0\.0\.1:\d{4,5}/[A-Z2-7]{26}$`,
			"localhost": `^http://localhost:\d{4,5}/$`,
		} {
			s := newStage(t)
			s.provider.Redirect.Host = host
			if host == "localhost" {
				s.provider.Redirect.Path = "/"
			}
			ports := map[string]bool{}
			for range 2 {
				if _, err := s.authorize(); err != nil {
					t.Fatal(err)
				}
				redirect := s.queryOf().Get("redirect_uri")
				if !regexp.MustCompile(form).MatchString(redirect) {
					t.Errorf("redirect URI %q", redirect)
				}
				ports[redirect] = true
			}
			if host == "127.0.0.1" && len(ports) != 2 {
				t.Error("a path was used again")
			}
		}
	})
	t.Run("taken on ::1", func(t *testing.T) {
		var four []string
		taken := 2
		s := newStage(t, func(c *oauth.Config) {
			c.Listen = func(ctx context.Context, network, address string) (net.Listener, error) {
				if network == "tcp6" && !strings.HasSuffix(address, ":0") && taken > 0 {
					taken--
					return nil, syscall.EADDRINUSE
				}
				l, err := new(net.ListenConfig).Listen(ctx, "tcp4", "127.0.0.1:0") // ::1 is not everywhere
				if err == nil && network == "tcp4" {
					four = append(four, l.Addr().String())
				}
				return l, err
			}
		})
		s.provider.Redirect = oauth.Redirect{Host: "localhost", Path: "/"}
		if _, err := s.authorize(); err != nil {
			t.Fatal(err)
		}
		u, _ := url.Parse(s.queryOf().Get("redirect_uri"))
		if len(four) != 3 || !strings.HasSuffix(four[2], ":"+u.Port()) || slices.Contains(four[:2], "127.0.0.1:"+u.Port()) {
			t.Errorf("listened on %v, told %s", four, u)
		}
	})
	t.Run("no port", func(t *testing.T) {
		s := newStage(t, func(c *oauth.Config) {
			c.Listen = func(context.Context, string, string) (net.Listener, error) { return nil, syscall.EMFILE }
		})
		_, err := s.authorize()
		fails(t, err, mail.Unknown, "")
		if len(s.browser.Links()) != 0 {
			t.Error("the browser was opened")
		}
	})
}

func TestCase07Rebinding(t *testing.T) {
	s := newStage(t)
	s.browser.Back = func(ctx context.Context, b *oauthtest.Browser, callback *url.URL) error {
		for _, host := range []string{"evil.example", "evil.example:" + callback.Port(), "127.0.0.1", "localhost:" + callback.Port(), "127.0.0.1:1"} {
			r, err := ask(ctx, http.MethodGet, callback.String(), func(r *http.Request) { r.Host = host })
			if err != nil || r.StatusCode != http.StatusMisdirectedRequest {
				return fmt.Errorf("host %q: %v, %w", host, r, err)
			}
		}
		_, err := b.Visit(ctx, callback)
		return err
	}
	if _, err := s.authorize(); err != nil {
		t.Fatalf("the state was consumed: %v", err)
	}
}
