package dial

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"time"

	"golang.org/x/crypto/ocsp"
	"golang.org/x/net/idna"

	"letterbox/mail"
)

// ErrInjected says that clear-text bytes followed the answer to the STARTTLS command, which only an attacker in
// the middle sends (CVE-2011-0411).
var ErrInjected = errors.New("bytes were sent before the TLS handshake")

// StartTLS performs the TLS handshake and verifies the certificate for the server's host name. It refuses when
// bytes are already buffered. The stage is "secure"; errors are *mail.Problem, and the connection must be closed
// after one.
func (c *Conn) StartTLS(ctx context.Context, note func(mail.Check)) error {
	return Step(ctx, c.server, mail.StageSecure, note, func() (string, error) {
		if c.secure != nil {
			return "", errors.New("the stream is TLS already")
		}
		if c.buffer.Buffered() > 0 {
			return "", ErrInjected
		}
		return c.handshake(ctx)
	})
}

func (c *Conn) handshake(ctx context.Context) (string, error) {
	judge, err := c.dialer.judgeOf(ctx, c.server)
	if err != nil {
		return "", err
	}
	stream := tls.Client(c.socket, judge.config())
	c.socket.SetDeadline(time.Now().Add(c.dialer.config.Timeouts.Handshake))
	defer c.socket.SetDeadline(time.Time{})
	if err := stream.HandshakeContext(ctx); err != nil {
		return refusedFinding(err, c.dialer.config.Now()), err
	}
	c.Conn, c.secure = stream, stream
	c.vouched, c.chain = judge.by, judge.chain
	c.buffer.Reset(source{c})
	state := stream.ConnectionState()
	finding := secureFinding(state, c.chain)
	if c.vouched != mail.ByAuthority {
		finding += ", trusted by " + string(c.vouched)
	}
	return finding, nil
}

// TrustedBy says who vouches for the server; "" while the stream is clear.
func (c *Conn) TrustedBy() mail.TrustedBy { return c.vouched }

// hostName returns a host's name in the form that certificates have and that pins are kept under.
func hostName(host string) string {
	if name, err := idna.Lookup.ToASCII(host); err == nil {
		host = name
	}
	return mail.CanonicalHost(host)
}

// revokedError is a certificate that its own authority has taken back.
type revokedError struct{ sent []*x509.Certificate }

func (revokedError) Error() string {
	return "tls: the stapled OCSP response says that the certificate is revoked"
}

// notRevoked looks at the OCSP response that the server staples (RFC 6066 section 8), which crypto/tls leaves to its
// callers. Nobody is asked over the network, and without a readable response the certificate stands.
func notRevoked(staple []byte, chain []*x509.Certificate) error {
	if len(staple) == 0 || len(chain) == 0 {
		return nil
	}
	response, err := ocsp.ParseResponseForCert(staple, chain[0], chain[min(1, len(chain)-1)])
	if err != nil || response.Status != ocsp.Revoked {
		return nil
	}
	return revokedError{chain}
}
