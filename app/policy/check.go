package policy

import (
	"maps"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"letterbox/mail"
)

// check refuses what cannot be meant and what the schema cannot say. The error is a *Mistake without its line.
func (p *Policy) check() error {
	for _, part := range []func() error{p.checkRules, p.checkOAuth, p.checkAuthorities} {
		if err := part(); err != nil {
			return err
		}
	}
	for i, k := range p.CardKeys {
		if err := k.check(); err != nil {
			return in(inItem(err, i), "card_keys")
		}
	}
	for i, c := range p.Certificates {
		if err := c.check(); err != nil {
			return in(inItem(err, i), "certificates")
		}
	}
	for i, e := range p.Catalogue {
		if err := e.check(); err != nil {
			return in(inItem(err, i), "catalogue")
		}
		if slices.ContainsFunc(p.Catalogue[:i], func(other Entry) bool { return other.ID == e.ID }) {
			return in(inItem(in(wrong(Taken, string(e.ID)), "id"), i), "catalogue")
		}
	}
	return nil
}

func (p *Policy) checkOAuth() error {
	for _, id := range slices.Sorted(maps.Keys(p.OAuth)) {
		r := p.OAuth[id]
		for _, one := range []struct{ member, value string }{{"client_id", r.ClientID}, {"client_secret", r.Secret}} {
			if !visible(one.value) {
				return in(in(in(wrong(WrongForm, one.value), one.member), string(id)), "oauth")
			}
		}
	}
	return nil
}

func (p *Policy) checkAuthorities() error {
	var taken []string
	for _, id := range slices.Sorted(maps.Keys(p.Authorities)) {
		a := p.Authorities[id]
		err := a.check()
		if err == nil {
			err = in(checkTaken(a.Domains, &taken), "domains")
		}
		if err != nil {
			return in(in(err, string(id)), "authorities")
		}
	}
	return nil
}

// checkTaken refuses domains that stand somewhere else already, and takes them.
func checkTaken(domains []string, taken *[]string) error {
	for i, domain := range domains {
		if listed(*taken, domain) {
			return inItem(wrong(Taken, domain), i)
		}
		*taken = append(*taken, domain)
	}
	return nil
}

func (a Authority) check() error {
	for _, e := range []struct {
		member, url string
		optional    bool
	}{{"auth_url", a.AuthURL, false}, {"token_url", a.TokenURL, false}, {"device_url", a.DeviceURL, true}} {
		if err := checkURL(e.url); err != nil && (e.url != "" || !e.optional) {
			return in(err, e.member)
		}
	}
	for _, list := range []struct {
		member string
		words  []string
	}{{"scopes", a.Scopes}, {"issuers", a.Issuers}} {
		if i := slices.IndexFunc(list.words, func(w string) bool { return w == "" || !visible(w) }); i >= 0 {
			return in(inItem(wrong(WrongForm, list.words[i]), i), list.member)
		}
	}
	return in(checkDomains(a.Domains), "domains")
}

// checkURL takes https, and http on a loopback address.
func checkURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return wrong(NotAURL, text)
	}
	if u.Scheme == "https" {
		return nil
	}
	ip, err := netip.ParseAddr(u.Hostname())
	if u.Scheme == "http" && err == nil && ip.IsLoopback() {
		return nil
	}
	return wrong(NotHTTPS, text)
}

// isWebPage reports whether a text is the address of a page that may be opened.
func isWebPage(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil
}

// visible reports whether a word keeps to visible ASCII.
func visible(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return r <= ' ' || r > '~' })
}

// canonicalAddress returns an address in the form in which two of them are compared.
func canonicalAddress(a mail.Address) string {
	return strings.ToLower(a.Local) + "@" + plainHost(a.Domain)
}
