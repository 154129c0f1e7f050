package secret

import (
	"context"
	"encoding/base64"
	"errors"

	"github.com/zalando/go-keyring"

	"letterbox/mail"
)

// probeID is the entry that OpenKeychain writes, reads and removes.
const probeID = "letterbox-probe"

var (
	errProbe    = errors.New("keychain did not give back what was stored")
	errKeyShape = errors.New("keychain entry is not a key")
)

// Keychain keeps keys in the keychain of the operating system: Credential Manager on Windows, the login keychain on
// macOS, the Secret Service elsewhere.
//
// The keychain may ask the person to unlock it, and the calls of the operating system cannot be stopped. Each call
// therefore runs in a goroutine of its own. The method waits for it as long as its context lasts; then the goroutine
// is left alone until the keychain answers, and its result is dropped. There is at most one such goroutine per
// Keychain: it owns turn, and later calls wait for it under their own context.
type Keychain struct {
	service string
	turn    chan struct{}
}

// OpenKeychain returns the system's keychain after it has stored, read and removed an entry, so that a missing
// keychain is known before a password is typed. service is under what name the entries are listed, "Letterbox". It
// may wait for the person, as long as ctx lasts. Problems: KeychainMissing, KeychainLocked, Canceled.
func OpenKeychain(ctx context.Context, service string) (*Keychain, error) {
	k := &Keychain{service: service, turn: make(chan struct{}, 1)}
	_, err := call(ctx, k, func() (struct{}, error) {
		if err := reachable(); err != nil {
			return struct{}{}, keychainMissing(err)
		}
		return struct{}{}, k.probe()
	})
	if err != nil {
		return nil, err
	}
	return k, nil
}

func (k *Keychain) probe() error {
	key := newKey()
	text := encode(key)
	if err := keyring.Set(k.service, probeID, text); err != nil {
		return err
	}
	got, err := keyring.Get(k.service, probeID)
	if err != nil {
		return err
	}
	if got != text {
		return keychainMissing(errProbe)
	}
	return keyring.Delete(k.service, probeID)
}

// Key returns the key of id, or SecretMissing.
func (k *Keychain) Key(ctx context.Context, id string) ([32]byte, error) {
	return call(ctx, k, func() ([32]byte, error) {
		text, err := keyring.Get(k.service, id)
		if err != nil {
			return [32]byte{}, err
		}
		return decode(text)
	})
}

// Create makes a random key for id, in place of one that was there. If ctx ends first, the key may have been stored.
func (k *Keychain) Create(ctx context.Context, id string) ([32]byte, error) {
	return call(ctx, k, func() ([32]byte, error) {
		key := newKey()
		return key, keyring.Set(k.service, id, encode(key))
	})
}

// Delete forgets the key of id, if there is one.
func (k *Keychain) Delete(ctx context.Context, id string) error {
	_, err := call(ctx, k, func() (struct{}, error) {
		err := keyring.Delete(k.service, id)
		if errors.Is(err, keyring.ErrNotFound) {
			err = nil
		}
		return struct{}{}, err
	})
	return err
}

// call runs fn in a goroutine and waits for it, but not longer than ctx lasts.
func call[T any](ctx context.Context, k *Keychain, fn func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	var none T
	select {
	case k.turn <- struct{}{}:
	case <-ctx.Done():
		return none, classify(ctx.Err())
	}
	answers := make(chan answer, 1)
	go func() {
		defer func() { <-k.turn }()
		value, err := fn()
		answers <- answer{value, err}
	}()
	select {
	case a := <-answers:
		if a.err != nil {
			return none, classify(a.err)
		}
		return a.value, nil
	case <-ctx.Done():
		return none, classify(ctx.Err())
	}
}

func encode(key [32]byte) string { return base64.StdEncoding.EncodeToString(key[:]) }

func decode(text string) (key [32]byte, err error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) != len(key) {
		return key, missing(errKeyShape)
	}
	return [32]byte(raw), nil
}

func missing(err error) *mail.Problem {
	return &mail.Problem{Code: mail.SecretMissing, Stage: mail.StageStore, Retry: mail.RetryAfterChange, Err: err}
}
