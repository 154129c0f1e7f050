package dial_test

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/mailtest"
)

// showing serves handshakes with a certificate.
func showing(t *testing.T, cert tls.Certificate) mail.Server {
	t.Helper()
	return listen(t, func(c net.Conn) {
		s := tls.Server(c, &tls.Config{Certificates: []tls.Certificate{cert}})
		if s.Handshake() == nil {
			_, _ = s.Read(make([]byte, 1)) // until the client goes
		}
	})
}

// trusting returns a dialer that knows no authority but trusts, for one host, what it is given.
func trusting(host string, now time.Time, known mail.Trust) *dial.Dialer {
	return dial.New(dial.Config{
		Roots: x509.NewCertPool(), Now: func() time.Time { return now },
		Trust: func(_ context.Context, asked string) (mail.Trust, error) {
			if asked != host {
				return mail.Trust{}, nil
			}
			return known, nil
		},
	})
}

func leaf(t *testing.T, cert tls.Certificate) mail.Certificate {
	t.Helper()
	c, err := mail.ReadCertificate(cert.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func pinned(t *testing.T, host string, port int, cert tls.Certificate, now time.Time) mail.Trust {
	t.Helper()
	pin, err := mail.NewPin(host, port, leaf(t, cert), now)
	if err != nil {
		t.Fatal(err)
	}
	return mail.Trust{Pins: []mail.Pin{pin}}
}

// TestPins asks what a pin lets through, for every thing that can be wrong with a certificate.
func TestPins(t *testing.T) {
	now := time.Now()
	self, other := issue(t, mailtest.SelfSignedCert), issue(t, mailtest.SelfSignedCert)
	expired, wrongName := issue(t, mailtest.ExpiredCert), issue(t, mailtest.WrongNameCert)
	cases := []struct {
		name  string
		shows tls.Certificate
		trust func(s mail.Server) (host string, known mail.Trust)
		later time.Duration
		code  mail.Code
		class string
	}{
		{name: "none", shows: self, code: mail.TLSUntrusted, trust: func(mail.Server) (string, mail.Trust) { return "127.0.0.1", mail.Trust{} }},
		{name: "self-signed", shows: self, trust: func(s mail.Server) (string, mail.Trust) { return s.Host, pinned(t, s.Host, s.Port, self, now) }},
		{name: "another port of the host", shows: self, trust: func(s mail.Server) (string, mail.Trust) { return s.Host, pinned(t, s.Host, 993, self, now) }},
		{name: "unknown authority", shows: issueOnce(t, mailtest.UnknownCACert), trust: func(s mail.Server) (string, mail.Trust) {
			return s.Host, pinned(t, s.Host, s.Port, issueOnce(t, mailtest.UnknownCACert), now)
		}},
		{name: "wrong name", shows: wrongName, trust: func(s mail.Server) (string, mail.Trust) { return s.Host, pinned(t, s.Host, s.Port, wrongName, now) }},
		{name: "expired before", shows: expired, trust: func(s mail.Server) (string, mail.Trust) { return s.Host, pinned(t, s.Host, s.Port, expired, now) }},
		{
			name: "expired before, a month ago", shows: expired, later: mail.PinGrace + time.Minute, code: mail.TLSExpired, class: mail.ClassPinEnded,
			trust: func(s mail.Server) (string, mail.Trust) { return s.Host, pinned(t, s.Host, s.Port, expired, now) },
		},
		{
			name: "expired since", shows: self, later: 25 * time.Hour, code: mail.TLSExpired, class: mail.ClassPinEnded,
			trust: func(s mail.Server) (string, mail.Trust) { return s.Host, pinned(t, s.Host, s.Port, self, now) },
		},
		{
			name: "changed", shows: other, code: mail.TLSUntrusted, class: mail.ClassChanged,
			trust: func(s mail.Server) (string, mail.Trust) { return s.Host, pinned(t, s.Host, s.Port, self, now) },
		},
		{
			name: "another one at another port", shows: other, code: mail.TLSUntrusted,
			trust: func(s mail.Server) (string, mail.Trust) { return s.Host, pinned(t, s.Host, 993, self, now) },
		},
		{
			name: "of another host", shows: self, code: mail.TLSUntrusted,
			trust: func(s mail.Server) (string, mail.Trust) {
				return "127.0.0.2", pinned(t, "127.0.0.2", s.Port, self, now)
			},
		},
		{
			name: "not valid yet", shows: self, later: -2 * time.Hour, code: mail.TLSExpired, class: mail.ClassTooNew,
			trust: func(s mail.Server) (string, mail.Trust) { return s.Host, pinned(t, s.Host, s.Port, self, now) },
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			server := showing(t, c.shows)
			host, known := c.trust(server)
			conn, err := trusting(host, now.Add(c.later), known).Dial(t.Context(), server, nil)
			if p := mail.ProblemOf(err); c.code != "" {
				if p == nil || p.Code != c.code || p.Class != c.class || len(p.Chain) != 1 || p.Chain[0].SHA256 != leaf(t, c.shows).SHA256 {
					t.Fatalf("got %v, class %q, %d certificates", err, p.Class, len(p.Chain))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if conn.TrustedBy() != mail.ByPin {
				t.Errorf("trusted by %q", conn.TrustedBy())
			}
			conn.Close()
		})
	}
}

var once = map[mailtest.CertKind]tls.Certificate{}

// issueOnce returns the same certificate each time.
func issueOnce(t *testing.T, kind mailtest.CertKind) tls.Certificate {
	t.Helper()
	if c, made := once[kind]; made {
		return c
	}
	once[kind] = issue(t, kind)
	return once[kind]
}

func TestChangedCertificateTellsBothFingerprints(t *testing.T) {
	before, after := issue(t, mailtest.SelfSignedCert), issue(t, mailtest.SelfSignedCert)
	server := showing(t, after)
	known := pinned(t, server.Host, server.Port, before, time.Now())
	_, err := trusting(server.Host, time.Now(), known).Dial(t.Context(), server, nil)
	facts := mail.ProblemOf(err).Facts
	if facts[mail.FactPinned] != leaf(t, before).SHA256.String() || facts[mail.FactSHA256] != leaf(t, after).SHA256.String() || facts[mail.FactSameKey] != "" {
		t.Errorf("facts: %v", facts)
	}
	known.Pins[0].KeySHA256 = leaf(t, after).KeySHA256
	_, err = trusting(server.Host, time.Now(), known).Dial(t.Context(), server, nil)
	if mail.ProblemOf(err).Facts[mail.FactSameKey] != "yes" {
		t.Error("the same key is not told")
	}
}

// TestAuthorityOfOneHost trusts an authority for one of two names of the same server.
func TestAuthorityOfOneHost(t *testing.T) {
	ca, err := mailtest.NewCA()
	if err != nil {
		t.Fatal(err)
	}
	cert, err := ca.Issue(mailtest.GoodCert)
	if err != nil {
		t.Fatal(err)
	}
	root, err := mail.CertificatesInPEM(ca.PEM())
	if err != nil {
		t.Fatal(err)
	}
	known := mail.Trust{Authorities: []mail.TrustedCA{{Host: "localhost", SHA256: root[0].SHA256, DER: root[0].DER}}}
	server := showing(t, cert)
	d := trusting("localhost", time.Now(), known)
	if _, err := d.Dial(t.Context(), server, nil); code(err) != mail.TLSUntrusted {
		t.Errorf("another host: %v", err)
	}
	server.Host = "LOCALHOST"
	conn, err := d.Dial(t.Context(), server, nil)
	if err != nil {
		t.Fatal(err)
	}
	if conn.TrustedBy() != mail.ByPrivateCA {
		t.Errorf("trusted by %q", conn.TrustedBy())
	}
	conn.Close()
	wrong := showing(t, issueBy(t, ca, mailtest.WrongNameCert))
	wrong.Host = "localhost"
	if _, err := d.Dial(t.Context(), wrong, nil); code(err) != mail.TLSWrongName {
		t.Errorf("wrong name under a private authority: %v", err)
	}
}

func issueBy(t *testing.T, ca *mailtest.CA, kind mailtest.CertKind) tls.Certificate {
	t.Helper()
	cert, err := ca.Issue(kind)
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

// TestRevokedIsRefusedInSpiteOfAPin staples the revocation that the certificate itself signed.
func TestRevokedIsRefusedInSpiteOfAPin(t *testing.T) {
	cert := selfSignedAuthority(t)
	server := showing(t, cert)
	known := pinned(t, server.Host, server.Port, cert, time.Now())
	if _, err := trusting(server.Host, time.Now(), known).Dial(t.Context(), server, nil); err != nil {
		t.Fatalf("not revoked: %v", err)
	}
	parsed, err := x509.ParseCertificate(cert.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	cert.OCSPStaple, err = ocsp.CreateResponse(parsed, parsed, ocsp.Response{
		Status: ocsp.Revoked, SerialNumber: parsed.SerialNumber, ThisUpdate: time.Now(), NextUpdate: time.Now().Add(time.Hour), RevokedAt: time.Now(),
	}, cert.PrivateKey.(crypto.Signer))
	if err != nil {
		t.Fatal(err)
	}
	server = showing(t, cert)
	known.Pins[0].Port = server.Port
	_, err = trusting(server.Host, time.Now(), known).Dial(t.Context(), server, nil)
	if p := mail.ProblemOf(err); p == nil || p.Class != mail.ClassRevoked {
		t.Errorf("got %v", err)
	}
}

func selfSignedAuthority(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "corp"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// TestNobodyIsTrustedWhenTheStoreFails keeps a handshake from going on without the answer.
func TestNobodyIsTrustedWhenTheStoreFails(t *testing.T) {
	d := dial.New(dial.Config{Trust: func(context.Context, string) (mail.Trust, error) {
		return mail.Trust{}, &mail.Problem{Code: mail.StorageFailed}
	}})
	if _, err := d.Dial(t.Context(), showing(t, issue(t, mailtest.GoodCert)), nil); code(err) != mail.StorageFailed {
		t.Errorf("got %v", err)
	}
}
