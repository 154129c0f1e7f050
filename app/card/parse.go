package card

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	"letterbox/mail"
)

// Largest is how many bytes a card may have.
const Largest = 256 << 10

// version is the one that this program makes and reads.
const version = 1

// envelope is the file.
type envelope struct {
	Mailbind  int    `json:"mailbind"`
	Payload   string `json:"payload"`
	Key       string `json:"key"`
	Signature string `json:"signature"`
}

// payload is what is signed.
type payload struct {
	Version  int               `json:"version"`
	Issuer   string            `json:"issuer"`
	Domains  []string          `json:"domains"`
	Incoming string            `json:"incoming"` // as on the command line: imaps://host:port
	Outgoing string            `json:"outgoing"` // as on the command line: smtps://host:port
	Username mail.UserNameForm `json:"username"` // "": the address
	Domain   string            `json:"domain"`   // of domain-user
	Expires  string            `json:"expires"`
	CA       string            `json:"ca"` // PEM
	Help     map[string]string `json:"help"`
	HelpURL  string            `json:"help_url"`
}

// purpose stands before the payload in what is signed, so that a signature that was made for something else is never
// good for a card.
const purpose = "letterbox binding card 1\n"

// Parse reads a card and verifies its signature. Whether it has expired, what it may say and who signed it is asked of a
// Shelf. Errors are *mail.Problem of ClassUnreadable, ClassNewer and ClassTampered.
func Parse(raw []byte) (Card, error) {
	if len(raw) > Largest {
		return Card{}, unreadable(fmt.Errorf("it has more than %d bytes", Largest))
	}
	if versionOf(raw, "mailbind") > version {
		return Card{}, refuse(mail.PolicyInvalid, ClassNewer, nil)
	}
	var e envelope
	if err := strict(raw, &e); err != nil {
		return Card{}, unreadable(err)
	}
	if e.Mailbind != version {
		return Card{}, unreadable(errors.New("mailbind, the version, is missing"))
	}
	inner, key, err := e.open()
	if err != nil {
		return Card{}, err
	}
	c, err := read(inner)
	if err != nil {
		return Card{}, err
	}
	c.Key, c.Raw = key, slices.Clone(raw)
	return c, nil
}

// open returns the payload if the signature fits.
func (e envelope) open() (inner []byte, key ed25519.PublicKey, err error) {
	var parts [3][]byte
	for i, part := range []struct{ name, text string }{{"payload", e.Payload}, {"key", e.Key}, {"signature", e.Signature}} {
		if parts[i], err = base64.StdEncoding.Strict().DecodeString(part.text); err != nil || len(parts[i]) == 0 {
			return nil, nil, unreadable(fmt.Errorf("%s is missing or not base64", part.name))
		}
	}
	inner, key = parts[0], parts[1]
	if len(key) != ed25519.PublicKeySize || len(parts[2]) != ed25519.SignatureSize {
		return nil, nil, unreadable(errors.New("the key or the signature is not of Ed25519"))
	}
	if !ed25519.Verify(key, signed(inner), parts[2]) {
		return nil, nil, refuse(mail.TLSUntrusted, ClassTampered, errors.New("the signature does not fit"))
	}
	return inner, key, nil
}

func signed(inner []byte) []byte { return append([]byte(purpose), inner...) }

// read reads and checks a payload.
func read(inner []byte) (Card, error) {
	if versionOf(inner, "version") > version {
		return Card{}, refuse(mail.PolicyInvalid, ClassNewer, nil)
	}
	var p payload
	if err := strict(inner, &p); err != nil {
		return Card{}, unreadable(err)
	}
	c := Card{
		Issuer: p.Issuer, Domains: p.Domains, UserName: p.Username, UserDomain: p.Domain, Expires: p.Expires, Help: p.Help,
		HelpURL: p.HelpURL,
	}
	if c.UserName == "" {
		c.UserName = mail.WholeAddress
	}
	for _, check := range []func(*Card) error{p.checkVersion, checkIssuer, checkDomains, p.readServers, checkUserName, checkExpires, p.readCA, checkHelp} {
		if err := check(&c); err != nil {
			return Card{}, unreadable(err)
		}
	}
	return c, nil
}

func unreadable(err error) *mail.Problem { return refuse(mail.PolicyInvalid, ClassUnreadable, err) }
