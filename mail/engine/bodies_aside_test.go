package engine_test

import (
	"context"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/mailtest"
)

// asideDesk is a desk whose account may have so many connections. Its folders are INBOX, A, B and C with 60 messages each.
// further, which may be nil, is what becomes of every connection after the first.
func asideDesk(t *testing.T, connections int, further func(*desk, engine.Session) engine.Session) *desk {
	t.Helper()
	d := newDesk(t)
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: d.server.Roots()})})
	var opened atomic.Int32
	var err error
	d.engine, err = engine.New(engine.Config{
		Store: d.store, Publish: d.publish, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal,
		Submit: noSubmission, SavesSent: savesNothing, Connections: func(mail.Account) int { return connections },
		Open: func(ctx context.Context, a mail.Account) (engine.Session, error) {
			first := opened.Add(1) == 1
			if !first && further == nil && connections == refusing {
				d.server.Misbehave(tooMany...)
			}
			s, err := client.Open(ctx, a.Incoming, mail.Password("pw"), nil)
			if err != nil {
				return nil, err
			}
			if first || further == nil {
				return s, nil
			}
			return further(d, s), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, folder := range []string{"INBOX", "A", "B", "C"} {
		if folder != "INBOX" {
			if err := d.server.AddFolder(folder); err != nil {
				t.Fatal(err)
			}
		}
		for range 60 {
			d.append(folder, n)
			n++
		}
	}
	return d
}

// said counts the commands of a name.
func (d *desk) said(command string) (n int) {
	for _, s := range d.server.Said() {
		_, rest, _ := strings.Cut(s.Line, " ")
		if strings.HasPrefix(strings.ToUpper(rest), command) {
			n++
		}
	}
	return n
}

// complete checks that every body is stored, and was fetched once.
func (d *desk) complete(s engine.Summary) {
	d.t.Helper()
	if s.Headers != 240 || s.Bodies != 240 {
		d.t.Errorf("%+v", s)
	}
	for _, folder := range []string{"INBOX", "A", "B", "C"} {
		for _, m := range d.messages(folder) {
			if !m.HasBody {
				d.t.Errorf("%s: %s has no body", folder, m.Envelope.Subject)
			}
		}
	}
}

// refusing is how many connections an account is said to have whose server allows one only.
const refusing = 4

var tooMany = []mailtest.Fault{
	{On: "AUTHENTICATE", Reply: "{tag} NO [LIMIT] too many simultaneous connections\r\n"},
	{On: "LOGIN", Reply: "{tag} NO [LIMIT] too many simultaneous connections\r\n"},
}

// broken is a session whose connection ends when bodies are asked for.
type broken struct{ engine.Session }

func (b broken) Bodies(ctx context.Context, uids []mail.UID, each func(mail.UID, int64, io.Reader) error) error {
	_ = b.Close()
	return b.Session.Bodies(ctx, uids, each)
}

// TestFurtherConnections brings bodies side by side within the limit, and with one connection when the server refuses
// more, or when a further one breaks.
func TestFurtherConnections(t *testing.T) {
	for _, c := range []struct {
		name        string
		connections int
		further     func(*desk, engine.Session) engine.Session
		signIns     int
	}{
		{"one allowed", 1, nil, 1},
		{"three allowed: one beside the worker's, one for reading", 3, nil, 2},
		{"more than there are folders", 100, nil, 4},
		{"the server refuses a second one", refusing, nil, 3},
		{"a further one breaks", 3, func(_ *desk, s engine.Session) engine.Session { return broken{s} }, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := asideDesk(t, c.connections, c.further)
			d.complete(d.once(engine.Bodies))
			if n := d.said("AUTHENTICATE") + d.said("LOGIN"); n != c.signIns {
				t.Errorf("%d sign-ins", n)
			}
		})
	}
}

// TestFurtherConnectionsAreWorthIt opens none where nothing is missing, and none for a few messages.
func TestFurtherConnectionsAreWorthIt(t *testing.T) {
	d := asideDesk(t, 3, nil)
	d.once(engine.Bodies)
	signIns := d.said("AUTHENTICATE") + d.said("LOGIN")
	for n, folder := range []string{"A", "B", "C"} {
		d.append(folder, 1000+n)
	}
	if s := d.once(engine.Bodies); s.Bodies != 3 || d.said("AUTHENTICATE")+d.said("LOGIN") != signIns+1 {
		t.Errorf("%+v, %d sign-ins", s, d.said("AUTHENTICATE")+d.said("LOGIN")-signIns)
	}
}

// TestFurtherConnectionsRest asks a server that refused a second connection no more for an hour, and does not take that
// for a problem of the account.
func TestFurtherConnectionsRest(t *testing.T) {
	d := asideDesk(t, refusing, nil)
	d.start()
	d.engine.Add(d.account, nil)
	d.until("all bodies", d.bodies(240))
	if s := d.engine.Status()[0]; s.Problem != nil {
		t.Errorf("%+v", s)
	}
	signIns := d.said("AUTHENTICATE") + d.said("LOGIN")
	for n := range 120 {
		d.append([]string{"A", "B"}[n%2], 1000+n)
	}
	d.engine.Refresh(d.account.ID)
	d.until("more bodies", d.bodies(360))
	if n := d.said("AUTHENTICATE") + d.said("LOGIN"); n != signIns {
		t.Errorf("%d sign-ins more", n-signIns)
	}
}

// bodies reports that so many bodies are stored, and that nothing goes on.
func (d *desk) bodies(want int) func() bool {
	return func() bool {
		n := 0
		for _, folder := range []string{"INBOX", "A", "B", "C"} {
			for _, m := range d.messages(folder) {
				if m.HasBody {
					n++
				}
			}
		}
		return n == want && d.activity() == mail.Watching
	}
}

// eager is a session that has the person ask for a round in the middle of the first bodies.
type eager struct {
	engine.Session
	ask func()
}

func (e eager) Bodies(ctx context.Context, uids []mail.UID, each func(mail.UID, int64, io.Reader) error) error {
	e.ask()
	return e.Session.Bodies(ctx, uids, each)
}

// TestFurtherConnectionsStay for the next round, when somebody asks for one before all bodies are there.
func TestFurtherConnectionsStay(t *testing.T) {
	var asked sync.Once
	d := asideDesk(t, 3, func(d *desk, s engine.Session) engine.Session {
		return eager{s, func() { asked.Do(func() { d.engine.Refresh(0) }) }}
	})
	d.start()
	d.until("all bodies", d.bodies(240))
	if n := d.said("AUTHENTICATE") + d.said("LOGIN"); n != 2 {
		t.Errorf("%d sign-ins", n)
	}
	d.until("the further one to be gone", func() bool { return d.said("LOGOUT") == 1 })
}
