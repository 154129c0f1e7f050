package discover

import (
	"context"
	"errors"
	"net/url"
	"slices"

	"letterbox/mail"
	"letterbox/mail/provider"
)

// The names of the sources, as in mail.Candidate.
const (
	SourceAutoconfig = "autoconfig"
	SourceISPDB      = "ispdb"
	SourceMX         = provider.SourceMX
	SourceSRV        = "srv"
	SourceGuess      = "guess"
)

// autoconfig asks the domain itself.
type autoconfig struct {
	web       fetcher
	catalogue *provider.Catalogue
}

// Rank implements Source.
func (autoconfig) Rank() int { return 1 }

// Find implements Source. The address goes to the domain's own host only, over https.
func (s autoconfig) Find(ctx context.Context, q Query) ([]mail.Candidate, error) {
	return s.of(ctx, q, q.Domain, url.Values{"emailaddress": {q.Address.Spec()}})
}

// of asks both places where a domain may publish its configuration; either will do.
func (s autoconfig) of(ctx context.Context, q Query, domain string, query url.Values) ([]mail.Candidate, error) {
	text, err := s.web.get(ctx, "autoconfig."+domain, "/mail/config-v1.1.xml", query)
	if list := parseConfig(text, q.Address); len(list) > 0 {
		return judged(list, SourceAutoconfig, q, s.catalogue), nil
	}
	text, second := s.web.get(ctx, domain, "/.well-known/autoconfig/mail/config-v1.1.xml", query)
	if list := parseConfig(text, q.Address); len(list) > 0 {
		return judged(list, SourceAutoconfig, q, s.catalogue), nil
	}
	if err == nil || second == nil {
		return nil, nil
	}
	return nil, errors.Join(err, second)
}

// ispdb asks Mozilla's database of providers. It learns the domain and nothing else.
type ispdb struct {
	web       fetcher
	catalogue *provider.Catalogue
}

// Rank implements Source.
func (ispdb) Rank() int { return 2 }

// Find implements Source.
func (s ispdb) Find(ctx context.Context, q Query) ([]mail.Candidate, error) {
	return s.of(ctx, q, q.Domain)
}

func (s ispdb) of(ctx context.Context, q Query, domain string) ([]mail.Candidate, error) {
	text, err := s.web.get(ctx, "autoconfig.thunderbird.net", "/v1.1/"+domain, nil)
	return judged(parseConfig(text, q.Address), SourceISPDB, q, s.catalogue), err
}

// usualPorts are where mail is read and submitted. A configuration that names others may be right, but the person
// should see it first.
var usualPorts = []int{143, 465, 587, 993, 994, 995}

// judged names the source and the provider, and trusts hosts of the address's own organisation and of providers
// in the catalogue. Everybody else needs the person's consent.
func judged(list []mail.Candidate, source string, q Query, catalogue *provider.Catalogue) []mail.Candidate {
	for i, c := range list {
		p, known := catalogue.ByHost(c.Incoming.Host)
		if known {
			list[i].Provider = p.ID
		}
		list[i].Source = source
		list[i].Trusted = proper(c.Incoming, q, catalogue) && proper(c.Outgoing, q, catalogue)
	}
	return list
}

func proper(s mail.Server, q Query, catalogue *provider.Catalogue) bool {
	_, known := catalogue.ByHost(s.Host)
	return (known || within(s.Host, q.Domain)) && slices.Contains(usualPorts, s.Port)
}
