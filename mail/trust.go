package mail

import (
	"errors"
	"strings"
	"time"
)

// Pin says that a person accepted one certificate for one host although nobody whom this computer trusts vouches for
// it. What counts is the fingerprint of the whole certificate, not that of its key: a certificate that was renewed, or
// that the same key signed with other names, needs a new yes.
type Pin struct {
	Host      string // as CanonicalHost returns it
	Port      int    // where it was accepted
	SHA256    Fingerprint
	KeySHA256 Fingerprint // tells a certificate that was renewed with its old key from a strange one, and nothing else
	DER       []byte      // the certificate, for showing it
	Accepted  time.Time
	Until     time.Time // when it ends by itself
}

// TrustedCA is an authority that may vouch for one host, and for no other.
type TrustedCA struct {
	Host   string // as CanonicalHost returns it
	SHA256 Fingerprint
	DER    []byte
	Added  time.Time
}

// Trust is what is trusted beside the authorities of the computer.
type Trust struct {
	Pins        []Pin
	Authorities []TrustedCA
}

// IsZero reports whether nothing is.
func (t Trust) IsZero() bool { return len(t.Pins) == 0 && len(t.Authorities) == 0 }

// PinGrace is how long a pin of a certificate holds that had expired before it was accepted.
const PinGrace = 30 * 24 * time.Hour

// ErrNotYetValid says that a certificate cannot be accepted before its time: either the clock of this computer is
// wrong, and then every certificate would have to be accepted, or the server's is.
var ErrNotYetValid = errors.New("the certificate is not valid yet")

// NewPin makes the pin of a certificate for a host. It ends with the certificate, or after PinGrace when that has
// expired already.
func NewPin(host string, port int, c Certificate, now time.Time) (Pin, error) {
	if now.Before(c.From) {
		return Pin{}, ErrNotYetValid
	}
	until := c.Until
	if now.After(until) {
		until = now.Add(PinGrace)
	}
	return Pin{Host: CanonicalHost(host), Port: port, SHA256: c.SHA256, KeySHA256: c.KeySHA256, DER: c.DER, Accepted: now, Until: until}, nil
}

// Holds reports whether the pin has not ended.
func (p Pin) Holds(now time.Time) bool { return !now.After(p.Until) }

// CanonicalHost returns a host name in ASCII in the form in which it is kept and compared: small letters, no final dot.
func CanonicalHost(host string) string { return strings.ToLower(strings.TrimSuffix(host, ".")) }

// TrustedBy says who vouches for a server.
type TrustedBy string

// Those who can. The zero value is nobody.
const (
	ByAuthority TrustedBy = "authority"         // one that the computer trusts
	ByPrivateCA TrustedBy = "private-authority" // one that was added for this host
	ByPin       TrustedBy = "pin"               // a person accepted this very certificate
)
