package mailtest

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/tls"
	"io"
	"math"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"letterbox/mail"
)

// Fault is one misbehaviour of the server. When a client sends the command On, the server sends Reply instead of
// its answer, and then does what Then says. Faults are tried in order; the first that applies is played.
type Fault struct {
	On    string // a command in capitals, without UID ("FETCH" is also UID FETCH); "GREETING"; "HANDSHAKE"
	After int    // how many commands of this name are answered properly before
	Once  bool   // only the first time that it applies on the server
	Reply string // with line ends; {tag} becomes the command's tag; "" sends nothing
	Then  Action
	Again string // with Then == Flood on an IMAP server: what is repeated; "" stands for Reply
	Cut   int    // with Then == CutAnswer: how many bytes of the proper answer still pass; with CutLiteral: of the literal
}

// Action is what follows the reply of a Fault.
type Action int

// The actions.
const (
	GoOn       Action = iota // wait for the next command
	Hang                     // never say anything again, keep the connection
	Drop                     // close the connection
	Flood                    // repeat Reply until the client closes the connection
	CutAnswer                // let the command through and close the connection inside its answer
	CutBefore                // let the command through and close the connection before the tagged line of its answer
	CutAfter                 // let the command through and close the connection behind the tagged line of its answer
	CutLiteral               // close the connection inside the literal that the client sends with the command
)

type faultListener struct {
	net.Listener
	server *Server
	tls    *tls.Config
}

func (l *faultListener) Accept() (net.Conn, error) {
	raw, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c := &faultConn{Conn: raw, raw: raw, server: l.server, tls: l.tls, seen: make(map[string]int)}
	c.in = bufio.NewReader(source{c})
	c.cut.Store(-1)
	l.server.mu.Lock()
	l.server.conns[c] = struct{}{}
	l.server.mu.Unlock()
	return c, nil
}

// faultConn stands between the socket and the server's reader of commands. Read and Write are called from
// different goroutines, but a command is answered before the next is read.
type faultConn struct {
	net.Conn // the present stream
	raw      net.Conn
	server   *Server
	tls      *tls.Config
	in       *bufio.Reader
	secure   bool
	seen     map[string]int
	pending  []byte // of a line that goes to the server
	literal  int64  // bytes that follow as they are
	tail     bool   // the next line ends a command with a literal
	begin    sync.Once
	beginErr error
	greeted  bool
	cut      atomic.Int64 // bytes until the connection is closed; -1 for never
	ending   atomic.Pointer[ending]
	severed  bool  // the literal under way is cut off
	sever    int64 // bytes of it that still pass
}

type source struct{ c *faultConn }

func (s source) Read(p []byte) (int, error) { return s.c.Conn.Read(p) }

func (c *faultConn) Close() error {
	c.server.mu.Lock()
	delete(c.server.conns, c)
	c.server.mu.Unlock()
	return c.raw.Close()
}

// start does the handshake of implicit TLS; it runs in the connection's own goroutine, not in Accept.
func (c *faultConn) start() error {
	c.begin.Do(func() {
		if c.server.config.security == mail.TLS {
			c.beginErr = c.handshake()
		}
	})
	return c.beginErr
}

func (c *faultConn) handshake() error {
	if f := c.fault("HANDSHAKE"); f != nil {
		return c.play(f, "")
	}
	stream := tls.Server(c.raw, c.tls)
	if err := stream.Handshake(); err != nil {
		c.raw.Close()
		return err
	}
	c.Conn, c.secure = stream, true
	c.in.Reset(source{c})
	return nil
}

// Write sends the server's words. The first are its greeting.
func (c *faultConn) Write(p []byte) (int, error) {
	if err := c.start(); err != nil {
		return 0, err
	}
	if !c.greeted {
		c.greeted = true
		return len(p), c.greet(p)
	}
	if left := c.cut.Load(); left >= 0 {
		if int64(len(p)) > left {
			c.Conn.Write(p[:left])
			c.raw.Close()
			return 0, net.ErrClosed
		}
		c.cut.Store(left - int64(len(p)))
	}
	if e := c.ending.Load(); e != nil {
		if passes, ends := e.split(p); ends {
			c.Conn.Write(p[:passes])
			c.raw.Close()
			return 0, net.ErrClosed
		}
	}
	return c.Conn.Write(p)
}

func (c *faultConn) greet(proper []byte) error {
	if f := c.fault("GREETING"); f != nil {
		return c.play(f, "*")
	}
	if c.server.config.security == mail.STARTTLS {
		proper = []byte("* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n")
	}
	_, err := c.Conn.Write(proper)
	return err
}

// Read hands the server the commands that no fault takes.
func (c *faultConn) Read(p []byte) (int, error) {
	if err := c.start(); err != nil {
		return 0, err
	}
	for len(c.pending) == 0 {
		if c.literal > 0 {
			if c.severed {
				io.CopyN(io.Discard, c.in, min(c.sever, c.literal))
				c.raw.Close()
				return 0, io.EOF
			}
			n, err := c.in.Read(p[:min(int64(len(p)), c.literal)])
			c.literal -= int64(n)
			return n, err
		}
		line, err := c.in.ReadBytes('\n')
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

// take decides what becomes of a line of the client.
func (c *faultConn) take(line []byte) error {
	text := strings.TrimRight(string(line), "\r\n")
	c.server.mu.Lock()
	c.server.said = append(c.server.said, Said{Line: text, Secure: c.secure})
	c.server.mu.Unlock()
	fresh := !c.tail
	c.literal = announced(text)
	c.tail = c.literal > 0
	tag, name := commandName(text)
	if !fresh || name == "" {
		c.pending = line
		return nil
	}
	if f := c.fault(name); f != nil {
		switch f.Then {
		case CutAnswer:
			c.cut.Store(int64(f.Cut))
		case CutBefore, CutAfter:
			c.ending.Store(&ending{tag: tag, after: f.Then == CutAfter})
		case CutLiteral:
			c.severed, c.sever = true, int64(f.Cut)
		default:
			return c.play(f, tag)
		}
	}
	if c.server.config.security == mail.STARTTLS && !c.secure {
		return c.beforeTLS(tag, name)
	}
	if name == "FETCH" && c.server.poisoned(text) {
		_, err := io.WriteString(c.Conn, tag+" NO [SERVERBUG] cannot read a message\r\n")
		return err
	}
	c.pending = line
	return nil
}

// beforeTLS answers what a client may ask of a server that wants STARTTLS.
func (c *faultConn) beforeTLS(tag, name string) error {
	answer := tag + " NO [PRIVACYREQUIRED] use STARTTLS\r\n"
	switch name {
	case "CAPABILITY":
		answer = "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n" + tag + " OK done\r\n"
	case "NOOP", "LOGOUT":
		answer = tag + " OK done\r\n"
	case "STARTTLS":
		if _, err := io.WriteString(c.Conn, tag+" OK begin TLS\r\n"); err != nil {
			return err
		}
		return c.handshake()
	}
	_, err := io.WriteString(c.Conn, answer)
	return err
}

// fault returns the first fault that applies to a command, and counts the command.
func (c *faultConn) fault(name string) *Fault {
	c.seen[name]++
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	for i := range c.server.config.faults {
		f := &c.server.config.faults[i]
		if f.On != name || c.seen[name] <= f.After {
			continue
		}
		if f.Once {
			used := *f
			f.On = ""
			return &used
		}
		return f
	}
	return nil
}

func (c *faultConn) play(f *Fault, tag string) error {
	reply := []byte(strings.ReplaceAll(f.Reply, "{tag}", tag))
	if len(reply) > 0 {
		if _, err := c.Conn.Write(reply); err != nil {
			return err
		}
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
		again := []byte(cmp.Or(f.Again, string(reply)))
		block := bytes.Repeat(again, 1+16<<10/max(len(again), 1))
		for {
			if _, err := c.Conn.Write(block); err != nil {
				return err
			}
		}
	}
	return nil
}

// Misbehave replaces the faults of the server from now on; none makes it a good one.
func (s *Server) Misbehave(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.config.faults = faults
}

// Poison makes the server refuse every FETCH whose set holds one of the messages, whose UIDs must be their sequence
// numbers.
func (s *Server) Poison(uids ...mail.UID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.poison = append(s.poison, uids...)
}

// PoisonItem is Poison for those FETCHes only that ask for an item: "BODY.PEEK[]" is the body, "BODY.PEEK[" the header too.
func (s *Server) PoisonItem(item string, uids ...mail.UID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.poison, s.poisonOnly = append(s.poison, uids...), item
}

// Heal ends what Poison and PoisonItem did.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.poison, s.poisonOnly = nil, ""
}

// poisoned reports whether a FETCH command asks for a poisoned message.
func (s *Server) poisoned(line string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !strings.Contains(line, s.poisonOnly) {
		return false
	}
	words := strings.Fields(line)
	if strings.EqualFold(words[1], "UID") {
		words = words[1:]
	}
	for _, part := range strings.Split(words[2], ",") {
		low, high, ranged := strings.Cut(part, ":")
		first, _ := strconv.Atoi(low)
		last := first
		if ranged {
			if last, _ = strconv.Atoi(high); last == 0 {
				last = math.MaxInt
			}
		}
		for _, uid := range s.poison {
			if first <= int(uid) && int(uid) <= last {
				return true
			}
		}
	}
	return false
}

// commandName returns the tag and the name in capitals of a command line, "" for a line that is none.
func commandName(line string) (tag, name string) {
	words := strings.SplitN(line, " ", 4)
	if len(words) < 2 {
		return "", ""
	}
	name = strings.ToUpper(words[1])
	if name == "UID" && len(words) > 2 {
		name = strings.ToUpper(words[2])
	}
	return words[0], name
}

// announced returns the size of the literal that a line ends in, 0 for none.
func announced(line string) int64 {
	open := strings.LastIndexByte(line, '{')
	if open < 0 || !strings.HasSuffix(line, "}") {
		return 0
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(line[open+1:len(line)-1], "+"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
