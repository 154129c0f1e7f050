package oauth_test

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/oauth"
	"letterbox/oauth/oauthtest"
)

func TestPageLanguages(t *testing.T) {
	for language, want := range map[string]string{"zh-CN": `lang="zh-CN"><head><meta charset="utf-8"><title>登录成功`, "en": `lang="en"`, "xx": "You are signed in"} {
		s := newStage(t)
		r := s.request()
		r.Language = language
		if _, err := s.client.Authorize(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		if page := s.browser.Pages()[0]; page.Status != http.StatusOK || !strings.Contains(page.Body, want) {
			t.Errorf("%s: %d %q", language, page.Status, page.Body)
		}
	}
}

func TestDeclined(t *testing.T) {
	s := newStage(t)
	s.browser.Deny = true
	_, err := s.authorize()
	p := fails(t, err, mail.ConsentDenied, oauth.ClassUnfinished)
	if p.Reply != "the user said no" || !strings.Contains(s.browser.Pages()[0].Body, "Access was not granted") {
		t.Errorf("reply %q, page %q", p.Reply, s.browser.Pages()[0].Body)
	}
}

func TestNetworkFailures(t *testing.T) {
	untrusting := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	through := func(dial func() (net.Conn, error)) *http.Client {
		return &http.Client{Transport: &http.Transport{
			DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
			DialContext: func(context.Context, string, string) (net.Conn, error) { return dial() },
		}}
	}
	lookup := func(missing bool) func() (net.Conn, error) {
		return func() (net.Conn, error) {
			return nil, &net.DNSError{Err: "x", IsNotFound: missing, IsTemporary: !missing}
		}
	}
	cut := func() (net.Conn, error) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close()
		here, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			return nil, err
		}
		there, err := l.Accept()
		if err != nil {
			return nil, err
		}
		return here, there.Close()
	}
	for name, c := range map[string]struct {
		client *http.Client
		code   mail.Code
	}{
		"unknown authority": {untrusting, mail.TLSUntrusted},
		"no such host":      {through(lookup(true)), mail.HostNotFound},
		"no name service":   {through(lookup(false)), mail.NameLookupFailed},
		"cut off":           {through(cut), mail.ConnectionLost},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			client := oauth.New(oauth.Config{Opener: s.browser, HTTP: c.client, Clock: s.clock})
			_, err := client.Authorize(t.Context(), s.request())
			fails(t, err, c.code, "")
			if strings.Contains(err.Error(), oauthtest.Marker) || strings.Contains(err.Error(), "/token") {
				t.Errorf("error %v", err)
			}
		})
	}
}
