package oauth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"letterbox/mail"
)

// bodyLimit is how much of an authority's answer is read, in bytes. Real ones have a few thousand.
const bodyLimit = 1 << 20

// post sends a form to an endpoint and returns its answer. It does not use x/oauth2 for this: that loses a grant,
// and with rotation the account, over an expires_in it cannot read, takes its clock from the system, and puts the
// answer's body into its error. Errors are *mail.Problem and hold nothing of the form.
func (c *Client) post(ctx context.Context, endpoint string, form url.Values) (answer, error) {
	if err := reachable(endpoint, c.lenient); err != nil {
		return answer{}, &mail.Problem{Code: mail.PlainForbidden, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange, Err: err}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return answer{}, violated("the endpoint's URL cannot be used")
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "application/json")
	asked := c.clock.Now()
	response, err := c.http.Do(request)
	if err != nil {
		return answer{}, networkProblem(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, bodyLimit+1))
	switch {
	case err != nil:
		return answer{}, networkProblem(err)
	case len(body) > bodyLimit:
		return answer{}, &mail.Problem{
			Code: mail.LimitExceeded, Stage: mail.StageSignIn, Retry: mail.RetryLater,
			Err: fmt.Errorf("the authority's answer has more than %d bytes", bodyLimit),
		}
	}
	a := answer{asked: asked, status: response.StatusCode, after: retryAfter(response.Header.Get("Retry-After"), asked), secrets: secretsOf(form)}
	return a, a.read(body)
}

func secretsOf(form url.Values) []string {
	var secrets []string
	for _, key := range []string{"code", "code_verifier", "refresh_token", "client_secret", "device_code"} {
		secrets = append(secrets, form[key]...)
	}
	return secrets
}

// retryAfter reads a Retry-After header: seconds or a date (RFC 9110 section 10.2.3).
func retryAfter(header string, now time.Time) string {
	wait := time.Duration(0)
	if seconds, err := strconv.Atoi(header); err == nil {
		wait = time.Duration(min(max(seconds, 0), 86400)) * time.Second
	} else if date, err := http.ParseTime(header); err == nil {
		wait = min(max(date.Sub(now), 0), 24*time.Hour).Round(time.Second)
	}
	if wait == 0 {
		return ""
	}
	return wait.String()
}

// answer is what an endpoint said. Authorities write numbers as strings and strings as numbers; the methods take
// both, and a field of any other kind as missing.
type answer struct {
	asked   time.Time // before the request was sent, so that lifetimes are rather too short
	status  int
	after   string
	secrets []string // what the request held, to be scrubbed from words
	fields  map[string]json.RawMessage
}

// read takes the body and returns the refusal in it, if any.
func (a *answer) read(body []byte) error {
	err := json.Unmarshal(body, &a.fields)
	good := a.status >= 200 && a.status <= 299
	switch {
	case a.text("error") != "" || !good && a.status >= 400:
		return a.refusal().problem()
	case !good:
		return violated(fmt.Sprintf("the authority answered with HTTP %d and not with a grant", a.status))
	case err != nil || a.fields == nil:
		return violated("the authority's answer is not a JSON object")
	}
	return nil
}

func (a answer) refusal() *refusal {
	r := &refusal{
		status:      a.status,
		code:        oneLine(scrub(a.text("error"), a.secrets...), 64),
		description: scrub(a.text("error_description"), a.secrets...),
		correlation: oneLine(scrub(a.text("correlation_id"), a.secrets...), 64),
		claims:      a.text("claims"),
		after:       a.after,
	}
	if len(r.claims) > 2048 || !json.Valid([]byte(r.claims)) {
		r.claims = ""
	}
	var numbers []json.Number
	if json.Unmarshal(a.fields["error_codes"], &numbers) == nil {
		for _, n := range numbers {
			r.numbers = append(r.numbers, n.String())
		}
	}
	return r
}

func (a answer) text(key string) string {
	var text string
	if json.Unmarshal(a.fields[key], &text) == nil {
		return text
	}
	return ""
}

// seconds returns a duration within bounds, and fallback for one that is missing, negative or not a number.
func (a answer) seconds(key string, fallback, longest time.Duration) time.Duration {
	text := a.text(key)
	if text == "" {
		text = string(a.fields[key])
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	switch {
	case errors.Is(err, strconv.ErrRange) && n > 0, err == nil && n > longest.Seconds():
		return longest
	case err != nil, !(n > 0):
		return fallback
	}
	return time.Duration(n * float64(time.Second))
}
