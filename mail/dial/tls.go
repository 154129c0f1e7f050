package dial

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"time"

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
	name, err := idna.Lookup.ToASCII(c.server.Host)
	if err != nil {
		name = c.server.Host
	}
	stream := tls.Client(c.socket, &tls.Config{
		ServerName: name,
		RootCAs:    c.dialer.config.Roots,
		MinVersion: tls.VersionTLS12,
	})
	c.socket.SetDeadline(time.Now().Add(c.dialer.config.Timeouts.Handshake))
	defer c.socket.SetDeadline(time.Time{})
	if err := stream.HandshakeContext(ctx); err != nil {
		return "", err
	}
	c.Conn, c.secure = stream, stream
	c.buffer.Reset(source{c})
	state := stream.ConnectionState()
	return fmt.Sprintf("%s %s", tls.VersionName(state.Version), tls.CipherSuiteName(state.CipherSuite)), nil
}
