package oauth

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"syscall"

	"letterbox/mail"
)

// Classify tells what the words of an authority mean: the JSON of a token endpoint, an error code of RFC 6749, a
// description with an AADSTS number, or what an error page says. The Problem's Reply is the words, cleaned.
func Classify(words string) *mail.Problem {
	r := &refusal{description: words}
	var body map[string]json.RawMessage
	if json.Unmarshal([]byte(words), &body) == nil {
		r = answer{fields: body}.refusal()
	} else if code := strings.TrimSpace(words); errorClasses[code] != "" {
		r = &refusal{code: code}
	}
	return r.problem()
}

// refusal is what an authority sends instead of a grant (RFC 6749 sections 4.1.2.1 and 5.2). Its text holds nothing
// that was sent to the authority: see scrub.
type refusal struct {
	status      int      // of HTTP; 0 when it came through the browser
	code        string   // error
	description string   // error_description
	numbers     []string // error_codes, Entra's own
	correlation string   // correlation_id, which Entra's administrators search their log for
	claims      string   // what a new sign-in must satisfy, to be sent back as it is
	after       string   // Retry-After as a Go duration, ""
}

func (r *refusal) Error() string {
	text := "the authority refused"
	if r.code != "" {
		text += ": " + r.code
	}
	if r.status != 0 {
		text += " (HTTP " + strconv.Itoa(r.status) + ")"
	}
	return text
}

// problem is the diagnosis. Entra's documentation asks clients to decide by error and not by the numbers, which may
// change: a number that is not known therefore falls back to error, and error to the status of HTTP.
func (r *refusal) problem() *mail.Problem {
	class := r.class()
	v, ok := verdicts[class]
	if !ok {
		v = verdict{mail.ServerRefused, mail.RetryAfterChange}
	}
	if class == "" && r.code == "" {
		v = verdict{mail.ProtocolViolation, mail.RetryLater} // no authority speaks like this; a proxy may
	}
	if r.code == "expired_token" {
		v = verdict{mail.TimedOut, mail.RetryAfterChange} // of the device flow
	}
	p := &mail.Problem{Code: v.code, Class: class, Stage: mail.StageSignIn, Retry: v.retry, Reply: r.reply(), Err: r}
	for key, value := range map[string]string{FactCorrelation: r.correlation, FactClaims: r.claims, mail.FactAfter: r.after} {
		if value != "" {
			fact(p, key, value)
		}
	}
	return p
}

func fact(p *mail.Problem, key, value string) {
	if p.Facts == nil {
		p.Facts = make(map[string]string)
	}
	p.Facts[key] = value
}

// reply is the authority's sentence without the ids that Entra adds in further lines.
func (r *refusal) reply() string {
	words, _, _ := strings.Cut(r.description, "Trace ID:")
	if strings.TrimSpace(words) == "" {
		words = r.code
	}
	return oneLine(words, 500)
}

var (
	aadsts  = regexp.MustCompile(`AADSTS(\d{5,8})`)
	wording = []struct{ part, class string }{ // of pages that people see in the browser
		{"Error 403: access_denied", "OAUTH_APP_UNVERIFIED"},
		{"admin_policy_enforced", "OAUTH_ADMIN_CONSENT"},
		{"org_internal", "OAUTH_WRONG_TENANT"},
		{"redirect_uri_mismatch", ClassMisconfigured},
		{"deleted_client", ClassMisconfigured},
		{"disallowed_useragent", ClassMisconfigured},
	}
)

func (r *refusal) class() string {
	numbers := r.numbers
	for _, found := range aadsts.FindAllStringSubmatch(r.description, -1) {
		numbers = append(numbers, found[1])
	}
	for _, n := range numbers {
		if class := entra[n]; class != "" {
			return class
		}
	}
	for _, w := range wording {
		if strings.Contains(r.description, w.part) {
			return w.class
		}
	}
	if class := errorClasses[r.code]; class != "" {
		return class
	}
	switch {
	case r.status == http.StatusTooManyRequests:
		return "RATE_LIMIT_LOGIN"
	case r.status >= 500 || r.status == http.StatusRequestTimeout:
		return "OAUTH_TRANSIENT"
	}
	return ""
}

// networkProblem tells what a failure on the way to the authority means. It drops the URL that net/http adds.
func networkProblem(err error) *mail.Problem {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	p := &mail.Problem{Code: mail.Unknown, Stage: mail.StageSignIn, Retry: mail.RetryLater, Err: err}
	var lookup *net.DNSError
	var timeout net.Error
	var record tls.RecordHeaderError
	switch {
	case errors.Is(err, context.Canceled):
		p.Code, p.Retry = mail.Canceled, mail.RetryNever
	case errors.As(err, &lookup) && lookup.IsNotFound:
		p.Code = mail.HostNotFound
	case errors.As(err, &lookup):
		p.Code = mail.NameLookupFailed
	case errors.As(err, new(*tls.CertificateVerificationError)):
		p.Code, p.Retry = untrusted(err), mail.RetryAfterChange
	case errors.As(err, &record):
		p.Code, p.Retry = mail.TLSFailed, mail.RetryAfterChange
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		p.Code = mail.TimedOut
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, wsaRefused):
		p.Code = mail.Refused
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, wsaReset):
		p.Code = mail.ConnectionLost
	case errors.As(err, new(*net.OpError)):
		p.Code = mail.Unreachable
	}
	return p
}

// Error numbers of Windows sockets, which package syscall names differently there.
const (
	wsaReset   = syscall.Errno(10054)
	wsaRefused = syscall.Errno(10061)
)

func untrusted(err error) mail.Code {
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, new(x509.HostnameError)):
		return mail.TLSWrongName
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return mail.TLSExpired
	}
	return mail.TLSUntrusted
}

// interrupted is the Problem of a context that ended.
func interrupted(ctx context.Context, limit string) *mail.Problem {
	cause := context.Cause(ctx)
	if errors.Is(cause, errTooLong) {
		return &mail.Problem{
			Code: mail.TimedOut, Class: ClassUnfinished, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange, Err: cause,
			Facts: map[string]string{mail.FactAfter: limit},
		}
	}
	p := *mail.ProblemOf(ctx.Err())
	p.Stage = mail.StageSignIn
	return &p
}

// violated is the Problem of an authority that breaks the protocol.
func violated(text string) *mail.Problem {
	return &mail.Problem{Code: mail.ProtocolViolation, Stage: mail.StageSignIn, Retry: mail.RetryLater, Err: errors.New(text)}
}
