package mailtest

import (
	"bufio"
	"context"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"sync"
)

// resetsEverywhere begins the setting of which the nth connection is reset after n answers; certChanges shows another
// certificate from the second connection on.
const (
	resetsEverywhere = "RST after each protocol step"
	certChanges      = "changes-mid-session"
)

// player is the server of the cases that are about TLS and of those that hostile_server.py does not know. Each connection has a goroutine, which
// ends with the server.
type player struct {
	h        *HostileServer
	setting  string
	certDir  string
	listener net.Listener

	mu    sync.Mutex
	conns []net.Conn
}

// play starts the server of a case.
func (h *HostileServer) play(ctx context.Context, setting, certDir string) error {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return err
	}
	p := &player{h: h, setting: setting, certDir: certDir, listener: l}
	h.Port, h.dormant = l.Addr().(*net.TCPAddr).Port, setting == certChanges
	context.AfterFunc(ctx, p.close)
	go func() {
		defer close(h.ended)
		p.serve()
	}()
	return nil
}

func (p *player) close() {
	p.listener.Close()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		c.Close()
	}
}

func (p *player) serve() {
	var serving sync.WaitGroup
	defer serving.Wait()
	for nth := 1; ; nth++ {
		raw, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.mu.Lock()
		p.conns = append(p.conns, raw)
		p.mu.Unlock()
		p.h.mu.Lock()
		p.h.dormant = p.h.dormant && nth < 2
		p.h.mu.Unlock()
		serving.Go(func() {
			defer raw.Close()
			c := &played{player: p, nth: nth, raw: raw, stream: raw}
			if p.h.Case.ClientMode == "tls" && !c.secure() {
				return
			}
			c.converse()
		})
	}
}

// played is one connection.
type played struct {
	*player
	nth    int
	raw    net.Conn
	stream net.Conn // raw, or TLS upon it
	tls    bool
	steps  int // answers given
}

// secure shakes hands in the way of the case. It reports whether there is anything to say afterwards.
func (c *played) secure() bool {
	if hello := helloOf[c.setting]; hello != nil {
		// Whatever the client says, and whenever it goes: that is its good right here.
		_, _ = c.raw.Read(make([]byte, 16<<10))
		_, _ = c.raw.Write(hello())
		_, _ = io.Copy(io.Discard, c.raw)
		return false
	}
	cert, err := c.certificate()
	if err != nil {
		c.h.spoil(err)
		return false
	}
	config := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	if shape := hostileTLS[c.setting]; shape != nil {
		shape(config)
	}
	if c.setting == "renegotiation" {
		return c.renegotiate(config)
	}
	stream := tls.Server(c.raw, config)
	if stream.Handshake() != nil {
		return false
	}
	c.stream, c.tls = stream, true
	return true
}

// converse is an honest server with one message, but for how its words reach the client.
func (c *played) converse() {
	spoken := speechOf(c.h.Case.Proto)
	if !c.say("", spoken.greeting) {
		return
	}
	in := bufio.NewReader(c.stream)
	for {
		line, err := c.hear(in)
		if err != nil {
			return
		}
		name := commandOf(c.h.Case.Proto, line)
		if name == spoken.upgrade {
			if !c.say(name, spoken.allowed(line)) || !c.secure() {
				return
			}
			in.Reset(c.stream)
			continue
		}
		text, err := spoken.answer(c, in, name, line)
		if err != nil || !c.say(name, text) || name == spoken.farewell {
			return
		}
	}
}

// hear reads a line of the client, with its end.
func (c *played) hear(in *bufio.Reader) (string, error) {
	line, err := in.ReadString('\n')
	if err == nil {
		c.h.note(HostileLine{TLS: c.tls, Dir: "C", Data: line})
	}
	return line, err
}

// say sends what answers a command, in the way of the case. It reports whether the connection is still of use.
func (c *played) say(name, text string) bool {
	c.h.note(HostileLine{TLS: c.tls, Dir: "S", Data: text})
	c.steps++
	switch {
	case c.setting == "1-byte-records" && c.tls:
		for i := range text {
			if _, err := io.WriteString(c.stream, text[i:i+1]); err != nil {
				return false
			}
		}
		return true
	case c.setting == "close_notify-missing" && c.tls && name == speechOf(c.h.Case.Proto).torn:
		// Sent or not, the socket is closed now without a word of TLS.
		_, _ = io.WriteString(c.stream, text[:len(text)/2])
		return false
	}
	_, err := io.WriteString(c.stream, text)
	if strings.HasPrefix(c.setting, resetsEverywhere) && c.steps >= c.nth {
		if socket, ok := c.raw.(*net.TCPConn); ok {
			_ = socket.SetLinger(0) // Close sends RST; an error means that there is nothing left to reset
		}
		return false
	}
	return err == nil
}
