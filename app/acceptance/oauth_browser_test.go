package acceptance

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"letterbox/oauth/oauthtest"
)

// plain is how the browser of these tests speaks. It takes any certificate: what the program takes is tested.
var plain = &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}

// TestPlayBrowser is the browser that the program opens: this test, started as a program with what the person does and
// the link. Without both there is nothing to do.
func TestPlayBrowser(t *testing.T) {
	if flag.NArg() == 0 {
		return
	}
	if flag.NArg() != 2 {
		t.Fatalf("started with %d arguments", flag.NArg())
	}
	b := &oauthtest.Browser{HTTP: plain, User: flag.Arg(0)}
	switch flag.Arg(0) {
	case "declines":
		b.User, b.Deny = "", true
	case "closes":
		b.User = ""
	case "breaks":
		t.Fatal("there is no browser")
	}
	if err := b.Open(t.Context(), flag.Arg(1)); err != nil {
		t.Fatal(err)
	}
}

// browserOf is the command that opens the browser of somebody who signs in as user, or does something else. The
// program is this test, which finds the one under test where it is.
func browserOf(t testing.TB, person string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Setenv("LETTERBOX_BINARY", binary); err != nil { // the same for all tests
		t.Fatal(err)
	}
	return `"` + self + `" -test.run '^TestPlayBrowser$' ` + person
}

var (
	formTarget = regexp.MustCompile(`<form[^>]* action="([^"]+)"`)
	hidden     = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)
)

// allowDevice types a code on another device and signs in there (RFC 8628 section 3.3).
func allowDevice(ctx context.Context, link, code, user string) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	client := &http.Client{Transport: plain.Transport, Jar: jar}
	page, at, err := fetch(ctx, client, http.MethodGet, link, nil)
	for _, answers := range []url.Values{{"user_code": {code}}, {}, {"login": {user}, "password": {"pw"}}} {
		if err != nil {
			return err
		}
		target := formTarget.FindStringSubmatch(page)
		if target == nil {
			return fmt.Errorf("%s shows no form: %.300s", at, page)
		}
		for _, field := range hidden.FindAllStringSubmatch(page, -1) {
			if !answers.Has(field[1]) {
				answers.Set(field[1], field[2])
			}
		}
		next, parseError := at.Parse(target[1])
		if parseError != nil {
			return parseError
		}
		page, at, err = fetch(ctx, client, http.MethodPost, next.String(), answers)
	}
	if err == nil && !strings.Contains(page, "Sign-in Success") {
		err = errors.New("the device was not let in: " + page)
	}
	return err
}

func fetch(ctx context.Context, client *http.Client, method, target string, form url.Values) (page string, at *url.URL, err error) {
	request, err := http.NewRequestWithContext(ctx, method, target, strings.NewReader(form.Encode()))
	if err != nil {
		return "", nil, err
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := client.Do(request)
	if err != nil {
		return "", nil, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return string(body), response.Request.URL, err
}
