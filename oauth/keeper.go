package oauth

import (
	"context"
	"sync"
)

// Keeper keeps the refresh token of one account, sealed. Load answers "" when there is none, and what is stored now:
// another process may have stored a newer one. Keep replaces it, and returns only when it would survive a crash; ""
// removes it. Errors are *mail.Problem. Both are called by one goroutine at a time.
type Keeper interface {
	Load(ctx context.Context) (string, error)
	Keep(ctx context.Context, refreshToken string) error
}

// Held is a Keeper in memory, for the time between a sign-in and the account's being stored. The zero value is
// empty and ready. It prints as redacted.
type Held struct {
	mu    sync.Mutex
	token *string // behind a pointer, as tokens are
}

// Load returns the token.
func (h *Held) Load(context.Context) (string, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.token == nil {
		return "", nil
	}
	return *h.token, nil
}

// Keep replaces the token.
func (h *Held) Keep(_ context.Context, refreshToken string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.token = &refreshToken
	return nil
}

// String never returns the token.
func (h *Held) String() string { return redacted }

// GoString never returns the token.
func (h *Held) GoString() string { return redacted }
