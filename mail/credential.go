package mail

import (
	"context"
	"log/slog"
)

// TokenSource hands out OAuth 2.0 access tokens. Token returns one that is valid for at least a minute; it may
// refresh over the network and therefore takes a context. It is safe for concurrent use. Errors are *Problem.
type TokenSource interface {
	Token(ctx context.Context) (string, error)
}

// Credential proves the person's identity. It cannot be printed, logged or encoded by accident: String, GoString,
// LogValue and MarshalText all answer "[redacted]", and the fields are not exported.
type Credential struct {
	password string
	tokens   TokenSource
	last     *revealed // what servers may repeat of it
}

const redacted = "[redacted]"

// Password returns a credential of a password or an authorization code.
func Password(secret string) Credential {
	c := Credential{password: secret, last: &revealed{}}
	c.last.note(secret)
	return c
}

// Tokens returns a credential of OAuth 2.0 access tokens.
func Tokens(source TokenSource) Credential { return Credential{tokens: source, last: &revealed{}} }

// IsZero reports whether there is neither a password nor a token source.
func (c Credential) IsZero() bool { return c.password == "" && c.tokens == nil }

// Method says how the credential is used.
func (c Credential) Method() AuthMethod {
	if c.tokens != nil {
		return OAuth2
	}
	return PasswordAuth
}

// Source returns where the access tokens come from, nil for a password. Only the code that refreshes or seals a grant
// may look at it.
func (c Credential) Source() TokenSource { return c.tokens }

// Reveal returns the password, or a valid access token. Only the code that writes it to a protected connection
// or seals it may call this. Errors are *Problem.
func (c Credential) Reveal(ctx context.Context) (string, error) {
	if c.tokens == nil {
		return c.password, nil
	}
	token, err := c.tokens.Token(ctx)
	if err == nil {
		c.last.note(token)
	}
	return token, err
}

// String never returns the secret.
func (c Credential) String() string { return redacted }

// GoString never returns the secret.
func (c Credential) GoString() string { return redacted }

// LogValue never returns the secret.
func (c Credential) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText never returns the secret.
func (c Credential) MarshalText() ([]byte, error) { return []byte(redacted), nil }
