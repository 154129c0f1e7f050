package card

import (
	"encoding/pem"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"letterbox/mail"
)

// The most that a card may say.
const (
	mostDomains     = 64
	mostAuthorities = 8
	longestIssuer   = 80   // characters
	longestHelp     = 2000 // characters
)

func (p payload) checkVersion(*Card) error {
	if p.Version != version {
		return errors.New("version is missing")
	}
	return nil
}

func checkIssuer(c *Card) error {
	if strings.TrimSpace(c.Issuer) == "" || strings.TrimSpace(c.Issuer) != c.Issuer || !printable(c.Issuer, longestIssuer, "") {
		return fmt.Errorf("issuer is missing, longer than %d characters, or has characters that cannot be seen", longestIssuer)
	}
	return nil
}

var domainForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$`)

func checkDomains(c *Card) error {
	if len(c.Domains) == 0 || len(c.Domains) > mostDomains {
		return fmt.Errorf("domains are missing, or more than %d", mostDomains)
	}
	for i, d := range c.Domains {
		if !domainForm.MatchString(d) || len(d) > 253 {
			return fmt.Errorf("%.80q is not a domain in small letters", d)
		}
		if slices.Contains(c.Domains[:i], d) {
			return fmt.Errorf("the domain %q occurs twice", d)
		}
	}
	return nil
}

func (p payload) readServers(c *Card) (err error) {
	for _, side := range []struct {
		name, text string
		to         *mail.Server
	}{{"incoming", p.Incoming, &c.Incoming}, {"outgoing", p.Outgoing, &c.Outgoing}} {
		if strings.ContainsAny(side.text, "@?#") {
			return fmt.Errorf("%s holds more than a server", side.name)
		}
		if *side.to, err = mail.ParseServerURL(side.text); err != nil {
			return fmt.Errorf("%s: %w", side.name, err)
		}
		if !printable(side.to.Host, 253, "") {
			return fmt.Errorf("%s: the host has characters that it cannot have", side.name)
		}
	}
	if !c.Incoming.Protocol.Incoming() || c.Outgoing.Protocol != mail.Submission {
		return errors.New("incoming takes IMAP or POP3, outgoing takes SMTP")
	}
	return nil
}

func checkUserName(c *Card) error {
	switch c.UserName {
	case mail.WholeAddress, mail.LocalPart:
		if c.UserDomain != "" {
			return errors.New("domain goes with the user name domain-user only")
		}
	case mail.DomainUser:
		if c.UserDomain == "" || strings.ContainsAny(c.UserDomain, `\@ `) || !printable(c.UserDomain, 64, "") {
			return errors.New("domain is missing, or has characters that it cannot have")
		}
	default:
		return fmt.Errorf("username %.40q is unknown", c.UserName)
	}
	return nil
}

func checkExpires(c *Card) error {
	if _, err := time.Parse(time.DateOnly, c.Expires); err != nil {
		return errors.New("expires is not a day like 2027-12-31")
	}
	return nil
}

// readCA takes certificates of authorities and nothing else, so that no private key travels along.
func (p payload) readCA(c *Card) (err error) {
	if p.CA == "" {
		return nil
	}
	for rest := []byte(p.CA); ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			if strings.TrimSpace(string(rest)) != "" {
				return errors.New("ca holds something that is not PEM")
			}
			break
		}
		if block.Type != "CERTIFICATE" {
			return errors.New("ca holds something that is not a certificate")
		}
	}
	if c.Authorities, err = mail.CertificatesInPEM([]byte(p.CA)); err != nil {
		return fmt.Errorf("ca: %w", err)
	}
	if len(c.Authorities) > mostAuthorities {
		return fmt.Errorf("ca holds more than %d certificates", mostAuthorities)
	}
	if i := slices.IndexFunc(c.Authorities, func(one mail.Certificate) bool { return !one.Authority }); i >= 0 {
		return fmt.Errorf("ca: the certificate %q is not of an authority", c.Authorities[i].Name)
	}
	return nil
}

func checkHelp(c *Card) error {
	for language, text := range c.Help {
		if language != "zh-CN" && language != "en" || text == "" || !printable(text, longestHelp, "\n") {
			return fmt.Errorf("help is for zh-CN and en, and has at most %d characters that can be seen", longestHelp)
		}
	}
	if c.HelpURL == "" {
		return nil
	}
	u, err := url.Parse(c.HelpURL)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || !printable(c.HelpURL, 500, "") {
		return errors.New("help_url is not an https address")
	}
	return nil
}

// printable reports whether a text has at most so many characters, and no control, format or direction characters but
// those that are let: what is shown must be what is written.
func printable(text string, most int, let string) bool {
	return utf8.RuneCountInString(text) <= most && !strings.ContainsFunc(text, func(r rune) bool {
		return (unicode.Is(unicode.C, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)) && !strings.ContainsRune(let, r)
	})
}
