package mailtest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"

	"letterbox/mail"
)

// pop3Conn is one connection, served in one goroutine.
type pop3Conn struct {
	net.Conn // the present stream
	raw      net.Conn
	server   *POP3Server
	in       *bufio.Reader
	secure   bool
	seen     map[string]int
	cut      int // bytes until the connection is closed; -1 for never

	name    string // of USER
	user    string // who is signed in
	letters []letter
	deleted map[int]bool
}

func newPOP3Conn(s *POP3Server, raw net.Conn) *pop3Conn {
	c := &pop3Conn{Conn: raw, raw: raw, server: s, seen: map[string]int{}, cut: -1, deleted: map[int]bool{}}
	c.in = bufio.NewReader(raw)
	return c
}

func (c *pop3Conn) serve() {
	defer c.leave()
	if c.server.config.security == mail.TLS && c.handshake() != nil {
		return
	}
	if f := c.fault("GREETING"); f != nil {
		if c.play(f) != nil {
			return
		}
	} else if c.say(strings.TrimSpace("+OK ready "+c.server.config.timestamp)) != nil {
		return
	}
	for {
		line, err := c.line()
		if err != nil || c.obey(line) != nil {
			return
		}
	}
}

func (c *pop3Conn) leave() {
	c.raw.Close()
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	delete(c.server.conns, c)
	if c.user != "" {
		c.server.drops[c.user].locked = false
	}
}

func (c *pop3Conn) handshake() error {
	if f := c.fault("HANDSHAKE"); f != nil {
		return c.play(f)
	}
	stream := tls.Server(c.raw, c.server.tls)
	if err := stream.Handshake(); err != nil {
		return err
	}
	c.Conn, c.secure = stream, true
	c.in.Reset(stream)
	return nil
}

// line reads a line of the client and remembers it.
func (c *pop3Conn) line() (string, error) {
	raw, err := c.in.ReadString('\n')
	if err != nil {
		return "", err
	}
	text := strings.TrimRight(raw, "\r\n")
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.server.said = append(c.server.said, Said{Line: text, Secure: c.secure})
	c.server.hurried = c.server.hurried || c.in.Buffered() > 0
	return text, nil
}

// say sends lines with their ends.
func (c *pop3Conn) say(lines ...string) error {
	var out bytes.Buffer
	for _, line := range lines {
		out.WriteString(line + c.server.config.lineEnd)
	}
	return c.send(out.Bytes())
}

func (c *pop3Conn) send(p []byte) error {
	if c.cut >= 0 {
		if len(p) > c.cut {
			c.Conn.Write(p[:c.cut])
			return io.EOF
		}
		c.cut -= len(p)
	}
	_, err := c.Conn.Write(p)
	return err
}

// obey answers one command. An error ends the connection.
func (c *pop3Conn) obey(line string) error {
	name, arguments, _ := strings.Cut(line, " ") // commands may have no arguments, and those below arguments no second
	name = strings.ToUpper(name)
	if f := c.fault(name); f != nil {
		if f.Then != CutAnswer {
			return c.play(f)
		}
		c.cut = f.Cut
	}
	switch name {
	case "QUIT":
		c.update()
		c.say("+OK bye")
		return io.EOF
	case "NOOP":
		return c.say("+OK")
	case "CAPA":
		return c.capa()
	}
	if c.user == "" {
		return c.authorization(name, arguments)
	}
	return c.transaction(name, arguments)
}

func (c *pop3Conn) capa() error {
	if len(c.server.config.caps) == 0 {
		return c.say("-ERR unknown command")
	}
	lines := []string{"+OK"}
	for _, line := range c.server.config.caps {
		if c.server.config.security != mail.STARTTLS || c.secure || (line != "USER" && !strings.HasPrefix(line, "SASL")) {
			lines = append(lines, line)
		}
	}
	if c.server.config.security == mail.STARTTLS && !c.secure {
		lines = append(lines, "STLS")
	}
	return c.say(append(lines, ".")...)
}

// transaction answers the commands after the sign-in.
func (c *pop3Conn) transaction(name, arguments string) error {
	number, rest, _ := strings.Cut(arguments, " ")
	n, _ := strconv.Atoi(number) // no number is 0, and there is no message 0
	there := n >= 1 && n <= len(c.letters) && !c.deleted[n]
	_, known := c.server.config.has(name)
	switch {
	case name == "STAT":
		return c.say(fmt.Sprintf("+OK %d %d", len(c.letters), 0))
	case name == "LIST" && arguments == "":
		return c.list(func(l letter) string { return strconv.Itoa(len(l.raw)) })
	case name == "UIDL" && arguments == "" && known:
		return c.list(func(l letter) string { return l.uidl })
	case name == "RETR" && there:
		return c.message(c.letters[n-1].raw)
	case name == "TOP" && there && known:
		lines, err := strconv.Atoi(rest)
		if err != nil {
			return c.say("-ERR TOP takes two numbers")
		}
		return c.message(top(c.letters[n-1].raw, lines))
	case name == "DELE" && there:
		c.deleted[n] = true
		return c.say("+OK")
	case name == "RSET":
		clear(c.deleted)
		return c.say("+OK")
	}
	return c.say("-ERR no such message or command")
}

func (c *pop3Conn) list(what func(letter) string) error {
	lines := []string{"+OK"}
	for i, l := range c.letters {
		if !c.deleted[i+1] {
			lines = append(lines, fmt.Sprintf("%d %s", i+1, what(l)))
		}
	}
	return c.say(append(lines, ".")...)
}

// message sends a message with its dots stuffed.
func (c *pop3Conn) message(raw []byte) error {
	end := c.server.config.lineEnd
	var out bytes.Buffer
	out.WriteString("+OK " + strconv.Itoa(len(raw)) + " octets" + end)
	start := true
	for piece := range bytes.SplitAfterSeq(raw, []byte("\r\n")) {
		if start && bytes.HasPrefix(piece, []byte(".")) {
			out.WriteByte('.')
		}
		text, whole := bytes.CutSuffix(piece, []byte("\r\n"))
		out.Write(text)
		if whole {
			out.WriteString(end)
		}
		start = whole
	}
	if !bytes.HasSuffix(raw, []byte("\r\n")) {
		out.WriteString(end)
	}
	out.WriteString("." + end)
	return c.send(out.Bytes())
}

// top returns a message's header, the empty line and some lines of the body.
func top(raw []byte, lines int) []byte {
	at := bytes.Index(raw, []byte("\r\n\r\n"))
	if at < 0 {
		return raw
	}
	at += 4
	for ; lines > 0; lines-- {
		end := bytes.Index(raw[at:], []byte("\r\n"))
		if end < 0 {
			return raw
		}
		at += end + 2
	}
	return raw[:at]
}

// update removes what was marked (RFC 1939 section 6).
func (c *pop3Conn) update() {
	if c.user == "" {
		return
	}
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	d := c.server.drops[c.user]
	for n := range c.deleted {
		gone := c.letters[n-1].uidl
		d.letters = slices.DeleteFunc(d.letters, func(l letter) bool { return l.uidl == gone })
	}
}

// fault returns the first fault that applies to a command, and counts the command.
func (c *pop3Conn) fault(name string) *Fault {
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

func (c *pop3Conn) play(f *Fault) error {
	if _, err := io.WriteString(c.Conn, f.Reply); err != nil {
		return err
	}
	switch f.Then {
	case Hang:
		io.Copy(io.Discard, c.Conn)
		return io.EOF
	case Drop:
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
