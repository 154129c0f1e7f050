package mailtest

import (
	"fmt"
	"math/rand/v2"
	"net"
	"testing"
)

// Real servers cannot be handed a listener, only a number, and they bind it a while later. A port that the kernel
// picked could meanwhile become the local end of anybody's connection, so ports are taken from below the range that
// the kernel picks from (32768 to 60999 on Linux), and a second test process is kept off by a claim.
const lowestReserved, highestReserved = 12000, 32000

// reservePort returns a port of 127.0.0.1 that nobody listens on and that no other test of this or of another
// process gets before this one has ended.
func reservePort(tb testing.TB) int {
	tb.Helper()
	for range 1000 {
		port := lowestReserved + rand.IntN(highestReserved-lowestReserved)
		release, claimed := claimPort(port)
		if !claimed {
			continue
		}
		l, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			release()
			continue
		}
		l.Close()
		tb.Cleanup(release)
		return port
	}
	tb.Fatal("mailtest: no port is free")
	return 0
}
