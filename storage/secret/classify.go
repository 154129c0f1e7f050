package secret

import (
	"context"
	"errors"

	"github.com/zalando/go-keyring"

	"letterbox/mail"
)

// classify makes the Problem of a keychain's error. A keychain that does not answer in time is most likely asking the
// person to unlock it.
func classify(err error) error {
	var known *mail.Problem
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, keyring.ErrNotFound):
		return missing(err)
	case errors.Is(err, context.Canceled):
		return &mail.Problem{Code: mail.Canceled, Stage: mail.StageStore, Retry: mail.RetryNever, Err: err}
	case errors.Is(err, context.DeadlineExceeded):
		return keychainLocked(err)
	case errors.Is(err, keyring.ErrUnsupportedPlatform), absent(err):
		return keychainMissing(err)
	default:
		return keychainLocked(err)
	}
}

func keychainMissing(err error) *mail.Problem {
	return &mail.Problem{Code: mail.KeychainMissing, Stage: mail.StageStore, Retry: mail.RetryAfterChange, Err: err}
}

func keychainLocked(err error) *mail.Problem {
	return &mail.Problem{Code: mail.KeychainLocked, Stage: mail.StageStore, Retry: mail.RetryAfterChange, Err: err}
}

// Locked returns the problem of keys that wait for their passphrase: KeychainLocked of class "SEALED".
func Locked() *mail.Problem {
	p := keychainLocked(nil)
	p.Class = "SEALED"
	return p
}
