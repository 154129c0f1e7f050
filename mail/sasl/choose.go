// Package sasl holds the SASL mechanisms (RFC 4422) that the mail protocols share, as clients in the form of
// emersion/go-sasl, and chooses among those that a server offers.
//
// Mechanisms are tried strongest first. A mechanism that shows the secret to whoever reads the connection is
// never chosen unless the connection is protected, and behind a server that proves its knowledge of the secret
// (SCRAM) a sign-in only counts when it has done so: protocols ask Complete before they believe a success. What a
// server sends is bounded and checked before anything is computed from it. The package knows no protocol and does
// no I/O; it keeps a secret only inside the client that it returns.
package sasl

import (
	"cmp"
	"crypto/tls"
	"errors"
	"slices"
	"strings"

	gosasl "github.com/emersion/go-sasl"

	"letterbox/mail"
)

// Reasons why Choose finds nothing.
var (
	ErrNoCommon = errors.New("no common authentication mechanism")
	ErrExposed  = errors.New("the common authentication mechanisms would expose the secret on a connection without TLS")
)

// ErrUnproven says that the server reported success without the proof of the secret that the mechanism asks of it.
var ErrUnproven = errors.New("the server did not prove that it knows the secret")

var (
	errTooManyChallenges = errors.New("the server asks for more than the mechanism has")
	errBadChallenge      = errors.New("the server's challenge is not one of the mechanism")
)

// Offer is what a sign-in can be made of: what the server announced, what the connection is like, and who signs in.
type Offer struct {
	Mechanisms []string             // as the server announced them, in any case
	Refused    []string             // those of them that it did not know after all
	Unbound    bool                 // the server cannot tie an exchange to the TLS connection as we can (Unbindable)
	Protected  bool                 // a readable secret may cross the connection
	TLS        *tls.ConnectionState // nil while the connection is clear
	Method     mail.AuthMethod
	Username   string
	Secret     string // a password or an access token
}

type mechanism struct {
	name   string
	method mail.AuthMethod
	open   bool                        // the secret, or what is as good, crosses the connection readable
	client func(o Offer) gosasl.Client // nil where the mechanism cannot serve the offer
}

// mechanisms in order of preference: the first that the server offers is taken.
//
// Behind TLS CRAM-MD5 and NTLM stand below PLAIN. They hide nothing there that TLS does not, a recorded exchange of
// either can be searched for the password offline, and servers announce them that cannot do them, because they keep
// passwords hashed in another way: such a refusal looks like a wrong password.
var mechanisms = []mechanism{
	{"OAUTHBEARER", mail.OAuth2, true, func(o Offer) gosasl.Client { return OAuthBearer(o.Username, o.Secret) }},
	{"XOAUTH2", mail.OAuth2, true, func(o Offer) gosasl.Client { return XOAuth2(o.Username, o.Secret) }},
	{"SCRAM-SHA-256-PLUS", mail.PasswordAuth, false, scram256Plus.client},
	{"SCRAM-SHA-1-PLUS", mail.PasswordAuth, false, scram1Plus.client},
	{"SCRAM-SHA-256", mail.PasswordAuth, false, scram256.client},
	{"SCRAM-SHA-1", mail.PasswordAuth, false, scram1.client},
	{"PLAIN", mail.PasswordAuth, true, func(o Offer) gosasl.Client { return Plain(o.Username, o.Secret) }},
	{"LOGIN", mail.PasswordAuth, true, func(o Offer) gosasl.Client { return Login(o.Username, o.Secret) }},
	{"CRAM-MD5", mail.PasswordAuth, false, func(o Offer) gosasl.Client { return CRAMMD5(o.Username, o.Secret) }},
	{"NTLM", mail.PasswordAuth, false, func(o Offer) gosasl.Client { return NTLM(o.Username, o.Secret, o.TLS) }},
}

// Choose returns the strongest mechanism among those offered that serves the method, with a client ready to start.
// After a success of the exchange the caller asks Complete. The error is ErrNoCommon or ErrExposed.
func Choose(o Offer) (mech string, client gosasl.Client, err error) {
	err = ErrNoCommon
	for _, m := range o.ranked() {
		if m.method != o.Method || !contains(o.Mechanisms, m.name) || contains(o.Refused, m.name) {
			continue
		}
		if m.open && !o.Protected {
			err = ErrExposed
			continue
		}
		if client := m.client(o); client != nil {
			return m.name, client, nil
		}
	}
	return "", nil, err
}

// Windowed reports whether a user name has the form DOMAIN\user of Windows. Exchange takes such a name by LOGIN, and
// by PLAIN only with a mailbox behind it.
func Windowed(username string) bool { return strings.Contains(username, `\`) }

// ranked returns the mechanisms as this offer prefers them: on a clear connection those first that do not show the
// secret, and LOGIN before PLAIN for a name of Windows.
func (o Offer) ranked() []mechanism {
	const behindTheNext, behindAll = 3, 100
	ranks := make(map[string]int, len(mechanisms))
	for i, m := range mechanisms {
		rank := 2 * i
		if m.name == "PLAIN" && Windowed(o.Username) {
			rank += behindTheNext
		}
		if m.open && o.TLS == nil {
			rank += behindAll
		}
		ranks[m.name] = rank
	}
	list := slices.Clone(mechanisms)
	slices.SortFunc(list, func(a, b mechanism) int { return cmp.Compare(ranks[a.name], ranks[b.name]) })
	return list
}

// Complete says whether a success that the server reports ends the exchange: nil for most mechanisms, ErrUnproven
// where the server owes its own proof. A connection of which it is not nil must be closed.
func Complete(client gosasl.Client) error {
	if mutual, ok := client.(interface{ proven() bool }); ok && !mutual.proven() {
		return ErrUnproven
	}
	return nil
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
	return slices.ContainsFunc(offered, func(o string) bool { return strings.EqualFold(o, name) })
}
