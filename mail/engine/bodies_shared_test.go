package engine_test

import (
	"bytes"
	"context"
	"hash/fnv"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"letterbox/mail"
	"letterbox/mail/dial"
	"letterbox/mail/engine"
	"letterbox/mail/imap"
	"letterbox/mail/message"
)

// labelled is a session whose server has labels: it calls messages the same that have the same Message-ID.
type labelled struct {
	engine.Keeper
	fetched *atomic.Int32 // bodies
}

func (l labelled) Labels() bool { return true }

func (l labelled) named(each func(mail.FetchedHeader) error) func(mail.FetchedHeader) error {
	return func(h mail.FetchedHeader) error {
		name := fnv.New64a()
		_, _ = name.Write([]byte(message.Envelope(h.Raw).MessageID))
		h.GMail = name.Sum64()
		return each(h)
	}
}

func (l labelled) HeadersLast(ctx context.Context, n int, each func(mail.FetchedHeader) error) ([]mail.UID, error) {
	return l.Keeper.HeadersLast(ctx, n, l.named(each))
}

func (l labelled) Headers(ctx context.Context, set []mail.UIDRange, each func(mail.FetchedHeader) error) ([]mail.UID, error) {
	return l.Keeper.Headers(ctx, set, l.named(each))
}

func (l labelled) Bodies(ctx context.Context, uids []mail.UID, each func(mail.UID, int64, io.Reader) error) error {
	return l.Keeper.Bodies(ctx, uids, func(uid mail.UID, size int64, r io.Reader) error {
		l.fetched.Add(1)
		return each(uid, size, r)
	})
}

// TestLabelsBringAMessageOnce fetches a message of several folders once, also when more connections are allowed, and
// shows it in all of them, after it has left the one that it was fetched from too.
func TestLabelsBringAMessageOnce(t *testing.T) {
	d := newDesk(t)
	client := imap.New(imap.Config{Dialer: dial.New(dial.Config{Roots: d.server.Roots()})})
	var fetched atomic.Int32
	var err error
	d.engine, err = engine.New(engine.Config{
		Store: d.store, Publish: d.publish, ReadHeader: readHeader, ReadBody: readBody, ReadLocal: readLocal,
		Submit: noSubmission, SavesSent: savesNothing, Connections: func(mail.Account) int { return 5 },
		Open: func(ctx context.Context, a mail.Account) (engine.Session, error) {
			s, err := client.Open(ctx, a.Incoming, mail.Password("pw"), nil)
			if err != nil {
				return nil, err
			}
			return labelled{s, &fetched}, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder, attribute := range map[string]string{"All Mail": `\All`, "Work": ""} {
		if err := d.server.AddFolder(folder, strings.Fields(attribute)...); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 70 {
		d.append("All Mail", n)
		if n < 60 {
			d.append("INBOX", n)
		}
		if n < 5 {
			d.append("Work", n)
		}
	}
	if d.once(engine.Bodies); fetched.Load() != 70 {
		t.Errorf("%d bodies were fetched of 70 messages", fetched.Load())
	}
	d.shows("All Mail", 70)
	d.shows("Work", 5)
	inbox := d.folder("INBOX")
	var uids []mail.UID
	for _, m := range d.messages("INBOX") {
		uids = append(uids, m.UID)
	}
	if err := d.store.RemoveUIDs(t.Context(), inbox.ID, uids); err != nil {
		t.Fatal(err)
	}
	d.shows("All Mail", 70)
}

// shows checks that so many messages of a folder have a body, and the right one.
func (d *desk) shows(folder string, want int) {
	d.t.Helper()
	all := d.messages(folder)
	if len(all) != want {
		d.t.Errorf("%s: %d messages", folder, len(all))
	}
	for _, m := range all {
		r, _, err := d.store.OpenBody(d.t.Context(), m.ID)
		if err != nil {
			d.t.Fatal(folder, m.Envelope.Subject, err)
		}
		raw, err := io.ReadAll(r)
		if err != nil || !bytes.Contains(raw, []byte("Subject: "+m.Envelope.Subject+"\r\n")) {
			d.t.Errorf("%s: %s: %v", folder, m.Envelope.Subject, err)
		}
	}
}
