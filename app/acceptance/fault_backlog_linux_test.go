package acceptance

import (
	"net"
	"syscall"
	"testing"
	"time"

	"letterbox/mail"
)

// unansweredConnections are servers whose system does not answer an attempt to connect, because nobody takes the
// connections that are there.
func unansweredConnections(t *testing.T) []serverFault {
	t.Helper()
	l := listen(t)
	t.Cleanup(func() { _ = l.Close() })
	raw, err := l.(*net.TCPListener).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var shortened error
	if err := raw.Control(func(fd uintptr) { shortened = syscall.Listen(int(fd), 0) }); err != nil || shortened != nil {
		t.Fatal(err, shortened)
	}
	for { // until no more fit
		conn, err := net.DialTimeout("tcp4", l.Addr().String(), 200*time.Millisecond) //nolint:noctx // it has a timeout
		if err != nil {
			break
		}
		t.Cleanup(func() { _ = conn.Close() })
	}
	full := at("127.0.0.1", l.Addr().(*net.TCPAddr).Port)
	return []serverFault{
		{name: "hangs at the connection", in: full, stage: mail.StageConnect, code: mail.Unreachable, status: 14},
		{name: "hangs at the connection for sending", out: full, stage: mail.StageConnect, code: mail.Unreachable, status: 14},
	}
}
