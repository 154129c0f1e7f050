package policy

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"letterbox/mail"
)

var (
	idForm     = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)
	tenantForm = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$`)
	domainForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)
)

// check refuses what cannot be meant.
func (p *Policy) check() error {
	if err := p.checkRules(); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(p.OAuth)) {
		if err := checkEntry("oauth", id, p.OAuth[id].check()); err != nil {
			return err
		}
	}
	owner := map[string]mail.ProviderID{}
	for _, id := range slices.Sorted(maps.Keys(p.Authorities)) {
		a := p.Authorities[id]
		if err := checkEntry("authorities", id, a.check()); err != nil {
			return err
		}
		for _, domain := range a.Domains {
			if other, taken := owner[domain]; taken {
				return fmt.Errorf("authorities: %s belongs to %q and to %q", domain, other, id)
			}
			owner[domain] = id
		}
	}
	return nil
}

func checkEntry(member string, id mail.ProviderID, err error) error {
	if err == nil && !idForm.MatchString(string(id)) {
		err = errors.New("the name may have small letters, digits, - and _")
	}
	if err != nil {
		return fmt.Errorf("%s, %q: %w", member, id, err)
	}
	return nil
}

func (r Registration) check() error {
	switch {
	case r.ClientID == "" || !visible(r.ClientID):
		return errors.New("client_id is missing or has characters that it cannot have")
	case r.Tenant != "" && !tenantForm.MatchString(r.Tenant):
		return errors.New("tenant is neither a domain nor an id")
	case !visible(r.Secret):
		return errors.New("client_secret has characters that it cannot have")
	}
	return nil
}

func (a Authority) check() error {
	for _, e := range []struct {
		name, url string
		optional  bool
	}{{"auth_url", a.AuthURL, false}, {"token_url", a.TokenURL, false}, {"device_url", a.DeviceURL, true}} {
		if err := checkURL(e.url); err != nil && (e.url != "" || !e.optional) {
			return fmt.Errorf("%s: %w", e.name, err)
		}
	}
	if len(a.Scopes) == 0 {
		return errors.New("scopes are missing")
	}
	for _, words := range [][]string{a.Scopes, a.Issuers} {
		if i := slices.IndexFunc(words, func(w string) bool { return w == "" || !visible(w) }); i >= 0 {
			return fmt.Errorf("%q is neither a scope nor an issuer", words[i])
		}
	}
	if i := slices.IndexFunc(a.Domains, func(d string) bool { return !domainForm.MatchString(d) }); i >= 0 {
		return fmt.Errorf("%q is not a domain in small letters", a.Domains[i])
	}
	return nil
}

// checkURL takes https, and http on a loopback address.
func checkURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return fmt.Errorf("%q is not the URL of an endpoint", text)
	}
	if u.Scheme == "https" {
		return nil
	}
	ip, err := netip.ParseAddr(u.Hostname())
	if u.Scheme == "http" && err == nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("%q is not https", text)
}

// visible reports whether a word keeps to visible ASCII.
func visible(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return r <= ' ' || r > '~' })
}
