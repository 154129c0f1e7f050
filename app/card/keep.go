package card

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"letterbox/mail"
)

// The settings that hold what is kept: the keys that were confirmed, and the cards, each under its domains.
const (
	keysSetting = "card-keys"
	cardSetting = "card/"
)

// confirmedKey is a key that a person compared.
type confirmedKey struct {
	Issuer  string   `json:"issuer"`
	Domains []string `json:"domains"`
	Key     string   `json:"key"`
}

// concerns reports whether a key and a card are of the same issuer or for the same domain.
func (k confirmedKey) concerns(c Card) bool {
	return strings.EqualFold(k.Issuer, c.Issuer) || slices.ContainsFunc(k.Domains, func(d string) bool { return slices.Contains(c.Domains, d) })
}

func (s *Shelf) confirmed(ctx context.Context) ([]confirmedKey, error) {
	text, err := s.config.Store.Setting(ctx, keysSetting)
	if err != nil || text == "" {
		return nil, err
	}
	var keys []confirmedKey
	if err := json.Unmarshal([]byte(text), &keys); err != nil {
		s.config.Log.Error("confirmed keys cannot be read", "err", err)
		return nil, nil // nobody is trusted then, and people confirm again
	}
	return keys, nil
}

// remember puts a card's key in the place of those that it takes over from.
func (s *Shelf) remember(ctx context.Context, keys []confirmedKey, c Card) error {
	now := confirmedKey{Issuer: c.Issuer, Domains: c.Domains, Key: EncodeKey(c.Key)}
	keys = slices.DeleteFunc(keys, func(k confirmedKey) bool {
		if k.Key != now.Key {
			return k.concerns(c)
		}
		same := strings.EqualFold(k.Issuer, c.Issuer)
		if same {
			for _, d := range k.Domains {
				if !slices.Contains(now.Domains, d) {
					now.Domains = append(slices.Clone(now.Domains), d)
				}
			}
		}
		return same
	})
	text, err := json.Marshal(append(keys, now))
	if err != nil {
		return &mail.Problem{Code: mail.StorageFailed, Retry: mail.RetryNever, Err: err}
	}
	return s.config.Store.SetSetting(ctx, keysSetting, string(text))
}

// Keep keeps the card in hand after a mailbox was bound by it, for the next one of its domains, and lets its authorities
// vouch for its hosts from now on. For other addresses and servers nothing is kept.
func (s *Shelf) Keep(ctx context.Context, address mail.Address, bound mail.Candidate) error {
	hand := s.inHand()
	if hand == nil || bound.Source != Source || !hand.IsFor(address) {
		return nil
	}
	now := s.config.Now()
	authorities := slices.DeleteFunc(slices.Clone(hand.Authorities), func(one mail.Certificate) bool {
		return now.Before(one.From) || now.After(one.Until)
	})
	hosts := []string{hand.Incoming.Host, hand.Outgoing.Host}
	if mail.CanonicalHost(hosts[0]) == mail.CanonicalHost(hosts[1]) {
		hosts = hosts[:1]
	}
	for _, host := range hosts {
		if len(authorities) == 0 || s.config.Authorities.Allowed(host) != nil {
			continue
		}
		if err := s.config.Authorities.AddAuthorities(ctx, host, authorities); err != nil {
			return err
		}
	}
	for _, domain := range hand.Domains {
		if err := s.config.Store.SetSetting(ctx, cardSetting+domain, string(hand.Raw)); err != nil {
			return err
		}
	}
	return nil
}

// kept returns the card of a domain, if it is still one that may be used.
func (s *Shelf) kept(ctx context.Context, domain string) (Card, bool) {
	text, err := s.config.Store.Setting(ctx, cardSetting+domain)
	if err != nil || text == "" {
		return Card{}, false
	}
	c, err := s.Read([]byte(text))
	if err != nil {
		s.config.Log.Info("a kept binding card is not used", "domain", domain, "err", err)
		return Card{}, false
	}
	return c, true
}
