package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"sync"

	"letterbox/app/command"
	"letterbox/app/demo"
	"letterbox/mail"
	"letterbox/oauth"
	"letterbox/storage"
	"letterbox/storage/secret"
)

// passwordKind names the sealed password of an account in the profile.
const passwordKind = "password"

// keyring is where account keys live: the system's keychain, a sealed file, or this process.
type keyring interface {
	Key(ctx context.Context, id string) ([32]byte, error)
	Create(ctx context.Context, id string) ([32]byte, error)
	Delete(ctx context.Context, id string) error
}

// vault seals and opens what proves a person's identity: the key is in the keyring, what it seals is in the
// profile, and neither is of use without the other. The keyring is opened by the first use, so that reading mail
// offline never asks for it.
type vault struct {
	store   *storage.DB
	open    func(context.Context) (keyring, error)
	profile string // tells this profile's keys from another's
	dir     string // of the profile
	chosen  bool   // the person said where the keys are when the program was started
	ring    chan keyring
	demo    keyring

	mu    sync.Mutex // guards state
	state lockState

	sources     sources
	authorities authorities
	oauth       *oauth.Client // refreshes
}

func openVault(ctx context.Context, store *storage.DB, dir string, g command.Globals) (*vault, error) {
	profile, err := profileID(ctx, store)
	if err != nil {
		return nil, err
	}
	v := &vault{store: store, profile: profile, dir: dir, ring: make(chan keyring, 1), demo: secret.NewMemory()}
	v.ring <- nil
	if err := v.settle(ctx, g); err != nil {
		return nil, err
	}
	return v, nil
}

// settle decides where the keys are: where the person says with --secrets, else where the profile says.
func (v *vault) settle(ctx context.Context, g command.Globals) error {
	kept, err := v.store.Setting(ctx, secretsKey)
	if err != nil {
		return err
	}
	v.chosen = g.Secrets != "" || g.Passing()
	switch {
	case g.Secrets == "memory" || g.Passing():
		v.state = inMemory
		v.open = func(context.Context) (keyring, error) { return secret.NewMemory(), nil }
	case g.Secrets == "sealed" || g.Secrets == "" && kept == secretsSealed:
		v.state = sealedLocked
		v.open = func(context.Context) (keyring, error) { return openSealed(v.file(), g) }
	case g.Secrets == "keychain" || g.Secrets == "":
		v.state = inKeychain
		v.open = func(ctx context.Context) (keyring, error) { return secret.OpenKeychain(ctx, "Letterbox") }
	default:
		return &mail.Problem{Code: mail.UsageWrong, Retry: mail.RetryNever, Reply: "--secrets takes keychain, sealed or memory"}
	}
	return nil
}

// profileID returns the random name of a profile, which it makes once.
func profileID(ctx context.Context, store *storage.DB) (string, error) {
	const key = "profile-id"
	id, err := store.Setting(ctx, key)
	if err != nil || id != "" {
		return id, err
	}
	var random [12]byte
	_, _ = rand.Read(random[:]) // never fails
	id = hex.EncodeToString(random[:])
	return id, store.SetSetting(ctx, key, id)
}

// keys returns the keyring; it waits for another caller that is opening it, or for ctx.
func (v *vault) keys(ctx context.Context) (keyring, error) {
	select {
	case ring := <-v.ring:
		if ring != nil {
			v.ring <- ring
			return ring, nil
		}
		ring, err := v.open(ctx)
		if err != nil {
			v.ring <- nil
			return nil, err
		}
		v.opened()
		v.ring <- ring
		return ring, nil
	case <-ctx.Done():
		return nil, mail.ProblemOf(ctx.Err())
	}
}

// keysFor returns the keyring for an address. The demo mailbox ends with the process, and so does its key.
func (v *vault) keysFor(ctx context.Context, address mail.Address) (keyring, error) {
	if demo.Owns(address) {
		return v.demo, nil
	}
	return v.keys(ctx)
}

func (v *vault) keyID(address mail.Address) string { return v.profile + "/" + address.Spec() }

// Seal seals what an account signs in with, by its key, which is made if there is none: a password, or the refresh
// token of a fresh sign-in.
func (v *vault) Seal(ctx context.Context, address mail.Address, cred mail.Credential) ([]byte, error) {
	kind, plain, err := sealable(ctx, cred)
	if err != nil {
		return nil, err
	}
	ring, err := v.keysFor(ctx, address)
	if err != nil {
		return nil, err
	}
	id := v.keyID(address)
	key, err := ring.Key(ctx, id)
	if err != nil && mail.ProblemOf(err).Code == mail.SecretMissing {
		key, err = ring.Create(ctx, id)
	}
	if err != nil {
		return nil, err
	}
	return secret.Seal(key, id, kind, plain)
}

// errNotFresh says that tokens do not come from a sign-in of this process.
var errNotFresh = errors.New("there is no refresh token to seal")

func sealable(ctx context.Context, cred mail.Credential) (kind string, plain []byte, err error) {
	if cred.Method() == mail.OAuth2 {
		f, ok := cred.Source().(*fresh)
		if !ok {
			return "", nil, &mail.Problem{Code: mail.Unknown, Stage: mail.StageStore, Retry: mail.RetryNever, Err: errNotFresh}
		}
		plain, err = f.plain(ctx)
		return refreshKind, plain, err
	}
	password, err := cred.Reveal(ctx)
	return passwordKind, []byte(password), err
}

// Forget removes the key of an account.
func (v *vault) Forget(ctx context.Context, address mail.Address) error {
	v.sources.drop(ctx, address)
	ring, err := v.keysFor(ctx, address)
	if err != nil {
		return err
	}
	return ring.Delete(ctx, v.keyID(address))
}

// credential returns what a stored account signs in with.
func (v *vault) credential(ctx context.Context, account mail.Account) (mail.Credential, error) {
	if kindOf(account) == refreshKind {
		return v.tokens(ctx, account)
	}
	plain, err := v.unseal(ctx, account, passwordKind)
	if err != nil {
		return mail.Credential{}, err
	}
	return mail.Password(string(plain)), nil
}

// unseal opens a sealed secret of an account.
func (v *vault) unseal(ctx context.Context, account mail.Account, kind string) ([]byte, error) {
	sealed, err := v.store.Secret(ctx, account.ID, kind)
	if err != nil {
		return nil, err
	}
	ring, err := v.keysFor(ctx, account.Address)
	if err != nil {
		return nil, err
	}
	key, err := ring.Key(ctx, v.keyID(account.Address))
	if err != nil {
		return nil, err
	}
	return secret.Open(key, v.keyID(account.Address), kind, sealed)
}
