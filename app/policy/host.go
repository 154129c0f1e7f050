package policy

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"letterbox/mail"
)

var domainForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)

// names turns a name into the form in which it is looked up (RFC 5891), whether it was written in Unicode or in ASCII.
var names = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// plainHost returns a host or a domain in the form in which two of them are compared: ASCII, in small letters. Names that
// cannot be looked up stay as they are.
func plainHost(host string) string {
	host = mail.CanonicalHost(host)
	if ascii, err := names.ToASCII(host); err == nil {
		return ascii
	}
	return host
}

func sameHost(a, b string) bool { return plainHost(a) == plainHost(b) }

// listed reports whether a list has a domain, in whatever form.
func listed(list []string, domain string) bool {
	return domain != "" && slices.ContainsFunc(list, func(one string) bool { return sameHost(one, domain) })
}

// isDomain reports whether a text is a domain that people would find again as they wrote it: in small letters.
func isDomain(text string) bool {
	return strings.ToLower(text) == text && !strings.HasSuffix(text, ".") && domainForm.MatchString(plainHost(text))
}

// isHost reports whether a text is a domain or an IP address.
func isHost(text string) bool {
	_, err := netip.ParseAddr(text)
	return err == nil || isDomain(text)
}

// checkDomains refuses what is no domain.
func checkDomains(list []string) error {
	for i, domain := range list {
		if !isDomain(domain) {
			return inItem(wrong(NotADomain, domain), i)
		}
	}
	return nil
}
