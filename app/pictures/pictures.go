// Package pictures fetches the pictures that a person wants to see in a mail.
//
// A picture comes over HTTPS or not at all. The request carries no cookie, no referrer and no name of the program, and
// nothing is kept between two of them. Hosts inside the person's own network are never asked: every address is looked
// at after its name was resolved, when the connection is made, so that no name and no redirect leads there. Nothing is
// fetched unless somebody calls FetchPicture.
package pictures

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Config says how pictures are fetched. Its zero value is right for people.
type Config struct {
	Roots *x509.CertPool            // nil for those of the system
	Allow func(netip.AddrPort) bool // which addresses may be asked; nil for all public ones
	Time  time.Duration             // for one picture; 0 for a minute
}

// Limits of one picture.
const (
	MaxBytes     = 10 << 20
	maxRedirects = 5
	maxHead      = 64 << 10
)

// Errors of FetchPicture.
var (
	ErrNotSecure  = errors.New("only pictures over https are fetched")
	ErrNotPublic  = errors.New("the address is not a public one")
	ErrTooLarge   = errors.New("the picture is too large")
	ErrNotPicture = errors.New("the server sent something else than a picture")
)

// Fetcher fetches pictures. Its methods may be called from any goroutine.
type Fetcher struct {
	client *http.Client
	time   time.Duration
}

// New returns a fetcher.
func New(c Config) *Fetcher {
	if c.Allow == nil {
		c.Allow = func(a netip.AddrPort) bool { return Public(a.Addr()) }
	}
	if c.Time == 0 {
		c.Time = time.Minute
	}
	dialer := &net.Dialer{Timeout: c.Time, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || !c.Allow(to) {
			return ErrNotPublic
		}
		return nil
	}}
	return &Fetcher{time: c.Time, client: &http.Client{
		CheckRedirect: follow,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, DisableKeepAlives: true, MaxResponseHeaderBytes: maxHead,
			TLSClientConfig: &tls.Config{RootCAs: c.Roots, MinVersion: tls.VersionTLS12},
		},
	}}
}

// follow lets a redirect lead to another https address, and to it only.
func follow(to *http.Request, before []*http.Request) error {
	if to.URL.Scheme != "https" {
		return ErrNotSecure
	}
	if len(before) > maxRedirects {
		return errors.New("too many redirects")
	}
	to.Header.Del("Referer") // which the client has set
	return nil
}

// FetchPicture returns what is at an https address if it is a picture of at most MaxBytes. ctx ends the request.
func (f *Fetcher) FetchPicture(ctx context.Context, address string) ([]byte, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || !strings.EqualFold(u.Scheme, "https") {
		return nil, ErrNotSecure
	}
	u.User, u.Fragment = nil, ""
	ctx, cancel := context.WithTimeout(ctx, f.time)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("ask for a picture: %w", err)
	}
	request.Header.Set("User-Agent", "Mozilla/5.0")
	request.Header.Set("Accept", "image/*")
	response, err := f.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("fetch a picture: %w", err)
	}
	defer func() { _ = response.Body.Close() }() // what was read counts
	return read(response)
}

func read(response *http.Response) ([]byte, error) {
	kind := strings.ToLower(response.Header.Get("Content-Type"))
	switch {
	case response.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("%w: status %d", ErrNotPicture, response.StatusCode)
	case kind != "" && !strings.HasPrefix(kind, "image/") && !strings.HasPrefix(kind, "application/octet-stream"):
		return nil, ErrNotPicture
	case response.ContentLength > MaxBytes:
		return nil, ErrTooLarge
	}
	raw, err := io.ReadAll(io.LimitReader(response.Body, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read a picture: %w", err)
	}
	if len(raw) > MaxBytes {
		return nil, ErrTooLarge
	}
	return raw, nil
}
