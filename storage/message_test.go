package storage

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func TestMessages(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	a, folders := bind(t, db, "ada@example.org")
	inbox := folders[0]
	rec.take()
	if n := must(db.AddMessages(ctx, inbox.ID, headers(2500)))(t); n != 2500 {
		t.Errorf("%d added", n)
	}
	want := slices.Repeat([]mail.Event{mail.MessagesChanged{Account: a.ID, Folder: inbox.ID}, mail.FoldersChanged{Account: a.ID}}, 3)
	if diff := cmp.Diff(want, rec.take()); diff != "" {
		t.Error(diff)
	}
	if n := must(db.AddMessages(ctx, inbox.ID, headers(2501)[2490:]))(t); n != 1 {
		t.Errorf("%d added again", n)
	}
	if f := must(db.Folder(ctx, inbox.ID))(t); f.Total != 2501 || f.Unread != 2501-833 {
		t.Errorf("counts %d, %d", f.Total, f.Unread)
	}
	ids := must(db.MessageIDs(ctx, inbox.ID))(t)
	if len(ids) != 2501 {
		t.Fatalf("%d ids", len(ids))
	}
	newest := must(db.Newest(ctx, inbox.ID, 3))(t)
	if newest.Of != 2501 || !slices.Equal(newest.IDs(), ids[:3]) {
		t.Errorf("newest of %d: %v", newest.Of, newest.IDs())
	}
	rows := must(db.Messages(ctx, []mail.MessageID{ids[2], 999999, ids[0]}))(t)
	if len(rows) != 2 || rows[0].UID != 2499 || rows[1].UID != 2501 {
		t.Fatalf("rows %+v", rows)
	}
	h := header(2501)
	if diff := cmp.Diff(mail.Message{
		ID: ids[0], Account: a.ID, Folder: inbox.ID, UID: h.UID, Envelope: h.Envelope, Flags: h.Flags, Size: h.Size,
		Received: h.Received, Attachment: h.Attachment,
	}, rows[1]); diff != "" {
		t.Error(diff)
	}
	if uids := must(db.UIDs(ctx, inbox.ID))(t); len(uids) != 2501 || !slices.IsSorted(uids) {
		t.Errorf("%d UIDs", len(uids))
	}
	if got := must(db.UIDFlags(ctx, inbox.ID, 2500, 0))(t); len(got) != 2 || got[1] != (UIDFlags{UID: 2501, Flags: h.Flags}) {
		t.Errorf("flags %v", got)
	}
	_, err := db.AddMessages(ctx, 77, headers(1))
	wantCode(t, err, mail.NotFound)
	_, err = db.Message(ctx, 999999)
	wantCode(t, err, mail.NotFound)
	if err := db.Integrity(ctx); err != nil {
		t.Error(err)
	}
}

func TestEnvelopeSurvives(t *testing.T) {
	db, _ := openNew(t)
	_, folders := bind(t, db, "ada@example.org")
	odd := mail.Address{Name: `"quoted" <x>`, Local: "a@b", Domain: "xn--fiqs8s"}
	for i, e := range []mail.Envelope{
		{},
		{Subject: "no sender", Date: start},
		{From: []mail.Address{odd, {Local: "second"}}, ReplyTo: []mail.Address{odd}, Cc: []mail.Address{odd}, Bcc: []mail.Address{odd}},
		{From: []mail.Address{{}, odd}, References: []string{"a", "b"}, Subject: "\u202e<tag> & 'quote'"},
		{From: []mail.Address{{Name: "only a name"}}, MessageID: "x"},
	} {
		m := NewMessage{UID: mail.UID(i + 1), Envelope: e}
		must(db.AddMessages(t.Context(), folders[0].ID, []NewMessage{m}))(t)
		id := must(db.MessageIDs(t.Context(), folders[0].ID))(t)
		var got mail.Message
		for _, row := range must(db.Messages(t.Context(), id))(t) {
			if row.UID == m.UID {
				got = row
			}
		}
		if diff := cmp.Diff(e, got.Envelope); diff != "" {
			t.Error(i, diff)
		}
	}
}

func TestOrderIsByBelievableTime(t *testing.T) {
	db, _ := openNew(t)
	_, folders := bind(t, db, "ada@example.org")
	list := headers(4)
	list[0].Envelope.Date = start.AddDate(20, 0, 0) // a wrong clock: the arrival counts
	list[1].Envelope.Date = time.Time{}
	list[2].Envelope.Date = start.AddDate(-1, 0, 0)
	must(db.AddMessages(t.Context(), folders[0].ID, list))(t)
	var uids []mail.UID
	for _, m := range must(db.Messages(t.Context(), must(db.MessageIDs(t.Context(), folders[0].ID))(t)))(t) {
		uids = append(uids, m.UID)
	}
	if diff := cmp.Diff([]mail.UID{4, 2, 1, 3}, uids); diff != "" {
		t.Error(diff)
	}
}

func TestRemoveUIDs(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	_, folders := bind(t, db, "ada@example.org")
	f := folders[0].ID
	must(db.AddMessages(ctx, f, headers(9)))(t)
	ids := must(db.MessageIDs(ctx, f))(t)
	if err := db.PutBodies(ctx, []NewBody{{Message: ids[0], Raw: text(1, 100)}, {Message: ids[8], Raw: text(2, 2*largeBody)}}); err != nil {
		t.Fatal(err)
	}
	rec.take()
	if err := db.RemoveUIDs(ctx, f, []mail.UID{1, 3, 9, 77}); err != nil {
		t.Fatal(err)
	}
	if got := must(db.Folder(ctx, f))(t); got.Total != 6 || got.Unread != 5 || len(rec.take()) != 2 {
		t.Errorf("counts %d, %d", got.Total, got.Unread)
	}
	_, _, err := db.OpenBody(ctx, ids[0])
	wantCode(t, err, mail.NotFound)
	wantBodies(t, db, 0, 0)
	if err := db.RemoveUIDs(ctx, f, []mail.UID{1}); err != nil || len(rec.take()) != 0 {
		t.Errorf("removing nothing: %v", err)
	}
	if err := db.Integrity(ctx); err != nil {
		t.Error(err)
	}
}

// wantBodies checks how many body rows and files there are.
func wantBodies(tb testing.TB, db *DB, rows, files int) {
	tb.Helper()
	var n int64
	err := db.bodies.view(tb.Context(), func(c *connection) (err error) {
		n, err = c.number("SELECT count(*) FROM body")
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	list := must(db.listBodyFiles())(tb)
	if int(n) != rows || len(list) != files {
		tb.Errorf("%d body rows and %d files, want %d and %d", n, len(list), rows, files)
	}
}
