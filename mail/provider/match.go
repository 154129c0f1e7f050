package provider

import (
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"letterbox/mail"
)

// ByDomain returns the provider whose own mail domain this is, e.g. qq for "qq.com". A company's domain is found
// by ByMX instead.
func (c *Catalogue) ByDomain(domain string) (mail.Provider, bool) {
	domain = canonical(domain)
	for _, e := range c.entries {
		if e.owns(domain) {
			return e.copied(), true
		}
	}
	return mail.Provider{}, false
}

func (e *entry) owns(domain string) bool {
	if slices.Contains(e.notDomains, domain) {
		return false
	}
	for _, d := range e.Domains {
		if d == domain {
			return true
		}
		if name, wild := strings.CutSuffix(d, ".*"); wild && underCountry(domain, name) {
			return true
		}
	}
	return false
}

// underCountry reports whether domain is name under the suffix of a country. New generic suffixes are left out:
// anybody can register "live.studio", while the providers with such domains hold their names in the countries.
func underCountry(domain, name string) bool {
	suffix, found := strings.CutPrefix(domain, name+".")
	if !found {
		return false
	}
	public, icann := publicsuffix.PublicSuffix(domain)
	return icann && public == suffix && len(suffix)-strings.LastIndexByte(suffix, '.')-1 == 2
}

// ByMX returns the provider of the mail exchangers of a domain, given by preference. Security gateways and hosts
// that are not known are passed over. The answer is as trustworthy as the lookup that gave the hosts.
func (c *Catalogue) ByMX(hosts []string) (mail.Provider, bool) {
	if e, _ := c.exchanger(hosts); e != nil {
		return e.copied(), true
	}
	return mail.Provider{}, false
}

// Gateway returns the product name of the security gateway that a mail exchanger belongs to, "" for any other.
func (c *Catalogue) Gateway(host string) string {
	if rule, found := c.rule(canonical(host)); found {
		return rule.Gateway
	}
	return ""
}

func (c *Catalogue) exchanger(hosts []string) (e *entry, host string) {
	for _, h := range hosts {
		h = canonical(h)
		if rule, found := c.rule(h); found && rule.Gateway == "" {
			return c.byID[rule.Provider], h
		}
	}
	return nil, ""
}

func (c *Catalogue) rule(host string) (mxJSON, bool) {
	for _, rule := range c.mx {
		if matches(rule.Pattern, host) {
			return rule, true
		}
	}
	return mxJSON{}, false
}

// matches implements the patterns of the package comment.
func matches(pattern, host string) bool {
	if strings.HasPrefix(pattern, ".") {
		return strings.HasSuffix(host, pattern)
	}
	before, after, wild := strings.Cut(pattern, "*")
	if !wild {
		return pattern == host
	}
	return len(host) >= len(before)+len(after) && strings.HasPrefix(host, before) && strings.HasSuffix(host, after) &&
		!strings.Contains(host[len(before):len(host)-len(after)], ".")
}

// ByHost returns the provider that runs a server, by the server's exact name.
func (c *Catalogue) ByHost(host string) (mail.Provider, bool) {
	host = canonical(host)
	for _, e := range c.entries {
		for _, s := range e.servers {
			if s.Host == host {
				return e.copied(), true
			}
		}
	}
	return mail.Provider{}, false
}

// Correct returns the right host for one that is a known mistake, and whose it is.
func (c *Catalogue) Correct(host string) (right string, provider mail.ProviderID, known bool) {
	host = canonical(host)
	for _, e := range c.entries {
		for _, m := range e.details.Mistakes {
			if m.Host == host {
				return m.Instead, e.ID, true
			}
		}
	}
	return "", "", false
}

// Corrected returns a candidate with the right hosts in place of known mistakes, which then belongs to the provider
// whose hosts they are, and a problem for each that tells of it; none when nothing was wrong.
func (c *Catalogue) Corrected(candidate mail.Candidate) (mail.Candidate, []*mail.Problem) {
	var wrong []*mail.Problem
	for _, s := range []*mail.Server{&candidate.Incoming, &candidate.Outgoing} {
		right, owner, known := c.Correct(s.Host)
		if !known {
			continue
		}
		wrong = append(wrong, &mail.Problem{
			Code: mail.HostNotFound, Class: "HOST_MISTAKEN", Stage: mail.StageDiscover, Server: *s, Retry: mail.RetryNever,
			Facts: map[string]string{mail.FactInstead: right},
		})
		s.Host, candidate.Provider = right, owner
	}
	return candidate, wrong
}

func canonical(name string) string { return strings.ToLower(strings.TrimSuffix(name, ".")) }
