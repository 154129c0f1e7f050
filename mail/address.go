package mail

import (
	"errors"
	"strings"
	"unicode"
)

// Address is one mailbox of RFC 5322 section 3.4: a display name and an addr-spec.
type Address struct {
	Name   string // display name, decoded, may be empty
	Local  string // local part, without quotes
	Domain string // domain as written (Unicode or ASCII), lower case
}

// Reasons why ParseAddress refuses; each is worded for people in ui/words.
var (
	ErrAddressEmpty  = errors.New("address is empty")
	ErrAddressNoAt   = errors.New("address has no @")
	ErrAddressDomain = errors.New("address has no valid domain")
	ErrAddressLocal  = errors.New("address has no valid local part")
)

// ParseAddress reads what a person typed as an addr-spec. Blanks around it are dropped, and full-width letters,
// digits, dots and at-signs, which Chinese input methods produce, become their half-width forms. It returns one
// of the ErrAddress errors when the result cannot be an address.
func ParseAddress(typed string) (Address, error) {
	s := strings.TrimFunc(strings.Map(halfWidth, typed), unicode.IsSpace)
	if s == "" {
		return Address{}, ErrAddressEmpty
	}
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return Address{}, ErrAddressNoAt
	}
	local, domain := s[:at], strings.ToLower(strings.TrimSuffix(s[at+1:], "."))
	if local == "" || len(local) > 64 || strings.ContainsFunc(local, notInLocalPart) {
		return Address{}, ErrAddressLocal
	}
	if !validDomain(domain) {
		return Address{}, ErrAddressDomain
	}
	return Address{Local: local, Domain: domain}, nil
}

// halfWidth maps the full-width forms block to ASCII, and the ideographic full stop to a dot.
func halfWidth(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '。', r == '．':
		return '.'
	case r == '　':
		return ' '
	}
	return r
}

func notInLocalPart(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>()[],;:"\@`, r)
}

func validDomain(domain string) bool {
	if len(domain) == 0 || len(domain) > 253 {
		return false
	}
	labels := strings.Split(domain, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, r := range label {
			if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
				return false
			}
		}
	}
	return len(labels) > 1 || domain == "localhost"
}

// Spec returns local@domain, or "" for the zero Address. A local part that needs quotes (RFC 5322 section 3.4.1)
// is returned as it is: this is for people and for keys, not for the wire.
func (a Address) Spec() string {
	switch {
	case a.Domain == "":
		return a.Local
	default:
		return a.Local + "@" + a.Domain
	}
}

// Display returns the display name, else the addr-spec.
func (a Address) Display() string {
	if a.Name != "" {
		return a.Name
	}
	return a.Spec()
}

// String returns "Name <local@domain>", or the addr-spec alone.
func (a Address) String() string {
	if a.Name == "" {
		return a.Spec()
	}
	return a.Name + " <" + a.Spec() + ">"
}
