package dial

import (
	"context"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"time"

	"letterbox/mail"
)

// judge decides whether a server is who it says it is, for one handshake.
//
// The authorities come first: those of Config.Roots, and those that Config.Trust has for this host. Only when they
// refuse for who vouches, for the name or for the dates, a pin of this host may accept the very certificate that it
// was made for. A certificate that its authority has revoked is refused whatever anybody accepted.
type judge struct {
	host  string
	port  int
	roots *x509.CertPool // nil: the system's
	trust mail.Trust
	now   time.Time

	by    mail.TrustedBy
	chain []*x509.Certificate // that convinced
}

// judgeOf makes the judge of a server. Where Config.Trust cannot answer, nobody is trusted: err is a *mail.Problem.
func (d *Dialer) judgeOf(ctx context.Context, s mail.Server) (*judge, error) {
	j := &judge{host: hostName(s.Host), port: s.Port, roots: d.config.Roots, now: d.config.Now()}
	if d.config.Trust == nil {
		return j, nil
	}
	var err error
	if j.trust, err = d.config.Trust(ctx, j.host); err != nil {
		return nil, err
	}
	if len(j.trust.Authorities) == 0 {
		return j, nil
	}
	if j.roots == nil {
		if j.roots, err = x509.SystemCertPool(); err != nil {
			j.roots = x509.NewCertPool()
		}
	} else {
		j.roots = j.roots.Clone()
	}
	for _, authority := range j.trust.Authorities {
		if c, err := x509.ParseCertificate(authority.DER); err == nil {
			j.roots.AddCert(c)
		}
	}
	return j, nil
}

// config lets crypto/tls verify, unless there is a pin: then verify does it by the same rules, and looks at the pin.
func (j *judge) config() *tls.Config {
	return &tls.Config{
		ServerName:         j.host,
		RootCAs:            j.roots,
		MinVersion:         tls.VersionTLS12,
		Time:               func() time.Time { return j.now },
		InsecureSkipVerify: len(j.trust.Pins) > 0, //nolint:gosec // verify refuses what crypto/tls would
		VerifyConnection:   j.verify,
	}
}

func (j *judge) verify(state tls.ConnectionState) error {
	sent, chains := state.PeerCertificates, state.VerifiedChains
	if len(sent) == 0 {
		return errors.New("tls: the server showed no certificate")
	}
	if len(chains) == 0 {
		var err error
		if chains, err = j.verifyChain(sent); err != nil {
			return j.consultPins(sent, state.OCSPResponse, &tls.CertificateVerificationError{UnverifiedCertificates: sent, Err: err})
		}
	}
	if err := errors.Join(strongKey(chains[0][0]), notRevoked(state.OCSPResponse, chains[0])); err != nil {
		return err
	}
	j.by, j.chain = mail.ByAuthority, chains[0]
	root := sha256.Sum256(j.chain[len(j.chain)-1].Raw)
	if slices.ContainsFunc(j.trust.Authorities, func(a mail.TrustedCA) bool { return a.SHA256 == root }) {
		j.by = mail.ByPrivateCA
	}
	return nil
}

// strongKey refuses what can be broken by now (NIST SP 800-131A): crypto/tls takes RSA keys from 1024 bits on.
func strongKey(leaf *x509.Certificate) error {
	const least = 2048
	if key, ok := leaf.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() < least {
		return fmt.Errorf("tls: the certificate's RSA key has %d bits, fewer than %d", key.N.BitLen(), least)
	}
	return nil
}

// verifyChain is what crypto/tls does for a client.
func (j *judge) verifyChain(sent []*x509.Certificate) ([][]*x509.Certificate, error) {
	between := x509.NewCertPool()
	for _, c := range sent[1:] {
		between.AddCert(c)
	}
	return sent[0].Verify(x509.VerifyOptions{Roots: j.roots, CurrentTime: j.now, DNSName: j.host, Intermediates: between})
}

// consultPins returns nil if a pin accepts the certificate, else why not.
func (j *judge) consultPins(sent []*x509.Certificate, staple []byte, refused *tls.CertificateVerificationError) error {
	if err := notRevoked(staple, inOrder(sent)); err != nil {
		return err
	}
	if j.now.Before(sent[0].NotBefore) || !acceptable(refused.Err) {
		return refused
	}
	leaf := mail.Fingerprint(sha256.Sum256(sent[0].Raw))
	var here *mail.Pin // of another certificate, for this very port
	for i, pin := range j.trust.Pins {
		switch {
		case pin.SHA256 == leaf && !pin.Holds(j.now):
			return endedError{pin, sent, refused}
		case pin.SHA256 == leaf:
			j.by, j.chain = mail.ByPin, inOrder(sent)
			return nil
		case pin.Port == j.port:
			here = &j.trust.Pins[i]
		}
	}
	if here != nil {
		return changedError{*here, sent, refused}
	}
	return refused
}

// acceptable reports whether a person may accept what the authorities refuse: nobody known vouches, the name is
// another one, or the time is over. An authority that oversteps what it may vouch for, or a certificate that is no
// server's, is something else.
func acceptable(err error) bool {
	var unknown x509.UnknownAuthorityError
	var wrongName x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &unknown) || errors.As(err, &wrongName) ||
		errors.As(err, &invalid) && (invalid.Reason == x509.Expired || invalid.Reason == x509.NotAuthorizedToSign)
}
