package sasl

import (
	"context"
	"sync"

	"letterbox/mail"
)

// Classes of the vocabulary of provider replies.
const (
	classTokenRefused = "OAUTH_TOKEN_REJECTED"   //nolint:gosec // the token, and not the person
	classOtherMailbox = "OAUTH_MAILBOX_MISMATCH" // the token is good, but not for this mailbox
)

// replacing is a token source that can be told of a refusal.
type replacing interface {
	mail.TokenSource
	Invalidate(token string) bool
}

// witness remembers the token that it handed out last. One sign-in uses it at a time.
type witness struct {
	replacing
	mu   sync.Mutex
	last string
}

func (w *witness) Token(ctx context.Context) (string, error) {
	token, err := w.replacing.Token(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = token
	return token, err
}

func (w *witness) refused() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.last != "" && w.Invalidate(w.last)
}

// WithToken calls open, which connects and signs in by a credential, and, where the server refuses an access token,
// exactly once more with another one: the clock of this computer may be wrong, or the authority may have withdrawn the
// token. A refusal of the second token, or where there is no other, is of class OAUTH_TOKEN_REJECTED. Passwords are
// never tried twice. note, which may be nil, hears neither of the first refusal, nor a second time of what went well
// before it. Errors are open's.
func WithToken[T any](cred mail.Credential, note func(mail.Check), open func(mail.Credential, func(mail.Check)) (T, error)) (T, error) {
	source, ok := cred.Source().(replacing)
	if !ok {
		return open(cred, note)
	}
	if note == nil {
		note = func(mail.Check) {}
	}
	w := &witness{replacing: source}
	var held *mail.Check
	session, err := open(mail.Tokens(w), func(c mail.Check) {
		if c.Problem != nil && isTokenRefusal(c.Problem) {
			held = &c
			return
		}
		note(c)
	})
	if !isTokenRefusal(err) {
		return session, err
	}
	if !w.refused() {
		if held != nil {
			held.Problem = refusal(err)
			note(*held)
		}
		return session, refusal(err)
	}
	again := false
	session, err = open(mail.Tokens(w), func(c mail.Check) {
		again = again || c.Stage == mail.StageAuthenticate || c.Problem != nil
		if c.Problem != nil && isTokenRefusal(c.Problem) {
			c.Problem = refusal(c.Problem)
		}
		if again {
			note(c)
		}
	})
	if isTokenRefusal(err) {
		err = refusal(err)
	}
	return session, err
}

// isTokenRefusal reports whether a server refused to sign somebody in for what may be the token's fault.
func isTokenRefusal(err error) bool {
	if err == nil {
		return false
	}
	p := mail.ProblemOf(err)
	if p.Stage != mail.StageAuthenticate || p.Class == classOtherMailbox {
		return false
	}
	return p.Code == mail.AuthRejected || p.Code == mail.SignInExpired
}

// refusal says that it was a token that was refused, and not a password.
func refusal(err error) *mail.Problem {
	p := *mail.ProblemOf(err)
	p.Class = classTokenRefused
	return &p
}
