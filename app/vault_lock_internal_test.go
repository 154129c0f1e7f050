package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"letterbox/app/command"
	"letterbox/mail"
	"letterbox/storage"
	"letterbox/storage/secret"
)

// keptProfile is a profile that several vaults are opened on, one after the other, as starts of the program do.
type keptProfile struct {
	t     *testing.T
	dir   string
	store *storage.DB
}

func newKeptProfile(t *testing.T) *keptProfile {
	t.Helper()
	p := &keptProfile{t: t, dir: t.TempDir()}
	store, _, err := storage.Open(t.Context(), storage.Config{Dir: p.dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(context.Background()) })
	p.store = store
	return p
}

// starts opens the vault as a start of the program does; a keychain stands in for that of the system.
func (p *keptProfile) starts(g command.Globals, keychain func(context.Context) (keyring, error)) *vault {
	p.t.Helper()
	v, err := openVault(p.t.Context(), p.store, p.dir, g)
	if err != nil {
		p.t.Fatal(err)
	}
	if v.State() == inKeychain {
		v.open = keychain
	}
	return v
}

func noKeychain(context.Context) (keyring, error) {
	return nil, &mail.Problem{Code: mail.KeychainMissing, Stage: mail.StageStore, Retry: mail.RetryAfterChange}
}

func (p *keptProfile) binds(v *vault, local string) mail.Account {
	p.t.Helper()
	a := mail.Account{
		Address:  mail.Address{Local: local, Domain: "corp.example"},
		Incoming: mail.Server{Protocol: mail.IMAP, Host: "imap.corp.example", Port: 993, Security: mail.TLS, Auth: mail.PasswordAuth, Username: local},
		Outgoing: mail.Server{Protocol: mail.Submission, Host: "smtp.corp.example", Port: 465, Security: mail.TLS, Auth: mail.PasswordAuth, Username: local},
	}
	sealed, err := v.Seal(p.t.Context(), a.Address, mail.Password("hunter2 of "+local))
	if err != nil {
		p.t.Fatal(err)
	}
	a, err = p.store.AddAccount(p.t.Context(), a, []storage.Secret{{Kind: passwordKind, Sealed: sealed}})
	if err != nil {
		p.t.Fatal(err)
	}
	return a
}

func (p *keptProfile) opens(v *vault, a mail.Account) {
	p.t.Helper()
	cred, err := v.credential(p.t.Context(), a)
	if err != nil {
		p.t.Fatal(err)
	}
	if plain, err := cred.Reveal(p.t.Context()); err != nil || plain != "hunter2 of "+a.Address.Local {
		p.t.Errorf("%s: %v", a.Address.Local, err)
	}
}

func (p *keptProfile) fails(v *vault, a mail.Account, code mail.Code, class string) {
	p.t.Helper()
	_, err := v.credential(p.t.Context(), a)
	if got := mail.ProblemOf(err); got == nil || got.Code != code || got.Class != class {
		p.t.Errorf("%v, want %s %s", err, code, class)
	}
}

func TestProtectCarriesKeysOver(t *testing.T) {
	p, keychain := newKeptProfile(t), secret.NewMemory()
	v := p.starts(command.Globals{}, func(context.Context) (keyring, error) { return keychain, nil })
	old := p.binds(v, "ada")
	if err := v.Protect(t.Context(), "correct horse"); err != nil || v.State() != sealedOpen {
		t.Fatal(err, v.State())
	}
	p.opens(v, old)
	if _, err := keychain.Key(t.Context(), v.keyID(old.Address)); mail.ProblemOf(err) == nil {
		t.Error("the key stays in the keychain")
	}
	young := p.binds(v, "bo")

	v = p.starts(command.Globals{}, noKeychain)
	if v.State() != sealedLocked {
		t.Fatalf("the next start finds %s", v.State())
	}
	p.fails(v, old, mail.KeychainLocked, "SEALED")
	wrong := mail.ProblemOf(v.Unlock(t.Context(), "wrong horse"))
	if wrong == nil || wrong.Class != "WRONG_PASSPHRASE" || v.State() != sealedLocked {
		t.Fatalf("a wrong passphrase is %v", wrong)
	}
	if err := v.Unlock(t.Context(), "correct horse"); err != nil || v.State() != sealedOpen {
		t.Fatal(err, v.State())
	}
	p.opens(v, old)
	p.opens(v, young)
}

func TestProtectWithoutAKeychain(t *testing.T) {
	p, keychain := newKeptProfile(t), secret.NewMemory()
	old := p.binds(p.starts(command.Globals{}, func(context.Context) (keyring, error) { return keychain, nil }), "ada")
	v := p.starts(command.Globals{}, noKeychain)
	p.fails(v, old, mail.KeychainMissing, "")
	if err := v.Protect(t.Context(), "correct horse"); err != nil {
		t.Fatal(err)
	}
	p.opens(v, p.binds(v, "bo"))
	p.fails(v, old, mail.SecretMissing, "")
}

// A key that does not open what is stored is of another time, and is not carried over.
func TestProtectLeavesWrongKeysBehind(t *testing.T) {
	p, keychain := newKeptProfile(t), secret.NewMemory()
	v := p.starts(command.Globals{}, func(context.Context) (keyring, error) { return keychain, nil })
	old := p.binds(v, "ada")
	if _, err := keychain.Create(t.Context(), v.keyID(old.Address)); err != nil {
		t.Fatal(err)
	}
	if err := v.Protect(t.Context(), "correct horse"); err != nil {
		t.Fatal(err)
	}
	p.fails(v, old, mail.SecretMissing, "")
}

func TestProtectGivesUpWithItsContext(t *testing.T) {
	p := newKeptProfile(t)
	p.binds(p.starts(command.Globals{}, func(context.Context) (keyring, error) { return secret.NewMemory(), nil }), "ada")
	ctx, cancel := context.WithCancel(t.Context())
	v := p.starts(command.Globals{}, func(ctx context.Context) (keyring, error) {
		cancel()
		<-ctx.Done()
		return nil, ctx.Err()
	})
	if err := v.Protect(ctx, "correct horse"); mail.ProblemOf(err) == nil || v.State() != inKeychain {
		t.Errorf("%v, keys are in %s", err, v.State())
	}
	if _, err := os.Stat(filepath.Join(p.dir, "keys.sealed")); !errors.Is(err, os.ErrNotExist) {
		t.Error("there is a file of keys")
	}
}

func TestWhereKeysAreIsSaidOrRemembered(t *testing.T) {
	p := newKeptProfile(t)
	passphrase := filepath.Join(t.TempDir(), "passphrase")
	if err := os.WriteFile(passphrase, []byte("correct horse\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := p.binds(p.starts(command.Globals{Secrets: "sealed", PassphraseFile: passphrase}, nil), "ada")
	if v := p.starts(command.Globals{}, noKeychain); v.State() != inKeychain {
		t.Errorf("without a setting keys are in %s", v.State())
	}
	if err := p.starts(command.Globals{}, noKeychain).Protect(t.Context(), "correct horse"); err != nil {
		t.Fatal(err)
	}
	p.opens(p.starts(command.Globals{PassphraseFile: passphrase}, nil), a)
	for said, want := range map[string]lockState{"keychain": inKeychain, "memory": inMemory, "sealed": sealedLocked, "": sealedLocked} {
		v := p.starts(command.Globals{Secrets: said}, noKeychain)
		if v.State() != want {
			t.Errorf("--secrets %q: keys are in %s", said, v.State())
		}
		if problem := mail.ProblemOf(v.Protect(t.Context(), "correct horse")); (problem != nil) != (said != "") {
			t.Errorf("--secrets %q: protecting is %v", said, problem)
		}
	}
	p.fails(p.starts(command.Globals{Secrets: "sealed"}, nil), a, mail.UsageWrong, "")
}
