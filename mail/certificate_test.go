package mail_test

import (
	"bytes"
	"crypto/tls"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

func certificate(t testing.TB, kind mailtest.CertKind) mail.Certificate {
	t.Helper()
	issued, _ := issuedBy(t, kind)
	c, err := mail.ReadCertificate(issued.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// issuedBy returns a certificate and the PEM of its authority.
func issuedBy(t testing.TB, kind mailtest.CertKind) (tls.Certificate, []byte) {
	t.Helper()
	ca, err := mailtest.NewCA()
	if err != nil {
		t.Fatal(err)
	}
	issued, err := ca.Issue(kind)
	if err != nil {
		t.Fatal(err)
	}
	return issued, ca.PEM()
}

func TestFingerprint(t *testing.T) {
	c := certificate(t, mailtest.GoodCert)
	for _, text := range []string{c.SHA256.String(), c.SHA256.Pairs(), " " + strings.ToUpper(c.SHA256.String()) + "\t", strings.ReplaceAll(c.SHA256.Pairs(), ":", " ")} {
		if f, err := mail.ParseFingerprint(text); err != nil || f != c.SHA256 {
			t.Errorf("%q: %v %v", text, f, err)
		}
	}
	for _, text := range []string{"", "ab", c.SHA256.String()[1:], c.SHA256.String() + "00", strings.Repeat("zz", 32)} {
		if _, err := mail.ParseFingerprint(text); err == nil {
			t.Errorf("%q is a fingerprint", text)
		}
	}
	tail := c.SHA256.String()[56:]
	if c.SHA256.Tail() != strings.ToUpper(tail) || !c.SHA256.Ends(tail) || c.SHA256.Ends(tail[1:]) || c.SHA256.Ends("") {
		t.Errorf("the end of %s is %s", c.SHA256, c.SHA256.Tail())
	}
}

func TestCertificateSaysWhatItIs(t *testing.T) {
	c := certificate(t, mailtest.GoodCert)
	if c.Name != "localhost" || c.IssuerName != "Letterbox in-memory authority" || c.Key != "ECDSA P-256" || c.Authority || c.SelfIssued {
		t.Errorf("%+v", c)
	}
	if !slices.Equal(c.Names, []string{"localhost", "127.0.0.1", "::1"}) {
		t.Errorf("names %v", c.Names)
	}
	for host, covered := range map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true, "localhost.example": false, "": false} {
		if c.Covers(host) != covered {
			t.Errorf("%q: covered %v", host, !covered)
		}
	}
	read, err := mail.CertificatesInPEM(append([]byte("junk\n"), c.PEM()...))
	if err != nil || len(read) != 1 || read[0].SHA256 != c.SHA256 {
		t.Errorf("%v %v", read, err)
	}
}

func TestPinEndsWithItsCertificate(t *testing.T) {
	now := time.Now()
	good, expired := certificate(t, mailtest.GoodCert), certificate(t, mailtest.ExpiredCert)
	pin, err := mail.NewPin("Mail.Example.", 993, good, now)
	if err != nil || pin.Host != "mail.example" || !pin.Until.Equal(good.Until) || !pin.Holds(good.Until) || pin.Holds(good.Until.Add(time.Second)) {
		t.Errorf("%+v %v", pin, err)
	}
	if pin, err = mail.NewPin("mail.example", 993, expired, now); err != nil || !pin.Holds(now.Add(mail.PinGrace)) || pin.Holds(now.Add(mail.PinGrace+time.Second)) {
		t.Errorf("%+v %v", pin, err)
	}
	if _, err := mail.NewPin("mail.example", 993, certificate(t, mailtest.NotYetValidCert), now); err == nil {
		t.Error("a certificate is accepted before its time")
	}
}

// TestFaults tells what is wrong with every certificate of a chain.
func TestFaults(t *testing.T) {
	issued, authority := issuedBy(t, mailtest.GoodCert)
	root, err := mail.CertificatesInPEM(authority)
	if err != nil {
		t.Fatal(err)
	}
	leaf := mail.ReadChain(issued.Certificate)
	with := func(code mail.Code, class string) *mail.Problem { return &mail.Problem{Code: code, Class: class} }
	cases := []struct {
		name    string
		chain   mail.Chain
		problem *mail.Problem
		host    string
		want    [][]mail.CertificateFault
		pin     bool
		vouch   bool
	}{
		{"unknown root", append(leaf, root...), with(mail.TLSUntrusted, ""), "localhost", [][]mail.CertificateFault{nil, {mail.FaultUnknownRoot}}, true, true},
		{"root not shown", leaf, with(mail.TLSUntrusted, ""), "localhost", [][]mail.CertificateFault{{mail.FaultIssuerMissing}}, true, false},
		{
			"self-signed and expired for another name",
			mail.Chain{certificate(t, mailtest.SelfSignedCert)},
			with(mail.TLSWrongName, ""), "mail.example",
			[][]mail.CertificateFault{{mail.FaultWrongName, mail.FaultSelfSigned}},
			true, false,
		},
		{"expired", mail.Chain{certificate(t, mailtest.ExpiredCert)}, with(mail.TLSExpired, ""), "localhost", [][]mail.CertificateFault{{mail.FaultExpired}}, true, false},
		{"too early", mail.Chain{certificate(t, mailtest.NotYetValidCert)}, with(mail.TLSExpired, ""), "localhost", [][]mail.CertificateFault{{mail.FaultNotYetValid}}, false, false},
		{"revoked", append(leaf, root...), with(mail.TLSUntrusted, mail.ClassRevoked), "localhost", [][]mail.CertificateFault{{mail.FaultRevoked}, nil}, false, false},
		{"changed", leaf, with(mail.TLSUntrusted, mail.ClassChanged), "localhost", [][]mail.CertificateFault{{mail.FaultChanged, mail.FaultIssuerMissing}}, true, false},
		{"no authority", append(leaf, leaf...), with(mail.TLSUntrusted, ""), "localhost", [][]mail.CertificateFault{nil, {mail.FaultNotAuthority, mail.FaultIssuerMissing}}, true, false},
		{"host in another script", leaf, with(mail.TLSUntrusted, mail.ClassUnfit), "邮件.example", [][]mail.CertificateFault{{mail.FaultIssuerMissing}}, false, false},
		{"nothing shown", nil, with(mail.TLSFailed, ""), "localhost", nil, false, false},
	}
	for _, c := range cases {
		c.problem.Server.Host, c.problem.Chain = c.host, c.chain
		seen := mail.InspectionOf(c.problem, time.Now())
		for n := range c.want {
			if got := seen.Faults(n); !slices.Equal(got, c.want[n]) {
				t.Errorf("%s: certificate %d has %v, want %v", c.name, n, got, c.want[n])
			}
		}
		if seen.MayPin() != c.pin || seen.MayVouch(1) != c.vouch || seen.MayVouch(0) {
			t.Errorf("%s: may pin %v, may vouch %v", c.name, seen.MayPin(), seen.MayVouch(1))
		}
	}
}

// corpPEM is a certificate that vouches for itself. Its key is Ed25519.
const corpPEM = `-----BEGIN CERTIFICATE-----
MIIBjzCCAUGgAwIBAgIUC4RnjAN+UraM4Rfi+ScepYapJRQwBQYDK2VwMCsxGjAY
BgNVBAMMEW1haWwuY29ycC5leGFtcGxlMQ0wCwYDVQQKDARDb3JwMB4XDTI2MTEy
NDEzNDMwNFoXDTM2MTEyMTEzNDMwNFowKzEaMBgGA1UEAwwRbWFpbC5jb3JwLmV4
YW1wbGUxDTALBgNVBAoMBENvcnAwKjAFBgMrZXADIQC7EoXpbTiZK94sHfiwA3l3
Ph0Fw8OdI3yDuAVzAbKJUaN3MHUwHQYDVR0OBBYEFBhkSEQcyoWojxiSomykM9AI
LjpWMB8GA1UdIwQYMBaAFBhkSEQcyoWojxiSomykM9AILjpWMA8GA1UdEwEB/wQF
MAMBAf8wIgYDVR0RBBswGYIRbWFpbC5jb3JwLmV4YW1wbGWHBMAAAgEwBQYDK2Vw
A0EAf3m6GNgeOvbE4C5lYfp47zOAnRcFPOEx3sqF3P9UfT5y7iZhJi5c6paRpMJ2
ZpcPmDDWZQPSE+sZEAriZg8sBQ==
-----END CERTIFICATE-----
`

// FuzzCertificatesInPEM holds that whatever is read can be shown in one line each, and says the same when it is written
// and read again.
func FuzzCertificatesInPEM(f *testing.F) {
	f.Add([]byte(corpPEM))
	f.Add([]byte(corpPEM + "\nbetween\n" + corpPEM))
	f.Add([]byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		chain, err := mail.CertificatesInPEM(text)
		if err != nil {
			return
		}
		for _, c := range chain {
			for _, line := range append([]string{c.Name, c.Subject, c.Issuer, c.IssuerName, c.Serial, c.Key}, c.Names...) {
				if strings.ContainsAny(line, "\r\n\x00\x1b\u202e") || len(line) > 600 {
					t.Errorf("a line is %q", line)
				}
			}
		}
		again, err := mail.CertificatesInPEM(chain.PEM())
		if err != nil || len(again) != len(chain) || !bytes.Equal(again.PEM(), chain.PEM()) {
			t.Errorf("read again: %v", err)
		}
	})
}
