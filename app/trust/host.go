package trust

import (
	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"letterbox/mail"
)

// name returns a host in the form in which exceptions are kept.
func name(host string) string {
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	return mail.CanonicalHost(host)
}

// PublicHosts returns what Config.Public wants: whether a host belongs to one of the providers. It does when it is in
// the same registered domain as one of their servers or as one of the domains of their addresses.
func PublicHosts(providers []mail.Provider) func(host string) bool {
	domains := map[string]bool{}
	for _, p := range providers {
		for _, list := range [][]mail.Server{p.Incoming, p.Outgoing} {
			for _, s := range list {
				domains[registered(s.Host)] = true
			}
		}
		for _, d := range p.Domains {
			domains[registered(d)] = true
		}
	}
	delete(domains, "")
	return func(host string) bool { return domains[registered(host)] }
}

// registered returns the domain that somebody registered, e.g. "qq.com" for imap.exmail.qq.com; "" for what is no
// domain.
func registered(host string) string {
	domain, err := publicsuffix.EffectiveTLDPlusOne(name(host))
	if err != nil {
		return ""
	}
	return domain
}
