package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"

	"letterbox/mail"
)

// sealVersion is the first byte of what Seal makes: AES-256-GCM, then a 12-byte nonce and the sealed text.
const sealVersion = 1

var errUnseal = errors.New("sealed secret does not open with this key, account and kind")

// Seal encrypts a secret of the account whose key has this id. The result opens only with the same key, id and kind,
// so that a sealed secret cannot be put in the place of another.
func Seal(key [32]byte, id, kind string, plain []byte) ([]byte, error) {
	aead, err := newAEAD(key)
	if err != nil {
		return nil, err
	}
	sealed := make([]byte, 1+aead.NonceSize(), 1+aead.NonceSize()+len(plain)+aead.Overhead())
	sealed[0] = sealVersion
	_, _ = rand.Read(sealed[1:]) // never fails (Go 1.24)

	return aead.Seal(sealed, sealed[1:], plain, additional(id, kind)), nil //nolint:gosec // the nonce is random, see above
}

// Open decrypts what Seal made. Anything else, or another key, id or kind, is answered with SecretMissing of class
// "UNSEAL_FAILED": the person has to sign in again.
func Open(key [32]byte, id, kind string, sealed []byte) ([]byte, error) {
	aead, err := newAEAD(key)
	if err != nil {
		return nil, err
	}
	if len(sealed) < 1+aead.NonceSize() || sealed[0] != sealVersion {
		return nil, unsealFailed(errUnseal)
	}
	nonce, text := sealed[1:1+aead.NonceSize()], sealed[1+aead.NonceSize():]
	plain, err := aead.Open(nil, nonce, text, additional(id, kind))
	if err != nil {
		return nil, unsealFailed(errors.Join(errUnseal, err))
	}
	return plain, nil
}

func unsealFailed(err error) *mail.Problem {
	return &mail.Problem{Code: mail.SecretMissing, Class: "UNSEAL_FAILED", Stage: mail.StageStore, Retry: mail.RetryAfterChange, Err: err}
}

func newAEAD(key [32]byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// additional is the data that is authenticated with the text. The lengths keep ("a", "bc") and ("ab", "c") apart.
func additional(id, kind string) []byte {
	data := []byte{sealVersion}
	for _, s := range []string{id, kind} {
		data = binary.BigEndian.AppendUint32(data, uint32(len(s)))
		data = append(data, s...)
	}
	return data
}

func newKey() (key [32]byte) {
	_, _ = rand.Read(key[:]) // never fails (Go 1.24)
	return key
}
