package imap_test

import (
	"bytes"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

func TestCompressionPays(t *testing.T) {
	for _, c := range []struct {
		address string
		trip    time.Duration
		want    bool
	}{
		{"127.0.0.1:993", time.Second, false},
		{"[::1]:993", time.Second, false},
		{"192.168.1.9:993", time.Millisecond, false},
		{"10.1.2.3:993", 19 * time.Millisecond, false},
		{"10.1.2.3:993", 40 * time.Millisecond, true},
		{"[fe80::1]:993", time.Millisecond, false},
		{"203.0.113.9:993", time.Millisecond, false},
		{"203.0.113.9:993", 30 * time.Millisecond, true},
		{"[::ffff:203.0.113.9]:993", 30 * time.Millisecond, true},
		{"[2001:db8::1]:993", 30 * time.Millisecond, true},
	} {
		address, err := net.ResolveTCPAddr("tcp", c.address)
		must(t, err)
		if got := imap.Pays(address, c.trip); got != c.want {
			t.Errorf("%s, %v: %v", c.address, c.trip, got)
		}
	}
	if imap.Pays(&net.UnixAddr{Name: "x"}, time.Second) {
		t.Error("a socket of the system")
	}
}

// meter counts what a server sends.
type meter struct {
	net.Listener
	to       string
	received atomic.Int64
}

// metered passes connections on to an address and counts.
func metered(t *testing.T, to string) *meter {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // closed below
	must(t, err)
	m := &meter{Listener: l, to: to}
	t.Cleanup(func() { _ = l.Close() })
	go func() { // ends with the listener
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			go m.pass(client) // ends with the client
		}
	}()
	return m
}

func (m *meter) pass(client net.Conn) {
	defer func() { _ = client.Close() }()
	server, err := net.Dial("tcp", m.to) //nolint:noctx // of this computer
	if err != nil {
		return
	}
	go func() { // ends with either
		_, _ = io.Copy(server, client)
		_ = server.Close()
	}()
	_, _ = io.Copy(client, io.TeeReader(server, m))
}

func (m *meter) Write(p []byte) (int, error) {
	m.received.Add(int64(len(p)))
	return len(p), nil
}

// TestCompressionIsChosen fetches a long message from Dovecot, compressed when that is chosen, and then much less passes.
func TestCompressionIsChosen(t *testing.T) {
	running := mailtest.Dovecot(t)
	raw := []byte("Subject: long\r\n\r\n" + strings.Repeat("the same line again and again\r\n", 20_000))
	running.Deliver("ada", "INBOX", func(yield func(mailtest.Specimen) bool) {
		yield(mailtest.Specimen{Raw: raw, Received: time.Unix(1_790_000_000, 0)})
	})
	passed := map[bool]int64{}
	for _, chosen := range []bool{false, true} {
		server := running.Server(mail.TLS)
		m := metered(t, server.HostPort())
		server.Port = m.Addr().(*net.TCPAddr).Port
		config := imap.Config{Dialer: dial.New(dial.Config{Roots: running.Roots()})}
		if chosen {
			config.Compress = func(address net.Addr, trip time.Duration) bool { return address != nil && trip > 0 }
		}
		s, err := imap.New(config).Open(t.Context(), server, running.Credential("ada"), nil)
		must(t, err)
		if s.Compressed() != chosen {
			t.Errorf("chosen %v, compressed %v", chosen, s.Compressed())
		}
		_, err = s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
		must(t, err)
		must(t, s.Bodies(t.Context(), []mail.UID{1}, func(_ mail.UID, _ int64, r io.Reader) error {
			got, err := io.ReadAll(r)
			if !bytes.Equal(got, raw) {
				t.Errorf("%d bytes of %d", len(got), len(raw))
			}
			return err
		}))
		must(t, s.Close())
		passed[chosen] = m.received.Load()
	}
	if passed[false] < int64(len(raw)) || passed[true] > int64(len(raw))/10 {
		t.Errorf("%v bytes passed of a message of %d", passed, len(raw))
	}
}

// TestGarbledCompressionIsNotChosenAgain signs in anew without it, after a stream that could not be read.
func TestGarbledCompressionIsNotChosenAgain(t *testing.T) {
	server := mailtest.IMAP(t, mailtest.IMAPFaults(
		mailtest.Fault{On: "AUTHENTICATE", Reply: "{tag} OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] in\r\n"},
		mailtest.Fault{On: "COMPRESS", Reply: "{tag} OK\r\n* OK what is this\r\n"},
		mailtest.Fault{On: "NOOP", Reply: "{tag} OK\r\n"},
	))
	client := imap.New(imap.Config{
		Dialer:   dial.New(dial.Config{Roots: server.Roots()}),
		Compress: func(net.Addr, time.Duration) bool { return true },
	})
	s, err := client.Open(t.Context(), server.Server(), server.Credential(), nil)
	must(t, err)
	if err := s.Noop(t.Context()); codeOf(err) != mail.ProtocolViolation {
		t.Fatal(err)
	}
	must(t, s.Close())
	s, err = client.Open(t.Context(), server.Server(), server.Credential(), nil)
	must(t, err)
	defer s.Close()
	if s.Compressed() {
		t.Error("chosen again")
	}
	must(t, s.Noop(t.Context()))
}
