package imap

import (
	"context"
	"net"
	"time"

	"letterbox/mail"
)

// Compress has everything from here on compressed, in both directions (RFC 4978), where the server offers it; else,
// and when the server refuses, nothing changes. It is worth its time on slow lines only. Before the sign-in there is
// no session, so no secret shares a stream with what somebody else chose. All limits hold for what is unpacked.
func (s *Session) Compress(ctx context.Context) error {
	if s.compressed || !s.Capable("COMPRESS=DEFLATE") {
		return nil
	}
	return s.run(ctx, mail.StageGreet, func() error {
		if _, err := s.do(newCommand("COMPRESS", "DEFLATE"), nil); err != nil {
			return tolerate(err)
		}
		s.compressed = true
		return s.conn.Compress()
	})
}

// Compressing costs a server some 25 milliseconds for a megabyte, and saves a quarter of most mail or more. It pays on
// lines slower than that. How fast a line is shows only when it is used, but what is near is fast: less than nearTrip
// away is the same town, and a private address less than officeTrip away is the same building, not the far end of a VPN.
const (
	nearTrip   = 5 * time.Millisecond
	officeTrip = 20 * time.Millisecond
)

// pays reports whether compressing is worth it to an address whose shortest round trip is known.
func pays(address net.Addr, trip time.Duration) bool {
	tcp, ok := address.(*net.TCPAddr)
	if !ok {
		return false
	}
	switch ip := tcp.AddrPort().Addr().Unmap(); {
	case ip.IsLoopback():
		return false
	case ip.IsPrivate(), ip.IsLinkLocalUnicast():
		return trip >= officeTrip
	default:
		return trip >= nearTrip
	}
}
