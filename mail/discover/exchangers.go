package discover

import (
	"cmp"
	"context"
	"net"
	"slices"
	"strings"

	"letterbox/mail"
)

// exchangers goes by who receives the domain's mail. For companies this is what works: their provider is seldom in
// any database under their own domain.
type exchangers struct{ d *Discoverer }

// Rank implements Source.
func (exchangers) Rank() int { return 3 }

// Find implements Source. A security gateway says nothing about the mailbox behind it, so neither its vendor nor
// the vendor's domain is asked; a backup says nothing against the exchanger that it backs up. Nothing found here is
// trusted: plain DNS does not prove itself.
func (s exchangers) Find(ctx context.Context, q Query) ([]mail.Candidate, error) {
	hosts, err := s.d.exchangers(ctx, q.Domain)
	if err != nil {
		return nil, unreached(ctx, err)
	}
	known := s.d.catalogue.CandidatesByMX(hosts, q.Address)
	if len(known) > 0 && s.d.catalogue.NamesServers(known[0].Provider) {
		return known, nil
	}
	// Of software that companies run themselves, and of hosters without an entry, the exchanger tells at best the
	// names to try: the databases may know more.
	list, err := siblings(ctx, s.d.grace, s.databases(q, hosts)...)
	if len(list) == 0 {
		return known, err
	}
	return list, nil
}

// databases are where the domains of exchangers are looked for: first the part below the host's first label, which
// tells apart the products of one provider, then the registrable domain.
func (s exchangers) databases(q Query, hosts []string) []finder {
	var domains []string
	for _, host := range hosts[:min(2, len(hosts))] {
		base := baseDomain(host)
		if _, rest, found := strings.Cut(host, "."); found && rest != base && within(rest, base) {
			domains = append(domains, rest)
		}
		domains = append(domains, base)
	}
	var list []finder
	asked := map[string]bool{q.Domain: true} // which is asked by better sources
	for _, domain := range domains {
		if asked[domain] {
			continue
		}
		asked[domain] = true
		list = append(list, s.untrusted(domain, ispdb{s.d.web, s.d.catalogue}.of(q, domain)))
		list = append(list, s.untrusted(domain, func(ctx context.Context) ([]mail.Candidate, error) {
			return autoconfig{s.d.web, s.d.catalogue, s.d.grace}.of(ctx, q, domain, nil)
		}))
	}
	return list
}

func (exchangers) untrusted(domain string, find finder) finder {
	return func(ctx context.Context) ([]mail.Candidate, error) {
		list, err := find(ctx)
		return distrusted(list, SourceMX, domain), err
	}
}

// exchangers returns the mail exchangers that tell where the mailboxes are: of those that are no security gateway, the
// most preferred, in the order of their names where several share the preference. "." (RFC 7505) means none.
func (d *Discoverer) exchangers(ctx context.Context, domain string) ([]string, error) {
	records, err := d.dns.LookupMX(ctx, domain)
	if err != nil && len(records) == 0 {
		return nil, err
	}
	slices.SortStableFunc(records, func(x, y *net.MX) int {
		return cmp.Or(cmp.Compare(x.Pref, y.Pref), cmp.Compare(x.Host, y.Host))
	})
	var hosts []string
	var preference uint16
	for _, r := range records {
		host := strings.ToLower(strings.TrimSuffix(r.Host, "."))
		if host == "" || d.catalogue.Gateway(host) != "" {
			continue
		}
		if len(hosts) > 0 && r.Pref != preference || len(hosts) == maxExchangers {
			break
		}
		hosts, preference = append(hosts, host), r.Pref
	}
	return hosts, nil
}

// maxExchangers bounds how many exchangers are looked at.
const maxExchangers = 8
