package mailtest

import (
	"crypto/md5" //nolint:gosec // APOP
	"encoding/base64"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	gosasl "github.com/emersion/go-sasl"

	"letterbox/mail"
)

// authorization answers the commands before the sign-in.
func (c *pop3Conn) authorization(name, arguments string) error {
	config := &c.server.config
	if name == "STLS" && config.security == mail.STARTTLS && !c.secure {
		if err := c.say("+OK begin TLS"); err != nil {
			return err
		}
		return c.handshake()
	}
	if config.security == mail.STARTTLS && !c.secure {
		return c.say("-ERR use STLS first")
	}
	_, user := config.has("USER")
	offered, _ := config.has("SASL") // "" offers nothing
	mech, initial, _ := strings.Cut(arguments, " ")
	switch {
	case name == "USER" && (user || len(config.caps) == 0):
		c.name = arguments
		return c.say("+OK")
	case name == "PASS" && c.name != "":
		return c.signIn(c.name, func(password string) bool { return password == arguments })
	case name == "APOP" && config.timestamp != "":
		return c.signIn(mech, func(password string) bool {
			sum := md5.Sum([]byte(config.timestamp + password)) //nolint:gosec // APOP
			return hex.EncodeToString(sum[:]) == initial
		})
	case name == "AUTH" && slices.Contains(strings.Fields(offered), mech):
		return c.auth(mech, initial)
	}
	return c.say("-ERR unknown command")
}

// auth runs the exchange of a mechanism (RFC 5034).
func (c *pop3Conn) auth(mech, initial string) error {
	name := ""
	check := func(user, secret string) error {
		name = user
		if slices.Contains(c.server.config.users, memoryLogin{user, secret}) {
			return nil
		}
		return errNoUser
	}
	exchange := c.exchange(mech, check, func(user string) error {
		name = user
		return nil
	})
	if exchange == nil {
		return c.say("-ERR unknown mechanism")
	}
	var response []byte
	var err error
	switch {
	case initial == "=":
		response = []byte{}
	case initial != "":
		response, err = base64.StdEncoding.DecodeString(initial)
	case mech == "XOAUTH2" || strings.HasPrefix(mech, "SCRAM-"): // whose server sides wait for the client to begin
		response, err = c.ask(nil)
	}
	for err == nil {
		challenge, done, failure := exchange.Next(response)
		switch {
		case failure != nil:
			return c.say("-ERR [AUTH] refused")
		case done:
			return c.signIn(name, func(string) bool { return true })
		}
		response, err = c.ask(challenge)
	}
	var garbled base64.CorruptInputError
	if errors.As(err, &garbled) || errors.Is(err, errCancelled) {
		return c.say("-ERR " + err.Error())
	}
	return err
}

var errCancelled = errors.New("the client cancelled")

// ask sends a challenge and returns the response.
func (c *pop3Conn) ask(challenge []byte) ([]byte, error) {
	if err := c.say("+ " + base64.StdEncoding.EncodeToString(challenge)); err != nil {
		return nil, err
	}
	line, err := c.line()
	if err != nil {
		return nil, err
	}
	if line == "*" {
		return nil, errCancelled
	}
	return base64.StdEncoding.DecodeString(line)
}

// exchange returns the server side of a mechanism, nil for one that the server does not have. check takes what shows
// the secret, prove what does not.
func (c *pop3Conn) exchange(mech string, check func(user, secret string) error, prove func(user string) error) gosasl.Server {
	config := &c.server.config
	switch mech {
	case gosasl.Plain:
		return gosasl.NewPlainServer(func(_, user, password string) error { return check(user, password) })
	case gosasl.Login:
		return &loginServer{signIn: check}
	case "XOAUTH2":
		return &xoauth2Server{signIn: check}
	case gosasl.OAuthBearer:
		return gosasl.NewOAuthBearerServer(func(o gosasl.OAuthBearerOptions) *gosasl.OAuthBearerError {
			if check(o.Username, o.Token) != nil {
				return &gosasl.OAuthBearerError{Status: "invalid_token"}
			}
			return nil
		})
	}
	offered, _ := config.has("SASL") // c.authorization looked
	p := prover{users: config.users, offered: strings.Fields(offered), impostor: config.impostor, refusal: errNoUser, signIn: prove}
	if c.secure {
		p.channel, p.leaf = channelOf(c.Conn, c.server.tls)
	}
	return p.server(mech)
}

func (c *pop3Conn) signIn(user string, proves func(password string) bool) error {
	s := c.server
	s.mu.Lock()
	at := slices.IndexFunc(s.config.users, func(u memoryLogin) bool { return u.name == user })
	answer := "-ERR [AUTH] refused"
	if at >= 0 && proves(s.config.users[at].password) {
		d := s.drops[user]
		answer = "-ERR [IN-USE] maildrop already locked"
		if !d.locked {
			c.user, c.letters, d.locked = user, slices.Clone(d.letters), s.config.exclusive
			s.signIns++
			answer = "+OK signed in"
		}
	}
	s.mu.Unlock()
	return c.say(answer)
}
