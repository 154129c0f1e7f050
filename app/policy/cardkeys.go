package policy

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"strings"
)

// CardKey is a key that signs binding cards. Where a policy lists keys, cards of other keys do not count.
type CardKey struct {
	Name string `json:"name"` // whose it is, for showing
	Key  string `json:"key"`  // the public key of Ed25519, 32 bytes in base64
}

// Public returns the key.
func (k CardKey) Public() (ed25519.PublicKey, error) {
	key, err := base64.StdEncoding.Strict().DecodeString(k.Key)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, errors.New("key is not a public key of Ed25519 in base64")
	}
	return key, nil
}

func (k CardKey) check() error {
	if strings.TrimSpace(k.Name) == "" {
		return in(wrong(Empty, ""), "name")
	}
	if _, err := k.Public(); err != nil {
		return in(wrong(WrongForm, k.Key), "key")
	}
	return nil
}
