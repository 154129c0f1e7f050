package discover

import (
	"context"
	"strings"
	"sync"

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

// aliased are the names of a domain that may be other names of a provider's hosts, the best first.
var aliased = []string{"imap.", "mail.", "smtp.", "pop."}

// Find implements Source. When a name such as imap.DOMAIN is another name of a known provider's host, the provider is
// proposed instead, because the certificate there is the provider's.
func (s guess) Find(ctx context.Context, q Query) ([]mail.Candidate, error) {
	proposed := Expand(q.Address, q.Domain)
	if _, known := s.catalogue.ByID(q.Chosen); known {
		proposed = append(s.catalogue.Candidates(q.Chosen, q.Address), proposed...)
	}
	hosts := namesOf(proposed, q.Domain)
	failure := s.ask(ctx, hosts)
	for _, prefix := range aliased {
		host := hosts[prefix+q.Domain]
		if p, known := s.catalogue.ByHost(host.alias); known {
			return distrusted(s.catalogue.Candidates(p.ID, q.Address), SourceGuess, prefix+q.Domain), nil
		}
	}
	var list []mail.Candidate
	for _, c := range proposed {
		if hosts[c.Incoming.Host].exists && hosts[c.Outgoing.Host].exists {
			list = append(list, c)
		}
	}
	return distrusted(list, SourceGuess, q.Domain), failure
}

// name is what DNS tells of a host.
type name struct {
	exists bool
	alias  string // of what it is another name; "" for nothing
}

// namesOf returns the hosts to ask for, of which nothing is known yet.
func namesOf(list []mail.Candidate, domain string) map[string]*name {
	hosts := make(map[string]*name)
	for _, c := range list {
		hosts[c.Incoming.Host], hosts[c.Outgoing.Host] = &name{}, &name{}
	}
	for _, prefix := range aliased {
		hosts[prefix+domain] = &name{}
	}
	return hosts
}

// ask looks all names up at once. It fails only when none could be.
func (s guess) ask(ctx context.Context, hosts map[string]*name) error {
	var asking sync.WaitGroup
	var mu sync.Mutex
	var failure error
	answered := false
	for host, n := range hosts {
		asking.Go(func() {
			addresses, err := s.dns.LookupHost(ctx, host)
			n.exists = err == nil && len(addresses) > 0
			err = unreached(ctx, err)
			mu.Lock()
			defer mu.Unlock()
			answered = answered || err == nil
			if err != nil {
				failure = err
			}
		})
		asking.Go(func() {
			if alias, err := s.dns.LookupCNAME(ctx, host); err == nil {
				n.alias = strings.ToLower(strings.TrimSuffix(alias, "."))
			}
		})
	}
	asking.Wait()
	if answered {
		return nil
	}
	return failure
}
