package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"time"

	"letterbox/app/command"
	"letterbox/app/demo"
	"letterbox/mail"
	"letterbox/storage/secret"
)

// secretsKey is the setting that says where the account keys of a profile are; "" is the keychain.
const (
	secretsKey    = "secrets"
	secretsSealed = "sealed"
)

// lockState says where the account keys are, and whether they wait for a passphrase.
type lockState string

const (
	inKeychain   lockState = "keychain"
	sealedLocked lockState = "sealed-locked"
	sealedOpen   lockState = "sealed-open"
	inMemory     lockState = "memory"
)

// carryPatience is how long Protect waits for a keychain that may be asking the person to unlock it.
const carryPatience = 10 * time.Second

// file is where the keys are sealed by a passphrase.
func (v *vault) file() string { return filepath.Join(v.dir, "keys.sealed") }

// State says where the account keys are. It never waits.
func (v *vault) State() lockState {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.state
}

// opened notes that the keyring has been opened.
func (v *vault) opened() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.state == sealedLocked {
		v.state = sealedOpen
	}
}

// openSealed opens the file of keys with the passphrase that the program was started with. Without one it waits for
// Unlock, unless the person asked for the file when the program was started.
func openSealed(path string, g command.Globals) (keyring, error) {
	switch {
	case g.PassphraseFile != "":
	case g.Secrets != "":
		return nil, &mail.Problem{Code: mail.UsageWrong, Retry: mail.RetryNever, Reply: "--secrets sealed needs --passphrase-file"}
	default:
		return nil, secret.Locked()
	}
	passphrase, err := os.ReadFile(g.PassphraseFile)
	if err != nil {
		return nil, &mail.Problem{Code: mail.UsageWrong, Retry: mail.RetryNever, Reply: "--passphrase-file: " + err.Error(), Err: err}
	}
	return secret.OpenSealed(path, bytes.TrimRight(passphrase, "\r\n"))
}

// Unlock opens the keys that a passphrase seals, for as long as the program runs. A wrong passphrase is KeychainLocked
// of class "WRONG_PASSPHRASE". Without a file, because the person moved it away, a new one is begun: the secrets of
// all accounts are missing then.
func (v *vault) Unlock(ctx context.Context, passphrase string) error {
	before, err := v.take(ctx)
	if err != nil {
		return err
	}
	if v.State() != sealedLocked {
		v.ring <- before
		return nil
	}
	ring, err := secret.OpenSealed(v.file(), []byte(passphrase))
	if err != nil {
		v.ring <- before
		return err
	}
	v.opened()
	v.ring <- ring
	return nil
}

// Protect seals the account keys of this profile by a passphrase from now on. Keys that are in the keychain are
// carried over when it can be read; accounts whose keys cannot be read sign in again. Where the person said at the
// start of the program where keys are, it is refused: the next start could not find them.
func (v *vault) Protect(ctx context.Context, passphrase string) error {
	if v.chosen {
		return &mail.Problem{Code: mail.UsageWrong, Retry: mail.RetryNever, Reply: "--secrets says where the account keys are"}
	}
	if v.State() == sealedLocked {
		return v.Unlock(ctx, passphrase)
	}
	before, err := v.take(ctx)
	if err != nil {
		return err
	}
	if v.State() == sealedOpen {
		v.ring <- before
		return nil
	}
	ring, err := v.protect(ctx, before, passphrase)
	if err != nil {
		v.ring <- before
		return err
	}
	v.mu.Lock()
	v.state = sealedOpen
	v.mu.Unlock()
	v.ring <- ring
	return nil
}

// protect makes the file of keys, and has the profile remember it last: until then nothing has changed for it.
func (v *vault) protect(ctx context.Context, before keyring, passphrase string) (keyring, error) {
	before, carried, err := v.readable(ctx, before)
	if err != nil {
		return nil, err
	}
	ring, err := secret.OpenSealed(v.file(), []byte(passphrase))
	if err != nil {
		return nil, err
	}
	if err := ring.Adopt(ctx, carried); err != nil {
		return nil, err
	}
	if err := v.store.SetSetting(ctx, secretsKey, secretsSealed); err != nil {
		return nil, err
	}
	for id := range carried {
		_ = before.Delete(ctx, id) // a key that stays behind opens what it always opened
	}
	return ring, nil
}

// readable returns the keys by which stored secrets can be opened. A keychain that does not answer has none.
func (v *vault) readable(ctx context.Context, ring keyring) (keyring, map[string][32]byte, error) {
	bound, err := v.store.Accounts(ctx)
	if err != nil {
		return ring, nil, err
	}
	keys := map[string][32]byte{}
	patient, cancel := context.WithTimeout(ctx, carryPatience)
	defer cancel()
	for _, account := range bound {
		sealed, err := v.store.Secret(ctx, account.ID, kindOf(account))
		if err != nil || demo.Owns(account.Address) {
			continue
		}
		if ring == nil {
			if ring, err = v.open(patient); err != nil {
				break
			}
		}
		id := v.keyID(account.Address)
		key, err := ring.Key(patient, id)
		if err != nil {
			continue
		}
		if _, err := secret.Open(key, id, kindOf(account), sealed); err == nil {
			keys[id] = key
		}
	}
	if ctx.Err() != nil {
		return ring, nil, mail.ProblemOf(ctx.Err())
	}
	return ring, keys, nil
}

// take returns the keyring, nil when it was not opened yet, to one caller at a time, who puts one back.
func (v *vault) take(ctx context.Context) (keyring, error) {
	select {
	case ring := <-v.ring:
		return ring, nil
	case <-ctx.Done():
		return nil, mail.ProblemOf(ctx.Err())
	}
}
