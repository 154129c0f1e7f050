package app

import (
	"strings"
	"testing"
	"time"

	"letterbox/mail"
)

// TestRecallKeepsHTML takes back a message that another program wrote. Sent again with another receiver it has its HTML;
// with another text it has not.
func TestRecallKeepsHTML(t *testing.T) {
	d := newDesk(t)
	const raw = "From: ada@corp.example\r\nTo: ben@corp.example\r\nSubject: s\r\nMessage-ID: <h@corp.example>\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hello <b>Ben</b></p>\r\n"
	queued, err := d.house.store.Enqueue(t.Context(), mail.Outgoing{
		Account: d.account.ID, MessageID: "h@corp.example", State: mail.OutgoingQueued, Due: time.Now().Add(time.Hour),
		ReversePath: d.account.Address, ForwardPaths: []mail.ForwardPath{{Address: mail.Address{Local: "ben", Domain: "corp.example"}}},
	}, []byte(raw), 0)
	id := must(t, queued, err).ID
	for _, text := range []string{"", "another text\n"} {
		back, err := d.outbox.Recall(t.Context(), id)
		c := must(t, back, err)
		c.To = "cleo@corp.example"
		if text != "" {
			c.Text = text
		}
		again, err := d.writer.enqueue(t.Context(), c, time.Hour)
		id = must(t, again, err).ID
		sent, err := d.house.store.OutgoingRaw(t.Context(), id)
		if got := strings.Contains(string(must(t, sent, err)), "<p>Hello <b>Ben</b></p>"); got != (text == "") {
			t.Errorf("text %q: HTML %v\n%s", text, got, sent)
		}
	}
}
