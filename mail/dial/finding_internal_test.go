package dial

import (
	"context"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
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
