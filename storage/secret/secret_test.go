package secret

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"letterbox/mail"
)

// store is what the three have in common.
type store interface {
	Key(ctx context.Context, id string) ([32]byte, error)
	Create(ctx context.Context, id string) ([32]byte, error)
	Delete(ctx context.Context, id string) error
}

func wantCode(tb testing.TB, err error, code mail.Code) *mail.Problem {
	tb.Helper()
	var p *mail.Problem
	if !errors.As(err, &p) || p.Code != code {
		tb.Fatalf("error %v, want %s", err, code)
	}
	return p
}

// exercise is the behaviour of every store.
func exercise(t *testing.T, s store) {
	t.Helper()
	ctx := t.Context()
	_, err := s.Key(ctx, "ada")
	wantCode(t, err, mail.SecretMissing)
	made, err := s.Create(ctx, "ada")
	if err != nil || made == [32]byte{} {
		t.Fatal(made, err)
	}
	other, err := s.Create(ctx, "李@例子")
	if err != nil || other == made {
		t.Fatal(other, err)
	}
	if got, err := s.Key(ctx, "ada"); err != nil || got != made {
		t.Fatal(got, err)
	}
	again, err := s.Create(ctx, "ada")
	if err != nil || again == made {
		t.Fatal("key was not replaced", err)
	}
	for range 2 {
		if err := s.Delete(ctx, "ada"); err != nil {
			t.Fatal(err)
		}
	}
	_, err = s.Key(ctx, "ada")
	wantCode(t, err, mail.SecretMissing)
	if got, err := s.Key(ctx, "李@例子"); err != nil || got != other {
		t.Fatal(got, err)
	}
}

func TestMemory(t *testing.T) { exercise(t, NewMemory()) }

func TestSealed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	s, err := OpenSealed(path, []byte("correct 马 battery"))
	if err != nil {
		t.Fatal(err)
	}
	exercise(t, s)
	want, err := s.Create(t.Context(), "bo")
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || (runtime.GOOS != "windows" && info.Mode().Perm() != 0o600) {
		t.Error(info.Mode(), err)
	}
	_, err = OpenSealed(path, []byte("wrong"))
	p := wantCode(t, err, mail.KeychainLocked)
	if p.Class != "WRONG_PASSPHRASE" || p.Facts[mail.FactPath] != path {
		t.Errorf("%+v", p)
	}
	s, err = OpenSealed(path, []byte("correct 马 battery"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Key(t.Context(), "bo"); err != nil || got != want {
		t.Error(got, err)
	}
	if list, _ := filepath.Glob(path + ".*"); len(list) > 0 {
		t.Error("left over:", list)
	}
}

func TestSealedFileIsChecked(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"empty":  "",
		"other":  `{"some":"thing"}`,
		"greedy": `{"version":1,"time":3,"memory":4294967295,"threads":4,"salt":"AAAAAAAAAAAAAAAA","keys":""}`,
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := OpenSealed(path, []byte("x"))
		wantCode(t, err, mail.StorageFailed)
		if got, _ := os.ReadFile(path); string(got) != text {
			t.Error(name, "was changed")
		}
	}
	path := filepath.Join(dir, "weakened")
	if _, err := OpenSealed(path, []byte("x")); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(path)
	if err := os.WriteFile(path, bytes.Replace(text, []byte(`"time":3`), []byte(`"time":1`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := OpenSealed(path, []byte("x"))
	wantCode(t, err, mail.KeychainLocked)
	_, err = OpenSealed(filepath.Join(dir, "no", "such"), []byte("x"))
	wantCode(t, err, mail.StorageFailed)
}

func TestSeal(t *testing.T) {
	key := newKey()
	plain := []byte("s3cret 授权码")
	sealed, err := Seal(key, "id", "password", plain)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := Seal(key, "id", "password", plain); bytes.Equal(again, sealed) || bytes.Contains(sealed, plain) {
		t.Error("sealing is not random")
	}
	if got, err := Open(key, "id", "password", sealed); err != nil || !bytes.Equal(got, plain) {
		t.Error(got, err)
	}
	refused := func(key [32]byte, id, kind string, sealed []byte) {
		t.Helper()
		got, err := Open(key, id, kind, sealed)
		wantCode(t, err, mail.SecretMissing)
		if got != nil || strings.Contains(err.Error(), "s3cret") {
			t.Error("plain text came out")
		}
	}
	refused(newKey(), "id", "password", sealed)
	refused(key, "i", "dpassword", sealed)
	refused(key, "id", "token", sealed)
	for i := range sealed {
		bad := bytes.Clone(sealed)
		bad[i] ^= 1
		refused(key, "id", "password", bad)
		refused(key, "id", "password", sealed[:i])
	}
}

func TestKeychainErrors(t *testing.T) {
	k := &Keychain{service: "Letterbox", turn: make(chan struct{}, 1)}
	keyring.MockInitWithError(errors.New("failed to unlock"))
	_, err := k.Key(t.Context(), "ada")
	wantCode(t, err, mail.KeychainLocked)
	keyring.MockInitWithError(keyring.ErrUnsupportedPlatform)
	_, err = k.Create(t.Context(), "ada")
	wantCode(t, err, mail.KeychainMissing)
	keyring.MockInit()
	exercise(t, k)
	if err := k.probe(); err != nil {
		t.Error(err)
	}
	if err := keyring.Set("Letterbox", "short", "AAAA"); err != nil {
		t.Fatal(err)
	}
	_, err = k.Key(t.Context(), "short")
	wantCode(t, err, mail.SecretMissing)
}

// TestKeychainThatHangs stands for the unlock dialog: the call ends with its context, and the next one waits its turn.
func TestKeychainThatHangs(t *testing.T) {
	k := &Keychain{service: "Letterbox", turn: make(chan struct{}, 1)}
	ctx, cancel := context.WithCancel(t.Context())
	answer, asked := make(chan struct{}), make(chan struct{})
	failed := make(chan error)
	go func() {
		_, err := call(ctx, k, func() (int, error) { close(asked); <-answer; return 1, nil })
		failed <- err
	}()
	<-asked
	cancel()
	wantCode(t, <-failed, mail.Canceled)
	late, stop := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer stop()
	_, err := call(late, k, func() (int, error) { return 2, nil })
	wantCode(t, err, mail.KeychainLocked)
	close(answer)
	if n, err := call(t.Context(), k, func() (int, error) { return 3, nil }); n != 3 || err != nil {
		t.Error(n, err)
	}
}
