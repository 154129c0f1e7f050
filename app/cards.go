package app

import (
	"context"

	"letterbox/app/binder"
	"letterbox/app/card"
	"letterbox/app/command"
	"letterbox/mail"
	"letterbox/ui/model"
)

// openCards opens the binding cards of the profile. The policy has the last word on what they may say.
func (h *house) openCards() {
	rules := h.authorities.policy
	var keys []card.Key
	for _, k := range rules.CardKeys {
		public, err := k.Public()
		if err != nil {
			h.log.Error("key of the policy cannot be read", "name", k.Name, "err", err) // the policy was checked
			continue
		}
		keys = append(keys, card.Key{Name: k.Name, Public: public})
	}
	h.cards = card.New(card.Config{
		Store: h.store, Authorities: h.trust, Keys: keys, Log: h.log, AllowPlain: h.allowPlain,
		Public: func(domain string) bool {
			_, known := h.catalogue.ByDomain(domain)
			return known
		},
	})
}

// carded is discovery by binding cards: a card that is trusted says which servers the addresses of its domains have, and
// nobody else is asked about them.
type carded struct {
	house *house
	next  binder.Discoverer
}

func (d carded) Discover(ctx context.Context, address mail.Address, chosen mail.ProviderID) ([]mail.Candidate, error) {
	c, ok := d.house.cards.For(ctx, address)
	if !ok {
		return d.next.Discover(ctx, address, chosen)
	}
	found := c.Candidate(address)
	found.Provider, _, _ = d.house.authorities.policy.AuthorityOf(address) // "" where people type a secret
	return []mail.Candidate{found}, nil
}

// keepCard keeps the card that a mailbox was bound by. The mailbox is bound in any case.
func (h *house) keepCard(ctx context.Context, address mail.Address, bound mail.Candidate) {
	if err := h.cards.Keep(ctx, address, bound); err != nil {
		h.log.Error("binding card was not kept", "err", err)
	}
}

// readCard reads a card from a file.
func (h *house) readCard(path string) (card.Card, error) {
	raw, err := command.ReadCardFile(path)
	if err != nil {
		return card.Card{}, err
	}
	return h.cards.Read(raw)
}

// cards is package card as the window sees it.
type cards struct{ house *house }

// Open reads a card. One whose key is trusted already is used from now on.
func (c cards) Open(ctx context.Context, path string) (model.Card, error) {
	read, err := c.house.readCard(path)
	if err != nil {
		return model.Card{}, err
	}
	standing, err := c.house.cards.Standing(ctx, read)
	if err != nil {
		return model.Card{}, err
	}
	shown := model.Card{
		Issuer: read.Issuer, Domains: read.Domains, Incoming: read.Incoming, Outgoing: read.Outgoing, UserName: read.UserName,
		UserDomain: read.UserDomain, Expires: read.Expires, Help: read.Help, HelpURL: read.HelpURL,
		Fingerprint: read.Fingerprint(), Groups: card.Groups(read.Fingerprint()), Standing: model.CardStanding(standing), Raw: read.Raw,
	}
	for _, a := range read.Authorities {
		shown.Authorities = append(shown.Authorities, a.Name)
	}
	return shown, nil
}

// Use uses a card whose key is trusted, or that the person confirms with it.
func (c cards) Use(ctx context.Context, shown model.Card) error {
	read, err := c.house.cards.Read(shown.Raw)
	if err != nil {
		return err
	}
	standing, err := c.house.cards.Standing(ctx, read)
	if err != nil {
		return err
	}
	if !standing.Trusted() {
		if err := c.house.cards.Confirm(ctx, read, shown.Fingerprint); err != nil {
			return err
		}
	}
	return c.house.cards.Take(ctx, read)
}
