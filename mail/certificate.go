package mail

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
	"unicode"
)

// Fingerprint is a SHA-256.
type Fingerprint [sha256.Size]byte

// String returns 64 small hexadecimal digits.
func (f Fingerprint) String() string { return hex.EncodeToString(f[:]) }

// Pairs returns the form that people compare: capital digits in pairs with colons between, as openssl prints it.
func (f Fingerprint) Pairs() string { return pairs(f[:]) }

// Short returns the beginning and the end, for a sentence.
func (f Fingerprint) Short() string { return pairs(f[:4]) + " … " + pairs(f[len(f)-4:]) }

// Tail returns the last eight digits, in capitals: what a person types to show that they compared.
func (f Fingerprint) Tail() string { return strings.ToUpper(hex.EncodeToString(f[len(f)-4:])) }

// Ends reports whether a person typed Tail, in any case, with or without colons and blanks.
func (f Fingerprint) Ends(typed string) bool { return digits(typed) == strings.ToLower(f.Tail()) }

// ParseFingerprint reads 64 hexadecimal digits in any case, with or without colons and blanks between them.
func ParseFingerprint(text string) (Fingerprint, error) {
	var f Fingerprint
	raw, err := hex.DecodeString(digits(text))
	if err != nil || len(raw) != len(f) {
		return f, errors.New("a SHA-256 fingerprint has 64 hexadecimal digits")
	}
	copy(f[:], raw)
	return f, nil
}

func digits(text string) string {
	return strings.ToLower(strings.NewReplacer(":", "", " ", "", "\t", "").Replace(text))
}

func pairs(raw []byte) string {
	list := make([]string, len(raw))
	for i, b := range raw {
		list[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(list, ":")
}

// Certificate is what an X.509 certificate says, in one line per field. Nothing of it is proven by itself: anybody can
// write anything into a certificate.
type Certificate struct {
	DER         []byte
	Name        string // what to call it: the common name, else the organisation, else the first of Names
	Subject     string // distinguished name as in RFC 2253
	Issuer      string // likewise
	IssuerName  string // what to call the issuer
	Names       []string
	Serial      string
	From, Until time.Time // validity, both ends included
	Key         string    // algorithm and size, e.g. "ECDSA P-256"
	SHA256      Fingerprint
	KeySHA256   Fingerprint // of the SubjectPublicKeyInfo, which a renewed certificate may share
	Authority   bool        // may issue other certificates
	SelfIssued  bool        // subject and issuer are the same
}

// Chain is what a server showed: its own certificate first, then those that vouch for it, as far as they are known.
type Chain []Certificate

// ReadCertificate reads one certificate in DER.
func ReadCertificate(der []byte) (Certificate, error) {
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		return Certificate{}, fmt.Errorf("read certificate: %w", err)
	}
	return CertificateOf(parsed), nil
}

// CertificateOf returns what a certificate says.
func CertificateOf(c *x509.Certificate) Certificate {
	out := Certificate{
		DER: c.Raw, Subject: plainLine(c.Subject.String()), Issuer: plainLine(c.Issuer.String()),
		Serial: serial(c), From: c.NotBefore.UTC(), Until: c.NotAfter.UTC(), Key: keyOf(c),
		SHA256: sha256.Sum256(c.Raw), KeySHA256: sha256.Sum256(c.RawSubjectPublicKeyInfo),
		Authority: c.BasicConstraintsValid && c.IsCA, SelfIssued: string(c.RawSubject) == string(c.RawIssuer),
	}
	for _, name := range c.DNSNames {
		out.Names = append(out.Names, plainLine(name))
	}
	for _, ip := range c.IPAddresses {
		out.Names = append(out.Names, ip.String())
	}
	out.Name = firstOf(append([]string{c.Subject.CommonName}, append(c.Subject.Organization, out.Names...)...), out.Subject)
	out.IssuerName = firstOf(append([]string{c.Issuer.CommonName}, c.Issuer.Organization...), out.Issuer)
	return out
}

// ReadChain reads certificates in DER; those that cannot be read are left out.
func ReadChain(list [][]byte) Chain {
	var chain Chain
	for _, der := range list {
		if c, err := ReadCertificate(der); err == nil {
			chain = append(chain, c)
		}
	}
	return chain
}

// ChainOf returns what certificates say.
func ChainOf(list []*x509.Certificate) Chain {
	chain := make(Chain, len(list))
	for i, c := range list {
		chain[i] = CertificateOf(c)
	}
	return chain
}

// PEM returns the certificate in the form of RFC 7468.
func (c Certificate) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.DER})
}

// PEM returns all certificates in the form of RFC 7468, the server's own first.
func (c Chain) PEM() []byte {
	var text []byte
	for _, one := range c {
		text = append(text, one.PEM()...)
	}
	return text
}

// CertificatesInPEM returns the certificates of a PEM file. A file without one, or with one that cannot be read, is an
// error.
func CertificatesInPEM(text []byte) (Chain, error) {
	var chain Chain
	for {
		var block *pem.Block
		if block, text = pem.Decode(text); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := ReadCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		chain = append(chain, c)
	}
	if len(chain) == 0 {
		return nil, errors.New("no certificate in PEM form")
	}
	return chain, nil
}

// Covers reports whether the certificate is for a host: a DNS name in ASCII or an IP address.
func (c Certificate) Covers(host string) bool {
	parsed, err := x509.ParseCertificate(c.DER)
	return err == nil && parsed.VerifyHostname(bracketed(host)) == nil
}

func bracketed(host string) string {
	if ip := net.ParseIP(host); ip != nil {
		return "[" + host + "]"
	}
	return host
}

func serial(c *x509.Certificate) string {
	if c.SerialNumber == nil {
		return ""
	}
	return pairs(c.SerialNumber.Bytes())
}

func keyOf(c *x509.Certificate) string {
	switch key := c.PublicKey.(type) {
	case *rsa.PublicKey:
		return fmt.Sprintf("RSA %d", key.N.BitLen())
	case *ecdsa.PublicKey:
		return "ECDSA " + key.Curve.Params().Name
	case ed25519.PublicKey:
		return "Ed25519"
	default:
		return c.PublicKeyAlgorithm.String()
	}
}

func firstOf(names []string, otherwise string) string {
	for _, n := range names {
		if n = plainLine(n); n != "" {
			return n
		}
	}
	return otherwise
}

// longestLine is how many bytes of a field of a certificate are kept.
const longestLine = 500

// plainLine keeps a certificate from steering what shows it: control, format and direction characters are replaced.
func plainLine(s string) string {
	var out strings.Builder
	for _, r := range strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ") {
		if unicode.Is(unicode.C, r) || r == '\u2028' || r == '\u2029' {
			r = '\uFFFD'
		}
		if out.Len() >= longestLine {
			out.WriteString("…")
			break
		}
		out.WriteRune(r)
	}
	return out.String()
}
