package mailtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"sync"
	"time"
)

// CA is a certificate authority that lives in memory. Nothing of it is ever written to disk or valid elsewhere.
type CA struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// CertKind names a certificate that a server may show.
type CertKind string

// The kinds. All but WrongNameCert are for localhost, 127.0.0.1 and ::1.
const (
	GoodCert        CertKind = "good"
	ExpiredCert     CertKind = "expired"
	NotYetValidCert CertKind = "not-yet-valid"
	WrongNameCert   CertKind = "wrong-name"
	SelfSignedCert  CertKind = "self-signed"
	UnknownCACert   CertKind = "unknown-ca" // issued by an authority that nobody knows
)

// NewCA makes an authority.
func NewCA() (*CA, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make authority: %w", err)
	}
	template := validFor(-time.Hour, 24*time.Hour)
	template.Subject = pkix.Name{CommonName: "Letterbox in-memory authority"}
	template.IsCA, template.BasicConstraintsValid, template.KeyUsage = true, true, x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("make authority: %w", err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("make authority: %w", err)
	}
	return &CA{cert: cert, key: key}, nil
}

// SharedCA returns the authority that all in-process servers of this process use, so that one pool trusts them
// all.
var SharedCA = sync.OnceValues(NewCA)

// Roots returns a pool that trusts the authority alone.
func (c *CA) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(c.cert)
	return pool
}

// PEM returns the authority's certificate.
func (c *CA) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.cert.Raw})
}

// Issue makes a server certificate of the given kind, which is for some more names, too.
func (c *CA) Issue(kind CertKind, names ...string) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("issue certificate: %w", err)
	}
	template := validFor(-time.Hour, 24*time.Hour)
	issuer := c
	switch kind {
	case ExpiredCert:
		template = validFor(-48*time.Hour, -24*time.Hour)
	case NotYetValidCert:
		template = validFor(24*time.Hour, 48*time.Hour)
	case UnknownCACert:
		if issuer, err = NewCA(); err != nil {
			return tls.Certificate{}, err
		}
	case SelfSignedCert:
		issuer = &CA{cert: template, key: key}
	}
	template.Subject = pkix.Name{CommonName: "localhost"}
	template.DNSNames = append([]string{"localhost"}, names...)
	template.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	if kind == WrongNameCert {
		template.DNSNames, template.IPAddresses = []string{"other.example.org"}, nil
	}
	template.KeyUsage, template.ExtKeyUsage = x509.KeyUsageDigitalSignature, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	der, err := x509.CreateCertificate(rand.Reader, template, issuer.cert, &key.PublicKey, issuer.key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("issue certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

func validFor(from, until time.Duration) *x509.Certificate {
	now := time.Now()
	return &x509.Certificate{SerialNumber: big.NewInt(now.UnixNano()), NotBefore: now.Add(from), NotAfter: now.Add(until)}
}
