package pictures_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"letterbox/app/pictures"
)

// host is a web server that remembers what it was asked.
type host struct {
	*httptest.Server
	mu    sync.Mutex
	asked []*http.Request
}

func serve(t *testing.T, routes map[string]http.HandlerFunc) *host {
	t.Helper()
	h := &host{}
	h.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		h.asked = append(h.asked, r)
		h.mu.Unlock()
		if f := routes[r.URL.Path]; f != nil {
			f(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(h.Close)
	return h
}

func (h *host) requests() []*http.Request {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.asked
}

// trusting returns a fetcher that asks this computer too.
func (h *host) trusting() *pictures.Fetcher {
	roots := x509.NewCertPool()
	roots.AddCert(h.Certificate())
	return pictures.New(pictures.Config{Roots: roots, Allow: func(netip.AddrPort) bool { return true }})
}

func picture(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "image/png")
	http.SetCookie(w, &http.Cookie{Name: "who", Value: "you"})
	_, _ = w.Write([]byte("pixels")) // the client may have gone
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", to)
		w.Header().Set("Set-Cookie", "who=you")
		w.WriteHeader(http.StatusFound)
	}
}

func TestOnlyPicturesOverHTTPSCome(t *testing.T) {
	h := serve(t, map[string]http.HandlerFunc{
		"/a.png": picture, "/moved": redirect("/a.png"), "/plain": redirect("http://example.org/a.png"), "/file": redirect("file:///etc/passwd"),
		"/round": redirect("/round"),
		"/html": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<p>")) // as above
		},
		"/large": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			_, _ = w.Write(bytes.Repeat([]byte("x"), pictures.MaxBytes+1)) // it goes
		},
	})
	f := h.trusting()
	for path, ok := range map[string]bool{
		"/a.png": true, "/moved": true, "/plain": false, "/file": false, "/round": false, "/html": false, "/large": false, "/none": false,
	} {
		raw, err := f.FetchPicture(context.Background(), h.URL+path)
		if (err == nil) != ok || ok && string(raw) != "pixels" {
			t.Errorf("%s: %q, %v", path, raw, err)
		}
	}
	for _, address := range []string{strings.Replace(h.URL, "https", "http", 1) + "/a.png", "file:///etc/passwd", "data:image/png,x", "//example.org/x", "", "ftp://example.org/"} {
		if _, err := f.FetchPicture(context.Background(), address); !errors.Is(err, pictures.ErrNotSecure) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestRequestsSayNothing(t *testing.T) {
	h := serve(t, map[string]http.HandlerFunc{"/a.png": picture, "/moved": redirect("/a.png")})
	f := h.trusting()
	for range 2 {
		address := strings.Replace(h.URL, "https://", "https://user:secret@", 1) + "/moved#part"
		if _, err := f.FetchPicture(context.Background(), address); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(h.requests()); n != 4 {
		t.Fatalf("%d requests", n)
	}
	for _, r := range h.requests() {
		for _, name := range []string{"Cookie", "Referer", "Authorization", "From"} {
			if v := r.Header.Get(name); v != "" {
				t.Errorf("%s: %s", name, v)
			}
		}
		if ua := r.UserAgent(); ua != "Mozilla/5.0" {
			t.Errorf("user agent %q", ua)
		}
	}
}

// TestOwnNetworkIsNeverAsked asks for addresses of this computer with the usual fetcher.
func TestOwnNetworkIsNeverAsked(t *testing.T) {
	h := serve(t, map[string]http.HandlerFunc{"/a.png": picture})
	roots := x509.NewCertPool()
	roots.AddCert(h.Certificate())
	f := pictures.New(pictures.Config{Roots: roots})
	port := h.URL[strings.LastIndexByte(h.URL, ':'):]
	for _, name := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"} {
		if _, err := f.FetchPicture(context.Background(), "https://"+name+port+"/a.png"); err == nil {
			t.Errorf("%s was asked", name)
		}
	}
	if _, err := f.FetchPicture(context.Background(), h.URL+"/a.png"); !errors.Is(err, pictures.ErrNotPublic) {
		t.Errorf("the reason is %v", err)
	}
	if n := len(h.requests()); n != 0 {
		t.Errorf("%d requests arrived", n)
	}
}

func TestPublicAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1111": true, "10.0.0.1": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false,
		"127.0.0.1": false, "100.64.0.1": false, "0.0.0.0": false, "255.255.255.255": false, "224.0.0.1": false, "::1": false, "fe80::1": false,
		"fc00::1": false, "::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:a00:1::": false, "ff02::1": false,
	} {
		if got := pictures.Public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
