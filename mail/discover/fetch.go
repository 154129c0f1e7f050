package discover

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxConfig is how long a configuration file may be, in bytes after decompression. Real ones have a few kilobytes.
const maxConfig = 1 << 20

// maxRedirects is how often a server may send us elsewhere.
const maxRedirects = 4

// fetchLimit is how long one file may take, redirects included.
const fetchLimit = 5 * time.Second

// fetcher gets configuration files over https.
type fetcher struct{ client *http.Client }

func newFetcher(given *http.Client, root string) (fetcher, error) {
	client := &http.Client{}
	if given != nil {
		*client = *given
	}
	client.CheckRedirect = onlyProtected
	client.Jar = nil
	if root == "" {
		return fetcher{client}, nil
	}
	u, err := url.Parse(strings.TrimSuffix(root, "/") + "/")
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fetcher{}, fmt.Errorf("discover: root %q is not an http or https URL", root)
	}
	inner := client.Transport
	if inner == nil {
		inner = http.DefaultTransport
	}
	client.Transport = rooted{inner, u}
	return fetcher{client}, nil
}

// rooted asks for https://HOST/PATH at ROOT/HOST/PATH instead. Redirects are judged before it, by the addresses that
// stand for themselves.
type rooted struct {
	inner http.RoundTripper
	root  *url.URL
}

// RoundTrip implements http.RoundTripper.
func (r rooted) RoundTrip(request *http.Request) (*http.Response, error) {
	there := request.Clone(request.Context())
	there.URL = r.root.JoinPath(request.URL.Host, request.URL.Path)
	there.URL.RawQuery = request.URL.RawQuery
	there.Host = ""
	response, err := r.inner.RoundTrip(there)
	if err != nil {
		return nil, err
	}
	response.Request = request
	return response, nil
}

// onlyProtected refuses to leave https, where anybody on the way could answer instead, and does not tell the next host
// what the one before was asked.
func onlyProtected(to *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return errors.New("too many redirects")
	}
	if to.URL.Scheme != "https" {
		return fmt.Errorf("redirect to %s is not protected", to.URL.Host)
	}
	to.Header.Del("Referer")
	return nil
}

// get returns a file and where it was found after redirects, nil when there is none. Errors wrap errNetwork.
func (f fetcher) get(ctx context.Context, u url.URL) (text []byte, found *url.URL, err error) {
	ctx, cancel := context.WithTimeout(ctx, fetchLimit)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, nil, nil //nolint:nilerr // a host that is no host has no file
	}
	request.Header.Set("Accept", "text/xml, application/xml")
	request.Header.Set("User-Agent", "Letterbox")
	response, err := f.client.Do(request)
	if err != nil {
		return nil, nil, unreached(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, nil, nil
	}
	text, err = io.ReadAll(io.LimitReader(response.Body, maxConfig+1))
	if err != nil {
		return nil, nil, unreached(ctx, err)
	}
	if len(text) > maxConfig {
		return nil, nil, nil
	}
	return text, response.Request.URL, nil
}
