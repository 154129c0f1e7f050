// Package sasl holds the SASL mechanisms (RFC 4422) that the mail protocols share, as clients in the form of
// emersion/go-sasl, and chooses among those that a server offers.
//
// Mechanisms are tried strongest first. A mechanism that shows the secret to whoever reads the connection is
// never chosen unless the connection is protected. The package knows no protocol and does no I/O; it keeps a
// secret only inside the client that it returns.
package sasl

import (
	"errors"
	"strings"

	gosasl "github.com/emersion/go-sasl"

	"letterbox/mail"
)

// Reasons why Choose finds nothing.
var (
	ErrNoCommon = errors.New("no common authentication mechanism")
	ErrExposed  = errors.New("the common authentication mechanisms would expose the secret on a connection without TLS")
)

type mechanism struct {
	name   string
	method mail.AuthMethod
	open   bool // the secret, or what is as good, crosses the connection readable
	client func(username, secret string) gosasl.Client
}

// mechanisms in order of preference: the first that the server offers is taken.
var mechanisms = []mechanism{
	{"OAUTHBEARER", mail.OAuth2, true, OAuthBearer},
	{"XOAUTH2", mail.OAuth2, true, XOAuth2},
	{"PLAIN", mail.PasswordAuth, true, Plain},
	{"LOGIN", mail.PasswordAuth, true, Login},
}

// Choose returns the strongest mechanism among those offered that serves method, with a client ready to start.
// offered holds names in any case. secret is a password or an access token. The error is ErrNoCommon or
// ErrExposed.
func Choose(offered []string, secure bool, username, secret string, method mail.AuthMethod) (mech string, client gosasl.Client, err error) {
	err = ErrNoCommon
	for _, m := range mechanisms {
		if m.method != method || !contains(offered, m.name) {
			continue
		}
		if m.open && !secure {
			err = ErrExposed
			continue
		}
		return m.name, m.client(username, secret), nil
	}
	return "", nil, err
}

// Offers reports whether one of the offered mechanisms serves method.
func Offers(offered []string, method mail.AuthMethod) bool {
	for _, m := range mechanisms {
		if m.method == method && contains(offered, m.name) {
			return true
		}
	}
	return false
}

func contains(offered []string, name string) bool {
	for _, o := range offered {
		if strings.EqualFold(o, name) {
			return true
		}
	}
	return false
}
