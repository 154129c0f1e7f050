package smtp

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"

	gosasl "github.com/emersion/go-sasl"

	"letterbox/mail"
	"letterbox/mail/sasl"
	"letterbox/mail/verdict"
)

// maxRounds bounds how often a server may ask during a sign-in.
const maxRounds = 10

// authenticate signs in by the strongest mechanism that both sides have and returns its name. The next weaker one
// follows only if the server turned out not to know the one that it announced, or its channel binding: a refusal of
// the person is final.
func (s *session) authenticate(ctx context.Context, cred mail.Credential) (string, error) {
	secret, err := cred.Reveal(ctx)
	if err != nil {
		return "", err
	}
	offer := sasl.Offer{
		Mechanisms: s.extensions["AUTH"], Protected: s.believable(), TLS: s.conn.TLS(),
		Method: cred.Method(), Username: s.server.Username, Secret: secret,
	}
	var unknown error
	for {
		name, client, err := sasl.Choose(offer)
		switch {
		case err != nil && unknown != nil:
			return "", unknown
		case err != nil && offer.Method == mail.PasswordAuth && sasl.Offers(offer.Mechanisms, mail.OAuth2):
			return "", errOnlyOAuth
		case err != nil:
			return "", err
		}
		known, err := s.exchange(client)
		switch {
		case unbindable(client, err):
			offer.Unbound = true
		case known:
			return name, err
		default:
			offer.Refused = append(offer.Refused, name)
		}
		unknown = err
	}
}

// errOnlyOAuth says that the server takes no password, but would take a token.
var errOnlyOAuth = errors.New("the server takes no password")

// exchange runs AUTH (RFC 4954 section 4). known is false when the server does not have the mechanism, which it says
// before it asks anything. A mechanism that gives up cancels with "*", so that the server ends the exchange too.
// Nothing of it reaches the trace.
func (s *session) exchange(client gosasl.Client) (known bool, err error) {
	s.conn.Hush(true)
	defer s.conn.Hush(false)
	mech, initial, err := client.Start()
	if err != nil {
		return true, err
	}
	line := "AUTH " + mech
	if initial != nil {
		line += " " + encode(initial)
	}
	for round := range maxRounds {
		r, err := s.command(line)
		if err != nil {
			return true, err
		}
		if r.code != 334 {
			if err := r.want(235, verdict.Login); err != nil {
				return round > 0 || !s.unknownMechanism(r), err
			}
			return true, sasl.Complete(client)
		}
		response, err := client.Next(decode(r.lines))
		if err != nil {
			_, _ = s.command("*") // the answer can only be that the exchange is over
			return true, mechanismFailure(mech, err)
		}
		line = base64.StdEncoding.EncodeToString(response)
	}
	return true, limitError{"too many rounds of the sign-in"}
}

// unknownMechanism reports whether a refusal is of the mechanism, and not of the person. 534 is not: it calls the
// mechanism too weak, and what follows is weaker.
func (s *session) unknownMechanism(r reply) bool {
	return r.code >= 500 && r.code != 534 && s.meant(r, verdict.Login).Class() == "MECH_UNSUPPORTED"
}

// unbindable reports whether the server refused the channel binding, and not the person.
func unbindable(client gosasl.Client, err error) bool {
	var refused *refusal
	return errors.As(err, &refused) && sasl.Unbindable(client, refused.text)
}

// mechanismFailure is a server that does not keep to the mechanism.
func mechanismFailure(mech string, err error) error {
	if errors.Is(err, sasl.ErrUnproven) {
		return err
	}
	return syntaxError{mech + ": " + err.Error()}
}

// encode writes an initial response; an empty one is "=".
func encode(initial []byte) string {
	if len(initial) == 0 {
		return "="
	}
	return base64.StdEncoding.EncodeToString(initial)
}

// decode reads a challenge; one that is not base64 is taken as it is.
func decode(lines []string) []byte {
	text := strings.TrimSpace(strings.Join(lines, ""))
	challenge, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return []byte(text)
	}
	return challenge
}
