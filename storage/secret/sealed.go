package secret

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"

	"golang.org/x/crypto/argon2"

	"letterbox/mail"
)

// The cost of a passphrase, as RFC 9106 section 4 recommends where 2 GiB are too much: about 0.1 s and 64 MiB.
const (
	argonTime    = 3
	argonMemory  = 64 << 10 // KiB
	argonThreads = 4
)

// The most that a file may ask for, so that a changed file cannot exhaust memory before it is found out.
const (
	maxArgonTime   = 16
	maxArgonMemory = 1 << 20 // KiB
)

// kindKeys is the kind under which the keys of a file are sealed; its id are the parameters.
const kindKeys = "keys"

var (
	errPassphrase = errors.New("wrong passphrase, or the file was changed")
	errFormat     = errors.New("not a file of sealed keys")
)

// Sealed keeps keys in one file under a passphrase: Argon2id (RFC 9106), then AES-256-GCM. Every change writes the
// file anew and renames it. The passphrase itself is not kept.
type Sealed struct {
	path   string
	master [32]byte
	params params

	mu   sync.Mutex
	keys map[string][32]byte
}

// params are how the passphrase becomes the master key.
type params struct {
	Version int    `json:"version"`
	Time    uint32 `json:"time"`
	Memory  uint32 `json:"memory"` // KiB
	Threads uint8  `json:"threads"`
	Salt    []byte `json:"salt"`
}

// sealedFile is the file's JSON.
type sealedFile struct {
	params
	Keys []byte `json:"keys"` // sealed JSON of id → base64
}

// OpenSealed opens the file at path, or makes it with this passphrase. A wrong passphrase is KeychainLocked of class
// "WRONG_PASSPHRASE" with the path as fact. It takes about 0.1 s of computing on purpose.
func OpenSealed(path string, passphrase []byte) (*Sealed, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return createSealed(path, passphrase)
	}
	if err != nil {
		return nil, fileProblem(path, err)
	}
	var file sealedFile
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fileProblem(path, errors.Join(errFormat, err))
	}
	if !file.params.valid() {
		return nil, fileProblem(path, errFormat)
	}
	s := &Sealed{path: path, params: file.params, master: file.params.derive(passphrase)}
	plain, err := Open(s.master, s.params.id(), kindKeys, file.Keys)
	if err != nil {
		p := keychainLocked(errors.Join(errPassphrase, err))
		p.Class, p.Facts = "WRONG_PASSPHRASE", map[string]string{mail.FactPath: path}
		return nil, p
	}
	if err := s.read(plain); err != nil {
		return nil, fileProblem(path, err)
	}
	return s, nil
}

func createSealed(path string, passphrase []byte) (*Sealed, error) {
	p := params{Version: 1, Time: argonTime, Memory: argonMemory, Threads: argonThreads, Salt: make([]byte, 16)}
	_, _ = rand.Read(p.Salt) // never fails (Go 1.24)
	s := &Sealed{path: path, params: p, master: p.derive(passphrase), keys: map[string][32]byte{}}
	if err := s.write(s.keys); err != nil {
		return nil, err
	}
	return s, nil
}

func (p params) valid() bool {
	return p.Version == 1 && p.Time >= 1 && p.Time <= maxArgonTime && p.Threads >= 1 && p.Memory <= maxArgonMemory && len(p.Salt) >= 8
}

// derive takes p.Memory kilobytes for as long as it works, and gives them back: as garbage they would let the heap grow
// to twice as much before anybody looks. A file that asks for less than ours do leaves nothing worth the collection.
func (p params) derive(passphrase []byte) [32]byte {
	key := [32]byte(argon2.IDKey(passphrase, p.Salt, p.Time, p.Memory, p.Threads, 32))
	if p.Memory >= argonMemory {
		debug.FreeOSMemory()
	}
	return key
}

// id binds the parameters to what is sealed.
func (p params) id() string {
	return fmt.Sprintf("%d:%d:%d:%d:%x", p.Version, p.Time, p.Memory, p.Threads, p.Salt)
}

func (s *Sealed) read(plain []byte) error {
	var texts map[string]string
	if err := json.Unmarshal(plain, &texts); err != nil {
		return errors.Join(errFormat, err)
	}
	s.keys = make(map[string][32]byte, len(texts))
	for id, text := range texts {
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(raw) != 32 {
			return errFormat
		}
		s.keys[id] = [32]byte(raw)
	}
	return nil
}

// write stores keys; s.keys is the caller's business.
func (s *Sealed) write(keys map[string][32]byte) error {
	texts := make(map[string]string, len(keys))
	for id, key := range keys {
		texts[id] = encode(key)
	}
	plain, err := json.Marshal(texts)
	if err != nil {
		return fileProblem(s.path, err)
	}
	sealed, err := Seal(s.master, s.params.id(), kindKeys, plain)
	if err != nil {
		return fileProblem(s.path, err)
	}
	text, err := json.Marshal(sealedFile{s.params, sealed})
	if err != nil {
		return fileProblem(s.path, err)
	}
	if err := replaceFile(s.path, text); err != nil {
		return fileProblem(s.path, err)
	}
	return nil
}

// Key returns the key of id, or SecretMissing.
func (s *Sealed) Key(ctx context.Context, id string) ([32]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, there := s.keys[id]
	if !there {
		return key, missing(nil)
	}
	return key, nil
}

// Create makes a random key for id, in place of one that was there.
func (s *Sealed) Create(ctx context.Context, id string) ([32]byte, error) {
	key := newKey()
	return key, s.change(ctx, func(keys map[string][32]byte) { keys[id] = key })
}

// Adopt takes keys by id from another store, in place of those that were there. The file is written once.
func (s *Sealed) Adopt(ctx context.Context, keys map[string][32]byte) error {
	return s.change(ctx, func(all map[string][32]byte) { maps.Copy(all, keys) })
}

// Delete forgets the key of id, if there is one.
func (s *Sealed) Delete(ctx context.Context, id string) error {
	return s.change(ctx, func(keys map[string][32]byte) { delete(keys, id) })
}

// change edits a copy of the keys, and takes it when the file is written.
func (s *Sealed) change(ctx context.Context, edit func(map[string][32]byte)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return classify(err)
	}
	keys := maps.Clone(s.keys)
	edit(keys)
	if err := s.write(keys); err != nil {
		return err
	}
	s.keys = keys
	return nil
}

// replaceFile writes text aside, syncs it and renames it to path, mode 0600.
func replaceFile(path string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp") // CreateTemp makes mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
