package discover

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// maxConfig is how long a configuration file may be. Real ones have a few kilobytes.
const maxConfig = 1 << 20

// maxRedirects is how often a server may send us elsewhere.
const maxRedirects = 4

// fetcher gets configuration files over https.
type fetcher struct {
	client *http.Client
	root   *url.URL // nil: the hosts themselves
}

func newFetcher(given *http.Client, root string) (fetcher, error) {
	client := &http.Client{}
	if given != nil {
		*client = *given
	}
	client.CheckRedirect = onlyProtected
	client.Jar = nil
	if root == "" {
		return fetcher{client: client}, nil
	}
	u, err := url.Parse(strings.TrimSuffix(root, "/"))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fetcher{}, fmt.Errorf("discover: root %q is not an http or https URL", root)
	}
	return fetcher{client: client, root: u}, nil
}

// onlyProtected refuses to leave https, where anybody on the way could answer instead.
func onlyProtected(to *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return errors.New("too many redirects")
	}
	if via[0].URL.Scheme == "https" && to.URL.Scheme != "https" {
		return fmt.Errorf("redirect to %s is not protected", to.URL.Host)
	}
	return nil
}

// get returns the file at https://host/path?query, nil when there is none. Errors wrap errNetwork.
func (f fetcher) get(ctx context.Context, host, path string, query url.Values) ([]byte, error) {
	u := url.URL{Scheme: "https", Host: host, Path: path, RawQuery: query.Encode()}
	if f.root != nil {
		u = *f.root.JoinPath(host, path)
		u.RawQuery = query.Encode()
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, nil // a host that is no host has no file
	}
	request.Header.Set("Accept", "text/xml, application/xml")
	request.Header.Set("User-Agent", "Letterbox")
	response, err := f.client.Do(request)
	if err != nil {
		return nil, unreached(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, nil
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, maxConfig+1))
	if err != nil {
		return nil, unreached(ctx, err)
	}
	if len(text) > maxConfig {
		return nil, nil
	}
	return text, nil
}
