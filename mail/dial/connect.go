package dial

import (
	"context"
	"errors"
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

// attempt is a try to connect to one address.
type attempt struct {
	to   netip.AddrPort
	conn net.Conn
	err  error
	took time.Duration
}

// errSuperfluous says that another address answered first.
var errSuperfluous = errors.New("another address answered first")

// connect starts an attempt per address, each attemptDelay after the one before or as soon as that one failed,
// and returns the first connection. All attempts have ended, and their connections are closed, when it returns. all is
// every attempt, in the order in which they ended.
func (d *Dialer) connect(ctx context.Context, addresses []netip.Addr, port int) (won net.Conn, all []attempt, err error) {
	ctx, cancel := context.WithTimeout(ctx, d.config.Timeouts.Connect)
	defer cancel()
	results := make(chan attempt)
	started, ended := 0, 0
	start := func() {
		target := netip.AddrPortFrom(addresses[started], uint16(port))
		started++
		go func() {
			began := time.Now()
			conn, err := d.config.Connect(ctx, "tcp", target.String())
			results <- attempt{target, conn, err, time.Since(began)}
		}()
	}
	start()
	next := time.NewTimer(attemptDelay)
	defer next.Stop()
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
			case won != nil:
				a.err = errSuperfluous
			default:
				if firstErr == nil {
					firstErr = a.err
				}
				if started < len(addresses) && ctx.Err() == nil {
					start()
					next.Reset(attemptDelay)
				}
			}
			all = append(all, a)
		}
	}
	if won == nil {
		return nil, all, firstErr
	}
	return won, all, nil
}
