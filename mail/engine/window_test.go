package engine_test

import (
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
)

// TestTheWindowOfBodies brings the bodies of recent mail only, and removes them when they have become too old; headers
// are always all.
func TestTheWindowOfBodies(t *testing.T) {
	d := newDesk(t)
	window := 30 * 24 * time.Hour
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: d.server.Roots()})})
	var err error
	d.engine, err = engine.New(engine.Config{
		Store: d.store, Publish: d.publish, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal,
		Submit: noSubmission, SavesSent: savesNothing, BodyWindow: func(mail.AccountID) time.Duration { return window },
		Open: signIn(client),
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, age := range []time.Duration{24 * time.Hour, 10 * 24 * time.Hour, 100 * 24 * time.Hour} {
		id := string(rune('a' + i))
		raw := []byte("Subject: " + id + "\r\nMessage-ID: <" + id + "@corp.example>\r\n\r\nhello\r\n")
		if err := d.server.Append("INBOX", raw, time.Now().Add(-age), 0); err != nil {
			t.Fatal(err)
		}
	}
	bodies := func() (n int) {
		all := d.messages("INBOX")
		if len(all) != 3 {
			t.Fatalf("%d headers", len(all))
		}
		for _, m := range all {
			if m.HasBody {
				n++
			}
		}
		return n
	}
	if d.once(engine.Bodies); bodies() != 2 {
		t.Errorf("%d bodies within 30 days", bodies())
	}
	window = 5 * 24 * time.Hour
	if d.once(engine.Bodies); bodies() != 1 {
		t.Errorf("%d bodies within 5 days", bodies())
	}
}
