package app

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"letterbox/app/command"
	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/discover"
	"letterbox/mail/imap"
	"letterbox/mail/pop3"
	"letterbox/mail/smtp"
)

// authority issues certificates for whatever host a client asks for.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Providers on loopback"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &authority{cert, key}
}

func (a *authority) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	return pool
}

func (a *authority) issue(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: hello.ServerName}, DNSNames: []string{hello.ServerName},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, a.cert, &a.key.PublicKey, a.key)
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.key}, err
}

// internet is where the providers' hosts have their real names and lead to scripted servers on loopback. What is not
// in it does not exist.
type internet struct {
	t         *testing.T
	authority *authority
	exchanger map[string]string // by domain

	mu        sync.Mutex
	addresses map[string]netip.Addr // by host
	doors     map[string]*door      // by address and port
}

func newInternet(t *testing.T) *internet {
	t.Helper()
	return &internet{
		t: t, authority: newAuthority(t), exchanger: map[string]string{}, addresses: map[string]netip.Addr{}, doors: map[string]*door{},
	}
}

// open gives a server of the catalogue a script to play.
func (i *internet) open(s mail.Server, play script) *door {
	i.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // ends with the test
	if err != nil {
		i.t.Fatal(err)
	}
	d := &door{server: s, script: play, listener: listener, tls: &tls.Config{GetCertificate: i.authority.issue, MinVersion: tls.VersionTLS12}}
	i.mu.Lock()
	if _, known := i.addresses[s.Host]; !known {
		n := len(i.addresses) + 1
		i.addresses[s.Host] = netip.AddrFrom4([4]byte{198, 51, byte(100 + n/250), byte(1 + n%250)})
	}
	i.doors[netip.AddrPortFrom(i.addresses[s.Host], uint16(s.Port)).String()] = d
	i.mu.Unlock()
	d.serving.Go(d.accept)
	i.t.Cleanup(d.close)
	return d
}

// LookupNetIP implements dial.Resolver.
func (i *internet) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if address, known := i.addresses[host]; known {
		return []netip.Addr{address}, nil
	}
	return nil, notThere(host)
}

func notThere(host string) error {
	return &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

// connect leads to the scripted server of an address and port.
func (i *internet) connect(ctx context.Context, network, address string) (net.Conn, error) {
	i.mu.Lock()
	d := i.doors[address]
	i.mu.Unlock()
	if d == nil {
		return nil, fmt.Errorf("nobody is at %s", address)
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, network, d.listener.Addr().String())
}

// names is the internet as discovery asks for it.
type names struct{ *internet }

func (n names) LookupHost(ctx context.Context, host string) ([]string, error) {
	found, err := n.LookupNetIP(ctx, "ip", host[:len(host)-1])
	if err != nil {
		return nil, err
	}
	return []string{found[0].String()}, nil
}

func (names) LookupCNAME(_ context.Context, host string) (string, error) { return "", notThere(host) }

func (n names) LookupMX(_ context.Context, domain string) ([]*net.MX, error) {
	if host := n.exchanger[domain[:len(domain)-1]]; host != "" {
		return []*net.MX{{Host: host + ".", Pref: 10}}, nil
	}
	return nil, notThere(domain)
}

func (names) LookupSRV(_ context.Context, _, _, domain string) (string, []*net.SRV, error) {
	return "", nil, notThere(domain)
}

// RoundTrip implements http.RoundTripper: there is no web.
func (names) RoundTrip(r *http.Request) (*http.Response, error) { return nil, notThere(r.URL.Host) }

// newHouse builds the program.
func newHouse(t *testing.T) *house {
	t.Helper()
	h, err := build(t.Context(), command.Globals{DataDir: filepath.Join(t.TempDir(), "profile"), Secrets: "memory", TimeoutScale: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.close)
	return h
}

// settle has the program live in the internet of the test.
func (i *internet) settle(h *house) {
	i.t.Helper()
	dialer := dial.New(dial.Config{Roots: i.authority.roots(), Resolver: i, Connect: i.connect})
	h.imap, h.pop3, h.smtp = imap.New(imap.Config{Dialer: dialer}), pop3.New(pop3.Config{Dialer: dialer, Log: h.log}), smtp.New(smtp.Config{Dialer: dialer, Log: h.log})
	var err error
	if h.discover, err = discover.New(discover.Config{Catalogue: h.catalogue, Resolver: names{i}, HTTP: &http.Client{Transport: names{i}}}); err != nil {
		i.t.Fatal(err)
	}
}
