package discover

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

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
	Grace     time.Duration // how long better sources may take after one has answered; 0 means 1 s
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
	d.dns = absolute{d.dns}
	if d.limit == 0 {
		d.limit = 10 * time.Second
	}
	if d.grace == 0 {
		d.grace = time.Second
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
// discover: AddressInvalid, Offline when no source could or may be asked, NothingFound, or Canceled.
func (d *Discoverer) Discover(ctx context.Context, a mail.Address, chosen mail.ProviderID) ([]mail.Candidate, error) {
	domain, err := names.ToASCII(a.Domain)
	if err != nil || a.Local == "" || domain == "" {
		return nil, &mail.Problem{Code: mail.AddressInvalid, Stage: mail.StageDiscover, Retry: mail.RetryAfterChange, Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, d.limit)
	defer cancel()
	q := Query{Address: a, Domain: domain, Chosen: chosen}
	own, found := d.catalogue.ByDomain(domain)
	switch {
	case found && d.catalogue.NamesServers(own.ID):
		return d.catalogue.Candidates(own.ID, a), nil
	case d.catalogue.NamesServers(chosen):
		return d.ofChosen(ctx, q), nil
	case d.offline:
		return nil, &mail.Problem{Code: mail.Offline, Stage: mail.StageDiscover, Retry: mail.RetryLater}
	}
	list, err := Run(ctx, d.sources(), q, d.grace)
	return d.corrected(list), err
}

// corrected replaces hosts that are known mistakes by the right ones. Where a value comes from stays, and so does how
// far it is trusted.
func (d *Discoverer) corrected(list []mail.Candidate) []mail.Candidate {
	for i := range list {
		// One that was right stays as it is.
		list[i], _ = d.catalogue.Corrected(list[i])
	}
	return list
}

// ofChosen trusts the person's choice. Only where it stands for several clusters, clouds or regions are the mail
// exchangers asked for which; a failed lookup leaves the choice as it is.
func (d *Discoverer) ofChosen(ctx context.Context, q Query) []mail.Candidate {
	id := q.Chosen
	if !d.offline && d.catalogue.SeveralPlaces(id) {
		ctx, cancel := context.WithTimeout(ctx, d.grace)
		defer cancel()
		if hosts, err := d.exchangers(ctx, q.Domain); err == nil {
			if p, known := d.catalogue.ByMX(hosts); known && d.catalogue.SameFamily(q.Chosen, p.ID) {
				// The region of the exchangers is wanted too; trust comes from the choice, as in Candidates.
				return trusted(d.catalogue.CandidatesByMX(hosts, q.Address))
			}
		}
	}
	return d.catalogue.Candidates(id, q.Address)
}

// trusted makes candidates those of a preset.
func trusted(list []mail.Candidate) []mail.Candidate {
	origin := mail.Origin{Source: SourcePreset, Trusted: true}
	for i := range list {
		list[i].Source, list[i].Trusted = origin.Source, true
		list[i].Origins = mail.Origins{Incoming: origin, Outgoing: origin, Username: origin}
	}
	return list
}

func (d *Discoverer) sources() []Source {
	return []Source{
		autoconfig{d.web, d.catalogue, d.grace}, ispdb{d.web, d.catalogue}, exchangers{d}, srv{d.dns, d.catalogue}, guess{d.dns, d.catalogue},
	}
}
