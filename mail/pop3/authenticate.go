package pop3

import (
	"context"
	"crypto/md5" //nolint:gosec // APOP is defined with it (RFC 1939 section 7)
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"

	gosasl "github.com/emersion/go-sasl"

	"letterbox/mail"
	"letterbox/mail/sasl"
)

var (
	errExposed     = errors.New("every way to sign in would show the secret on a connection without TLS")
	errNoMechanism = errors.New("no common authentication mechanism")
)

// authenticate signs in by the strongest way that both sides have: a SASL mechanism, else APOP, else USER and PASS.
// It returns the name of the way that was taken.
func (s *Session) authenticate(ctx context.Context, cred mail.Credential) (string, error) {
	secret, err := cred.Reveal(ctx)
	if err != nil {
		return "", err
	}
	protected := s.conn.Secure() || s.server.Security == mail.Plain
	name, client, err := sasl.Choose(s.caps["SASL"], protected, s.server.Username, secret, cred.Method())
	switch {
	case err == nil:
		err = s.exchange(client)
	case cred.Method() == mail.OAuth2:
		return "", errNoMechanism
	case s.timestamp() != "":
		name, err = "APOP", s.apop(secret)
	case !protected:
		return "", errExposed
	default:
		name, err = "USER", s.userPass(secret)
	}
	if err != nil {
		return "", err
	}
	_, err = s.capabilities() // they may differ after the sign-in (RFC 2449 section 5)
	return name, err
}

// exchange runs AUTH (RFC 5034). An initial response travels with the command if the line stays within 255 octets.
func (s *Session) exchange(client gosasl.Client) error {
	mech, initial, err := client.Start()
	if err != nil {
		return err
	}
	s.conn.Hush(true)
	defer s.conn.Hush(false)
	line := "AUTH " + mech
	if encoded := encode(initial); initial != nil && len(line)+len(encoded) < 250 {
		line, initial = line+" "+encoded, nil
	}
	if err := s.write(line); err != nil {
		return err
	}
	for {
		challenge, more, err := s.status()
		if err != nil || !more {
			return err
		}
		answer := initial
		if initial == nil {
			decoded, err := base64.StdEncoding.DecodeString(challenge)
			if err != nil {
				return syntaxError{"a challenge is not base64"}
			}
			if answer, err = client.Next(decoded); err != nil {
				return s.cancel(err)
			}
		}
		initial = nil
		if err := s.write(base64.StdEncoding.EncodeToString(answer)); err != nil {
			return err
		}
	}
}

// cancel ends an exchange that cannot be completed and returns why.
func (s *Session) cancel(why error) error {
	if err := s.write("*"); err != nil {
		return err
	}
	_, _, err := s.status()
	var refused *refusal
	if errors.As(err, &refused) {
		return err
	}
	return why
}

// encode writes an initial response; an empty one is "=" (RFC 5034 section 4).
func encode(initial []byte) string {
	if len(initial) == 0 {
		return "="
	}
	return base64.StdEncoding.EncodeToString(initial)
}

// timestamp returns the banner's part that APOP signs, "" when the server does not offer APOP.
func (s *Session) timestamp() string {
	first, last := strings.IndexByte(s.banner, '<'), strings.LastIndexByte(s.banner, '>')
	if first < 0 || last < first {
		return ""
	}
	return s.banner[first : last+1]
}

func (s *Session) apop(secret string) error {
	s.conn.Hush(true)
	defer s.conn.Hush(false)
	digest := md5.Sum([]byte(s.timestamp() + secret)) //nolint:gosec // as above
	_, err := s.do("APOP " + s.server.Username + " " + hex.EncodeToString(digest[:]))
	return err
}

func (s *Session) userPass(secret string) error {
	s.conn.Hush(true)
	defer s.conn.Hush(false)
	if _, err := s.do("USER " + s.server.Username); err != nil {
		return err
	}
	_, err := s.do("PASS " + secret)
	return err
}
