package card

import (
	"context"
	"errors"
	"strings"

	"letterbox/mail"
)

// Standing says what is known of the key that signed a card.
type Standing string

// What can be known. Only the first two are trusted.
const (
	ByPolicy  Standing = "policy"    // the policy lists it
	Confirmed Standing = "confirmed" // a person compared it
	Unknown   Standing = "unknown"   // nobody did
	Changed   Standing = "changed"   // nobody did, and another was confirmed for the issuer or one of the domains
)

// Trusted reports whether cards of the key are used.
func (s Standing) Trusted() bool { return s == ByPolicy || s == Confirmed }

// Standing says what is known of a card's key.
func (s *Shelf) Standing(ctx context.Context, c Card) (Standing, error) {
	if s.listed(c.Key) {
		return ByPolicy, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	keys, err := s.confirmed(ctx)
	if err != nil {
		return Unknown, err
	}
	standing := Unknown
	for _, k := range keys {
		switch {
		case !k.concerns(c):
		case k.Key == EncodeKey(c.Key):
			standing = Confirmed
		default:
			return Changed, nil
		}
	}
	return standing, nil
}

// Confirm remembers that a person compared the fingerprint of a card's key, in place of other keys of the issuer and of
// the domains. named is the fingerprint that the administrator told them.
func (s *Shelf) Confirm(ctx context.Context, c Card, named mail.Fingerprint) error {
	if err := s.compare(c, named); err != nil || s.listed(c.Key) {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	keys, err := s.confirmed(ctx)
	if err != nil {
		return err
	}
	if err := s.remember(ctx, keys, c); err != nil {
		return err
	}
	s.config.Log.Warn("key of a binding card confirmed", "issuer", c.Issuer, "domains", strings.Join(c.Domains, " "), "sha256", named.String())
	return nil
}

// compare holds a card's key against the policy and against the fingerprint that was named.
func (s *Shelf) compare(c Card, named mail.Fingerprint) error {
	if len(s.config.Keys) > 0 && !s.listed(c.Key) {
		return refuse(mail.PolicyForbids, ClassPolicyKeys, nil)
	}
	if got := c.Fingerprint(); got != named {
		p := refuse(mail.TLSUntrusted, ClassOtherKey, errors.New("the key of the card has another fingerprint"))
		p.Facts = map[string]string{FactIssuer: c.Issuer, mail.FactSHA256: got.String(), mail.FactPinned: named.String()}
		return p
	}
	return nil
}
