package policy

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"
	"time"

	"letterbox/mail"
)

// Certificates is what the administrator trusts for some hosts beside the authorities that the computer knows.
type Certificates struct {
	Hosts          []string `json:"hosts"`                     // in small letters
	AuthoritiesPEM string   `json:"authorities_pem,omitempty"` // certificates of authorities that may vouch for the hosts
	SHA256         []string `json:"sha256,omitempty"`          // fingerprints of single certificates that the hosts may show
}

// forever is the end of a pin that only the policy ends.
var forever = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// TrustFor returns what the administrator trusts for a host.
func (p Policy) TrustFor(host string) mail.Trust {
	var trust mail.Trust
	host = plainHost(host)
	for _, c := range p.Certificates {
		if !listed(c.Hosts, host) {
			continue
		}
		authorities, _ := readAuthorities(c.AuthoritiesPEM) // Load has read them before
		for _, one := range authorities {
			trust.Authorities = append(trust.Authorities, mail.TrustedCA{Host: host, SHA256: sha256.Sum256(one.Raw), DER: one.Raw})
		}
		for _, text := range c.SHA256 {
			if fingerprint, err := mail.ParseFingerprint(text); err == nil {
				trust.Pins = append(trust.Pins, mail.Pin{Host: host, SHA256: fingerprint, Until: forever})
			}
		}
	}
	return trust
}

// AuthorityNames returns what the authorities are called, for showing.
func (c Certificates) AuthorityNames() []string {
	authorities, _ := readAuthorities(c.AuthoritiesPEM)
	names := make([]string, len(authorities))
	for i, one := range authorities {
		names[i] = mail.CertificateOf(one).Name
	}
	return names
}

func (c Certificates) check() error {
	for i, host := range c.Hosts {
		if !isHost(host) {
			return in(inItem(wrong(NotAHost, host), i), "hosts")
		}
	}
	if c.AuthoritiesPEM == "" && len(c.SHA256) == 0 {
		return wrong(NothingGiven, "authorities_pem, sha256")
	}
	if _, err := readAuthorities(c.AuthoritiesPEM); err != nil {
		return in(wrong(NoCertificate, err.Error()), "authorities_pem")
	}
	for i, text := range c.SHA256 {
		if _, err := mail.ParseFingerprint(text); err != nil {
			return in(inItem(wrong(NoFingerprint, text), i), "sha256")
		}
	}
	return nil
}

// readAuthorities reads certificates in PEM; nothing else may stand between them but blank lines.
func readAuthorities(text string) ([]*x509.Certificate, error) {
	var list []*x509.Certificate
	for rest := []byte(text); strings.TrimSpace(string(rest)) != ""; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil || block.Type != "CERTIFICATE" {
			return nil, errors.New("no certificate in PEM")
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		if !c.IsCA || !c.BasicConstraintsValid {
			return nil, errors.New("the certificate is not of an authority: " + mail.CertificateOf(c).Name)
		}
		list = append(list, c)
	}
	return list, nil
}
