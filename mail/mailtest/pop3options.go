package mailtest

import (
	"strings"

	"letterbox/mail"
)

type pop3Config struct {
	users     []memoryLogin
	security  mail.Security
	cert      CertKind
	caps      []string
	timestamp string
	exclusive bool
	impostor  bool
	lineEnd   string
	faults    []Fault
}

// POP3Option configures the server.
type POP3Option func(*pop3Config)

// POP3User adds a user. Without one the server has the user "ada" with the password "pw", which is also the access
// token that XOAUTH2 takes.
func POP3User(name, password string) POP3Option {
	return func(c *pop3Config) { c.users = append(c.users, memoryLogin{name, password}) }
}

// POP3StartTLS makes the server begin in clear text and offer STLS; without it the server speaks TLS at once.
func POP3StartTLS() POP3Option { return func(c *pop3Config) { c.security = mail.STARTTLS } }

// POP3Clear makes the server speak clear text only.
func POP3Clear() POP3Option { return func(c *pop3Config) { c.security = mail.Plain } }

// POP3Certificate makes the server show another certificate than a good one.
func POP3Certificate(kind CertKind) POP3Option { return func(c *pop3Config) { c.cert = kind } }

// POP3Capabilities replaces what CAPA answers, line by line: USER, UIDL, TOP, PIPELINING, RESP-CODES and SASL PLAIN.
// The server knows no more than that: without UIDL it refuses UIDL. None means that CAPA is refused and all commands
// but UIDL and TOP are known.
func POP3Capabilities(lines ...string) POP3Option { return func(c *pop3Config) { c.caps = lines } }

// POP3Mechanisms replaces the mechanisms of SASL that CAPA announces: PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-1 and -256 with
// and without -PLUS, NTLM, XOAUTH2, OAUTHBEARER. USER is not announced then.
func POP3Mechanisms(names ...string) POP3Option {
	return POP3Capabilities("UIDL", "TOP", "PIPELINING", "RESP-CODES", "SASL "+strings.Join(names, " "))
}

// POP3Impostor makes the server accept everybody by SCRAM without knowing a password.
func POP3Impostor() POP3Option { return func(c *pop3Config) { c.impostor = true } }

// POP3APOP makes the server greet with a timestamp and take APOP.
func POP3APOP() POP3Option {
	return func(c *pop3Config) { c.timestamp = "<1896.697170952@mail.example.test>" }
}

// POP3Exclusive makes the server refuse a second session with a maildrop (RFC 1939 section 4).
func POP3Exclusive() POP3Option { return func(c *pop3Config) { c.exclusive = true } }

// POP3BareLF makes the server end its lines, and those of messages, without CR.
func POP3BareLF() POP3Option { return func(c *pop3Config) { c.lineEnd = "\n" } }

// POP3Faults makes the server misbehave. On is a command in capitals, "GREETING" or "HANDSHAKE"; {tag} has no meaning
// here. CutAnswer sends the first Cut bytes of the proper answer and closes the connection.
func POP3Faults(faults ...Fault) POP3Option {
	return func(c *pop3Config) { c.faults = append(c.faults, faults...) }
}

// has reports whether the server has a capability, and returns what follows its name.
func (c *pop3Config) has(name string) (arguments string, has bool) {
	for _, line := range c.caps {
		first, rest, _ := strings.Cut(line, " ")
		if first == name {
			return rest, true
		}
	}
	return "", false
}
