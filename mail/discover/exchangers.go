package discover

import (
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
// the vendor's domain is asked. Nothing found here is trusted: plain DNS does not prove itself.
func (s exchangers) Find(ctx context.Context, q Query) ([]mail.Candidate, error) {
	hosts, err := s.d.exchangers(ctx, q.Domain)
	if err != nil {
		return nil, unreached(ctx, err)
	}
	if list := s.d.catalogue.CandidatesByMX(hosts, q.Address); len(list) > 0 && s.d.catalogue.NamesServers(list[0].Provider) {
		return list, nil
	}
	for _, host := range hosts {
		if s.d.catalogue.Gateway(host) != "" {
			continue
		}
		if list := s.ofHost(ctx, q, host); len(list) > 0 {
			for i := range list {
				list[i].Source, list[i].Trusted = SourceMX, false
			}
			return list, nil
		}
	}
	// Software that companies run themselves and hosters without an entry: the exchanger tells at best the names to try.
	return s.d.catalogue.CandidatesByMX(hosts, q.Address), nil
}

// ofHost asks the databases for the domain of an exchanger: first with the part below the first label, which tells
// apart the products of one provider, then with the registrable domain.
func (s exchangers) ofHost(ctx context.Context, q Query, host string) []mail.Candidate {
	base := baseDomain(host)
	domains := []string{base}
	if _, rest, found := strings.Cut(host, "."); found && rest != base && within(rest, base) {
		domains = []string{rest, base}
	}
	for _, domain := range domains {
		if domain == q.Domain {
			continue
		}
		if list, err := (ispdb{s.d.web, s.d.catalogue}).of(ctx, q, domain); err == nil && len(list) > 0 {
			return list
		}
		if list, err := (autoconfig{s.d.web, s.d.catalogue}).of(ctx, q, domain, nil); err == nil && len(list) > 0 {
			return list
		}
	}
	return nil
}

// exchangers returns the mail exchangers of a domain by preference, at most eight. "." (RFC 7505) means none.
func (d *Discoverer) exchangers(ctx context.Context, domain string) ([]string, error) {
	records, err := d.dns.LookupMX(ctx, domain)
	if err != nil && len(records) == 0 {
		return nil, err
	}
	slices.SortStableFunc(records, func(x, y *net.MX) int { return int(x.Pref) - int(y.Pref) })
	var hosts []string
	for _, r := range records {
		host := strings.ToLower(strings.TrimSuffix(r.Host, "."))
		if host != "" && len(hosts) < 8 {
			hosts = append(hosts, host)
		}
	}
	return hosts, nil
}
