package mailtest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"slices"
	"strings"
	"sync"

	"letterbox/mail"
)

type smtpListener struct {
	net.Listener
	server *SMTPServer
	tls    *tls.Config
}

func (l *smtpListener) Accept() (net.Conn, error) {
	raw, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c := &smtpConn{Conn: raw, raw: raw, server: l.server, tls: l.tls, seen: make(map[string]int)}
	c.in = bufio.NewReader(smtpSource{c})
	l.server.mu.Lock()
	l.server.conns[c] = struct{}{}
	l.server.mu.Unlock()
	return c, nil
}

// smtpConn stands between the socket and the server's reader of commands. The server reads and writes in one
// goroutine: it greets, then answers each command before it reads the next.
type smtpConn struct {
	net.Conn // the present stream
	raw      net.Conn
	server   *SMTPServer
	tls      *tls.Config
	in       *bufio.Reader
	secure   bool
	seen     map[string]int
	pending  []byte // of a line that goes to the server
	instead  []byte // what is sent in place of the server's next words
	cut      *Fault // ends the connection within the server's next words
	hello    bool   // the next words answer EHLO
	message  bool   // lines belong to a message
	reply    bool   // the next line answers a challenge
	begin    sync.Once
	beginErr error
}

type smtpSource struct{ c *smtpConn }

func (s smtpSource) Read(p []byte) (int, error) { return s.c.Conn.Read(p) }

func (c *smtpConn) Close() error {
	c.server.mu.Lock()
	delete(c.server.conns, c)
	c.server.mu.Unlock()
	return c.raw.Close()
}

// Write sends the server's words. The first are its greeting, before which the layer does what comes before it.
func (c *smtpConn) Write(p []byte) (int, error) {
	greeting := false
	c.begin.Do(func() {
		greeting = true
		c.beginErr = c.start(p)
	})
	if c.beginErr != nil {
		return 0, c.beginErr
	}
	if greeting {
		return len(p), nil
	}
	c.message = c.message || bytes.HasPrefix(p, []byte("354"))
	c.reply = bytes.HasPrefix(p, []byte("334"))
	if c.cut != nil {
		// The client may have gone, as one does that this makes give up.
		_, _ = c.Conn.Write(p[:min(len(p), c.cut.Cut)])
		c.raw.Close()
		return 0, net.ErrClosed
	}
	words := p
	switch {
	case c.instead != nil:
		words, c.instead = c.instead, nil
	case c.hello:
		words = c.visible(p)
	}
	_, err := c.Conn.Write(words)
	return len(p), err
}

// visible leaves hidden extensions out of a line of the answer to EHLO. The last line is needed, and says something
// else instead.
func (c *smtpConn) visible(line []byte) []byte {
	if len(line) < 4 || !bytes.HasPrefix(line, []byte("250")) {
		return line
	}
	keyword, _, _ := strings.Cut(strings.TrimRight(string(line[4:]), "\r\n"), " ")
	switch {
	case !slices.Contains(c.server.config.hidden, keyword):
		return line
	case line[3] == ' ':
		return []byte("250 X-NOTHING\r\n")
	default:
		return nil
	}
}

// start greets, after TLS or before STARTTLS.
func (c *smtpConn) start(greeting []byte) error {
	if c.server.config.security == mail.TLS {
		if err := c.handshake(); err != nil {
			return err
		}
	}
	if f := c.fault("GREETING"); f != nil {
		if err := c.play(f); err != nil {
			return err
		}
	} else if _, err := c.Conn.Write(greeting); err != nil {
		return err
	}
	if c.server.config.security != mail.STARTTLS {
		return nil
	}
	for !c.secure {
		line, err := c.line()
		if err != nil {
			return err
		}
		if err := c.beforeTLS(line); err != nil {
			return err
		}
	}
	return nil
}

func (c *smtpConn) handshake() error {
	if f := c.fault("HANDSHAKE"); f != nil {
		return c.play(f)
	}
	stream := tls.Server(c.raw, c.tls)
	if err := stream.Handshake(); err != nil {
		c.raw.Close()
		return err
	}
	c.Conn, c.secure = stream, true
	c.in.Reset(smtpSource{c})
	return nil
}

// beforeTLS answers what a client may ask of a server that wants STARTTLS.
func (c *smtpConn) beforeTLS(line string) error {
	name := verb(line)
	if f := c.fault(name); f != nil {
		return c.play(f)
	}
	answer := "530 5.7.0 Must issue a STARTTLS command first\r\n"
	switch name {
	case "EHLO":
		answer = "250-localhost\r\n250 STARTTLS\r\n"
	case "NOOP", "RSET":
		answer = "250 2.0.0 OK\r\n"
	case "QUIT":
		answer = "221 2.0.0 Bye\r\n"
	case "STARTTLS":
		if _, err := io.WriteString(c.Conn, "220 2.0.0 Ready to start TLS\r\n"); err != nil {
			return err
		}
		return c.handshake()
	}
	_, err := io.WriteString(c.Conn, answer)
	return err
}

// Read hands the server the lines that no fault takes.
func (c *smtpConn) Read(p []byte) (int, error) {
	for len(c.pending) == 0 {
		line, err := c.line()
		if err != nil {
			return 0, err
		}
		if err := c.take(line); err != nil {
			return 0, err
		}
	}
	n := copy(p, c.pending)
	c.pending = c.pending[n:]
	return n, nil
}

// line reads a line of the client and remembers it, unless it belongs to a message.
func (c *smtpConn) line() (string, error) {
	raw, err := c.in.ReadString('\n')
	if err != nil {
		return "", err
	}
	if !c.message {
		c.server.mu.Lock()
		c.server.said = append(c.server.said, Said{Line: strings.TrimRight(raw, "\r\n"), Secure: c.secure})
		c.server.mu.Unlock()
	}
	return raw, nil
}

// take decides what becomes of a line of the client.
func (c *smtpConn) take(line string) error {
	name := verb(line)
	switch {
	case c.message && line == ".\r\n":
		c.message, name = false, "MESSAGE"
	case c.message, c.reply:
		c.pending = []byte(line)
		return nil
	}
	c.hello = name == "EHLO"
	f := c.fault(name)
	if f == nil || f.Then == CutAnswer {
		c.cut, c.pending = f, []byte(line)
		return nil
	}
	if name == "MESSAGE" && f.Then == GoOn {
		// The server must see the end of the message, or it would take the next command for a line of it.
		c.instead, c.pending = []byte(f.Reply), []byte(line)
		return nil
	}
	return c.play(f)
}

func verb(line string) string {
	name, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
	return strings.ToUpper(name)
}

// fault returns the first fault that applies to a command, and counts the command.
func (c *smtpConn) fault(name string) *Fault {
	c.seen[name]++
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	for i := range c.server.config.faults {
		f := &c.server.config.faults[i]
		if f.On != name || c.seen[name] <= f.After {
			continue
		}
		used := *f
		if f.Once {
			f.On = ""
		}
		return &used
	}
	return nil
}

func (c *smtpConn) play(f *Fault) error {
	if _, err := io.WriteString(c.Conn, f.Reply); err != nil {
		return err
	}
	switch f.Then {
	case Hang:
		_, err := io.Copy(io.Discard, c.Conn)
		c.raw.Close()
		if err == nil {
			err = io.EOF
		}
		return err
	case Drop:
		c.raw.Close()
		return io.EOF
	case Flood:
		block := []byte(strings.Repeat(f.Reply, 1+16<<10/max(len(f.Reply), 1)))
		for {
			if _, err := c.Conn.Write(block); err != nil {
				return err
			}
		}
	case GoOn, CutAnswer:
	}
	return nil
}
