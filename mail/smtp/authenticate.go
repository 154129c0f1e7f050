package smtp

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"

	gosasl "github.com/emersion/go-sasl"

	"letterbox/mail"
	"letterbox/mail/sasl"
)

// maxRounds bounds how often a server may ask during a sign-in.
const maxRounds = 10

// authenticate signs in by the strongest mechanism that both sides have and returns its name.
func (s *session) authenticate(ctx context.Context, cred mail.Credential) (string, error) {
	secret, err := cred.Reveal(ctx)
	if err != nil {
		return "", err
	}
	offered := s.extensions["AUTH"]
	name, client, err := sasl.Choose(offered, s.believable(), s.server.Username, secret, cred.Method())
	if err != nil {
		if cred.Method() == mail.PasswordAuth && sasl.Offers(offered, mail.OAuth2) {
			err = errOnlyOAuth
		}
		return "", err
	}
	return name, s.exchange(client)
}

// errOnlyOAuth says that the server takes no password, but would take a token.
var errOnlyOAuth = errors.New("the server takes no password")

// exchange runs AUTH (RFC 4954 section 4). A mechanism that gives up cancels with "*", so that the server ends
// the exchange too. Nothing of it reaches the trace.
func (s *session) exchange(client gosasl.Client) error {
	s.conn.Hush(true)
	defer s.conn.Hush(false)
	mech, initial, err := client.Start()
	if err != nil {
		return err
	}
	line := "AUTH " + mech
	if initial != nil {
		line += " " + encode(initial)
	}
	for range maxRounds {
		r, err := s.command(line)
		if err != nil {
			return err
		}
		if r.code != 334 {
			return r.want(235, PhaseLogin)
		}
		response, err := client.Next(decode(r.lines))
		if err != nil {
			_, _ = s.command("*") // the answer can only be that the exchange is over
			return syntaxError{mech + ": " + err.Error()}
		}
		line = base64.StdEncoding.EncodeToString(response)
	}
	return limitError{"too many rounds of the sign-in"}
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
