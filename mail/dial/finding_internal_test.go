package dial

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/netip"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"letterbox/mail"
)

func TestFindingsTellWhatHappened(t *testing.T) {
	to := netip.MustParseAddrPort("192.0.2.1:993")
	six := netip.MustParseAddrPort("[2001:db8::1]:993")
	refused := &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	cases := []struct{ got, want string }{
		{connectFinding([]attempt{{to: six, err: context.DeadlineExceeded}, {to: to, took: 12 * time.Millisecond}}), "[2001:db8::1]:993 no answer; 192.0.2.1:993 in 12 ms"},
		{connectFinding([]attempt{{to: to, err: refused}}), "192.0.2.1:993 connection refused"},
		{connectFinding([]attempt{{to: to}, {to: six, err: errSuperfluous}}), "192.0.2.1:993 in 0 ms"},
		{lookupFinding([]netip.Addr{to.Addr(), six.Addr()}, nil), "192.0.2.1 2001:db8::1"},
		{lookupFinding(nil, fmt.Errorf("x: %w", &net.DNSError{Err: "no such host", Server: "192.0.2.53:53", IsNotFound: true})), "no such host (asked 192.0.2.53:53)"},
		{lookupFinding(nil, &net.DNSError{Err: "read udp: i/o timeout", IsTimeout: true}), "timeout"},
		{lookupFinding(nil, errors.New("other")), ""},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestKnownProductsAreNamed(t *testing.T) {
	for issuer, want := range map[string]string{
		"Kaspersky Anti-Virus Personal Root Certificate": "Kaspersky", "SANGFOR Technologies": "Sangfor 深信服", "FortiGate CA": "Fortinet",
		"Let's Encrypt": "", "DigiCert TLS RSA SHA256 2020 CA1": "", "": "",
	} {
		if got := interceptedBy(&x509.Certificate{Issuer: pkix.Name{CommonName: issuer}}); got != want {
			t.Errorf("%q is %q, want %q", issuer, got, want)
		}
	}
}

func TestReachTellsOfEveryAddress(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	d := New(Config{Timeouts: Timeouts{Connect: 5 * time.Second}})
	s := mail.Server{Protocol: mail.IMAP, Host: "127.0.0.1", Port: port, Security: mail.TLS}
	if got := d.Reach(t.Context(), s); !strings.HasPrefix(got, fmt.Sprintf("127.0.0.1:%d in ", port)) {
		t.Errorf("found %q", got)
	}
	listener.Close()
	if got := d.Reach(t.Context(), s); !strings.Contains(got, "refused") {
		t.Errorf("found %q", got)
	}
	s.Host = "no-such-name.invalid"
	if got := d.Reach(t.Context(), s); got != "" {
		t.Errorf("found %q", got)
	}
}

// TestInterceptionIsNamed connects to a server that shows a certificate as security software makes them up.
func TestInterceptionIsNamed(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Kaspersky Anti-Virus Personal Root Certificate"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}})
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() { // ends with the listener
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			_ = c.(*tls.Conn).HandshakeContext(t.Context())
			_ = c.Close()
		}
	}()
	s := mail.Server{Protocol: mail.IMAP, Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, Security: mail.TLS}
	var last mail.Check
	_, err = New(Config{Roots: x509.NewCertPool()}).Dial(t.Context(), s, func(c mail.Check) { last = c })
	p := mail.ProblemOf(err)
	if p == nil || p.Code != mail.TLSUntrusted || p.Class != mail.ClassIntercepted || p.Facts[mail.FactProduct] != "Kaspersky" {
		t.Errorf("got %v, %v", p, err)
	}
	if last.Stage != mail.StageSecure || !strings.Contains(last.Finding, "made up on the way by Kaspersky") || !strings.Contains(last.Finding, "it is ") {
		t.Errorf("found %+v", last)
	}
}
