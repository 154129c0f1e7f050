package card

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
)

// Sign makes a card of a payload, byte for byte, if it is one that Parse takes. Errors are *mail.Problem of
// ClassUnreadable and ClassNewer.
func Sign(key ed25519.PrivateKey, inner []byte) ([]byte, error) {
	if _, err := read(inner); err != nil {
		return nil, err
	}
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return nil, unreadable(errors.New("the key is not of Ed25519"))
	}
	file, err := json.MarshalIndent(envelope{
		Mailbind: version, Payload: base64.StdEncoding.EncodeToString(inner), Key: EncodeKey(public),
		Signature: base64.StdEncoding.EncodeToString(ed25519.Sign(key, signed(inner))),
	}, "", "  ")
	if err != nil {
		return nil, unreadable(err)
	}
	if len(file) >= Largest {
		return nil, unreadable(fmt.Errorf("the card would have more than %d bytes", Largest))
	}
	return append(file, '\n'), nil
}

// NewKey makes a key to sign with, and returns it in PKCS#8 and PEM (RFC 7468 section 10), unencrypted.
func NewKey() ([]byte, ed25519.PublicKey, error) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), public, nil
}

// ReadKey reads what NewKey returned, or what openssl genpkey makes. The error never holds anything of the key.
func ReadKey(text []byte) (ed25519.PrivateKey, error) {
	block, rest := pem.Decode(text)
	if block == nil || block.Type != "PRIVATE KEY" || len(bytes.TrimSpace(rest)) > 0 {
		return nil, errors.New("no unencrypted private key in PEM form (PKCS#8)")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, errors.New("the private key cannot be read")
	}
	key, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return nil, errors.New("the private key is not of Ed25519")
	}
	return key, nil
}

// EncodeKey returns a public key as the policy and a card write it.
func EncodeKey(key ed25519.PublicKey) string { return base64.StdEncoding.EncodeToString(key) }

// DecodeKey reads a public key as the policy and a card write it.
func DecodeKey(text string) (ed25519.PublicKey, error) {
	key, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, errors.New("a public key of Ed25519 is 32 bytes in base64")
	}
	return key, nil
}
