package app

import (
	"context"
	"strings"

	"letterbox/app/policy"
	"letterbox/mail"
	"letterbox/mail/discover"
	"letterbox/oauth"
)

// ownAuthority makes the provider of an authority that the policy names. The redirect URI to register there is
// http://127.0.0.1/ at any port (RFC 8252 section 7.3).
func ownAuthority(id mail.ProviderID, a policy.Authority, r oauth.Registration) oauth.Provider {
	p := oauth.Provider{
		ID: id, AuthURL: a.AuthURL, TokenURL: a.TokenURL, DeviceURL: a.DeviceURL, Issuers: a.Issuers,
		Redirect: oauth.Redirect{Host: "127.0.0.1", Path: "/"}, Registration: r,
	}
	var needed []string
	for _, s := range a.Scopes {
		switch strings.ToLower(s) {
		case "offline_access":
			p.Params = map[string]string{"prompt": "consent"} // or there is no refresh token (OpenID Connect Core, section 11)
			p.Extra = append(p.Extra, s)
		case "openid", "email", "profile":
			p.Extra = append(p.Extra, s)
		default:
			needed = append(needed, s)
		}
	}
	p.Scopes = map[mail.Protocol][]string{mail.IMAP: needed, mail.POP3: needed, mail.Submission: needed}
	return p
}

// recognise returns an organisation with an authority of its own as a provider, for the wizard.
func (a authorities) recognise(address mail.Address) (mail.Provider, bool) {
	id, own, ok := a.policy.AuthorityOf(address)
	if !ok {
		return mail.Provider{}, false
	}
	name := string(id)
	return mail.Provider{
		ID: id, Name: map[string]string{"zh-CN": name, "en": name}, Mark: strings.ToUpper(name[:1]),
		Secret: mail.BrowserSignIn, UserName: mail.WholeAddress, Domains: own.Domains,
	}, true
}

// discovery looks for the servers of an organisation with an authority of its own as for anybody's, and says on the
// candidates where people sign in.
type discovery struct {
	authorities authorities
	next        *discover.Discoverer
}

func (d discovery) Discover(ctx context.Context, address mail.Address, chosen mail.ProviderID) ([]mail.Candidate, error) {
	id := chosen
	_, own := d.authorities.policy.Authorities[chosen]
	if own {
		chosen = ""
	} else {
		id, _, own = d.authorities.policy.AuthorityOf(address)
	}
	candidates, err := d.next.Discover(ctx, address, chosen)
	for i := range candidates {
		if own && candidates[i].Provider == "" {
			candidates[i].Provider = id
		}
	}
	return candidates, err
}
