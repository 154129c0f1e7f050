package oauthtest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// Browser is a system browser with a person before it, who follows a script. Open may be called once or often; it
// returns when the person is done. The zero value does nothing but remember the link, as somebody who closes the
// tab. HTTP must trust the authority.
type Browser struct {
	HTTP     *http.Client
	User     string // signs in as this user; "" closes the tab
	Password string // "" is "pw"
	Deny     bool   // declines instead
	// Back is given the URL that the authority sends the browser to, and opens it or does something worse. nil opens it.
	Back func(ctx context.Context, b *Browser, callback *url.URL) error

	mu    sync.Mutex
	links []string
	pages []Page
}

// Page is what the browser was shown at the end of its way.
type Page struct {
	Status int
	Header http.Header
	Body   string
}

// Open follows the script for a link. It goes on when ctx ends, so that the last page is seen.
func (b *Browser) Open(ctx context.Context, link string) error {
	b.mu.Lock()
	b.links = append(b.links, link)
	b.mu.Unlock()
	if b.User == "" && !b.Deny {
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	callback, err := b.signIn(ctx, link)
	if err != nil {
		return err
	}
	if b.Back != nil {
		return b.Back(ctx, b, callback)
	}
	_, err = b.Visit(ctx, callback)
	return err
}

// Links returns what was opened.
func (b *Browser) Links() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.links...)
}

// Pages returns what was shown.
func (b *Browser) Pages() []Page {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]Page(nil), b.pages...)
}

// Visit opens a URL and remembers the page.
func (b *Browser) Visit(ctx context.Context, u *url.URL) (Page, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Page{}, err
	}
	page, err := fetch(&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}, request)
	if err == nil {
		b.mu.Lock()
		b.pages = append(b.pages, page)
		b.mu.Unlock()
	}
	return page, err
}

func fetch(client *http.Client, request *http.Request) (Page, error) {
	response, err := client.Do(request)
	if err != nil {
		return Page{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return Page{response.StatusCode, response.Header, string(body)}, err
}

var formAction = regexp.MustCompile(`action="([^"]+)"`)

// signIn fills in the authority's form and returns where it sends the browser afterwards.
func (b *Browser) signIn(ctx context.Context, link string) (*url.URL, error) {
	asked, err := url.Parse(link)
	if err != nil {
		return nil, err
	}
	back := asked.Query().Get("redirect_uri")
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	var callback *url.URL
	client := &http.Client{Transport: b.HTTP.Transport, Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), back+"?") {
			callback = r.URL
			return http.ErrUseLastResponse
		}
		return nil
	}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return nil, err
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	action := formAction.FindSubmatch(body)
	switch {
	case err != nil:
		return nil, err
	case callback != nil:
		return callback, nil
	case action == nil:
		return nil, fmt.Errorf("oauthtest: the authority shows no form, but status %d", response.StatusCode)
	}
	target, err := response.Request.URL.Parse(string(action[1]))
	if err != nil {
		return nil, err
	}
	request, err = http.NewRequestWithContext(ctx, http.MethodPost, target.String(), strings.NewReader(b.form().Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if _, err := fetch(client, request); err != nil {
		return nil, err
	}
	if callback == nil {
		return nil, fmt.Errorf("oauthtest: the authority did not send the browser back")
	}
	return callback, nil
}

func (b *Browser) form() url.Values {
	if b.Deny {
		return url.Values{"deny": {"1"}}
	}
	password := b.Password
	if password == "" {
		password = "pw"
	}
	return url.Values{"login": {b.User}, "password": {password}}
}
