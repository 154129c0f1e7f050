package mailtest

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"maps"
	"net"
	"strings"
	"sync"
	"testing"

	"letterbox/mail"
)

// Invented is an IMAP server in this process, on a free port of 127.0.0.1, that keeps no mail: it makes up what it
// answers when it is asked, so that a mailbox of 200,000 messages or 5,000 folders costs nothing until somebody reads it.
// Whatever it says can be replaced by a lie. It lets everybody in. Its methods are safe for concurrent use.
type Invented struct {
	listener net.Listener
	tls      *tls.Config
	ca       *CA
	serving  sync.WaitGroup

	mu    sync.Mutex
	plan  Invention
	conns map[net.Conn]struct{}
	asked []Asked
}

// Invention is what an Invented server says. The functions are called by one goroutine at a time.
type Invention struct {
	Capabilities string // beside IMAP4rev1, UIDPLUS and MOVE
	Folders      []InventedFolder
	// Header returns the header of a message; nil stands for one that names its folder and number.
	Header func(folder string, uid mail.UID) string
	// Received returns the INTERNALDATE of a message, without quotes; nil stands for dates in 2026 that rise with the UID.
	Received func(folder string, uid mail.UID) string
	// Lie returns what is said instead of the proper answer; {tag} becomes the command's tag. With {drop} at its end the
	// connection is closed behind it. lies is false for the proper answer. nil: no lies.
	Lie func(Asked) (answer string, lies bool)
	// LieOf returns what is said instead of the response to FETCH that is about one message. nil: no lies.
	LieOf func(a Asked, uid mail.UID, proper string) string
}

// InventedFolder is one folder. The UIDs of its messages are 1 to Messages, without those in Gone.
type InventedFolder struct {
	Name       string // the bytes on the wire
	Delimiter  string // "" stands for "/"
	Attributes string
	Messages   int
	Gone       map[mail.UID]bool
	Flags      map[mail.UID]string // of those that have some
	ModSeq     uint64              // told when the capabilities have CONDSTORE
}

// NewInvented starts a server that ends with the test.
func NewInvented(tb testing.TB, plan Invention) *Invented {
	tb.Helper()
	ca, err := SharedCA()
	if err != nil {
		tb.Fatal(err)
	}
	cert, err := ca.Issue(GoodCert)
	if err != nil {
		tb.Fatal(err)
	}
	s := &Invented{ca: ca, plan: plan, conns: map[net.Conn]struct{}{}, tls: &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}}
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		tb.Fatal(err)
	}
	s.serving.Go(s.accept)
	tb.Cleanup(s.close)
	return s
}

// Server returns how to reach the server.
func (s *Invented) Server() mail.Server {
	address := s.listener.Addr().(*net.TCPAddr)
	return mail.Server{Protocol: mail.IMAP, Host: "127.0.0.1", Port: address.Port, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "ada"}
}

// Roots returns the pool that trusts the server.
func (s *Invented) Roots() *x509.CertPool { return s.ca.Roots() }

// Change changes what the server says from the next command on.
func (s *Invented) Change(change func(*Invention)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.plan)
}

// Asked returns the commands that came since the last call, in their order, and forgets them.
func (s *Invented) Asked() []Asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.asked
	s.asked = nil
	return all
}

// Counted is Asked by the names of the commands; those around the sign-in are left out.
func (s *Invented) Counted() map[string]int {
	count := map[string]int{}
	for _, a := range s.Asked() {
		count[a.Name]++
	}
	maps.DeleteFunc(count, func(name string, _ int) bool {
		return name == "CAPABILITY" || name == "LOGIN" || name == "ID" || name == "LOGOUT" || name == "ENABLE"
	})
	return count
}

func (s *Invented) close() {
	_ = s.listener.Close() // nobody connects any more
	s.mu.Lock()
	for c := range s.conns {
		_ = c.Close() // the client may have
	}
	s.mu.Unlock()
	s.serving.Wait()
}

func (s *Invented) accept() {
	for {
		raw, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns[raw] = struct{}{}
		s.mu.Unlock()
		s.serving.Go(func() {
			s.serve(raw)
			_ = raw.Close() // the client may have
			s.mu.Lock()
			delete(s.conns, raw)
			s.mu.Unlock()
		})
	}
}

// serve speaks with one client until it goes.
func (s *Invented) serve(raw net.Conn) {
	conn := tls.Server(raw, s.tls)
	in, out := bufio.NewReader(conn), bufio.NewWriterSize(conn, 64<<10)
	c := &inventedConn{server: s, out: out}
	c.say("* OK invented\r\n")
	for out.Flush() == nil && !c.over {
		a, err := readAsked(in, out)
		if err != nil {
			return
		}
		c.answer(a)
	}
}

// inventedConn is the server's side of one connection.
type inventedConn struct {
	server   *Invented
	out      *bufio.Writer
	selected string
	over     bool
}

func (c *inventedConn) say(text string) { _, _ = c.out.WriteString(text) } // the next Flush fails for good

// answer says what is to be said to one command.
func (c *inventedConn) answer(a Asked) {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, a)
	a.Selected = c.selected
	if a.Name == "SELECT" || a.Name == "EXAMINE" {
		a.Selected = a.Argument(0)
	}
	if s.plan.Lie != nil {
		if text, lies := s.plan.Lie(a); lies {
			text, c.over = strings.CutSuffix(text, "{drop}")
			c.selected = a.Selected
			c.say(strings.ReplaceAll(text, "{tag}", a.Tag))
			return
		}
	}
	proper := inventedAnswer(a.Name)
	if proper == nil {
		c.say(a.Tag + " BAD never heard of it\r\n")
		return
	}
	if refused := proper(c, a); refused != "" {
		c.say(a.Tag + " " + refused + "\r\n")
	} else if !c.over {
		c.say(a.Tag + " OK done\r\n")
	}
}
