package discover

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/idna"

	"letterbox/mail"
	"letterbox/mail/provider"
)

// Resolver is what discovery asks of DNS. *net.Resolver is one.
type Resolver interface {
	LookupHost(ctx context.Context, host string) ([]string, error)
	LookupCNAME(ctx context.Context, host string) (string, error)
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
	LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error)
}

// Config says what a Discoverer works with. Only Catalogue is required.
type Config struct {
	Catalogue *provider.Catalogue
	Resolver  Resolver      // nil: the system's
	HTTP      *http.Client  // nil: one of its own; CheckRedirect is replaced in any case
	HTTPRoot  string        // when set, https://HOST/PATH is asked for at HTTPRoot/HOST/PATH, for tests and closed networks
	Offline   bool          // use the catalogue only
	Limit     time.Duration // for all sources together; 0 means 10 s
	Grace     time.Duration // how long better sources may take after one has answered; 0 means 2 s
}

// Discoverer finds servers. It is safe for concurrent use.
type Discoverer struct {
	catalogue *provider.Catalogue
	dns       Resolver
	web       fetcher
	offline   bool
	limit     time.Duration
	grace     time.Duration
}

// New returns a Discoverer. It fails when the catalogue is missing or HTTPRoot is not a URL.
func New(c Config) (*Discoverer, error) {
	if c.Catalogue == nil {
		return nil, errors.New("discover: a catalogue is needed")
	}
	web, err := newFetcher(c.HTTP, c.HTTPRoot)
	if err != nil {
		return nil, err
	}
	d := &Discoverer{catalogue: c.Catalogue, dns: c.Resolver, web: web, offline: c.Offline, limit: c.Limit, grace: c.Grace}
	if d.dns == nil {
		d.dns = net.DefaultResolver
	}
	if d.limit == 0 {
		d.limit = 10 * time.Second
	}
	if d.grace == 0 {
		d.grace = 2 * time.Second
	}
	return d, nil
}

// ResolverAt returns a resolver that asks one DNS server, given as host:port, and nobody else.
func ResolverAt(address string) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, address)
	}}
}

// Discover returns the ways to reach the mailbox of an address, best first, all from one source. chosen is the
// provider that the person picked, or "". It takes at most Config.Limit. Errors are *mail.Problem with the stage
// discover: AddressInvalid, Offline when no source could be asked, NothingFound, or Canceled.
func (d *Discoverer) Discover(ctx context.Context, a mail.Address, chosen mail.ProviderID) ([]mail.Candidate, error) {
	domain, err := idna.Lookup.ToASCII(a.Domain)
	if err != nil || a.Local == "" || domain == "" {
		return nil, &mail.Problem{Code: mail.AddressInvalid, Stage: mail.StageDiscover, Retry: mail.RetryAfterChange, Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, d.limit)
	defer cancel()
	q := Query{Address: a, Domain: domain, Chosen: chosen}
	if own, found := d.catalogue.ByDomain(domain); !found && d.catalogue.NamesServers(chosen) {
		return d.ofChosen(ctx, q), nil
	} else if found && d.catalogue.NamesServers(own.ID) {
		return d.catalogue.Candidates(own.ID, a), nil
	}
	return Run(ctx, d.sources(), q, d.grace)
}

// ofChosen trusts the person's choice. Where a card stands for several clusters or clouds, the mail exchangers
// tell which; a failed lookup leaves the choice as it is.
func (d *Discoverer) ofChosen(ctx context.Context, q Query) []mail.Candidate {
	id := q.Chosen
	if !d.offline {
		ctx, cancel := context.WithTimeout(ctx, d.grace)
		defer cancel()
		if hosts, err := d.exchangers(ctx, q.Domain); err == nil {
			if p, known := d.catalogue.ByMX(hosts); known && d.catalogue.SameFamily(q.Chosen, p.ID) {
				// The region of the exchangers is wanted too; trust comes from the choice, as in Candidates.
				list := d.catalogue.CandidatesByMX(hosts, q.Address)
				for i := range list {
					list[i].Source, list[i].Trusted = provider.SourcePreset, true
				}
				return list
			}
		}
	}
	return d.catalogue.Candidates(id, q.Address)
}

func (d *Discoverer) sources() []Source {
	if d.offline {
		return nil
	}
	return []Source{
		autoconfig{d.web, d.catalogue}, ispdb{d.web, d.catalogue}, exchangers{d}, srv{d.dns, d.catalogue}, guess{d.dns, d.catalogue},
	}
}
