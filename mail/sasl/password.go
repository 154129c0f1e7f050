package sasl

import (
	"strings"

	gosasl "github.com/emersion/go-sasl"
)

// Plain returns a client of PLAIN (RFC 4616) without an authorization identity. Challenges before the response,
// which some servers send filled with text, are not interpreted.
func Plain(username, password string) gosasl.Client {
	return &plain{username: username, password: password}
}

type plain struct {
	username, password string
}

func (p *plain) Start() (string, []byte, error) {
	return "PLAIN", []byte("\x00" + p.username + "\x00" + p.password), nil
}

func (p *plain) Next([]byte) ([]byte, error) { return nil, errTooManyChallenges }

// Login returns a client of LOGIN (draft-murchison-sasl-login), which has no standard. The user name is the
// initial response. A challenge that asks for the user name again is answered with it; any other one, whatever
// its words or language, is taken to ask for the password, once.
func Login(username, password string) gosasl.Client {
	return &login{username: username, password: password}
}

type login struct {
	username, password string
	asked, done        bool
}

func (l *login) Start() (string, []byte, error) { return "LOGIN", []byte(l.username), nil }

func (l *login) Next(challenge []byte) ([]byte, error) {
	if l.done {
		return nil, errTooManyChallenges
	}
	if !l.asked && strings.HasPrefix(strings.ToLower(string(challenge)), "user") {
		l.asked = true
		return []byte(l.username), nil
	}
	l.done = true
	return []byte(l.password), nil
}
