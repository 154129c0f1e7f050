package card

import (
	"context"
	"crypto/ed25519"
	"log/slog"
	"strings"
	"sync"
	"time"

	"letterbox/mail"
)

// Store keeps small texts. One that was never set is "".
type Store interface {
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
}

// Authorities keeps who may vouch for single hosts, as people add them by hand.
type Authorities interface {
	Allowed(host string) error // nil where one can be added
	AddAuthorities(ctx context.Context, host string, chain mail.Chain) error
}

// Key is a key that the policy lists.
type Key struct {
	Name   string
	Public ed25519.PublicKey
}

// Config says what is possible. Store and Authorities are required.
type Config struct {
	Store       Store
	Authorities Authorities
	Keys        []Key                    // the policy's; if there are any, no others count
	AllowPlain  func(host string) bool   // whether the policy lets a host speak clear text; nil: none
	Public      func(domain string) bool // whether a domain is that of a public provider; nil: none
	Now         func() time.Time         // nil: time.Now
	Log         *slog.Logger             // nil: nothing is logged
}

// Shelf is the cards of one profile: the one in hand, which this process opened, and those that mailboxes were bound by.
// It is safe for concurrent use.
type Shelf struct {
	config Config

	mu   sync.Mutex // also held while the confirmed keys are read and written
	hand *Card
}

// New returns a Shelf.
func New(c Config) *Shelf {
	if c.AllowPlain == nil {
		c.AllowPlain = func(string) bool { return false }
	}
	if c.Public == nil {
		c.Public = func(string) bool { return false }
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Shelf{config: c}
}

// Read reads a card that may be used, if its key is trusted.
func (s *Shelf) Read(raw []byte) (Card, error) {
	c, err := Parse(raw)
	if err != nil {
		return Card{}, err
	}
	if err := s.allowed(c); err != nil {
		p := mail.ProblemOf(err)
		if p.Facts == nil {
			p.Facts = map[string]string{}
		}
		p.Facts[FactIssuer], p.Facts[mail.FactUntil] = c.Issuer, c.Expires+"T00:00:00Z"
		return Card{}, p
	}
	return c, nil
}

// allowed holds a card against the day and the policy.
func (s *Shelf) allowed(c Card) error {
	if len(s.config.Keys) > 0 && !s.listed(c.Key) {
		return refuse(mail.PolicyForbids, ClassPolicyKeys, nil)
	}
	if c.Ended(s.config.Now()) {
		return refuse(mail.PolicyForbids, ClassExpired, nil)
	}
	for _, server := range []mail.Server{c.Incoming, c.Outgoing} {
		if server.Security == mail.Plain && !s.config.AllowPlain(server.Host) {
			p := refuse(mail.PlainForbidden, ClassPlain, nil)
			p.Server = server
			return p
		}
	}
	for _, domain := range c.Domains {
		if s.config.Public(domain) && !s.listed(c.Key) {
			p := refuse(mail.PolicyForbids, ClassPublic, nil)
			p.Facts = map[string]string{FactDomains: domain}
			return p
		}
	}
	return nil
}

func (s *Shelf) listed(key ed25519.PublicKey) bool {
	for _, k := range s.config.Keys {
		if k.Public.Equal(key) {
			return true
		}
	}
	return false
}

// Take uses a card from now on, in this process. Its key must be trusted.
func (s *Shelf) Take(ctx context.Context, c Card) error {
	standing, err := s.Standing(ctx, c)
	if err != nil {
		return err
	}
	if !standing.Trusted() {
		p := refuse(mail.ConsentNeeded, ClassUnconfirmed, nil)
		p.Facts = map[string]string{FactIssuer: c.Issuer, mail.FactSHA256: c.Fingerprint().String()}
		return p
	}
	s.setHand(c)
	return nil
}

// TakeNamed is Take for a key whose fingerprint the administrator told the person. Nothing is remembered.
func (s *Shelf) TakeNamed(c Card, named mail.Fingerprint) error {
	if err := s.compare(c, named); err != nil {
		return err
	}
	s.setHand(c)
	return nil
}

func (s *Shelf) setHand(c Card) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hand = &c
}

func (s *Shelf) inHand() *Card {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hand
}

// For returns the card that says which servers an address has: the one in hand, else one that a mailbox of the domain
// was bound by and that still may be used.
func (s *Shelf) For(ctx context.Context, address mail.Address) (Card, bool) {
	if hand := s.inHand(); hand != nil && hand.IsFor(address) && s.allowed(*hand) == nil {
		return *hand, true
	}
	c, ok := s.kept(ctx, strings.ToLower(address.Domain))
	if !ok || !c.IsFor(address) {
		return Card{}, false
	}
	standing, err := s.Standing(ctx, c)
	return c, err == nil && standing.Trusted()
}

// Vouching returns who vouches for a host as long as the card in hand is used: its authorities, for its own hosts.
func (s *Shelf) Vouching(host string) []mail.TrustedCA {
	hand := s.inHand()
	if hand == nil || !hand.Names(host) || s.config.Authorities.Allowed(host) != nil {
		return nil
	}
	var list []mail.TrustedCA
	for _, one := range hand.Authorities {
		list = append(list, mail.TrustedCA{Host: mail.CanonicalHost(host), SHA256: one.SHA256, DER: one.DER, Added: s.config.Now()})
	}
	return list
}
