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

// errNoPassword says that the server announced ways to sign in, none of which takes a password.
var errNoPassword = errors.New("the server takes no password")

// authenticate signs in by the strongest way that both sides have and returns its name. After the sign-in the server
// may be capable of more than before (RFC 2449 section 5), so it is asked again.
func (s *Session) authenticate(ctx context.Context, cred mail.Credential) (string, error) {
	secret, err := cred.Reveal(ctx)
	if err != nil {
		return "", err
	}
	name, err := s.signIn(cred.Method(), secret)
	if err != nil {
		return "", err
	}
	_, err = s.capabilities()
	return name, err
}

// signIn takes a mechanism of SASL, else APOP where the connection is clear, else USER and PASS, else APOP. Behind
// TLS APOP comes last: it gains nothing there, and servers announce it that cannot do it, because they keep
// passwords hashed. A mechanism that the server does not want to begin with, before it has seen anything, is no
// attempt; USER and PASS follow it.
func (s *Session) signIn(method mail.AuthMethod, secret string) (string, error) {
	mayClear := s.conn.Secure() || s.server.Security == mail.Plain
	mechanisms := s.caps["SASL"]
	offer := sasl.Offer{
		Mechanisms: mechanisms, Protected: s.conn.Secure(), TLS: s.conn.TLS(), Method: method, Username: s.server.Username, Secret: secret,
	}
	mech, client, err := sasl.Choose(offer)
	if err != nil && s.timestamp() != "" && !s.conn.Secure() && method == mail.PasswordAuth {
		return "APOP", s.apop(secret)
	}
	if errors.Is(err, sasl.ErrExposed) && mayClear {
		offer.Protected = true
		mech, client, err = sasl.Choose(offer)
	}
	if err == nil {
		unwanted := false
		unwanted, err = s.exchange(client)
		var refused *refusal
		if errors.As(err, &refused) && sasl.Unbindable(client, string(refused.text)) {
			offer.Unbound = true
			if mech, client, err = sasl.Choose(offer); err == nil {
				unwanted, err = s.exchange(client)
			}
		}
		if !unwanted || method != mail.PasswordAuth {
			return mech, err
		}
	}
	if method != mail.PasswordAuth {
		return "", err
	}
	return s.signInByPassword(mechanisms, mayClear, secret, err)
}

// signInByPassword takes the ways of RFC 1939. noMechanism is why none of SASL served.
func (s *Session) signInByPassword(mechanisms []string, mayClear bool, secret string, noMechanism error) (string, error) {
	switch {
	case !mayClear:
		return "", sasl.ErrExposed
	case len(mechanisms) == 0 || s.Capable("USER"):
		return "USER", s.userPass(secret)
	case s.timestamp() != "":
		return "APOP", s.apop(secret)
	case sasl.Offers(mechanisms, mail.OAuth2):
		return "", errNoPassword
	}
	return "", noMechanism
}

// exchange runs AUTH (RFC 5034). unwanted reports that the server refused the mechanism before it saw a response.
func (s *Session) exchange(client gosasl.Client) (unwanted bool, err error) {
	mech, initial, err := client.Start()
	if err != nil {
		return false, err
	}
	s.conn.Hush(true)
	defer s.conn.Hush(false)
	line := "AUTH " + mech
	oneLine := initial != nil && s.wantsOneLine()
	if oneLine {
		line += " " + encode(initial)
	}
	if err := s.write(line); err != nil {
		return false, err
	}
	for answered := oneLine; ; answered = true {
		challenge, more, err := s.status()
		if err != nil {
			var refused *refusal
			return errors.As(err, &refused) && !answered && refused.code == "", err
		}
		if !more {
			return false, sasl.Complete(client)
		}
		answer := initial
		if answered || initial == nil {
			if answer, err = client.Next(decode(challenge)); err != nil {
				return false, s.cancel(mech, err)
			}
		}
		if err := s.write(base64.StdEncoding.EncodeToString(answer)); err != nil {
			return false, err
		}
	}
}

// wantsOneLine reports whether the initial response belongs behind the mechanism's name, as Google documents it.
// Otherwise it waits for the server's "+", as in RFC 1734, which every server understands: Microsoft's ends the
// connection over the one line, and older ones take the response for a part of the name.
func (s *Session) wantsOneLine() bool {
	host := strings.ToLower(s.server.Host)
	return strings.HasSuffix(host, ".gmail.com") || strings.HasSuffix(host, ".googlemail.com")
}

// cancel ends an exchange that cannot be completed and returns why; the server's words, if it has any, tell more.
func (s *Session) cancel(mech string, why error) error {
	if err := s.write("*"); err != nil {
		return err
	}
	_, _, err := s.status()
	var refused *refusal
	if errors.As(err, &refused) {
		return err
	}
	return syntaxError{mech + ": " + why.Error()}
}

// encode writes an initial response; an empty one is "=" (RFC 5034 section 4).
func encode(initial []byte) string {
	if len(initial) == 0 {
		return "="
	}
	return base64.StdEncoding.EncodeToString(initial)
}

// decode reads a challenge; one that is not base64 is taken as it is.
func decode(challenge string) []byte {
	plain, err := base64.StdEncoding.DecodeString(challenge)
	if err != nil {
		return []byte(challenge)
	}
	return plain
}

// timestamp returns the banner's part that APOP signs, "" when the server does not offer APOP (RFC 1939 section 7).
func (s *Session) timestamp() string {
	first, last := strings.IndexByte(s.banner, '<'), strings.LastIndexByte(s.banner, '>')
	if first < 0 || last < first || !strings.Contains(s.banner[first:last], "@") {
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
