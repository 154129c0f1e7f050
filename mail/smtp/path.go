package smtp

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"letterbox/mail"
)

// maxPath bounds a path. RFC 5321 section 4.5.3.1.3 says 256 bytes; real local parts are longer than it allows, and a
// command line has 512.
const maxPath = 320

// errPath says that an address cannot stand in a command.
var errPath = errors.New("the address cannot stand in an envelope")

// wirePath returns an address between angle brackets as MAIL and RCPT want it (RFC 5321 section 4.1.2). The domain is
// always in its ASCII form, so that only a local part can need SMTPUTF8. Whatever could end the path or the line is
// refused, also where quotes would allow it: not every server reads quotes.
func wirePath(a mail.Address) (string, error) {
	local, err := wireLocal(a.Local)
	if err != nil {
		return "", err
	}
	domain, err := wireDomain(a.Domain)
	if err != nil {
		return "", err
	}
	path := "<" + local + "@" + domain + ">"
	if len(path) > maxPath {
		return "", fmt.Errorf("%w: longer than %d bytes", errPath, maxPath)
	}
	return path, nil
}

const (
	atomSpecials   = "!#$%&'*+-/=?^_`{|}~"
	quotedSpecials = `"(),:;@[\]`
)

// wireLocal returns a local part, in quotes where it needs them.
func wireLocal(local string) (string, error) {
	if local == "" || !utf8.ValidString(local) {
		return "", fmt.Errorf("%w: no local part", errPath)
	}
	quote := strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, "..")
	for _, r := range local {
		switch {
		case r == '.', r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)), strings.ContainsRune(atomSpecials, r):
		case r >= utf8.RuneSelf && unicode.IsPrint(r):
		case strings.ContainsRune(quotedSpecials, r):
			quote = true
		default:
			return "", fmt.Errorf("%w: %q in the local part", errPath, r)
		}
	}
	if quote {
		local = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(local) + `"`
	}
	return local, nil
}

// wireDomain returns a domain in ASCII, or an address literal (RFC 5321 section 4.1.3) as it is.
func wireDomain(domain string) (string, error) {
	if literal, ok := strings.CutPrefix(domain, "["); ok {
		address := strings.TrimPrefix(strings.TrimSuffix(literal, "]"), "IPv6:")
		if ip, err := netip.ParseAddr(address); err != nil || ip.Zone() != "" || !strings.HasSuffix(domain, "]") {
			return "", fmt.Errorf("%w: %q is not an address literal", errPath, domain)
		}
		return domain, nil
	}
	ascii := domain
	if !isASCII(domain) {
		converted, err := idna.Lookup.ToASCII(domain)
		if err != nil {
			return "", fmt.Errorf("%w: %q: %w", errPath, domain, err)
		}
		ascii = converted
	}
	for label := range strings.SplitSeq(ascii, ".") {
		if label == "" || len(label) > 63 || strings.ContainsFunc(label, notInLabel) {
			return "", fmt.Errorf("%w: %q is not a domain", errPath, domain)
		}
	}
	return ascii, nil
}

// notInLabel allows the underscore, which some domains that receive mail have.
func notInLabel(r rune) bool {
	return r >= utf8.RuneSelf || r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}
