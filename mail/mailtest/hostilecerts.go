package mailtest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"
)

// hostileCerts are certificates with another one between them and the authority, which must not be able to vouch, by
// setting: each shapes both. hostile_server.py cannot make them.
var hostileCerts = map[string]func(leaf, between *x509.Certificate){
	"name-constraint": func(_, between *x509.Certificate) {
		between.PermittedDNSDomainsCritical, between.PermittedDNSDomains = true, []string{"example.org"}
		between.ExcludedIPRanges = []*net.IPNet{{IP: net.IPv4(127, 0, 0, 0).To4(), Mask: net.CIDRMask(8, 32)}}
	},
	"ca-false-issuer": func(_, between *x509.Certificate) { between.IsCA = false },
	"nul-in-san": func(leaf, _ *x509.Certificate) {
		leaf.DNSNames, leaf.IPAddresses = []string{"localhost\x00.evil.example.org"}, nil
	},
}

// prepareCert writes one of hostileCerts into the folder of certificates.
func prepareCert(dir, name string) error {
	authority, authorityKey, err := hostileAuthority(dir)
	if err != nil {
		return err
	}
	leaf, between := validFor(-time.Hour, 24*time.Hour), validFor(-time.Hour, 24*time.Hour)
	leaf.Subject, between.Subject = pkix.Name{CommonName: "localhost"}, pkix.Name{CommonName: "between"}
	leaf.DNSNames, leaf.IPAddresses = []string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1)}
	leaf.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	between.IsCA, between.BasicConstraintsValid, between.KeyUsage = true, true, x509.KeyUsageCertSign
	hostileCerts[name](leaf, between)
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fmt.Errorf("hostile certificate: %w", err)
	}
	betweenKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fmt.Errorf("hostile certificate: %w", err)
	}
	betweenDER, err := x509.CreateCertificate(rand.Reader, between, authority, &betweenKey.PublicKey, authorityKey)
	if err != nil {
		return fmt.Errorf("hostile certificate: %w", err)
	}
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, between, &leafKey.PublicKey, betweenKey)
	if err != nil {
		return fmt.Errorf("hostile certificate: %w", err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(leafKey)
	if err != nil {
		return fmt.Errorf("hostile certificate: %w", err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leafDER})
	text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: betweenDER})...)
	text = append(text, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER})...)
	return os.WriteFile(filepath.Join(dir, name+".pem"), text, 0o600)
}

// hostileAuthority reads the authority of HostileCerts.
func hostileAuthority(dir string) (*x509.Certificate, crypto.Signer, error) {
	var parsed [2][]byte
	for i, name := range []string{"ca.pem", "ca.key"} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, nil, fmt.Errorf("hostile authority: %w", err)
		}
		block, _ := pem.Decode(raw)
		if block == nil {
			return nil, nil, fmt.Errorf("hostile authority: no PEM in %s", name)
		}
		parsed[i] = block.Bytes
	}
	cert, err := x509.ParseCertificate(parsed[0])
	if err != nil {
		return nil, nil, fmt.Errorf("hostile authority: %w", err)
	}
	key, err := x509.ParsePKCS8PrivateKey(parsed[1])
	if err != nil {
		return nil, nil, fmt.Errorf("hostile authority: %w", err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, nil, errors.New("hostile authority: the key cannot sign")
	}
	return cert, signer, nil
}
