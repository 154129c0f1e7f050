package imap_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// idles is told of every IDLE that is sent.
type idles chan struct{}

func (i idles) Received(string) {}

func (i idles) Sent(line string) {
	if strings.HasSuffix(line, " IDLE") {
		i <- struct{}{}
	}
}

// watcher opens a session that notices a dead connection soon, on a server that behaves in its own way while it is
// watched.
func watcher(t *testing.T, config imap.Config, sent idles, faults ...mailtest.Fault) (*imap.Session, *mailtest.Server) {
	t.Helper()
	server := mailtest.IMAP(t)
	config.Dialer = dial.New(dial.Config{
		Roots: server.Roots(), Timeouts: dial.Timeouts{Command: 2 * time.Second}, Trace: func(mail.Server) dial.Tracer { return sent },
	})
	s, err := imap.New(config).Open(t.Context(), server.Server(), server.Credential(), nil)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	_, err = s.Select(t.Context(), mail.Folder{Wire: "INBOX"})
	must(t, err)
	server.Misbehave(faults...)
	return s, server
}

// TestWatchNoticesADeadConnection waits on servers that fall silent, in IDLE and between.
func TestWatchNoticesADeadConnection(t *testing.T) {
	short := imap.Config{Poll: 20 * time.Millisecond, Alive: 20 * time.Millisecond}
	for name, faults := range map[string][]mailtest.Fault{
		"no consent":                 {{On: "IDLE", Then: mailtest.Hang}},
		"silence from the start":     {{On: "IDLE", Reply: "+ idling\r\n", Then: mailtest.Hang}},
		"silence after news":         {{On: "IDLE", Reply: "+ idling\r\n* 5 EXISTS\r\n", Then: mailtest.Hang}},
		"silence after no IDLE":      {{On: "IDLE", Reply: "{tag} NO not now\r\n"}, {On: "NOOP", Then: mailtest.Hang}},
		"silence in mid-response":    {{On: "IDLE", Reply: "+ idling\r\n* 5 EXI", Then: mailtest.Hang}},
		"silence after a literal":    {{On: "IDLE", Reply: "+ idling\r\n* 5 FETCH (X {10}\r\n", Then: mailtest.Hang}},
		"a line that never ends":     {{On: "IDLE", Reply: "x", Then: mailtest.Flood}},
		"a connection that is ended": {{On: "IDLE", Reply: "+ idling\r\n* BYE bye\r\n", Then: mailtest.Drop}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := watcher(t, short, make(idles, 1000), faults...)
			err := s.Watch(t.Context(), func() {})
			if err == nil || mail.ProblemOf(err).Retry == "" || !s.Broken() {
				t.Errorf("got %v, broken %v", err, s.Broken())
			}
		})
	}
}

// TestWatchAsksServersThatEndIdle polls where IDLE is refused, or granted and ended at once, and does not ask for it
// again.
func TestWatchAsksServersThatEndIdle(t *testing.T) {
	for _, reply := range []string{"{tag} NO not now\r\n", "{tag} BAD what\r\n", "{tag} OK done\r\n", "+ idling\r\n{tag} OK done\r\n", "+ idling\r\n{tag} NO done\r\n"} {
		sent := make(idles, 1000)
		s, server := watcher(t, imap.Config{Poll: time.Millisecond}, sent, mailtest.Fault{On: "IDLE", Reply: reply})
		ctx, cancel := context.WithCancel(t.Context())
		must(t, server.Append("INBOX", message("new"), time.Time{}, 0))
		must(t, s.Watch(ctx, cancel))
		cancel()
		if len(sent) != 1 {
			t.Errorf("%q: IDLE was sent %d times", reply, len(sent))
		}
	}
}

// TestWatchRenewsIdle begins IDLE anew before the server, or something on the way, forgets the connection.
func TestWatchRenewsIdle(t *testing.T) {
	sent := make(idles)
	s, server := watcher(t, imap.Config{Poll: 5 * time.Millisecond, Alive: 5 * time.Millisecond}, sent)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- s.Watch(ctx, func() {}) }()
	<-sent
	must(t, server.Append("INBOX", message("new"), time.Time{}, 0)) // the rounds that follow are the long ones
	for range 3 {
		<-sent
	}
	cancel()
	for {
		select {
		case <-sent:
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			return
		}
	}
}
