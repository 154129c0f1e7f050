package oauth

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	"letterbox/mail"
)

// Grant is the fruit of a sign-in: who signed in, what was allowed, and the tokens. The tokens cannot be read from
// it, printed, logged or encoded; Source.Adopt takes them.
type Grant struct {
	Identity Identity
	Scopes   []string // as granted, as far as the authority says
	tokens   *tokens
}

// tokens are an access token and what belongs to it. They are always behind a pointer, so that printing a struct
// which holds them shows an address.
type tokens struct {
	access   string
	refresh  string // "" when the authority gave none
	obtained time.Time
	expires  time.Time
	recovery bool // asked for because a server had refused the one before
}

// IsZero reports whether there are no tokens.
func (g Grant) IsZero() bool { return g.tokens == nil }

// Lasting reports whether the grant can be renewed. Without a refresh token it ends with the first access token.
func (g Grant) Lasting() bool { return g.tokens != nil && g.tokens.refresh != "" }

// Format never prints a token.
func (g Grant) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(redacted)) }

// LogValue never returns a token.
func (g Grant) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText never returns a token.
func (g Grant) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// Bounds of the lifetime of an access token. What the authority does not say, or says badly, is ten minutes.
const (
	unknownLifetime = 10 * time.Minute
	longestLifetime = 24 * time.Hour
)

// tokens reads a successful answer (RFC 6749 section 5.1). token_type is not looked at: only bearer tokens were
// asked for, and servers that mean anything else refuse them. With an error there may be tokens without an access
// token: the refresh token has replaced the one before all the same.
func (a answer) tokens() (*tokens, error) {
	t := &tokens{access: a.text("access_token"), refresh: a.text("refresh_token"), obtained: a.asked}
	switch {
	case !visible(t.refresh):
		return nil, violated("the authority's refresh token has characters that tokens cannot have")
	case t.access == "":
		return t, violated("the authority's answer has no access token")
	case !visible(t.access):
		t.access = ""
		return t, violated("the authority's access token has characters that tokens cannot have")
	}
	t.expires = a.asked.Add(a.seconds("expires_in", unknownLifetime, longestLifetime))
	return t, nil
}

// visible reports whether a token keeps to visible ASCII: XOAUTH2 ends a token with a control character, and one
// that held it could add fields of its own.
func visible(token string) bool {
	return !strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' })
}

// granted returns the scopes of an answer; asked when it names none (RFC 6749 section 5.1). What mail needs must be
// among them.
func (a answer) granted(asked, needed []string) ([]string, error) {
	scopes := strings.Fields(a.text("scope"))
	if len(scopes) == 0 {
		return asked, nil
	}
	if lack := lacking(needed, scopes); len(lack) > 0 {
		return scopes, &mail.Problem{
			Code: mail.ConsentDenied, Class: ClassNotGranted, Stage: mail.StageSignIn, Retry: mail.RetryAfterChange,
			Facts: map[string]string{FactMissing: strings.Join(lack, " ")},
			Err:   fmt.Errorf("the authority did not grant %s", strings.Join(lack, " ")),
		}
	}
	return scopes, nil
}
