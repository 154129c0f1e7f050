package dial

import (
	"context"
	"net"
	"net/netip"
	"time"
)

const (
	attemptDelay = 250 * time.Millisecond // RFC 8305 section 5
	maxAddresses = 8                      // more would only lengthen the wait for a dead host
)

// interleave orders addresses so that the families alternate, beginning with the resolver's first choice
// (RFC 8305 section 4).
func interleave(found []netip.Addr) []netip.Addr {
	var first, second []netip.Addr
	for _, a := range found {
		a = a.Unmap()
		if len(first) == 0 || a.Is4() == first[0].Is4() {
			first = append(first, a)
		} else {
			second = append(second, a)
		}
	}
	ordered := make([]netip.Addr, 0, len(found))
	for i := range max(len(first), len(second)) {
		if i < len(first) {
			ordered = append(ordered, first[i])
		}
		if i < len(second) {
			ordered = append(ordered, second[i])
		}
	}
	return ordered[:min(len(ordered), maxAddresses)]
}

type attempt struct {
	conn net.Conn
	err  error
}

// connect starts an attempt per address, each attemptDelay after the one before or as soon as that one failed,
// and returns the first connection. All attempts have ended, and their connections are closed, when it returns.
func (d *Dialer) connect(ctx context.Context, addresses []netip.Addr, port int) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, d.config.Timeouts.Connect)
	defer cancel()
	results := make(chan attempt)
	started, ended := 0, 0
	start := func() {
		target := netip.AddrPortFrom(addresses[started], uint16(port))
		started++
		go func() {
			dialer := net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: time.Minute, Interval: 30 * time.Second}}
			conn, err := dialer.DialContext(ctx, "tcp", target.String())
			results <- attempt{conn, err}
		}()
	}
	start()
	next := time.NewTimer(attemptDelay)
	defer next.Stop()
	var won net.Conn
	var firstErr error
	for ended < started {
		select {
		case <-next.C:
			if won == nil && started < len(addresses) {
				start()
				next.Reset(attemptDelay)
			}
		case a := <-results:
			ended++
			switch {
			case a.err == nil && won == nil:
				won = a.conn
				cancel()
			case a.err == nil:
				a.conn.Close()
			case won == nil:
				if firstErr == nil {
					firstErr = a.err
				}
				if started < len(addresses) && ctx.Err() == nil {
					start()
					next.Reset(attemptDelay)
				}
			}
		}
	}
	if won == nil {
		return nil, firstErr
	}
	return won, nil
}
