package imap

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"

	gosasl "github.com/emersion/go-sasl"

	"letterbox/mail"
	"letterbox/mail/sasl"
)

// errLoginDisabled says that the server takes no password.
var errLoginDisabled = errors.New("the server takes no password")

// authenticate signs in by the strongest way that both sides have, and learns what the server is capable of
// afterwards. It returns the name of the way that was taken.
func (s *Session) authenticate(ctx context.Context, cred mail.Credential) (string, error) {
	secret, err := cred.Reveal(ctx)
	if err != nil {
		return "", err
	}
	s.caps, s.offered = nil, s.caps
	name, err := s.signIn(sasl.Offer{
		Mechanisms: mechanismsOf(s.offered), Protected: s.conn.Secure() || s.server.Security == mail.Plain, TLS: s.conn.TLS(),
		Method: cred.Method(), Username: s.server.Username, Secret: secret,
	})
	if err != nil {
		return "", err
	}
	if len(s.caps) == 0 {
		err = s.askCapabilities()
	}
	return name, err
}

// signIn tries one mechanism, and the next weaker one only if the server turned out not to know the one that it
// announced, or its channel binding: a refusal of the person is final. Without a mechanism, and for names that PLAIN
// does not carry, there is the LOGIN command.
func (s *Session) signIn(offer sasl.Offer) (string, error) {
	mayLogin := offer.Method == mail.PasswordAuth && offer.Protected && !s.offered["LOGINDISABLED"]
	var unknown error
	for {
		name, client, err := sasl.Choose(offer)
		switch {
		case mayLogin && (err != nil || name == "PLAIN" && sasl.Windowed(offer.Username)):
			return "LOGIN command", s.login(offer.Secret)
		case err != nil:
			return "", noMechanism(offer, err, unknown)
		}
		known, err := s.exchange(name, client)
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

// noMechanism says why nothing is left to try: the server's own refusal, if there was one, tells most.
func noMechanism(offer sasl.Offer, err, unknown error) error {
	switch {
	case unknown != nil:
		return unknown
	case offer.Method == mail.PasswordAuth && sasl.Offers(offer.Mechanisms, mail.OAuth2):
		return errLoginDisabled
	default:
		return err
	}
}

func (s *Session) login(secret string) error {
	c := newCommand("LOGIN").astring(s.server.Username).astring(secret)
	c.secret = true
	_, err := s.do(c, nil)
	return err
}

// exchange runs AUTHENTICATE (RFC 9051 section 6.2.2). known is false when the server does not have the mechanism,
// which it says before it asks anything. After an error of the mechanism it cancels; the connection is of no use then.
func (s *Session) exchange(name string, client gosasl.Client) (known bool, err error) {
	mech, initial, err := client.Start()
	if err != nil {
		return true, err
	}
	c := newCommand("AUTHENTICATE", mech)
	c.secret = true
	pending := initial != nil
	if pending && s.offered["SASL-IR"] {
		c.text(encode(initial))
		pending = false
	}
	tag, err := s.send(c)
	if err != nil {
		return true, err
	}
	s.conn.Hush(true)
	defer s.conn.Hush(false)
	for asked := false; ; asked = true {
		st, err := s.await(tag, "AUTHENTICATE", s.unsolicited, true)
		switch {
		case err != nil:
			return asked || !s.unknownMechanism(err), err
		case st.kind == "OK":
			return true, sasl.Complete(client)
		}
		response := initial
		if !pending {
			if response, err = client.Next(decode(st.text)); err != nil {
				s.conn.Write([]byte("*\r\n"))
				return true, mechanismFailure(name, err)
			}
		}
		line := base64.StdEncoding.EncodeToString(response) + "\r\n"
		pending = false
		if _, err := s.conn.Write([]byte(line)); err != nil {
			return true, err
		}
	}
}

// unknownMechanism reports whether the server refused the mechanism, and not the person.
func (s *Session) unknownMechanism(err error) bool {
	var refused *refusal
	return errors.As(err, &refused) && refused.kind != "BYE" && s.classify(err, mail.StageAuthenticate).Class == "MECH_UNSUPPORTED"
}

// unbindable reports whether the server refused the channel binding, and not the person.
func unbindable(client gosasl.Client, err error) bool {
	var refused *refusal
	return errors.As(err, &refused) && refused.kind != "BYE" && sasl.Unbindable(client, string(refused.text))
}

// mechanismFailure is a server that does not keep to the mechanism.
func mechanismFailure(name string, err error) error {
	if errors.Is(err, sasl.ErrUnproven) {
		return err
	}
	return syntaxError{name + ": " + err.Error()}
}

// encode writes an initial response; an empty one is "=" (RFC 4959 section 3).
func encode(initial []byte) string {
	if len(initial) == 0 {
		return "="
	}
	return base64.StdEncoding.EncodeToString(initial)
}

// decode reads a challenge; one that is not base64 is taken as it is.
func decode(challenge []byte) []byte {
	challenge = bytes.TrimSpace(challenge)
	plain, err := base64.StdEncoding.DecodeString(string(challenge))
	if err != nil {
		return challenge
	}
	return plain
}
