package dial

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"

	"letterbox/mail"
)

// Reach connects to every address of a server at the same time, hangs up at once, and tells how each answered, as the
// finding of the step "connect" does. Dial stops at the first address that answers, so that one which never does is
// not seen there. It returns "" when the name has no address, and within the time for connections or when ctx ends.
func (d *Dialer) Reach(ctx context.Context, s mail.Server) string {
	addresses, err := d.resolve(ctx, s.Host)
	if err != nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, d.config.Timeouts.Connect)
	defer cancel()
	attempts := make([]attempt, len(addresses))
	var all sync.WaitGroup
	for i, address := range addresses {
		all.Go(func() {
			to := netip.AddrPortFrom(address, uint16(s.Port))
			began := time.Now()
			conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", to.String())
			attempts[i] = attempt{to: to, err: err, took: time.Since(began)}
			if err == nil {
				_ = conn.Close() // nothing was said
			}
		})
	}
	all.Wait()
	return connectFinding(attempts)
}

// Approach goes as far as a server lets anybody who does not sign in: name, connection, TLS, for STARTTLS with the
// words that lead there. note hears each stage. Nothing about a person is sent. Errors are *mail.Problem.
func (d *Dialer) Approach(ctx context.Context, s mail.Server, note func(mail.Check)) error {
	conn, err := d.Dial(ctx, s, note)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if s.Security != mail.STARTTLS {
		return nil
	}
	release := conn.CloseOn(ctx)
	defer release()
	return Step(ctx, s, mail.StageSecure, note, func() (string, error) {
		err := conn.askTLS(ctx)
		return conn.Protection(), err
	})
}
