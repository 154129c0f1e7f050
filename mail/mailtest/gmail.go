package mailtest

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"letterbox/mail"
)

// Gmail is an IMAP server in this process that treats mail as Gmail's does (X-GM-EXT-1): folders are labels, a message
// that lies in several of them is one message, taking it out of the inbox archives it, the trash and spam take it out of
// all other folders, and what is submitted is in Sent Mail by itself. It has neither CONDSTORE nor LIST-STATUS, so that
// clients compare everything. The user is ada with the password pw. Its methods are safe for concurrent use.
type Gmail struct {
	ca       *CA
	listener net.Listener
	serving  sync.WaitGroup

	mu    sync.Mutex
	conns map[net.Conn]bool
	mails []*labelled
	views map[string]*view
	last  uint64   // X-GM-MSGID
	said  []string // names of commands
	read  int      // bodies that were fetched
}

// NewGmail starts a server that ends with the test.
func NewGmail(tb testing.TB) *Gmail {
	tb.Helper()
	ca, err := SharedCA()
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	cert, err := ca.Issue(GoodCert)
	if err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	g := &Gmail{ca: ca, conns: map[net.Conn]bool{}, views: map[string]*view{}, last: 1278455344230334864}
	for name, attributes := range gmailSpecial {
		g.views[name] = &view{attributes: attributes, next: 1}
	}
	if g.listener, err = tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}); err != nil {
		tb.Fatalf("mailtest: %v", err)
	}
	g.serving.Go(g.accept)
	tb.Cleanup(func() {
		g.listener.Close()
		g.mu.Lock()
		for c := range g.conns {
			c.Close()
		}
		g.mu.Unlock()
		g.serving.Wait()
	})
	return g
}

// Server returns how to reach the server.
func (g *Gmail) Server() mail.Server {
	address := g.listener.Addr().(*net.TCPAddr)
	return mail.Server{Protocol: mail.IMAP, Host: "127.0.0.1", Port: address.Port, Security: mail.TLS, Auth: mail.PasswordAuth, Username: "ada"}
}

// Roots returns the pool that trusts the server.
func (g *Gmail) Roots() *x509.CertPool { return g.ca.Roots() }

// Deliver stores a message that came, with labels; one that is to be in the inbox has the label GmailInbox.
func (g *Gmail) Deliver(raw []byte, labels ...string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.store(raw, 0, time.Time{}, labels...)
}

// Submitted is what Gmail does with a message that it has taken for sending: it is in Sent Mail and read.
func (g *Gmail) Submitted(raw []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.store(raw, mail.Seen, time.Time{}, GmailSent)
}

// AddLabel makes a label.
func (g *Gmail) AddLabel(name string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.views[name] = &view{next: 1}
}

// Said returns the names of the commands that clients have sent, in capitals and without UID.
func (g *Gmail) Said() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.said)
}

// Read returns how many bodies were fetched.
func (g *Gmail) Read() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.read
}

// Mails returns how many messages there are, wherever they lie.
func (g *Gmail) Mails() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.mails)
}

// Shown is a message in a folder.
type Shown struct {
	UID   mail.UID
	Flags mail.Flags
	Raw   []byte
}

// Shows returns what a folder shows, by UID.
func (g *Gmail) Shows(folder string) (list []Shown) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if v := g.views[folder]; v != nil {
		for _, n := range v.shown {
			list = append(list, Shown{n.uid, n.m.flags, n.m.raw})
		}
	}
	return list
}

// store adds a message. The lock is held, as by all that follows.
func (g *Gmail) store(raw []byte, flags mail.Flags, received time.Time, labels ...string) *labelled {
	if received.IsZero() {
		received = time.Date(2026, 11, 24, 10, 0, len(g.mails)%60, 0, time.UTC)
	}
	g.last++
	m := &labelled{id: g.last, raw: raw, received: received, flags: flags, labels: map[string]bool{}, lies: GmailAll}
	for _, l := range labels {
		m.bring(l)
	}
	g.mails = append(g.mails, m)
	g.follow()
	return m
}

func (g *Gmail) follow() {
	for name, v := range g.views {
		v.follow(name, g.mails)
	}
}

// remove takes messages out of a folder.
func (g *Gmail) remove(list []numbered, folder string) {
	for _, n := range list {
		if n.m.take(folder) {
			g.mails = slices.DeleteFunc(g.mails, func(m *labelled) bool { return m == n.m })
		}
	}
	g.follow()
}

// rename gives a label another name, and removes it from all messages where the new one is "".
func (g *Gmail) rename(from, to string) bool {
	_, own := gmailSpecial[from]
	v := g.views[from]
	if v == nil || own || g.views[to] != nil {
		return false
	}
	delete(g.views, from)
	if to != "" {
		g.views[to] = v
	}
	for _, m := range g.mails {
		if m.labels[from] {
			delete(m.labels, from)
			m.labels[to] = to != ""
		}
	}
	g.follow()
	return true
}

// names lists the folders.
func (g *Gmail) names() (list []string) {
	for name := range g.views {
		list = append(list, name)
	}
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(strings.ToUpper(a), strings.ToUpper(b)) })
	return list
}
