package oauth_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/oauth"
	"letterbox/oauth/oauthtest"
)

func TestCase08OtherRequests(t *testing.T) {
	s := newStage(t)
	s.browser.Back = func(ctx context.Context, b *oauthtest.Browser, callback *url.URL) error {
		at := func(path string) string { return "http://" + callback.Host + path + "?" + callback.RawQuery }
		cases := []struct {
			method, target string
			status         int
		}{
			{"GET", at("/"), 404},
			{"GET", at("/favicon.ico"), 404},
			{"GET", at(callback.Path + "/"), 404},
			{"GET", at("/cb"), 404},
			{"HEAD", callback.String(), 405},
			{"POST", callback.String(), 405},
			{"PUT", callback.String(), 405},
			{"OPTIONS", callback.String(), 405},
			{"GET", "http://" + callback.Host + callback.Path, 400}, // as a WebSocket would begin
		}
		for _, c := range cases {
			r, err := ask(ctx, c.method, c.target, func(r *http.Request) {
				r.Header.Set("Origin", "https://evil.example")
				r.Header.Set("Access-Control-Request-Method", "GET")
				r.Header.Set("Upgrade", "websocket")
				r.Header.Set("Connection", "Upgrade")
			})
			if err != nil || r.StatusCode != c.status {
				return fmt.Errorf("%s %s: %v, %w", c.method, c.target, r, err)
			}
			for name := range r.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s sends %s", c.method, name)
				}
			}
		}
		_, err := b.Visit(ctx, callback)
		return err
	}
	if _, err := s.authorize(); err != nil {
		t.Fatalf("the state was consumed: %v", err)
	}
}

func TestCase09Markup(t *testing.T) {
	s := newStage(t)
	s.authority.Set(oauthtest.MarkupError)
	_, err := s.authorize()
	fails(t, err, mail.ServerRefused, "")
	page := s.browser.Pages()[0]
	if strings.Contains(page.Body, "alert") || strings.Contains(page.Body, "<b>") || !strings.Contains(page.Body, "not finished") {
		t.Errorf("page %q", page.Body)
	}
	for name, want := range map[string]string{
		"Content-Type": "text/html; charset=utf-8", "X-Content-Type-Options": "nosniff",
		"Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
	} {
		if got := page.Header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	policy := page.Header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	for _, tag := range []string{"script", "style"} {
		inline := regexp.MustCompile("<" + tag + ">(.*)</" + tag + ">").FindStringSubmatch(page.Body)
		sum := sha256.Sum256([]byte(inline[1]))
		if !strings.Contains(policy, tag+"-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			t.Errorf("the policy does not allow the page's own %s", tag)
		}
	}
}

func TestCase10SecondCode(t *testing.T) {
	s := newStage(t)
	var freed error
	s.browser.Back = func(ctx context.Context, b *oauthtest.Browser, callback *url.URL) error {
		var wg sync.WaitGroup
		statuses := make(chan int, 8)
		for range cap(statuses) {
			wg.Go(func() {
				if r, err := ask(ctx, http.MethodGet, callback.String(), nil); err == nil {
					statuses <- r.StatusCode
				}
			})
		}
		wg.Wait()
		close(statuses)
		count := map[int]int{}
		for status := range statuses {
			count[status]++
		}
		if count[http.StatusOK] != 1 || count[http.StatusOK]+count[http.StatusGone] != sum(count) {
			t.Errorf("answers %v", count)
		}
		return nil
	}
	if _, err := s.authorize(); err != nil {
		t.Fatal(err)
	}
	if n := len(s.authority.Requests()); n != 1 {
		t.Errorf("%d codes were traded", n)
	}
	u, _ := url.Parse(s.queryOf().Get("redirect_uri"))
	if _, freed = net.DialTimeout("tcp", u.Host, time.Second); freed == nil {
		t.Error("the listener is still there")
	}
}

func sum(count map[int]int) int {
	total := 0
	for _, n := range count {
		total += n
	}
	return total
}

func TestCase11Guessing(t *testing.T) {
	s := newStage(t)
	s.browser.Back = func(ctx context.Context, b *oauthtest.Browser, callback *url.URL) error {
		for i := range 40 {
			path := callback.Path
			if i%2 == 0 {
				path = "/cb"
			}
			r, err := ask(ctx, http.MethodGet, "http://"+callback.Host+path+"?code=evil&state="+rand.Text(), func(r *http.Request) {
				r.Header.Set("Sec-Fetch-Dest", "image")
			})
			if err != nil || r.StatusCode < 400 {
				return fmt.Errorf("guess: %v, %w", r, err)
			}
		}
		_, err := b.Visit(ctx, callback)
		return err
	}
	if _, err := s.authorize(); err != nil {
		t.Fatalf("guesses ended the attempt: %v", err)
	}
	u, _ := url.Parse(s.queryOf().Get("redirect_uri"))
	if len(u.Path) < 27 {
		t.Errorf("path %q is not random", u.Path)
	}
}

func TestCase12ClosedTab(t *testing.T) {
	closed := func(t *testing.T) (*stage, chan error, context.CancelFunc, oauth.Waiting) {
		s := newStage(t)
		s.browser.User = ""
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() {
			_, err := s.client.Authorize(ctx, s.request())
			done <- err
		}()
		return s, done, cancel, <-s.notes
	}
	listening := func(w oauth.Waiting) bool {
		u, _ := url.Parse(w.Link)
		back, _ := url.Parse(u.Query().Get("redirect_uri"))
		conn, err := net.DialTimeout("tcp", back.Host, time.Second)
		if err == nil {
			conn.Close()
		}
		return err == nil
	}
	t.Run("ten minutes", func(t *testing.T) {
		s, done, cancel, waiting := closed(t)
		defer cancel()
		if !listening(waiting) || !waiting.Until.Equal(s.clock.Now().Add(10*time.Minute)) {
			t.Errorf("waits until %v", waiting.Until)
		}
		s.clock.Move(10*time.Minute - time.Second)
		select {
		case err := <-done:
			t.Fatalf("ended early: %v", err)
		default:
		}
		s.clock.Move(time.Second)
		p := fails(t, <-done, mail.TimedOut, oauth.ClassUnfinished)
		if p.Facts[mail.FactAfter] != "10m0s" || p.Retry != mail.RetryAfterChange || listening(waiting) {
			t.Errorf("problem %+v, or the listener is still there", p)
		}
	})
	t.Run("cancel", func(t *testing.T) {
		_, done, cancel, waiting := closed(t)
		cancel()
		fails(t, <-done, mail.Canceled, "")
		if listening(waiting) {
			t.Error("the listener is still there")
		}
	})
	t.Run("no browser", func(t *testing.T) {
		s := newStage(t, func(c *oauth.Config) {
			c.Opener = opener(func(_ context.Context, link string) error { return errors.New("cannot open " + link) })
		})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() {
			_, err := s.client.Authorize(ctx, s.request())
			done <- err
		}()
		first, second := <-s.notes, <-s.notes
		if first.Failed != nil || second.Failed == nil || first.Link != second.Link || strings.Contains(second.Failed.Error(), "state") {
			t.Errorf("notes %v, %v", first.Failed, second.Failed)
		}
		if err := s.browser.Open(ctx, second.Link); err != nil { // copied into another browser
			t.Error(err)
		}
		if err := <-done; err != nil {
			t.Errorf("copied link: %v", err)
		}
		cancel()
		r := s.request()
		r.Note = nil
		_, err := s.client.Authorize(t.Context(), r)
		fails(t, err, mail.MechanismMissing, "")
		if strings.Contains(err.Error(), "state=") {
			t.Errorf("the link is in %v", err)
		}
	})
}

func TestCase13HugeAndSlow(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the listener to give slow clients up")
	}
	t.Parallel()
	s := newStage(t)
	s.browser.Back = func(ctx context.Context, b *oauthtest.Browser, callback *url.URL) error {
		r, err := ask(ctx, http.MethodGet, callback.String(), func(r *http.Request) { r.Header.Set("X", strings.Repeat("x", 64<<10)) })
		if err == nil && r.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("64 KB of header: %d", r.StatusCode)
		}
		begun := time.Now()
		slow := make([]net.Conn, 24)
		for i := range slow {
			if slow[i], err = net.Dial("tcp", callback.Host); err != nil {
				return err
			}
			defer slow[i].Close()
			fmt.Fprint(slow[i], "GET / HTTP/1.1\r\nX: ")
		}
		if _, err := b.Visit(ctx, callback); err != nil {
			return err
		}
		if waited := time.Since(begun); waited > 20*time.Second {
			t.Errorf("slow clients held the answer up for %v", waited)
		}
		_ = slow[0].SetReadDeadline(time.Now().Add(10 * time.Second))
		if _, err := io.ReadAll(slow[0]); errors.Is(err, context.DeadlineExceeded) {
			t.Error("a slow client was not given up")
		}
		return nil
	}
	if _, err := s.authorize(); err != nil {
		t.Fatal(err)
	}
}

func TestCase14NothingLeaks(t *testing.T) {
	faults := []oauthtest.Fault{
		oauthtest.None, oauthtest.Echo, oauthtest.HTML, oauthtest.Redirected, oauthtest.Huge, oauthtest.InvalidGrant, oauthtest.MarkupError,
		oauthtest.ControlAccess, oauthtest.WrongIssuer, oauthtest.LessScope, oauthtest.Unavailable,
	}
	for _, fault := range faults {
		s := newStage(t)
		s.provider.Registration.Secret = oauthtest.Marker + "-client"
		s.authority.Set(fault)
		grant, err := s.authorize()
		said := fmt.Sprintf("%v %+v %#v %s", grant, grant, grant, struct{ G oauth.Grant }{grant})
		said += fmt.Sprintf("%+v", struct{ hidden oauth.Grant }{grant})
		if err == nil {
			source := s.source()
			if err := source.Adopt(t.Context(), grant); err != nil {
				t.Fatal(err)
			}
			s.authority.Set(oauthtest.Echo)
			source.Invalidate(s.token(source))
			_, err = source.Token(t.Context())
			said += fmt.Sprintf("%v %+v %#v %+v", source, source, source, struct{ hidden *oauth.Source }{source})
		}
		p := mail.ProblemOf(err)
		said += fmt.Sprintf("%v %+v %#v %v", err, p, p.Err, p.Facts) + s.log.String()
		q := s.queryOf()
		secrets := []string{oauthtest.Marker, q.Get("state"), q.Get("nonce"), q.Get("code_challenge")}
		for _, form := range s.authority.Requests() {
			secrets = append(secrets, form.Get("code_verifier"))
		}
		for i, secret := range secrets {
			if secret != "" && strings.Contains(said, secret) {
				t.Errorf("%s: secret %d is in %q", fault, i, said)
			}
		}
		for _, page := range s.browser.Pages() {
			if strings.Contains(page.Body, oauthtest.Marker) || strings.Contains(page.Body, q.Get("state")) || !strings.Contains(page.Body, "history.replaceState") {
				t.Errorf("%s: page %q", fault, page.Body)
			}
		}
		if strings.Contains(s.log.String(), "alice") {
			t.Errorf("%s: the address is in the log", fault)
		}
	}
}
