package discover_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"letterbox/mail"
	"letterbox/mail/discover"
)

// TestRedirects follows a configuration that is somewhere else. Files are by host and path; what is not https is not
// followed, and what leads to a stranger is not trusted.
func TestRedirects(t *testing.T) {
	const www, stranger = "/www.corp.example/mail.xml", "/www.hoster.example/mail.xml"
	for name, test := range map[string]struct {
		files map[string]string
		want  string // source and trust, or the problem
	}{
		"within the domain": {map[string]string{autoconfigPath: "-> https://www.corp.example/mail.xml", www: corpXML}, "autoconfig true"},
		"relative":          {map[string]string{autoconfigPath: "-> /other.xml", "/autoconfig.corp.example/other.xml": corpXML}, "autoconfig true"},
		"to a stranger":     {map[string]string{autoconfigPath: "-> https://www.hoster.example/mail.xml", stranger: corpXML}, "autoconfig false"},
		"over a stranger": {map[string]string{
			autoconfigPath: "-> https://www.hoster.example/mail.xml", stranger: "-> https://www.corp.example/mail.xml", www: corpXML,
		}, "autoconfig true"},
		"to clear text":         {map[string]string{autoconfigPath: "-> http://www.corp.example/mail.xml", www: corpXML}, "nothing-found"},
		"to a file":             {map[string]string{autoconfigPath: "-> file:///etc/passwd"}, "nothing-found"},
		"in a circle":           {map[string]string{autoconfigPath: "-> https://www.corp.example/mail.xml", www: "-> https://autoconfig.corp.example/mail/config-v1.1.xml"}, "nothing-found"},
		"of the database":       {map[string]string{ispdbPath: "-> https://live.thunderbird.net/corp.xml", "/live.thunderbird.net/corp.xml": corpXML}, "ispdb true"},
		"of the database, away": {map[string]string{ispdbPath: "-> https://www.hoster.example/mail.xml", stranger: corpXML}, "ispdb false"},
	} {
		t.Run(name, func(t *testing.T) {
			d, w := world(t, zone{}, test.files)
			list, err := d.Discover(context.Background(), address(t, "li@corp.example"), "")
			got := ""
			if err != nil {
				got = string(mail.ProblemOf(err).Code)
			} else if got = list[0].Source + " false"; list[0].Trusted {
				got = list[0].Source + " true"
			}
			if got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
			if told := w.requests(); strings.Contains(told, "hoster.example/mail.xml?") {
				t.Errorf("a stranger was told the address: %s", told)
			}
		})
	}
}

// peers are web servers that do not behave.
func TestWebServersThatDoNotBehave(t *testing.T) {
	for name, serve := range map[string]http.HandlerFunc{
		"an error":   func(w http.ResponseWriter, _ *http.Request) { http.Error(w, corpXML, http.StatusInternalServerError) },
		"no content": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) },
		"a picture":  func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("\x89PNG\r\n\x1a\n")) },
		"a web page": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<!DOCTYPE html><p>Welcome") },
		"a broken body": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000")
			_, _ = io.WriteString(w, corpXML[:90])
		},
		"half a file":    func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, corpXML[:len(corpXML)/2]) },
		"an endless one": func(w http.ResponseWriter, _ *http.Request) { endless(w) },
		"plain text only": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, strings.NewReplacer("SSL", "plain", "STARTTLS", "plain").Replace(corpXML))
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(serve)
			defer server.Close()
			d, err := discover.New(discover.Config{Catalogue: catalogue(t), Resolver: zone{}, HTTP: server.Client(), HTTPRoot: server.URL})
			if err != nil {
				t.Fatal(err)
			}
			list, err := d.Discover(context.Background(), address(t, "li@corp.example"), "")
			if p := mail.ProblemOf(err); p == nil || p.Code != mail.NothingFound {
				t.Errorf("%v %v", list, err)
			}
		})
	}
}

// endless sends a comment that never closes, until the reader has had enough.
func endless(w io.Writer) {
	line := []byte("<!-- " + strings.Repeat("x", 1<<10) + "\n")
	for {
		if _, err := w.Write(line); err != nil {
			return
		}
	}
}

// TestWhatAFileIsCalledDoesNotMatter: servers that know nothing of configurations call them text or HTML.
func TestWhatAFileIsCalledDoesNotMatter(t *testing.T) {
	for _, kind := range []string{"text/xml", "application/xml; charset=utf-8", "text/html", "application/octet-stream", "image/png", ""} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = []string{kind}
			_, _ = io.WriteString(w, corpXML)
		}))
		d, err := discover.New(discover.Config{Catalogue: catalogue(t), Resolver: zone{}, HTTP: server.Client(), HTTPRoot: server.URL})
		if err != nil {
			t.Fatal(err)
		}
		if list, err := d.Discover(context.Background(), address(t, "li@corp.example"), ""); err != nil || list[0].Source != "autoconfig" {
			t.Errorf("%q: %v %v", kind, list, err)
		}
		server.Close()
	}
}

// drip is a web whose pages come byte by byte, one a second.
type drip struct{}

func (drip) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(&dripping{ctx: r.Context()}), Request: r}, nil
}

type dripping struct{ ctx context.Context }

func (d *dripping) Read(p []byte) (int, error) {
	if err := travel(d.ctx, int(time.Second/trip)); err != nil {
		return 0, err
	}
	p[0] = ' '
	return 1, nil
}

func TestAFileThatDripsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, err := discover.New(discover.Config{
			Catalogue: catalogue(t), HTTP: &http.Client{Transport: drip{}},
			Resolver: zone{srv: map[string][]*net.SRV{
				"_imaps._tcp.corp.example":       {{Target: "imap.corp.example.", Port: 993}},
				"_submissions._tcp.corp.example": {{Target: "smtp.corp.example.", Port: 465}},
			}},
		})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		list, err := d.Discover(context.Background(), address(t, "li@corp.example"), "")
		if took := time.Since(began); err != nil || list[0].Source != "srv" || took > 2*time.Second {
			t.Errorf("%v %v after %v", list, err, took)
		}
	})
}

// TestOfflineAndNothingFound tells a computer without a network from a domain without mail.
func TestOfflineAndNothingFound(t *testing.T) {
	for name, test := range map[string]struct {
		zone zone
		web  http.RoundTripper
		want mail.Code
	}{
		"nobody answers":                 {zone{down: true}, unplugged{}, mail.Offline},
		"names are known, nothing there": {zone{}, unplugged{}, mail.NothingFound},
		"only the web answers":           {zone{down: true}, farWeb{"autoconfig.thunderbird.net/": ""}, mail.NothingFound},
		"everybody answers":              {zone{}, farWeb{"autoconfig.thunderbird.net/": ""}, mail.NothingFound},
		"the web refuses":                {zone{down: true}, refusing{}, mail.NothingFound},
		"nobody answers in time":         {zone{slow: true}, silent{}, mail.Offline},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, err := discover.New(discover.Config{Catalogue: catalogue(t), Resolver: test.zone, HTTP: &http.Client{Transport: test.web}})
				if err != nil {
					t.Fatal(err)
				}
				_, err = d.Discover(context.Background(), address(t, "li@corp.example"), "")
				if p := mail.ProblemOf(err); p == nil || p.Code != test.want || p.Stage != mail.StageDiscover {
					t.Errorf("%v, want %s", err, test.want)
				}
			})
		})
	}
}

// refusing is a web that is there and lets nobody in.
type refusing struct{}

func (refusing) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusForbidden, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}
