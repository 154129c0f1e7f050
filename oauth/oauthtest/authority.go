package oauthtest

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"html"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

// ClientID is the client that every Authority knows.
const ClientID = "letterbox-test"

// Authority is an authorization server on loopback. Its users are any name; the password is "pw". Alice is
// alice@example.test. It is safe for concurrent use.
type Authority struct {
	server *httptest.Server

	mu      sync.Mutex
	fault   Fault
	life    int
	codes   map[string]*grant // by code
	access  map[string]*grant
	refresh map[string]*grant
	used    map[string]*grant // refresh tokens that were rotated away
	devices map[string]*grant // by device code
	pending map[string]url.Values
	tokens  []url.Values
	hurry   []string
}

// grant is what a person allowed.
type grant struct {
	user, userCode   string
	request          url.Values
	decided, revoked bool
	denied           bool
}

// New starts an authority, which ends with the test.
func New(tb testing.TB) *Authority {
	a := &Authority{
		life: 3600, codes: map[string]*grant{}, access: map[string]*grant{}, refresh: map[string]*grant{},
		used: map[string]*grant{}, devices: map[string]*grant{}, pending: map[string]url.Values{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /authorize", a.authorize)
	mux.HandleFunc("POST /decide", a.decide)
	mux.HandleFunc("POST /token", a.token)
	mux.HandleFunc("POST /elsewhere", a.elsewhere)
	mux.HandleFunc("POST /device", a.device)
	a.server = httptest.NewUnstartedServer(mux)
	a.server.Config.ErrorLog = log.New(io.Discard, "", 0)
	a.server.StartTLS()
	tb.Cleanup(a.server.Close)
	return a
}

// URL is the authority's issuer. Its endpoints are /authorize, /token and /device.
func (a *Authority) URL() string { return a.server.URL }

// HTTP returns a client that trusts the authority's certificate and keeps no connection.
func (a *Authority) HTTP() *http.Client {
	client := a.server.Client()
	transport := client.Transport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	return &http.Client{Transport: transport}
}

// CAPEM returns what a program must trust to reach the authority, as a PEM file has it.
func (a *Authority) CAPEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.server.Certificate().Raw})
}

// Set makes the authority tell a lie from now on.
func (a *Authority) Set(f Fault) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.fault = f
}

// Life sets how long new access tokens last, in seconds.
func (a *Authority) Life(seconds int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.life = seconds
}

// RevokeAll ends every grant, as a changed password does.
func (a *Authority) RevokeAll() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, g := range a.refresh {
		g.revoked = true
	}
}

// Valid reports whether a mail server would take the access token.
func (a *Authority) Valid(access string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	g := a.access[access]
	return g != nil && !g.revoked
}

// Requests returns the forms that the token endpoint got, in order.
func (a *Authority) Requests() []url.Values {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.tokens)
}

// Tokens returns every access and refresh token that was ever issued.
func (a *Authority) Tokens() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var all []string
	for _, issued := range []map[string]*grant{a.access, a.refresh, a.used} {
		all = slices.AppendSeq(all, maps.Keys(issued))
	}
	return all
}

// Refreshes counts the refreshes among the requests.
func (a *Authority) Refreshes() int {
	count := 0
	for _, form := range a.Requests() {
		if form.Get("grant_type") == "refresh_token" {
			count++
		}
	}
	return count
}

// SlowDown makes the next polls of a device flow be answered with these errors.
func (a *Authority) SlowDown(errors ...string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.hurry = errors
}

// Decide allows or denies what a device asked for under a user code.
func (a *Authority) Decide(userCode, user string, allow bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, g := range a.devices {
		if g.userCode == userCode {
			g.decided, g.denied, g.user = true, !allow, user
		}
	}
}

func secret() string { return Marker + "-" + rand.Text() }

// authorize shows the form that signs in, or an error page where a redirect would be wrong.
func (a *Authority) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	redirect, err := url.Parse(q.Get("redirect_uri"))
	local := err == nil && redirect.Scheme == "http" && slices.Contains([]string{"127.0.0.1", "localhost"}, redirect.Hostname())
	if !local || q.Get("client_id") != ClientID || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43 {
		http.Error(w, "invalid request", http.StatusBadRequest)
		return
	}
	id := rand.Text()
	a.mu.Lock()
	a.pending[id] = q
	a.mu.Unlock()
	w.Header().Set("Content-Type", "text/html")
	fmt.Fprintf(w, `<form method=post action="/decide?id=%s"><input name=login value="%s"><input name=password></form>`, id, html.EscapeString(q.Get("login_hint")))
}

// decide redirects the browser back with a code or an error.
func (a *Authority) decide(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	id := r.URL.Query().Get("id")
	asked := a.pending[id]
	delete(a.pending, id)
	if asked == nil || r.PostFormValue("deny") == "" && r.PostFormValue("password") != "pw" {
		http.Error(w, "wrong password", http.StatusForbidden)
		return
	}
	query := url.Values{"state": {asked.Get("state")}, "iss": {a.URL()}}
	if r.PostFormValue("deny") != "" {
		query.Set("error", "access_denied")
		query.Set("error_description", "the user said no")
	} else {
		code := secret()
		a.codes[code] = &grant{user: r.PostFormValue("login"), request: asked, decided: true}
		query.Set("code", code)
	}
	bendAnswer(query, a.fault)
	http.Redirect(w, r, asked.Get("redirect_uri")+"?"+query.Encode(), http.StatusSeeOther)
}

// idToken is unsigned: the client may trust the connection it came by.
func (a *Authority) idToken(g *grant, fault Fault) string {
	claims := map[string]any{
		"iss": a.URL(), "aud": ClientID, "sub": g.user, "email": g.user + "@example.test", "preferred_username": g.user + "@EXAMPLE.test",
	}
	if nonce := g.request.Get("nonce"); nonce != "" {
		claims["nonce"] = nonce
	}
	switch fault {
	case WrongAudience:
		claims["aud"] = []string{"somebody-else"}
	case WrongNonce:
		claims["nonce"] = "another"
	case ForeignIdentity:
		claims["iss"] = "https://authority.invalid"
	}
	payload, _ := json.Marshal(claims)
	return strings.Join([]string{
		base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)), base64.RawURLEncoding.EncodeToString(payload), "",
	}, ".")
}
