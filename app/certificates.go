package app

import (
	"context"

	"letterbox/app/trust"
	"letterbox/mail"
)

// openTrust opens the exceptions of the profile: where the policy lets them, people may make them, but not for the
// servers of providers that the catalogue knows.
func (h *house) openTrust() {
	h.trust = trust.New(trust.Config{Store: h.store, Public: h.publicHost(), AllowPins: h.authorities.policy.AllowsPins(), Log: h.log})
}

// publicHost tells the servers of known providers from those of companies.
func (h *house) publicHost() func(host string) bool {
	registered := trust.PublicHosts(h.catalogue.All())
	return func(host string) bool {
		_, known := h.catalogue.ByHost(host)
		return known || registered(host)
	}
}

// trusted answers the dialer: what was accepted, who vouches for the hosts of the binding card in hand, and what
// the policy accepts, whether people may accept anything or not.
func (h *house) trusted(ctx context.Context, host string) (mail.Trust, error) {
	known, err := h.trust.For(ctx, host)
	known.Authorities = append(known.Authorities, h.cards.Vouching(host)...)
	given := h.authorities.policy.TrustFor(host)
	known.Authorities, known.Pins = append(known.Authorities, given.Authorities...), append(known.Pins, given.Pins...)
	return known, err
}

// certificates is what the window looks at certificates with.
type certificates struct{ house *house }

func (c certificates) Inspect(ctx context.Context, s mail.Server) mail.Inspection {
	return c.house.dialer.Inspect(ctx, s)
}

func (c certificates) Allowed(host string) error { return c.house.trust.Allowed(host) }

func (c certificates) Accept(ctx context.Context, shown mail.Inspection, n int, typed string) error {
	return c.house.trust.Accept(ctx, shown, n, typed)
}
