package x11

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// place is a display taken apart.
type place struct {
	host   string // "" for this computer
	number string
}

func parseDisplay(display string) (place, error) {
	host, rest, ok := strings.Cut(display, ":")
	number, _, _ := strings.Cut(rest, ".")
	if _, err := strconv.ParseUint(number, 10, 16); !ok || err != nil {
		return place{}, fmt.Errorf("x11: %q names no display", display)
	}
	if host == "unix" {
		host = ""
	}
	return place{host: host, number: number}, nil
}

func (p place) dial(ctx context.Context) (net.Conn, error) {
	var d net.Dialer
	if p.host != "" {
		number, _ := strconv.Atoi(p.number)
		return d.DialContext(ctx, "tcp", net.JoinHostPort(p.host, strconv.Itoa(6000+number)))
	}
	path := "/tmp/.X11-unix/X" + p.number
	conn, err := d.DialContext(ctx, "unix", path)
	if err != nil {
		if abstract, again := d.DialContext(ctx, "unix", "@"+path); again == nil {
			return abstract, nil
		}
	}
	return conn, err
}

// cookie is the person's key to the display, nil when there is none: many servers want none from the same user.
func (p place) cookie() []byte {
	file := os.Getenv("XAUTHORITY")
	if file == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil
		}
		file = filepath.Join(home, ".Xauthority")
	}
	all, err := os.ReadFile(file) //nolint:gosec // the person names the file
	if err != nil {
		return nil
	}
	return findCookie(all, p.number)
}

const cookieName = "MIT-MAGIC-COOKIE-1"

// findCookie looks for a display in the format of xauth: family, then address, number, name and data, each with its
// length before it, all in big endian.
func findCookie(all []byte, number string) []byte {
	for len(all) > 2 {
		rest := all[2:]
		var field [4][]byte
		for i := range field {
			if len(rest) < 2 {
				return nil
			}
			n := int(binary.BigEndian.Uint16(rest))
			if len(rest) < 2+n {
				return nil
			}
			field[i], rest = rest[2:2+n], rest[2+n:]
		}
		if here := string(field[1]); (here == number || here == "") && string(field[2]) == cookieName {
			return field[3]
		}
		all = rest
	}
	return nil
}

// setup greets the server and reads what it says of itself.
func setup(conn net.Conn, cookie []byte) (*Conn, error) {
	name := ""
	if len(cookie) > 0 {
		name = cookieName
	}
	hello := []byte{'l', 0}
	for _, v := range []uint16{11, 0, uint16(len(name)), uint16(len(cookie)), 0} {
		hello = order.AppendUint16(hello, v)
	}
	hello = append(hello, padded([]byte(name))...)
	hello = append(hello, padded(cookie)...)
	if _, err := conn.Write(hello); err != nil {
		return nil, err
	}
	head := make([]byte, 8)
	if _, err := io.ReadFull(conn, head); err != nil {
		return nil, err
	}
	body := make([]byte, 4*int(order.Uint16(head[6:])))
	if _, err := io.ReadFull(conn, body); err != nil {
		return nil, err
	}
	if head[0] != 1 {
		return nil, fmt.Errorf("refused: %s", bytes.TrimRight(body[:min(int(head[1]), len(body))], "\n\x00"))
	}
	root, err := rootOf(body)
	if err != nil {
		return nil, err
	}
	return &Conn{
		conn: conn, root: root, moved: make(chan struct{}, 1), done: make(chan struct{}),
		waiting: make(map[uint16]chan answer), watched: make(map[uint32]bool),
	}, nil
}

// rootOf finds the first screen's root window in the server's greeting: after 32 bytes come its vendor's name and its
// pixmap formats of 8 bytes each, then the screens.
func rootOf(body []byte) (uint32, error) {
	const fixed = 32
	if len(body) < fixed {
		return 0, errors.New("the greeting is too short")
	}
	vendor := int(order.Uint16(body[16:]))
	at := fixed + (vendor+3)/4*4 + 8*int(body[21])
	if body[20] == 0 || len(body) < at+4 {
		return 0, errors.New("the greeting names no screen")
	}
	return order.Uint32(body[at:]), nil
}

func padded(b []byte) []byte {
	return append(bytes.Clone(b), make([]byte, (4-len(b)%4)%4)...)
}
