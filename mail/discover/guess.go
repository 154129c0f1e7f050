package discover

import (
	"context"
	"strings"

	"letterbox/mail"
	"letterbox/mail/provider"
)

// guess tries the names that most people give their servers. It only looks whether the names exist: whether a mail
// server answers there is found out by binding, after the person has agreed.
type guess struct {
	dns       Resolver
	catalogue *provider.Catalogue
}

// Rank implements Source.
func (guess) Rank() int { return 5 }

// Find implements Source. When imap.DOMAIN is another name of a known provider's host, that host is proposed
// instead, because the certificate there is the provider's.
func (s guess) Find(ctx context.Context, q Query) ([]mail.Candidate, error) {
	if alias, err := s.dns.LookupCNAME(ctx, "imap."+q.Domain); err == nil {
		host := strings.ToLower(strings.TrimSuffix(alias, "."))
		if p, known := s.catalogue.ByHost(host); known {
			list := s.catalogue.Candidates(p.ID, q.Address)
			for i := range list {
				list[i].Source, list[i].Trusted = SourceGuess, false
			}
			return list, nil
		}
	}
	proposed := Expand(q.Address, q.Domain)
	if _, known := s.catalogue.ByID(q.Chosen); known {
		proposed = append(s.catalogue.Candidates(q.Chosen, q.Address), proposed...)
	}
	there, err := s.existing(ctx, proposed)
	if err != nil {
		return nil, err
	}
	var list []mail.Candidate
	for _, c := range proposed {
		if there[c.Incoming.Host] && there[c.Outgoing.Host] {
			c.Source, c.Trusted = SourceGuess, false
			list = append(list, c)
		}
	}
	return list, nil
}

// existing returns which hosts have addresses. It fails only when no name could be looked up.
func (s guess) existing(ctx context.Context, list []mail.Candidate) (map[string]bool, error) {
	there := make(map[string]bool)
	var failure error
	answered := false
	for _, c := range list {
		for _, host := range []string{c.Incoming.Host, c.Outgoing.Host} {
			if _, asked := there[host]; asked {
				continue
			}
			addresses, err := s.dns.LookupHost(ctx, host)
			there[host] = err == nil && len(addresses) > 0
			if err = unreached(ctx, err); err != nil {
				failure = err
				continue
			}
			answered = true
		}
		if ctx.Err() != nil {
			break
		}
	}
	if !answered {
		return nil, failure
	}
	return there, nil
}
