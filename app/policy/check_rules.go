package policy

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode"

	"letterbox/mail"
)

// checkRules checks what people may bind and where to.
func (p *Policy) checkRules() error {
	if err := checkDomains("allowed_domains", p.AllowedDomains); err != nil {
		return err
	}
	if p.AllowedProviders != nil && len(p.AllowedProviders) == 0 {
		return errors.New("allowed_providers names none")
	}
	for _, id := range p.AllowedProviders {
		if err := checkEntry("allowed_providers", id, nil); err != nil {
			return err
		}
	}
	for i, one := range p.Plaintext {
		if err := one.check(); err != nil {
			return fmt.Errorf("plaintext, entry %d: %w", i+1, err)
		}
	}
	for _, address := range slices.Sorted(maps.Keys(p.Usernames)) {
		if err := checkUsername(address, p.Usernames[address]); err != nil {
			return fmt.Errorf("usernames, %q: %w", address, err)
		}
	}
	return p.checkServers()
}

func (p *Policy) checkServers() error {
	taken := map[string]bool{}
	for i, s := range p.Servers {
		if err := s.check(p.Plaintext); err != nil {
			return fmt.Errorf("servers, entry %d: %w", i+1, err)
		}
		for _, domain := range s.Domains {
			if taken[domain] {
				return fmt.Errorf("servers, entry %d: %s has servers already", i+1, domain)
			}
			taken[domain] = true
		}
	}
	return nil
}

// checkDomains refuses an empty list, which would be no rule at all; nil is none.
func checkDomains(member string, domains []string) error {
	if domains != nil && len(domains) == 0 {
		return fmt.Errorf("%s names none", member)
	}
	if i := slices.IndexFunc(domains, func(d string) bool { return !domainForm.MatchString(d) }); i >= 0 {
		return fmt.Errorf("%s: %q is not a domain in small letters", member, domains[i])
	}
	return nil
}

func (s Servers) check(plain []Plaintext) error {
	if len(s.Domains) == 0 {
		return errors.New("domains are missing")
	}
	if err := checkDomains("domains", s.Domains); err != nil {
		return err
	}
	in, out, err := s.parse()
	switch {
	case err != nil:
		return err
	case !in.Protocol.Incoming() || out.Protocol != mail.Submission:
		return errors.New("incoming takes IMAP or POP3, outgoing takes SMTP")
	case in.Username != "" || out.Username != "":
		return errors.New("a server's URL has a user in it")
	}
	for _, server := range []mail.Server{in, out} {
		named := func(one Plaintext) bool { return strings.EqualFold(one.Host, server.Host) }
		if server.Security == mail.Plain && !slices.ContainsFunc(plain, named) {
			return fmt.Errorf("%s speaks clear text and is not in plaintext", server.Host)
		}
	}
	return s.checkForm()
}

func (s Servers) checkForm() error {
	switch s.Username {
	case "", mail.WholeAddress, mail.LocalPart:
		if s.Domain != "" {
			return errors.New("domain is only for the user name domain-user")
		}
		return nil
	case mail.DomainUser:
		if s.Domain == "" || !visible(s.Domain) || strings.ContainsAny(s.Domain, `\@/`) {
			return errors.New("domain is missing or has characters that it cannot have")
		}
		return nil
	default:
		return fmt.Errorf("username is %q instead of address, local or domain-user", s.Username)
	}
}

func (o Plaintext) check() error {
	if _, err := netip.ParseAddr(o.Host); err != nil && !domainForm.MatchString(o.Host) {
		return fmt.Errorf("%q is not a host in small letters", o.Host)
	}
	if _, err := time.Parse(time.DateOnly, o.Until); err != nil {
		return fmt.Errorf("until is %q instead of a day such as 2027-01-31", o.Until)
	}
	return nil
}

func checkUsername(address, name string) error {
	read, err := mail.ParseAddress(address)
	switch {
	case err != nil || read.Spec() != address || strings.ToLower(address) != address:
		return errors.New("not an address in small letters")
	case name == "" || strings.TrimSpace(name) != name || strings.ContainsFunc(name, unicode.IsControl):
		return errors.New("the user name is empty or has characters that it cannot have")
	}
	return nil
}
