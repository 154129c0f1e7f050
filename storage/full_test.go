package storage

import (
	"fmt"
	"testing"

	"letterbox/mail"
)

// fill lets a database file grow no further, and again without end when it is told so.
func fill(t *testing.T, d *database, full bool) {
	t.Helper()
	err := d.update(t.Context(), func(c *connection) error {
		if !full {
			return c.drain("PRAGMA max_page_count = 4294967294")
		}
		pages, err := c.number("PRAGMA page_count")
		if err != nil {
			return err
		}
		return c.drain(fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestDiskFull: what does not fit is not done at all, and can be done when there is room again.
func TestDiskFull(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	long := words(1, 200000)
	local := localDraft(long)
	local.Envelope.Subject, local.Preview, local.Key = long, long, "sent:1"
	many := mail.NewLocal{Key: "sent:2", Raw: text(1, largeBody), Envelope: mail.Envelope{MessageID: "many@x"}}
	var made mail.DraftID
	for _, c := range []struct {
		name string
		file *database
		do   func() error
	}{
		{"keep, no room for the row", d.db.mail, func() error {
			_, _, err := d.db.KeepMessage(ctx, d.folders["B"], local)
			return err
		}},
		{"keep, no room for the body", d.db.bodies, func() error {
			_, _, err := d.db.KeepMessage(ctx, d.folders["B"], many)
			return err
		}},
		{"operation", d.db.mail, func() error {
			_, err := d.db.ApplyOperation(ctx, mail.CreateFolder{Account: d.account, Name: long})
			return err
		}},
		{"draft", d.db.profile, func() error {
			c, err := d.db.SaveComposition(ctx, mail.Composition{Account: d.account, Text: long})
			made = c.ID
			return err
		}},
		{"send", d.db.profile, func() error {
			_, err := d.db.Enqueue(ctx, outgoingOf(d.account), []byte(long+long), made)
			return err
		}},
	} {
		before := d.state()
		fill(t, c.file, true)
		wantCode(t, c.do(), mail.DiskFull)
		if after := d.state(); after != before {
			t.Errorf("%s: %s, was %s", c.name, after, before)
		}
		fill(t, c.file, false)
		if err := c.do(); err != nil {
			t.Error(c.name, err)
		}
		d.ok(d.db.Integrity(ctx))
	}
	checkBodies(t, d.db)
}

// state counts what there is.
func (d *desk) state() string {
	d.t.Helper()
	ctx := d.t.Context()
	total := 0
	folders := must(d.db.Folders(ctx, d.account))(d.t)
	for _, f := range folders {
		total += f.Total
	}
	return fmt.Sprint(len(folders), " folders, ", total, " messages, ", len(must(d.db.PendingOperations(ctx, d.account))(d.t)), " operations, ",
		len(must(d.db.Compositions(ctx, 0))(d.t)), " drafts, ", len(must(d.db.Outbox(ctx, 0))(d.t)), " outgoing")
}
