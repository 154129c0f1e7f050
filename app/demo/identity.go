package demo

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"time"
)

const loopback = "127.0.0.1"

// identity is an authority of one certificate. Its key is forgotten as soon as that is signed, so that nobody can
// make another one that the program would trust.
type identity struct {
	roots *x509.CertPool
	cert  tls.Certificate
}

// newIdentity makes both for a week around now, which is longer than a demo runs.
func newIdentity(now time.Time) (*identity, error) {
	wrap := func(err error) error { return fmt.Errorf("demo certificate: %w", err) }
	authorityKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, wrap(err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, wrap(err)
	}
	// The clock that verifies is the computer's, which need not be the time that the mailbox is dated by.
	from, until := time.Now().Add(-24*time.Hour), time.Now().Add(7*24*time.Hour)
	if now.Before(from) {
		from = now.Add(-24 * time.Hour)
	}
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Letterbox demo"}, NotBefore: from, NotAfter: until,
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign,
	}
	authorityDER, err := x509.CreateCertificate(rand.Reader, authority, authority, &authorityKey.PublicKey, authorityKey)
	if err != nil {
		return nil, wrap(err)
	}
	root, err := x509.ParseCertificate(authorityDER)
	if err != nil {
		return nil, wrap(err)
	}
	server := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: loopback}, NotBefore: from, NotAfter: until,
		IPAddresses: []net.IP{net.ParseIP(loopback)}, DNSNames: []string{"localhost"},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, server, root, &key.PublicKey, authorityKey)
	if err != nil {
		return nil, wrap(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(root)
	return &identity{roots: pool, cert: tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}}, nil
}

func (i *identity) config() *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{i.cert}, MinVersion: tls.VersionTLS12}
}
