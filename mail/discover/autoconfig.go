package discover

import (
	"context"
	"net/url"
	"time"

	"letterbox/mail"
	"letterbox/mail/provider"
)

// autoconfig asks the domain itself.
type autoconfig struct {
	web       fetcher
	catalogue *provider.Catalogue
	grace     time.Duration
}

// Rank implements Source.
func (autoconfig) Rank() int { return 1 }

// Find implements Source. The address goes to the domain's own host only, over https.
func (s autoconfig) Find(ctx context.Context, q Query) ([]mail.Candidate, error) {
	return s.of(ctx, q, q.Domain, url.Values{"emailaddress": {q.Address.Spec()}})
}

// of asks both places where a domain may publish its configuration.
func (s autoconfig) of(ctx context.Context, q Query, domain string, query url.Values) ([]mail.Candidate, error) {
	return siblings(ctx, s.grace,
		s.web.config(s.catalogue, q, SourceAutoconfig, "autoconfig."+domain, "/mail/config-v1.1.xml", query),
		s.web.config(s.catalogue, q, SourceAutoconfig, domain, "/.well-known/autoconfig/mail/config-v1.1.xml", query),
	)
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
	return s.of(q, q.Domain)(ctx)
}

func (s ispdb) of(q Query, domain string) finder {
	return s.web.config(s.catalogue, q, SourceISPDB, "autoconfig.thunderbird.net", "/v1.1/"+domain, nil)
}

// config returns what looks for a configuration file and reads it.
func (f fetcher) config(catalogue *provider.Catalogue, q Query, source, host, path string, query url.Values) finder {
	return func(ctx context.Context) ([]mail.Candidate, error) {
		asked := url.URL{Scheme: "https", Host: host, Path: path, RawQuery: query.Encode()}
		text, found, err := f.get(ctx, asked)
		if err != nil || text == nil {
			return nil, err
		}
		return page(catalogue, q, source, &asked, found).over(parseConfig(text, q.Address)), nil
	}
}
