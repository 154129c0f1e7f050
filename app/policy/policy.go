// Package policy is what the administrator of a computer has decided for the people who use Letterbox on it.
//
// A policy is one JSON object. On Linux it is in /etc/letterbox/policies.json; on Windows below
// HKLM\Software\Policies\Letterbox, as a whole or member by member (registry.go); on macOS in the managed preferences of
// org.letterbox.mail, the computer's before the person's, else in /Library/Application
// Support/Letterbox/policies.json. It is read once, when the program starts, and never written. What it says is locked:
// people see it and cannot change it.
//
// It names who may bind what (allowed_domains, allowed_providers), the servers of the organisation (servers) and its
// people's user names (usernames), the hosts that may speak clear text and until when (plaintext), what certificates
// people may accept (pins) and which the administrator accepts (certificates), who signs binding cards (card_keys),
// registrations and authorities for the
// sign-in in the browser (oauth, authorities), how much mail is kept (sync_window), what is changed in the catalogue of
// providers (catalogue), and choices of the window (settings, locked). schema.json describes every member; the templates
// in packaging/policy are made of it by generate.
//
// Invariants: a policy that cannot be read, or that says something which this version does not understand, is an
// error and never an empty policy, so that a typing mistake cannot lift a rule; the error is a *Mistake, which says in
// which member and on which line. Every URL is https, but for loopback addresses. Hosts and domains match whether they
// are written in Unicode or in ASCII. The package decides nothing by itself and knows neither accounts nor protocols.
//
//go:generate go run ./generate ../../packaging/policy
package policy

import (
	"maps"
	"strings"

	"letterbox/mail"
)

// Policy is what is in force. The zero value is that of a computer without an administrator. It is not changed after
// Load and may be read from any goroutine.
type Policy struct {
	Path             string                           `json:"-"` // the file or registry key it came from; "" without one
	AllowedDomains   []string                         `json:"allowed_domains,omitempty"`
	AllowedProviders []mail.ProviderID                `json:"allowed_providers,omitempty"`
	Servers          []Servers                        `json:"servers,omitempty"`
	Usernames        map[string]string                `json:"usernames,omitempty"` // by address in small letters
	Plaintext        []Plaintext                      `json:"plaintext,omitempty"`
	Pins             *bool                            `json:"pins,omitempty"` // nil: true
	CardKeys         []CardKey                        `json:"card_keys,omitempty"`
	OAuth            map[mail.ProviderID]Registration `json:"oauth,omitempty"`
	Authorities      map[mail.ProviderID]Authority    `json:"authorities,omitempty"`
	Certificates     []Certificates                   `json:"certificates,omitempty"`
	Window           *int                             `json:"sync_window,omitempty"` // days of mail; nil: no rule
	Catalogue        []Entry                          `json:"catalogue,omitempty"`
	Settings         Settings                         `json:"settings,omitzero"`
	Locked           []string                         `json:"locked,omitempty"` // settings that people cannot change
}

// Registration is under which name Letterbox is known to an authority.
type Registration struct {
	ClientID string `json:"client_id"`
	Tenant   string `json:"tenant,omitempty"`
	Secret   string `json:"client_secret,omitempty"` // of desktop clients, where it is none (RFC 8252 section 8.5)
}

// Authority is an organisation's own authorization server. Its name serves as the provider's id.
type Authority struct {
	Domains   []string `json:"domains,omitempty"` // of mail addresses, in small letters
	AuthURL   string   `json:"auth_url"`
	TokenURL  string   `json:"token_url"`
	DeviceURL string   `json:"device_url,omitempty"` // "" without a device flow
	Issuers   []string `json:"issuers,omitempty"`    // empty: known by the host of AuthURL
	Scopes    []string `json:"scopes"`
}

// AuthorityOf returns the authority for the domain of an address.
func (p Policy) AuthorityOf(address mail.Address) (mail.ProviderID, Authority, bool) {
	for id, a := range p.Authorities {
		if listed(a.Domains, address.Domain) {
			return id, a, true
		}
	}
	return "", Authority{}, false
}

// Loopback reports whether the policy names an authority on this computer that speaks clear text.
func (p Policy) Loopback() bool {
	for _, a := range p.Authorities {
		for _, u := range []string{a.AuthURL, a.TokenURL, a.DeviceURL} {
			if strings.HasPrefix(u, "http:") {
				return true
			}
		}
	}
	return false
}

// WithoutSecrets returns the policy for showing: of a client secret it says only that there is one.
func (p Policy) WithoutSecrets() Policy {
	p.OAuth = maps.Clone(p.OAuth)
	for id, r := range p.OAuth {
		if r.Secret != "" {
			r.Secret = "…"
			p.OAuth[id] = r
		}
	}
	return p
}
