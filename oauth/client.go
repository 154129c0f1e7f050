package oauth

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Opener opens a link in the system browser. Open returns when the browser has been asked, with an error when there
// is none, and at the latest when ctx ends: an attempt waits for it. The link must not pass through a shell.
type Opener interface {
	Open(ctx context.Context, link string) error
}

// Clock tells the time and wakes up. After behaves as time.After.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time
}

// Config is what a Client needs. Everything may be left out.
type Config struct {
	Opener Opener                                                                   // nil: the person copies the link that Request.Note tells
	Listen func(ctx context.Context, network, address string) (net.Listener, error) // nil: net.ListenConfig
	HTTP   *http.Client                                                             // nil: one of our own
	Roots  *x509.CertPool                                                           // whom our own HTTP client trusts; nil: the system's
	Local  bool                                                                     // endpoints on a loopback address may be http, as with HTTP
	Clock  Clock                                                                    // nil: the system's
	Log    *slog.Logger                                                             // nil: nothing is logged. Gets providers and diagnoses, no addresses
	Limit  time.Duration                                                            // how long an attempt may take; 0: ten minutes
}

// Client signs people in. It is safe for concurrent use; attempts know nothing of each other.
type Client struct {
	opener  Opener
	listen  func(ctx context.Context, network, address string) (net.Listener, error)
	http    *http.Client
	lenient bool // http is allowed on loopback addresses
	clock   Clock
	log     *slog.Logger
	limit   time.Duration
}

const (
	attemptLimit   = 10 * time.Minute
	requestTimeout = 30 * time.Second // of one request to an authority
)

// New returns a client.
func New(cfg Config) *Client {
	c := &Client{opener: cfg.Opener, listen: cfg.Listen, clock: cfg.Clock, log: cfg.Log, limit: cfg.Limit, lenient: cfg.Local || cfg.HTTP != nil}
	if c.listen == nil {
		c.listen = new(net.ListenConfig).Listen
	}
	if c.clock == nil {
		c.clock = systemClock{}
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	if c.limit <= 0 {
		c.limit = attemptLimit
	}
	c.http = strict(cfg.HTTP, cfg.Roots)
	return c
}

// strict copies an HTTP client, or makes one, that follows no redirects, keeps no cookies and does not wait for ever.
func strict(given *http.Client, roots *x509.CertPool) *http.Client {
	var c http.Client
	if given != nil {
		c = *given
	} else {
		c.Transport = &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
			TLSHandshakeTimeout:   requestTimeout / 2,
			ResponseHeaderTimeout: requestTimeout,
			DisableKeepAlives:     true, // one request an hour is no reason to keep a connection
			ForceAttemptHTTP2:     true,
		}
	}
	c.Jar = nil
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if c.Timeout == 0 {
		c.Timeout = requestTimeout
	}
	return &c
}

type systemClock struct{}

func (systemClock) Now() time.Time                         { return time.Now() }
func (systemClock) After(d time.Duration) <-chan time.Time { return time.After(d) }

// errTooLong ends an attempt that nobody finished.
var errTooLong = errors.New("the sign-in was not finished in time")

// within returns a context that ends after d by the client's clock, with errTooLong as its cause. stop ends it
// earlier and waits for its goroutine.
func (c *Client) within(ctx context.Context, d time.Duration) (limited context.Context, stop func()) {
	limited, cancel := context.WithCancelCause(ctx)
	ended, expired := make(chan struct{}), c.clock.After(d)
	go func() {
		defer close(ended)
		select {
		case <-expired:
			cancel(errTooLong)
		case <-limited.Done():
		}
	}()
	return limited, func() {
		cancel(context.Canceled)
		<-ended
	}
}
