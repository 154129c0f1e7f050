package pop3

import (
	"cmp"
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
	name, err := s.signIn(sasl.Offer{
		Mechanisms: s.caps["SASL"], Protected: s.conn.Secure(), TLS: s.conn.TLS(), Method: cred.Method(), Username: s.server.Username, Secret: secret,
	})
	if err != nil {
		return "", err
	}
	_, err = s.capabilities()
	return name, err
}

// signIn takes a mechanism of SASL, else APOP where the connection is clear, else USER and PASS, else APOP. Behind
// TLS APOP comes last: it gains nothing there, and servers announce it that cannot do it, because they keep
// passwords hashed. On a connection that the policy allows to be clear, what shows the secret comes after what does
// not.
func (s *Session) signIn(offer sasl.Offer) (string, error) {
	way, tried, err := s.byMechanism(&offer)
	if tried {
		return way, err
	}
	byPassword := offer.Method == mail.PasswordAuth
	if byPassword && !offer.Protected && s.timestamp() != "" {
		return "APOP", s.apop(offer.Secret)
	}
	if !offer.Protected && s.server.Security == mail.Plain {
		offer.Protected = true
		if way, tried, err = s.byMechanism(&offer); tried {
			return way, err
		}
	}
	if !byPassword {
		return "", err
	}
	return s.byPassword(offer, err)
}

// byMechanism tries one mechanism, and the next weaker one only if the server turned out not to want the one that it
// announced, or its channel binding: a refusal of the person is final. tried is false when there is none that it
// wants; err says why then.
func (s *Session) byMechanism(offer *sasl.Offer) (way string, tried bool, err error) {
	var unwanted error
	for {
		name, client, err := sasl.Choose(*offer)
		if err != nil {
			return "", false, cmp.Or(unwanted, err)
		}
		wanted, err := s.exchange(client)
		switch {
		case unbindable(client, err):
			offer.Unbound = true
		case wanted:
			return name, true, err
		default:
			offer.Refused = append(offer.Refused, name)
		}
		unwanted = err
	}
}

// byPassword takes the ways of RFC 1939. noMechanism is why none of SASL served.
func (s *Session) byPassword(offer sasl.Offer, noMechanism error) (string, error) {
	switch {
	case !offer.Protected:
		return "", sasl.ErrExposed
	case len(offer.Mechanisms) == 0 || s.Capable("USER"):
		return "USER", s.userPass(offer.Secret)
	case s.timestamp() != "":
		return "APOP", s.apop(offer.Secret)
	case sasl.Offers(offer.Mechanisms, mail.OAuth2):
		return "", errNoPassword
	}
	return "", noMechanism
}

// exchange runs AUTH (RFC 5034). wanted is false when the server refused the mechanism before it saw anything of the
// person.
func (s *Session) exchange(client gosasl.Client) (wanted bool, err error) {
	mech, initial, err := client.Start()
	if err != nil {
		return true, err
	}
	s.conn.Hush(true)
	defer s.conn.Hush(false)
	line := "AUTH " + mech
	pending := initial != nil
	oneLine := pending && s.wantsOneLine()
	if oneLine {
		line += " " + encode(initial)
		pending = false
	}
	if err := s.write(line); err != nil {
		return true, err
	}
	for asked := false; ; asked = true {
		challenge, more, err := s.status()
		switch {
		case err != nil:
			return asked || !s.unwanted(err, oneLine), err
		case !more:
			return true, sasl.Complete(client)
		}
		answer := initial
		if !pending {
			if answer, err = client.Next(decode(challenge)); err != nil {
				return true, s.cancel(mech, err)
			}
		}
		pending = false
		if err := s.write(base64.StdEncoding.EncodeToString(answer)); err != nil {
			return true, err
		}
	}
}

// unwanted reports whether the server refused a mechanism, and not the person or the moment. Before it has seen a
// response it cannot mean the person, unless a response code says so (RFC 2449 section 8.1).
func (s *Session) unwanted(err error, seen bool) bool {
	var refused *refusal
	if !errors.As(err, &refused) {
		return false
	}
	return !seen && refused.code == "" || s.classify(err, mail.StageAuthenticate).Class == "MECH_UNSUPPORTED"
}

// unbindable reports whether the server refused the channel binding, and not the person.
func unbindable(client gosasl.Client, err error) bool {
	var refused *refusal
	return errors.As(err, &refused) && sasl.Unbindable(client, string(refused.text))
}

// wantsOneLine reports whether the initial response belongs behind the mechanism's name, as Google documents it.
// Otherwise it waits for the server's "+", as in RFC 1734, which every server understands: Microsoft's ends the
// connection over the one line, and older ones take the response for a part of the name.
func (s *Session) wantsOneLine() bool {
	host := strings.ToLower(s.server.Host)
	return strings.HasSuffix(host, ".gmail.com") || strings.HasSuffix(host, ".googlemail.com")
}

// cancel ends an exchange that cannot be completed and returns why; a response code of the server tells more, unless
// the server failed to prove itself: such a one is not asked for words.
func (s *Session) cancel(mech string, why error) error {
	if err := s.write("*"); err != nil {
		return err
	}
	_, _, err := s.status()
	var refused *refusal
	switch {
	case errors.Is(why, sasl.ErrUnproven):
		return why
	case errors.As(err, &refused) && refused.code != "":
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
