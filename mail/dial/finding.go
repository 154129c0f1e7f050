package dial

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"time"
)

// What a step learnt, for the technical view: English, no secrets, the same words in every language.

// lookupFinding says who failed to find a name, and how.
func lookupFinding(found []netip.Addr, err error) string {
	var failure *net.DNSError
	if !errors.As(err, &failure) {
		return joinAddresses(found)
	}
	text := failure.Err
	if failure.IsTimeout {
		text = "timeout"
	}
	if failure.Server != "" {
		text += " (asked " + failure.Server + ")"
	}
	return text
}

// connectFinding tells how every attempt went: "192.0.2.1:993 in 12 ms; [2001:db8::1]:993 connection refused".
func connectFinding(attempts []attempt) string {
	texts := make([]string, 0, len(attempts))
	for _, a := range attempts {
		switch {
		case a.err == nil:
			texts = append(texts, fmt.Sprintf("%s in %d ms", a.to, a.took.Milliseconds()))
		case !errors.Is(a.err, errSuperfluous):
			texts = append(texts, fmt.Sprintf("%s %s", a.to, socketWords(a.err)))
		}
	}
	return strings.Join(texts, "; ")
}

// socketWords is an error of a socket without the address that net puts before it.
func socketWords(err error) string {
	var op *net.OpError
	switch {
	case isTimeout(err):
		return "no answer"
	case errors.As(err, &op) && op.Err != nil:
		text := op.Err.Error()
		return strings.TrimSpace(text[strings.LastIndex(text, ":")+1:])
	default:
		return err.Error()
	}
}

// secureFinding tells what protects a connection and who vouches for the server.
func secureFinding(state tls.ConnectionState, chain []*x509.Certificate) string {
	text := tls.VersionName(state.Version) + " " + tls.CipherSuiteName(state.CipherSuite)
	if len(state.PeerCertificates) == 0 {
		return text
	}
	leaf := state.PeerCertificates[0]
	text += fmt.Sprintf("; certificate of %s from %s until %s", strings.Join(someNames(leaf), ", "), authority(leaf), leaf.NotAfter.UTC().Format(time.DateOnly))
	if len(chain) > 1 {
		text += fmt.Sprintf("; chain of %d up to %s", len(chain), authority(chain[len(chain)-1]))
	}
	if product := interceptedBy(leaf); product != "" {
		text += "; opened on the way by " + product
	}
	return OneLine([]byte(text), 600)
}

// refusedFinding tells which certificate was refused, and what time it is here, because a wrong clock refuses good ones.
func refusedFinding(err error, now time.Time) string {
	var refused *tls.CertificateVerificationError
	if !errors.As(err, &refused) || len(refused.UnverifiedCertificates) == 0 {
		return ""
	}
	leaf := refused.UnverifiedCertificates[0]
	const format = "2006-01-02 15:04"
	text := fmt.Sprintf("certificate of %s from %s, valid %s to %s; it is %s here", strings.Join(someNames(leaf), ", "), authority(leaf),
		leaf.NotBefore.UTC().Format(format), leaf.NotAfter.UTC().Format(format), now.UTC().Format(format+" UTC"))
	if product := interceptedBy(leaf); product != "" {
		text += "; made up on the way by " + product
	}
	return OneLine([]byte(text), 600)
}

// mostNames is how many names of a certificate a finding shows.
const mostNames = 3

func someNames(c *x509.Certificate) []string {
	names := append([]string(nil), c.DNSNames...)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) == 0 {
		return []string{c.Subject.CommonName}
	}
	if len(names) > mostNames {
		names = append(names[:mostNames:mostNames], "…")
	}
	return names
}

// authority names who issued a certificate: the organisation, else the common name.
func authority(c *x509.Certificate) string {
	if len(c.Issuer.Organization) > 0 && c.Issuer.Organization[0] != "" {
		return c.Issuer.Organization[0]
	}
	return c.Issuer.CommonName
}

// Protection says, for the technical view, what protects the connection and who vouches for the server; "" while the
// stream is clear. Protocols with a STARTTLS command tell it as the finding of that step.
func (c *Conn) Protection() string {
	if c.secure == nil {
		return ""
	}
	return secureFinding(c.secure.ConnectionState(), c.chain)
}
