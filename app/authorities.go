package app

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"letterbox/app/command"
	"letterbox/app/policy"
	"letterbox/mail"
	"letterbox/oauth"
	"letterbox/storage"
)

// personal is the provider of people without an organisation: a tenant that was registered for one is not theirs.
const personal mail.ProviderID = "outlook_com"

// signInLimit is how long a sign-in may take a person.
const signInLimit = 10 * time.Minute

// authorities knows where an account signs in, and under which registration: the policy's before the person's.
type authorities struct {
	policy policy.Policy
	store  *storage.DB
}

// registered is the setting that holds a registration. The secret of a desktop client is in it too, since it is none
// (RFC 8252 section 8.5): everybody who has the program has it.
type registered struct {
	ClientID string `json:"client_id"`
	Tenant   string `json:"tenant,omitempty"`
	Secret   string `json:"client_secret,omitempty"`
}

// provider returns the authority of an account: the policy's own by name or for the domain of the address, else the
// provider's. locked reports that the registration is the policy's. Errors are *mail.Problem.
func (a authorities) provider(ctx context.Context, id mail.ProviderID, address mail.Address) (p oauth.Provider, locked bool, err error) {
	own, named := a.policy.Authorities[id]
	if !named {
		if of, found, ok := a.policy.AuthorityOf(address); ok {
			id, own, named = of, found, true
		}
	}
	if p, err = a.row(id, own, named, oauth.Registration{}); err != nil {
		return p, false, err
	}
	registration, locked, err := a.registration(ctx, id, p.Authority())
	if err != nil {
		return p, false, err
	}
	p, err = a.row(id, own, named, registration)
	return p, locked, err
}

func (a authorities) row(id mail.ProviderID, own policy.Authority, named bool, r oauth.Registration) (oauth.Provider, error) {
	if named {
		return ownAuthority(id, own, r), nil
	}
	return oauth.For(id, r)
}

// registration finds what Letterbox is called at an authority: what the policy says of the provider, of another
// provider there, then what the person entered. The zero registration is no error.
func (a authorities) registration(ctx context.Context, id mail.ProviderID, authority string) (r oauth.Registration, locked bool, err error) {
	if given, ok := a.policy.OAuth[id]; ok {
		return oauth.Registration(given), true, nil
	}
	for _, other := range slices.Sorted(maps.Keys(a.policy.OAuth)) {
		if p, err := oauth.For(other, oauth.Registration{}); err == nil && p.Authority() == authority {
			return shared(id, oauth.Registration(a.policy.OAuth[other])), true, nil
		}
	}
	text, err := a.store.Setting(ctx, registrationKey(authority))
	if err != nil || text == "" {
		return oauth.Registration{}, false, err
	}
	var kept registered
	if err := json.Unmarshal([]byte(text), &kept); err != nil {
		return oauth.Registration{}, false, storage.Classify(err)
	}
	return shared(id, oauth.Registration(kept)), false, nil
}

// keep stores a registration for all providers of an authority.
func (a authorities) keep(ctx context.Context, authority string, r oauth.Registration) error {
	text, err := json.Marshal(registered(r)) //nolint:gosec // see registered
	if err != nil {
		return storage.Classify(err)
	}
	return a.store.SetSetting(ctx, registrationKey(authority), string(text))
}

func registrationKey(authority string) string { return "oauth/" + authority }

func shared(id mail.ProviderID, r oauth.Registration) oauth.Registration {
	if id == personal {
		r.Tenant = ""
	}
	return r
}

// openPolicy reads the policy before anything else. One that is wrong keeps the program from going on without it.
func (h *house) openPolicy(_ context.Context, g command.Globals) (err error) {
	h.authorities.policy, err = policy.Load(g.PolicyFile)
	return err
}

// openAuthorities makes what signs people in.
func (h *house) openAuthorities(ctx context.Context, g command.Globals) error {
	roots, err := h.roots()
	if err != nil {
		return err
	}
	h.oauth = oauth.Config{
		Roots: roots, Local: h.authorities.policy.Loopback(), Log: h.log,
		Limit: time.Duration(float64(signInLimit) * g.TimeoutScale),
	}
	h.authorities.store = h.store
	h.vault.authorities, h.vault.oauth = h.authorities, oauth.New(h.oauth)
	h.later(func() { h.vault.sources.close(ctx) })
	return nil
}
