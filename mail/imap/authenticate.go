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

// authenticate signs in by the strongest mechanism that both sides have, else by the LOGIN command, and learns
// what the server is capable of afterwards. It returns the name of the way that was taken.
func (s *Session) authenticate(ctx context.Context, cred mail.Credential) (string, error) {
	protected := s.conn.Secure() || s.server.Security == mail.Plain
	secret, err := cred.Reveal(ctx)
	if err != nil {
		return "", err
	}
	s.caps, s.offered = nil, s.caps
	name, client, err := sasl.Choose(mechanismsOf(s.offered), protected, s.server.Username, secret, cred.Method())
	switch mayLogin := cred.Method() == mail.PasswordAuth && protected && !s.offered["LOGINDISABLED"]; {
	case err == nil:
		err = s.exchange(name, client)
		var refused *refusal
		if errors.As(err, &refused) && refused.kind == "BAD" && mayLogin {
			name, err = "LOGIN command", s.login(secret)
		}
	case mayLogin:
		name, err = "LOGIN command", s.login(secret)
	case cred.Method() == mail.PasswordAuth && sasl.Offers(mechanismsOf(s.offered), mail.OAuth2):
		err = errLoginDisabled
	}
	if err != nil {
		return "", err
	}
	if len(s.caps) == 0 {
		err = s.askCapabilities()
	}
	return name, err
}

func (s *Session) login(secret string) error {
	c := newCommand("LOGIN").astring(s.server.Username).astring(secret)
	c.secret = true
	_, err := s.do(c, nil)
	return err
}

// exchange runs AUTHENTICATE (RFC 9051 section 6.2.2). After an error of the mechanism it cancels; the connection
// is of no use then.
func (s *Session) exchange(name string, client gosasl.Client) error {
	mech, initial, err := client.Start()
	if err != nil {
		return err
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
		return err
	}
	s.conn.Hush(true)
	defer s.conn.Hush(false)
	for {
		st, err := s.await(tag, "AUTHENTICATE", s.unsolicited, true)
		if err != nil || st.kind == "OK" {
			return err
		}
		response := initial
		if !pending {
			if response, err = client.Next(decode(st.text)); err != nil {
				s.conn.Write([]byte("*\r\n"))
				return syntaxError{name + ": " + err.Error()}
			}
		}
		line := base64.StdEncoding.EncodeToString(response) + "\r\n"
		pending = false
		if _, err := s.conn.Write([]byte(line)); err != nil {
			return err
		}
	}
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
