package dial

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"strings"
	"time"

	"letterbox/mail"
)

// changedError is a certificate that is not the one which was accepted for this server.
type changedError struct {
	pin  mail.Pin
	sent []*x509.Certificate
	why  error // why it is not trusted by itself
}

func (e changedError) Error() string {
	return "tls: the certificate is not the one that was accepted for this server: " + e.why.Error()
}

func (e changedError) Unwrap() error { return e.why }

// endedError is a certificate that was accepted for a time which is over.
type endedError struct {
	pin  mail.Pin
	sent []*x509.Certificate
	why  error
}

func (e endedError) Error() string {
	return "tls: the certificate was accepted for a time that is over: " + e.why.Error()
}

func (e endedError) Unwrap() error { return e.why }

// certificateFailure tells what is wrong with a certificate, and keeps what the server showed.
func certificateFailure(p *mail.Problem, err error) bool {
	var refused *tls.CertificateVerificationError
	var revoked revokedError
	var changed changedError
	var ended endedError
	told := *p
	told.Code, told.Retry = mail.TLSUntrusted, mail.RetryAfterChange
	switch {
	case errors.As(err, &revoked):
		told.Class = mail.ClassRevoked
		describe(&told, revoked.sent)
	case errors.As(err, &changed):
		told.Class = mail.ClassChanged
		describe(&told, changed.sent)
		fact(&told, mail.FactPinned, changed.pin.SHA256.String())
		if len(told.Chain) > 0 && told.Chain[0].KeySHA256 == changed.pin.KeySHA256 {
			fact(&told, mail.FactSameKey, "yes")
		}
	case errors.As(err, &ended):
		told.Code, told.Class = mail.TLSExpired, mail.ClassPinEnded
		describe(&told, ended.sent)
		fact(&told, mail.FactPinned, ended.pin.SHA256.String())
	case errors.As(err, &refused):
		refusal(&told, err)
		describe(&told, refused.UnverifiedCertificates)
		intercepted(&told, refused.UnverifiedCertificates)
	default:
		return false
	}
	*p = told
	return true
}

// refusal tells why a certificate is not trusted by itself.
func refusal(p *mail.Problem, err error) {
	var wrongName x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &wrongName):
		p.Code, p.Class = mail.TLSWrongName, "CERT_NAME_MISMATCH"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		p.Code = mail.TLSExpired
		if strings.Contains(invalid.Detail, " is before ") { // how crypto/x509 tells the two ends of validity apart
			p.Class = mail.ClassTooNew
		}
	case !acceptable(err):
		p.Class = mail.ClassUnfit
	}
}

// describe takes what a problem tells of certificates from those that the server sent.
func describe(p *mail.Problem, sent []*x509.Certificate) {
	if len(sent) == 0 {
		return
	}
	p.Chain = mail.ChainOf(inOrder(sent))
	leaf := sent[0]
	shown := p.Chain[0]
	names := shown.Names
	if len(names) == 0 && leaf.Subject.CommonName != "" {
		names = []string{leaf.Subject.CommonName}
	}
	fact(p, mail.FactNames, OneLine([]byte(strings.Join(names, ", ")), 500))
	fact(p, mail.FactIssuer, OneLine([]byte(issuerName(leaf, shown.IssuerName)), 500))
	fact(p, mail.FactFrom, leaf.NotBefore.UTC().Format(time.RFC3339))
	fact(p, mail.FactUntil, leaf.NotAfter.UTC().Format(time.RFC3339))
	fact(p, mail.FactSHA256, shown.SHA256.String())
}

// issuerName is what to call the issuer in a sentence: its name and, where that does not say it, its organisation.
func issuerName(c *x509.Certificate, name string) string {
	for _, organisation := range c.Issuer.Organization {
		if !strings.Contains(name, organisation) {
			return name + " (" + organisation + ")"
		}
	}
	return name
}

// mostShown is how many certificates of a chain are kept for showing; servers may send any number.
const mostShown = 10

// inOrder returns the certificates from the server's own to the last that vouches for the one before. Servers send
// them in any order (RFC 8446 section 4.4.2); those that belong to nothing are left out.
func inOrder(sent []*x509.Certificate) []*x509.Certificate {
	chain := []*x509.Certificate{sent[0]}
	for len(chain) < mostShown {
		last := chain[len(chain)-1]
		issuer := issuerOf(last, sent[1:])
		if issuer == nil {
			break
		}
		chain = append(chain, issuer)
	}
	return chain
}

func issuerOf(c *x509.Certificate, among []*x509.Certificate) *x509.Certificate {
	if string(c.RawIssuer) == string(c.RawSubject) {
		return nil
	}
	for _, candidate := range among {
		if !candidate.Equal(c) && string(candidate.RawSubject) == string(c.RawIssuer) {
			return candidate
		}
	}
	return nil
}
