package x11_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"go.uber.org/goleak"

	"letterbox/ui/ime/x11"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var order = binary.LittleEndian

// server is an X server with a few windows, as far as the client asks. It serves one connection.
type server struct {
	listener net.Listener
	conn     net.Conn
	seq      uint16
	cookie   []byte            // what the client must show
	windows  map[uint32]corner // by number
	atoms    map[string]uint32
	servers  []byte            // value of XIM_SERVERS
	owners   map[uint32]uint32 // of selections
	watched  chan uint32
	done     chan struct{}
}

type corner struct{ x, y int16 }

const root = 0x1d3

func newServer(t *testing.T) *server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{
		listener: listener, windows: map[uint32]corner{7: {120, 80}}, watched: make(chan uint32, 10), done: make(chan struct{}),
		atoms: map[string]uint32{"XIM_SERVERS": 90}, owners: map[uint32]uint32{},
	}
	go func() { // ends with the connection
		defer close(s.done)
		s.serve()
	}()
	t.Cleanup(func() {
		listener.Close()
		<-s.done
	})
	return s
}

// display is the name of this server: displays count from port 6000.
func (s *server) display() string {
	return "127.0.0.1:" + strconv.Itoa(s.listener.Addr().(*net.TCPAddr).Port-6000)
}

func (s *server) serve() {
	conn, err := s.listener.Accept()
	if err != nil {
		return
	}
	defer conn.Close()
	s.conn = conn
	if !s.greet() {
		return
	}
	for {
		head := make([]byte, 4)
		if _, err := io.ReadFull(conn, head); err != nil {
			return
		}
		body := make([]byte, 4*int(order.Uint16(head[2:]))-4)
		if _, err := io.ReadFull(conn, body); err != nil {
			return
		}
		s.seq++
		s.answer(head[0], body)
	}
}

func (s *server) greet() bool {
	hello := make([]byte, 12)
	if _, err := io.ReadFull(s.conn, hello); err != nil {
		return false
	}
	pad := func(n uint16) int { return (int(n) + 3) / 4 * 4 }
	name := make([]byte, pad(order.Uint16(hello[6:])))
	data := make([]byte, pad(order.Uint16(hello[8:])))
	_, _ = io.ReadFull(s.conn, name)
	_, _ = io.ReadFull(s.conn, data)
	if !bytes.HasPrefix(data, s.cookie) {
		const reason = "no such cookie.\n"
		s.write([]byte{0, byte(len(reason)), 11, 0, 0, 0, byte(len(reason) / 4), 0}, []byte(reason))
		return false
	}
	const vendor, formats = "test", 2
	body := make([]byte, 32)
	order.PutUint16(body[16:], uint16(len(vendor)))
	body[20], body[21] = 1, formats
	body = append(body, vendor...)
	body = append(body, make([]byte, 8*formats)...)
	body = order.AppendUint32(body, root)
	body = append(body, make([]byte, 36)...)
	s.write([]byte{1, 0, 11, 0, 0, 0, byte(len(body) / 4), 0}, body)
	return true
}

func (s *server) write(parts ...[]byte) { _, _ = s.conn.Write(bytes.Join(parts, nil)) }

// message is one of 32 bytes with words from its eighth byte on.
func (s *server) message(kind, detail byte, words ...uint32) []byte {
	b := make([]byte, 32)
	b[0], b[1] = kind, detail
	order.PutUint16(b[2:], s.seq)
	for i, w := range words {
		order.PutUint32(b[8+4*i:], w)
	}
	return b
}

func (s *server) answer(opcode byte, body []byte) {
	word := func(n int) uint32 { return order.Uint32(body[4*n:]) }
	switch opcode {
	case 2: // ChangeWindowAttributes
		s.watched <- word(0)
	case 16: // InternAtom
		s.write(s.message(1, 0, s.atoms[string(bytes.TrimRight(body[4:], "\x00"))]))
	case 20: // GetProperty
		b := s.message(1, 32, 4, 0, uint32(len(s.servers)/4))
		order.PutUint32(b[4:], uint32(len(s.servers)/4))
		s.write(b, s.servers)
	case 23: // GetSelectionOwner
		s.write(s.message(1, 0, s.owners[word(0)]))
	case 40: // TranslateCoordinates
		at, ok := s.windows[word(0)]
		if !ok || word(1) != root {
			s.write(s.message(0, 3))
			return
		}
		s.write(s.message(1, 1, 0, uint32(uint16(at.x))|uint32(uint16(at.y))<<16))
	}
}

func open(t *testing.T, s *server) *x11.Conn {
	t.Helper()
	c, err := x11.Open(t.Context(), s.display())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestOriginOfAWindow(t *testing.T) {
	s := newServer(t)
	s.windows[8] = corner{-5, -300}
	c := open(t, s)
	for window, want := range s.windows {
		for range 2 {
			x, y, err := c.Origin(t.Context(), window)
			if err != nil || x != int(want.x) || y != int(want.y) {
				t.Errorf("window %d is at %d,%d (%v), want %v", window, x, y, err, want)
			}
		}
	}
	if n := len(s.watched); n != len(s.windows) {
		t.Errorf("asked %d times for events of %d windows", n, len(s.windows))
	}
	if _, _, err := c.Origin(t.Context(), 99); err == nil {
		t.Error("a window that does not exist has a place")
	}
	if _, _, err := c.Origin(t.Context(), 7); err != nil {
		t.Errorf("after an error: %v", err)
	}
}

func TestMovesAreTold(t *testing.T) {
	s := newServer(t)
	c := open(t, s)
	if _, _, err := c.Origin(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	const configureNotify, sent = 22, 0x80
	for _, kind := range []byte{configureNotify, configureNotify | sent} {
		s.write(s.message(kind, 0, 7))
		<-c.Moved()
	}
	s.conn.Close()
	<-c.Moved()
	<-s.done
	if _, _, err := c.Origin(t.Context(), 7); err == nil {
		t.Error("a closed connection answers")
	}
}

func TestServersOfTheOldProtocol(t *testing.T) {
	named := order.AppendUint32(order.AppendUint32(nil, 101), 102)
	for name, c := range map[string]struct {
		servers []byte
		owners  map[uint32]uint32
		want    bool
	}{
		"none ever":   {},
		"all gone":    {servers: named},
		"one is here": {servers: named, owners: map[uint32]uint32{102: 5}, want: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			s.servers, s.owners = c.servers, c.owners
			got, err := open(t, s).HasInputServer(t.Context())
			if err != nil || got != c.want {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
	s := newServer(t)
	delete(s.atoms, "XIM_SERVERS")
	if got, err := open(t, s).HasInputServer(t.Context()); err != nil || got {
		t.Errorf("without the name: %v, %v", got, err)
	}
}

func TestCookies(t *testing.T) {
	s := newServer(t)
	s.cookie = []byte("0123456789abcdef")
	file := filepath.Join(t.TempDir(), "auth")
	t.Setenv("XAUTHORITY", file)
	if _, err := x11.Open(t.Context(), s.display()); err == nil {
		t.Error("the server lets in who has no cookie")
	}

	s = newServer(t)
	s.cookie = []byte("0123456789abcdef")
	_, number, _ := net.SplitHostPort(s.display())
	var all []byte
	for _, e := range [][]string{{"host", "99999", "MIT-MAGIC-COOKIE-1", "another"}, {"host", number, "MIT-MAGIC-COOKIE-1", string(s.cookie)}} {
		all = binary.BigEndian.AppendUint16(all, 256)
		for _, field := range e {
			all = append(binary.BigEndian.AppendUint16(all, uint16(len(field))), field...)
		}
	}
	if err := os.WriteFile(file, all, 0o600); err != nil {
		t.Fatal(err)
	}
	open(t, s)
}

func TestNoServer(t *testing.T) {
	for _, display := range []string{"", "nonsense", ":x", "127.0.0.1:-5999"} {
		if c, err := x11.Open(t.Context(), display); err == nil {
			c.Close()
			t.Errorf("%q is a display", display)
		}
	}
	s := newServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if c, err := x11.Open(ctx, s.display()); err == nil {
		c.Close()
		t.Error("opened without time")
	}
}
