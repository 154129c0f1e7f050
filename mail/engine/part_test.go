package engine_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
)

// largeMail is a message that is just large enough to come in pieces.
func largeMail() []byte {
	line := []byte(strings.Repeat("QUJD", 19) + "\r\n")
	head := "From: Ada <ada@corp.example>\r\nSubject: large\r\nMessage-ID: <large@corp.example>\r\n" +
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n" +
		"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.zip\r\n\r\n"
	return slices.Concat([]byte(head), bytes.Repeat(line, mail.LargeMessage/len(line)+1), []byte("--b--\r\n"))
}

// body returns the stored bytes of a message.
func (d *desk) body(id mail.MessageID) []byte {
	d.t.Helper()
	r, _, err := d.store.OpenBody(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	defer r.Close()
	raw, err := io.ReadAll(r)
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}

// pieces returns from where on pieces of messages were asked for.
func (d *desk) pieces() (offsets []int64) {
	for _, said := range d.server.Said() {
		if _, after, asked := strings.Cut(said.Line, "BODY.PEEK[]<"); asked {
			var offset int64
			if _, err := fmt.Sscanf(after, "%d.", &offset); err != nil {
				d.t.Error(said.Line)
			}
			offsets = append(offsets, offset)
		}
	}
	return offsets
}

// TestLargeMessages brings the beginning of a large message with the others, and the rest when it is wanted: from where
// it was interrupted, whatever interrupted it.
func TestLargeMessages(t *testing.T) {
	d := newDesk(t)
	raw := largeMail()
	d.append("INBOX", 1)
	if err := d.server.Append("INBOX", raw, time.Unix(1_790_000_000, 0), 0); err != nil {
		t.Fatal(err)
	}
	if s := d.once(engine.Bodies); s.Bodies != 2 || s.Unreadable != 0 {
		t.Errorf("%+v", s)
	}
	id := d.id(2)
	if m := d.message(2); m.HasBody || m.Preview != "preview" {
		t.Errorf("%+v", m)
	}
	if s := d.once(engine.Bodies); s.Bodies != 0 || len(d.pieces()) != 1 {
		t.Errorf("%+v, %d pieces", s, len(d.pieces()))
	}
	if err := d.engine.FetchBody(t.Context(), id); err != nil || len(d.pieces()) != 1 {
		t.Errorf("%v: what is here was asked for: %v", err, d.pieces())
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := d.engine.FetchRest(ctx, id, func(have, of int64) {
		if of != int64(len(raw)) {
			t.Errorf("%d of %d", have, of)
		}
		if have > 3<<20 {
			cancel()
		}
	})
	if !mail.IsCanceled(err) {
		t.Errorf("stopping: %v", err)
	}
	d.server.Misbehave(mailtest.Fault{On: "FETCH", After: 2, Then: mailtest.Drop})
	if err := d.engine.FetchRest(t.Context(), id, func(int64, int64) {}); err == nil || mail.IsCanceled(err) {
		t.Errorf("cut off: %v", err)
	}
	d.server.Misbehave()
	have, err := d.store.Partial(t.Context(), id)
	if err != nil || have < 5<<20 {
		t.Errorf("%d bytes are here, %v", have, err)
	}
	told := int64(0)
	if err := d.engine.FetchRest(t.Context(), id, func(have, _ int64) { told = have }); err != nil || told != int64(len(raw)) {
		t.Errorf("%v, %d bytes", err, told)
	}
	if !d.message(2).HasBody || !bytes.Equal(d.body(id), raw) {
		t.Error("the bytes are others")
	}
	if slices.Contains(d.pieces()[1:], 0) {
		t.Errorf("began anew: %v", d.pieces())
	}
}

// TestLargeMessagesThatEndEarly are noted, with what there is of them kept.
func TestLargeMessagesThatEndEarly(t *testing.T) {
	d := newDesk(t)
	if err := d.server.Append("INBOX", largeMail(), time.Unix(1_790_000_000, 0), 0); err != nil {
		t.Fatal(err)
	}
	d.once(engine.Bodies)
	d.server.Misbehave(mailtest.Fault{On: "FETCH", Reply: "* 1 FETCH (UID 1 BODY[]<262144> {3}\r\nabc)\r\n{tag} OK\r\n"})
	err := d.engine.FetchRest(t.Context(), d.id(1), func(int64, int64) {})
	if p := mail.ProblemOf(err); p == nil || p.Code != mail.MessageUnreadable || d.message(1).HasBody || d.lacks()[1] != mail.LackBody {
		t.Errorf("%v, lacking %v", err, d.lacks())
	}
	if have, err := d.store.Partial(t.Context(), d.id(1)); err != nil || have != 262144+3 {
		t.Errorf("%d bytes, %v", have, err)
	}
}

// TestRefusedLargeMessages are listed as unreadable, and read when the server can.
func TestRefusedLargeMessages(t *testing.T) {
	d := newDesk(t)
	if err := d.server.Append("INBOX", largeMail(), time.Unix(1_790_000_000, 0), 0); err != nil {
		t.Fatal(err)
	}
	d.server.PoisonItem("BODY.PEEK[", 1)
	if s := d.once(engine.Bodies); s.Unreadable != 1 || d.lacks()[1] != mail.LackHeader {
		t.Errorf("%+v, lacking %v", s, d.lacks())
	}
	d.server.Heal()
	if err := d.engine.FetchBody(t.Context(), d.id(1)); err != nil || len(d.lacks()) != 0 || d.message(1).Envelope.Subject != "large" {
		t.Errorf("%v, lacking %v, %+v", err, d.lacks(), d.message(1))
	}
}

// TestLargeMessagesOfAMaildrop come as a whole, since a maildrop is where mail is taken from.
func TestLargeMessagesOfAMaildrop(t *testing.T) {
	m := newMaildrop(t)
	raw := largeMail()
	m.pop.Deliver(raw)
	if s := m.once(engine.Bodies); s.Bodies != 1 {
		t.Errorf("%+v", s)
	}
	all := m.messages("INBOX")
	if len(all) != 1 || !all[0].HasBody || all[0].Preview != "preview" || !bytes.Equal(m.body(all[0].ID), raw) {
		t.Errorf("%+v", all)
	}
	if err := m.engine.FetchRest(t.Context(), all[0].ID, func(int64, int64) {}); err != nil {
		t.Error(err)
	}
	var gone *mail.Problem
	if _, _, err := m.store.OpenPartial(t.Context(), all[0].ID); !errors.As(err, &gone) || gone.Code != mail.BodyNotStored {
		t.Errorf("a part is left: %v", err)
	}
}
