package model

import (
	"context"
	"errors"
	"io"
	"net/netip"
	"strings"

	"letterbox/mail"
)

// longestCertificateFile bounds the file of an authority, in bytes.
const longestCertificateFile = 1 << 20

// AuthorityOffer is an authority from a file that a person may let vouch for one host.
type AuthorityOffer struct {
	Authority mail.Certificate
	Host      string // as it is typed
	Typed     string // of the fingerprint
	NoHost    bool   // what was typed is no host
	Wrong     bool   // what was typed is not the end of the fingerprint
	Busy      bool
	Problem   *mail.Problem // it was not accepted
}

// errNoAuthority says that a file has certificates, but none that may vouch for others.
var errNoAuthority = errors.New("no certificate of an authority in this file")

// Offer reads the file of an authority, closes it, and asks for which host it may vouch.
func (l *TrustList) Offer(file io.ReadCloser) {
	run(l.scope, &l.reading,
		func(context.Context) (mail.Certificate, error) {
			defer func() { _ = file.Close() }() // it was only read
			return readAuthority(file)
		},
		func(authority mail.Certificate, err error) {
			l.state.Problem, l.state.Adding = mail.ProblemOf(err), nil
			if err == nil {
				l.state.Adding = &AuthorityOffer{Authority: authority}
			}
			l.changed(l.state)
		})
}

// readAuthority returns the authority of a file in PEM or DER. Of several it is the one that vouches for itself: servers
// show the others.
func readAuthority(file io.Reader) (mail.Certificate, error) {
	text, err := io.ReadAll(io.LimitReader(file, longestCertificateFile))
	if err != nil {
		return mail.Certificate{}, unreadable(err)
	}
	chain, err := mail.CertificatesInPEM(text)
	if err != nil {
		single, again := mail.ReadCertificate(text)
		if again != nil {
			return mail.Certificate{}, unreadable(err)
		}
		chain = mail.Chain{single}
	}
	found := mail.Certificate{}
	for _, c := range chain {
		if c.Authority && (found.DER == nil || c.SelfIssued && !found.SelfIssued) {
			found = c
		}
	}
	if found.DER == nil {
		return mail.Certificate{}, unreadable(errNoAuthority)
	}
	return found, nil
}

// unreadable is the problem of a file that holds no authority.
func unreadable(err error) error {
	return &mail.Problem{Code: mail.UsageWrong, Class: mail.ClassNoAuthority, Stage: mail.StageSecure, Retry: mail.RetryAfterChange, Err: err}
}

// Withdraw takes the offer back.
func (l *TrustList) Withdraw() {
	if l.state.Adding == nil || l.state.Adding.Busy {
		return
	}
	l.state.Adding = nil
	l.changed(l.state)
}

// SetHost takes the host that is typed, SetTyped the end of the fingerprint.
func (l *TrustList) SetHost(text string) {
	l.offer(func(o *AuthorityOffer) { o.Host, o.NoHost = text, false })
}

// SetTyped takes what the person types of the fingerprint.
func (l *TrustList) SetTyped(text string) {
	l.offer(func(o *AuthorityOffer) { o.Typed, o.Wrong = text, false })
}

// offer changes the offer under way, if there is one.
func (l *TrustList) offer(change func(*AuthorityOffer)) {
	if l.state.Adding == nil {
		return
	}
	o := *l.state.Adding
	change(&o)
	l.state.Adding = &o
	l.changed(l.state)
}

// Vouch lets the authority vouch for the host, if both were typed.
func (l *TrustList) Vouch() {
	o := l.state.Adding
	if o == nil || o.Busy {
		return
	}
	host := hostOf(o.Host)
	noHost, wrong := host == "", !o.Authority.SHA256.Ends(o.Typed)
	if noHost || wrong {
		l.offer(func(o *AuthorityOffer) { o.NoHost, o.Wrong = noHost, wrong })
		return
	}
	l.offer(func(o *AuthorityOffer) { o.Busy, o.Problem = true, nil })
	authority := o.Authority
	run(l.scope, &l.work,
		func(ctx context.Context) (mail.Trust, error) {
			if err := l.keeper.AddAuthorities(ctx, host, mail.Chain{authority}); err != nil {
				return mail.Trust{}, err
			}
			return l.keeper.List(ctx)
		},
		func(all mail.Trust, err error) {
			if err != nil {
				l.offer(func(o *AuthorityOffer) { o.Busy, o.Problem = false, mail.ProblemOf(err) })
				return
			}
			l.state.Exceptions, l.state.Adding, l.state.Problem = l.exceptions(all), nil, nil
			l.changed(l.state)
		})
}

// hostOf returns the host of what was typed, with or without a port; "" for what is none.
func hostOf(typed string) string {
	host := strings.TrimSpace(typed)
	if with, err := netip.ParseAddrPort(host); err == nil {
		return with.Addr().String()
	}
	if bare, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return bare.String()
	}
	name, port, ported := strings.Cut(host, ":")
	if ported && (port == "" || strings.Trim(port, "0123456789") != "") || strings.ContainsAny(name, " /@\\?#") || !strings.Contains(name, ".") {
		return ""
	}
	return name
}
