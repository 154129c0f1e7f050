package mailtest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// issuedCerts are the certificates of the cases which an authority signs, by setting: each shapes what is for localhost
// and 127.0.0.1. hostile_server.py would make them by openssl, which takes fifty processes.
var issuedCerts = map[string]func(*x509.Certificate){
	"good":         func(*x509.Certificate) {},
	"self-signed":  func(*x509.Certificate) {},
	"unknown-root": func(*x509.Certificate) {},
	"weak-1024":    func(*x509.Certificate) {},
	"wrong-host": func(c *x509.Certificate) {
		c.DNSNames, c.IPAddresses = []string{"other.example.org"}, nil
	},
	"no-san-cn-only": func(c *x509.Certificate) { c.DNSNames, c.IPAddresses = nil, nil },
	"ip-mismatch":    func(c *x509.Certificate) { c.IPAddresses = nil },
	"client-eku":     func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} },
	"sha1":           func(c *x509.Certificate) { c.SignatureAlgorithm = x509.ECDSAWithSHA1 },
	"wildcard-partial": func(c *x509.Certificate) {
		c.DNSNames, c.IPAddresses = []string{"local*.example"}, nil
	},
	"expired": func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
	},
	"not-yet-valid": func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2041, 1, 1, 0, 0, 0, 0, time.UTC)
	},
}

// HostileCerts makes the certificates that the servers of the cases show, in a folder that ends with the test. The
// authority to be trusted is ca.pem there.
func HostileCerts(tb testing.TB) (dir string) {
	tb.Helper()
	dir = tb.TempDir()
	ca, err := NewCA()
	if err == nil {
		err = writeCert(filepath.Join(dir, "ca"), ca.key, ca.cert.Raw)
	}
	for name, shape := range issuedCerts {
		if err == nil {
			err = ca.issueHostile(filepath.Join(dir, name), name, shape)
		}
	}
	for name := range hostileCerts {
		if err == nil {
			err = prepareCert(dir, name)
		}
	}
	if err != nil {
		tb.Fatalf("hostile certificates: %v", err)
	}
	return dir
}

// issueHostile signs and writes one certificate with its key.
func (c *CA) issueHostile(path, name string, shape func(*x509.Certificate)) error {
	key, err := hostileKey(name)
	if err != nil {
		return err
	}
	leaf := validFor(-time.Hour, 24*time.Hour)
	leaf.Subject, leaf.DNSNames, leaf.IPAddresses = pkix.Name{CommonName: "localhost"}, []string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1)}
	leaf.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	shape(leaf)
	issuer, issuerKey := c.cert, crypto.Signer(c.key)
	switch name {
	case "unknown-root":
		unknown, err := NewCA()
		if err != nil {
			return err
		}
		issuer, issuerKey = unknown.cert, unknown.key
	case "self-signed":
		issuer, issuerKey = leaf, key
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, issuer, key.Public(), issuerKey)
	if err != nil {
		return fmt.Errorf("certificate %s: %w", name, err)
	}
	return writeCert(path, key, der)
}

// hostileKey makes a key: some cases are about RSA, which takes long to make.
func hostileKey(name string) (crypto.Signer, error) {
	switch name {
	case "good":
		return rsa.GenerateKey(rand.Reader, 2048)
	case "weak-1024":
		return rsa.GenerateKey(rand.Reader, 1024) //nolint:gosec // what the case is about
	}
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}

// writeCert writes a certificate and its key: path.pem holds both, but for an authority, whose key is in path.key.
func writeCert(path string, key crypto.Signer, der []byte) error {
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	private := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER})
	if filepath.Base(path) != "ca" {
		return os.WriteFile(path+".pem", append(public, private...), 0o600)
	}
	if err := os.WriteFile(path+".key", private, 0o600); err != nil {
		return err
	}
	return os.WriteFile(path+".pem", public, 0o600)
}
