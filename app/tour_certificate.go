package app

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"time"

	"letterbox/mail"
)

// tourAuthority is the name of the authority.
const tourAuthority = "Corp Mail CA"

// tourChain makes what a company's server shows that has a certificate of the company's own authority. Its keys are
// forgotten at once. It is empty when the system makes no keys.
func tourChain(now time.Time) mail.Chain {
	authority, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil
	}
	server, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil
	}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: tourAuthority, Organization: []string{"Corp"}},
		NotBefore: now.AddDate(-3, 0, 0), NotAfter: now.AddDate(7, 0, 0), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(4711), Subject: pkix.Name{CommonName: "mail.corp.example"}, DNSNames: []string{"mail.corp.example", "corp.example"},
		NotBefore: now.AddDate(0, -2, 0), NotAfter: now.AddDate(0, 10, 0), KeyUsage: x509.KeyUsageDigitalSignature,
	}
	first, err := x509.CreateCertificate(rand.Reader, leaf, root, &server.PublicKey, authority)
	if err != nil {
		return nil
	}
	second, err := x509.CreateCertificate(rand.Reader, root, root, &authority.PublicKey, authority)
	if err != nil {
		return nil
	}
	return mail.ReadChain([][]byte{first, second})
}
