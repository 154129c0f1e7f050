package mail

import (
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// Protocol is what a server speaks.
type Protocol string

// The protocols of this product. Submission is SMTP as in RFC 6409.
const (
	IMAP       Protocol = "imap"
	POP3       Protocol = "pop3"
	Submission Protocol = "submission"
)

// Valid reports whether p is one of the constants.
func (p Protocol) Valid() bool { return p == IMAP || p == POP3 || p == Submission }

// Incoming reports whether mail is read by p.
func (p Protocol) Incoming() bool { return p == IMAP || p == POP3 }

// Security is how the connection is protected. The zero value is invalid on purpose: nobody gets clear text
// by forgetting a field.
type Security string

// The ways of RFC 8314. Plain is for hosts that an administrator's policy names, and for nothing else.
const (
	TLS      Security = "tls"
	STARTTLS Security = "starttls"
	Plain    Security = "plain"
)

// Valid reports whether s is one of the constants.
func (s Security) Valid() bool { return s == TLS || s == STARTTLS || s == Plain }

// AuthMethod is how the person proves their identity; the SASL mechanism is chosen by the adapter.
type AuthMethod string

// The two methods.
const (
	PasswordAuth AuthMethod = "password"
	OAuth2       AuthMethod = "oauth2"
)

// Valid reports whether m is one of the constants.
func (m AuthMethod) Valid() bool { return m == PasswordAuth || m == OAuth2 }

// Server says where and how to reach one server of an account.
type Server struct {
	Protocol Protocol
	Host     string // DNS name or IP address, without brackets
	Port     int    // 1..65535
	Security Security
	Auth     AuthMethod
	Username string // as the server wants it; often the address
}

// IsZero reports whether nothing is set.
func (s Server) IsZero() bool { return s == Server{} }

// HostPort returns host:port for net.Dial.
func (s Server) HostPort() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// Validate returns an error that names the first field which is wrong.
func (s Server) Validate() error {
	switch {
	case !s.Protocol.Valid():
		return fmt.Errorf("protocol %q is unknown", s.Protocol)
	case s.Host == "" || strings.ContainsAny(s.Host, " \t\r\n/@"):
		return fmt.Errorf("host %q is not a host name", s.Host)
	case s.Port < 1 || s.Port > 65535:
		return fmt.Errorf("port %d is out of range", s.Port)
	case !s.Security.Valid():
		return fmt.Errorf("security %q is unknown", s.Security)
	case !s.Auth.Valid():
		return fmt.Errorf("authentication method %q is unknown", s.Auth)
	}
	return nil
}

var serverSchemes = map[string]struct {
	protocol Protocol
	security Security
	port     int
}{
	"imaps":         {IMAP, TLS, 993},
	"imap+starttls": {IMAP, STARTTLS, 143},
	"imap+plain":    {IMAP, Plain, 143},
	"pop3s":         {POP3, TLS, 995},
	"pop3+starttls": {POP3, STARTTLS, 110},
	"pop3+plain":    {POP3, Plain, 110},
	"smtps":         {Submission, TLS, 465},
	"smtp+starttls": {Submission, STARTTLS, 587},
	"smtp+plain":    {Submission, Plain, 587},
}

// DefaultPort returns the port that RFC 8314 and IANA give to a protocol and a security, 0 for an unknown pair.
func DefaultPort(p Protocol, s Security) int {
	for _, scheme := range serverSchemes {
		if scheme.protocol == p && scheme.security == s {
			return scheme.port
		}
	}
	return 0
}

// ParseServerURL reads the command line's form of a server: imaps://host:port, imap+starttls://, imap+plain://,
// and the same for pop3 and smtp. A user before @ is the user name; a missing port is the default one.
func ParseServerURL(text string) (Server, error) {
	u, err := url.Parse(text)
	if err != nil {
		return Server{}, fmt.Errorf("server URL: %w", err)
	}
	scheme, known := serverSchemes[strings.ToLower(u.Scheme)]
	if !known || u.Hostname() == "" || (u.Path != "" && u.Path != "/") {
		return Server{}, fmt.Errorf("server URL %q: want imaps://host:port, imap+starttls://host:port or the like", text)
	}
	s := Server{Protocol: scheme.protocol, Security: scheme.security, Port: scheme.port, Host: u.Hostname(), Auth: PasswordAuth, Username: u.User.Username()}
	if p := u.Port(); p != "" {
		if s.Port, err = strconv.Atoi(p); err != nil {
			return Server{}, fmt.Errorf("server URL %q: %w", text, err)
		}
	}
	return s, s.Validate()
}

// URL returns the form that ParseServerURL reads, without the user name.
func (s Server) URL() string {
	for name, scheme := range serverSchemes {
		if scheme.protocol == s.Protocol && scheme.security == s.Security {
			return name + "://" + s.HostPort()
		}
	}
	return s.HostPort()
}
