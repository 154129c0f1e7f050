package mailtest

import (
	"io"
	"net"
	"sync"
	"testing"

	gosmtp "github.com/emersion/go-smtp"
)

// Relay is where a real submission server hands mail to: an SMTP server without security that keeps everything and
// sends nothing on. Its methods may be called from any goroutine.
type Relay struct {
	port int
	mu   sync.Mutex
	mail []Relayed
	news chan struct{}
}

// Relayed is one message as it left the submission server.
type Relayed struct {
	From string
	To   []string
	Data []byte
}

// newRelay starts a relay that ends with the test.
func newRelay(tb testing.TB) *Relay {
	tb.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		tb.Fatalf("mailtest: relay: %v", err)
	}
	r := &Relay{port: l.Addr().(*net.TCPAddr).Port, news: make(chan struct{}, 1)}
	srv := gosmtp.NewServer(gosmtp.BackendFunc(func(*gosmtp.Conn) (gosmtp.Session, error) {
		return &relaySession{relay: r}, nil
	}))
	srv.Domain = "relay.example.test"
	srv.EnableSMTPUTF8 = true
	served := make(chan struct{})
	go func() {
		defer close(served)
		srv.Serve(l)
	}()
	tb.Cleanup(func() {
		srv.Close()
		<-served
	})
	return r
}

// Mail returns what has arrived so far.
func (r *Relay) Mail() []Relayed {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Relayed(nil), r.mail...)
}

// Arrived gets a value when mail has arrived since the last one was taken.
func (r *Relay) Arrived() <-chan struct{} { return r.news }

func (r *Relay) keep(m Relayed) {
	r.mu.Lock()
	r.mail = append(r.mail, m)
	r.mu.Unlock()
	select {
	case r.news <- struct{}{}:
	default:
	}
}

type relaySession struct {
	relay *Relay
	next  Relayed
}

func (s *relaySession) Reset()        { s.next = Relayed{} }
func (s *relaySession) Logout() error { return nil }

func (s *relaySession) Mail(from string, _ *gosmtp.MailOptions) error {
	s.next.From = from
	return nil
}

func (s *relaySession) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	s.next.To = append(s.next.To, to)
	return nil
}

func (s *relaySession) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.next.Data = data
	s.relay.keep(s.next)
	return nil
}
