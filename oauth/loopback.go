package oauth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"letterbox/mail"
)

// Limits of the listener. It serves one browser on this computer, and must not be filled by others on it.
const (
	headerTimeout = 5 * time.Second
	headerLimit   = 16 << 10 // bytes
	connections   = 20       // at a time, on each of the two addresses
	replyTimeout  = 5 * time.Second
)

// reply is the authorization response (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207) that came with the right state.
type reply struct {
	code        string
	refused     string // error
	description string // error_description
	issuer      string // iss
}

// arrival is the browser that came back. It waits to be told how the sign-in went.
type arrival struct {
	reply reply
	page  chan page
	shown chan struct{}
}

// tell shows a page and returns when it has been sent, or the browser is gone.
func (a *arrival) tell(p page) {
	a.page <- p
	<-a.shown
}

// desk receives the browser of one attempt. It listens on loopback addresses only, accepts one answer, and only one
// with the right state; everything else gets a fixed text and changes nothing.
type desk struct {
	redirect string
	host     string // the only Host header that is answered: anything else is DNS rebinding
	path     string
	state    string
	language string
	arrivals chan *arrival
	taken    atomic.Bool
	server   *http.Server
	ctx      context.Context // ends with the desk
	cancel   context.CancelFunc
	owned    sync.WaitGroup // the goroutines that serve and open

	mu       sync.Mutex // guards closed, and handling against being waited for while it grows
	closed   bool
	handling sync.WaitGroup // requests
}

// receive opens a desk. A goroutine serves each address until close.
func (c *Client) receive(ctx context.Context, r Redirect, state, language string) (*desk, error) {
	listeners, port, err := c.listenLocal(ctx, r.Host)
	if err != nil {
		return nil, &mail.Problem{Code: mail.Unknown, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange, Err: err}
	}
	d := &desk{
		host: net.JoinHostPort(r.Host, strconv.Itoa(port)), path: r.Path,
		state: state, language: language, arrivals: make(chan *arrival, 1),
	}
	if d.path == "" {
		d.path = "/" + rand.Text()
	}
	d.redirect = "http://" + d.host + d.path
	d.ctx, d.cancel = context.WithCancel(ctx)
	d.server = &http.Server{
		Handler: d, ReadHeaderTimeout: headerTimeout, MaxHeaderBytes: headerLimit,
		ErrorLog: log.New(io.Discard, "", 0), // it would quote what strangers send
	}
	d.server.SetKeepAlivesEnabled(false)
	for _, l := range listeners {
		d.owned.Go(func() { _ = d.server.Serve(newFew(l, connections)) })
	}
	return d, nil
}

// close stops listening, ends the connections and waits for the goroutines.
func (d *desk) close() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.cancel()
	_ = d.server.Close()
	d.handling.Wait()
	d.owned.Wait()
}

// enter counts a request in, unless the desk is closed.
func (d *desk) enter() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closed {
		d.handling.Add(1)
	}
	return !d.closed
}

// ServeHTTP answers one request: Host, path, method, state, in this order, and only then the answer itself.
func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !d.enter() {
		return
	}
	defer d.handling.Done()
	switch {
	case r.Host != d.host:
		d.show(w, pageElsewhere)
	case r.URL.Path != d.path:
		d.show(w, pageNothing)
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		d.show(w, pageMethod)
	default:
		d.answer(w, r)
	}
}

func (d *desk) answer(w http.ResponseWriter, r *http.Request) {
	reply, ok := d.accept(r.URL.RawQuery)
	if !ok {
		d.show(w, pageForeign)
		return
	}
	if !d.taken.CompareAndSwap(false, true) {
		d.show(w, pageUsed)
		return
	}
	a := &arrival{reply: reply, page: make(chan page, 1), shown: make(chan struct{})}
	defer close(a.shown)
	d.arrivals <- a
	select {
	case p := <-a.page:
		d.show(w, p)
	case <-d.ctx.Done():
	}
}

// accept reads an authorization response. It is ours when its state is, and well-formed when no parameter is there
// twice (RFC 6749 section 3.1).
func (d *desk) accept(query string) (reply, bool) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return reply{}, false
	}
	for _, v := range values {
		if len(v) > 1 {
			return reply{}, false
		}
	}
	if subtle.ConstantTimeCompare([]byte(values.Get("state")), []byte(d.state)) != 1 {
		return reply{}, false
	}
	return reply{
		code: values.Get("code"), refused: values.Get("error"),
		description: values.Get("error_description"), issuer: values.Get("iss"),
	}, true
}

// show sends a page whole, so that the connection may be closed right after.
func (d *desk) show(w http.ResponseWriter, p page) {
	body := p.html(d.language)
	secure(w.Header())
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	control := http.NewResponseController(w)
	_ = control.SetWriteDeadline(time.Now().Add(replyTimeout))
	w.WriteHeader(p.status())
	_, _ = w.Write(body)
	_ = control.Flush()
}
