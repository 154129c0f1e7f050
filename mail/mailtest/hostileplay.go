package mailtest

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
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

// player is the server of the IMAP cases that hostile_server.py does not know. Each connection has a goroutine, which
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
	cert, err := hostileLeaf(c.certDir, c.setting, c.nth)
	if err != nil {
		c.h.spoil(err)
		return false
	}
	config := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
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
	if !c.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN STARTTLS] ready\r\n") {
		return
	}
	in := bufio.NewReader(c.stream)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		c.h.note(HostileLine{TLS: c.tls, Dir: "C", Data: line})
		tag, name := commandName(strings.TrimRight(line, "\r\n"))
		switch {
		case name == "STARTTLS":
			if !c.say(tag+" OK begin TLS\r\n") || !c.secure() {
				return
			}
			in.Reset(c.stream)
			continue
		case name == "AUTHENTICATE" && len(strings.Fields(line)) < 4:
			if !c.say("+ \r\n") {
				return
			}
			secret, err := in.ReadString('\n')
			if err != nil {
				return
			}
			c.h.note(HostileLine{TLS: c.tls, Dir: "C", Data: secret})
		}
		if !c.say(untaggedAnswer(name)+tag+" OK done\r\n") || name == "LOGOUT" {
			return
		}
	}
}

// untaggedAnswer is what comes before the OK of a command.
func untaggedAnswer(name string) string {
	letter := HonestStore[1]
	switch name {
	case "CAPABILITY":
		return "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"
	case "LIST":
		return "* LIST () \"/\" INBOX\r\n"
	case "SELECT", "EXAMINE":
		return "* 1 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n"
	case "SEARCH":
		return "* SEARCH 1\r\n"
	case "FETCH":
		return fmt.Sprintf("* 1 FETCH (UID 1 FLAGS () INTERNALDATE \"02-Mar-2026 10:20:30 +0000\" RFC822.SIZE %d BODY[] {%d}\r\n%s)\r\n", len(letter), len(letter), letter)
	case "LOGOUT":
		return "* BYE bye\r\n"
	}
	return ""
}

// say sends an answer, in the way of the case. It reports whether the connection is still of use.
func (c *played) say(text string) bool {
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
	case c.setting == "close_notify-missing" && strings.Contains(text, " FETCH "):
		// Sent or not, the socket is closed now without a word of TLS.
		_, _ = io.WriteString(c.stream, text[:strings.Index(text, "Subject:")])
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
