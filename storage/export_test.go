package storage

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

// exported returns the export of a profile in which accounts and folders came in the given order.
func exported(t *testing.T, addresses ...string) string {
	t.Helper()
	db, _ := openNew(t)
	ctx := t.Context()
	for _, address := range addresses {
		a, folders := bind(t, db, address)
		must(db.AddMessages(ctx, folders[0].ID, headers(3)))(t)
		ids := must(db.MessageIDs(ctx, folders[0].ID))(t)
		if err := db.PutBodies(ctx, []NewBody{{Message: ids[0], Raw: []byte("hello")}, {Message: ids[1], Raw: text(1, 2*largeBody)}}); err != nil {
			t.Fatal(err)
		}
		if err := db.SaveSync(ctx, folders[0].ID, mail.SyncState{UIDValidity: 9}); err != nil {
			t.Fatal(err)
		}
		must(db.Enqueue(ctx, a.ID, "out@example.org", []byte("hello")))(t)
	}
	var out bytes.Buffer
	if err := db.Export(ctx, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestExport(t *testing.T) {
	text := exported(t, "ada@example.org", "bo@example.org")
	if diff := cmp.Diff(text, exported(t, "bo@example.org", "ada@example.org")); diff != "" {
		t.Error("the order in which accounts were bound shows:", diff)
	}
	if !json.Valid([]byte(text)) {
		t.Error("no JSON")
	}
	const hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
	for _, want := range []string{
		`{"address":"ada@example.org","label":"工作","provider":"qq","incoming":"imaps://imap.example.org:993",`,
		`"outbox":[{"messageId":"out@example.org","state":"queued","sha256":"` + hello + `"}]`,
		`"path":"INBOX","wire":"SU5CT1g=","role":"inbox","uidvalidity":9,"total":3,"unread":2,"pending":0,"skipped":0,"messages":[`,
		`{"uid":1,"flags":[],"size":1001,"sha256":null}`,
		`{"uid":3,"flags":["\\Seen"],"size":1003,"sha256":"` + hello + `"}`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("missing %s in\n%s", want, text)
		}
	}
}

type fullWriter struct{}

func (fullWriter) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestExportToNowhere(t *testing.T) {
	db, _ := openNew(t)
	wantCode(t, db.Export(t.Context(), fullWriter{}), mail.StorageFailed)
}

func TestDraftsAndOutbox(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	a, _ := bind(t, db, "ada@example.org")
	rec.take()
	d := must(db.SaveDraft(ctx, Draft{Account: a.ID, Raw: []byte("one")}))(t)
	d.Raw = []byte("two")
	if again := must(db.SaveDraft(ctx, d))(t); again.ID != d.ID {
		t.Error("another draft")
	}
	if diff := cmp.Diff([]Draft{d}, must(db.Drafts(ctx, a.ID))(t)); diff != "" {
		t.Error(diff)
	}
	for range 2 {
		if err := db.DeleteDraft(ctx, d.ID); err != nil {
			t.Error(err)
		}
	}
	_, err := db.SaveDraft(ctx, d)
	wantCode(t, err, mail.NotFound)
	_, err = db.SaveDraft(ctx, Draft{Account: 99})
	wantCode(t, err, mail.NotFound)
	o := must(db.Enqueue(ctx, a.ID, "x@example.org", []byte("raw")))(t)
	for _, state := range []OutgoingState{OutgoingSending, OutgoingQueued, OutgoingSending, OutgoingUnknown} {
		if err := db.SetOutgoing(ctx, o.ID, state); err != nil {
			t.Fatal(err)
		}
	}
	o.State, o.Attempts = OutgoingUnknown, 2
	if diff := cmp.Diff([]Outgoing{o}, must(db.Outbox(ctx, a.ID))(t)); diff != "" {
		t.Error(diff)
	}
	if err := db.DeleteOutgoing(ctx, o.ID); err != nil || len(must(db.Outbox(ctx, a.ID))(t)) != 0 {
		t.Error(err)
	}
	wantCode(t, db.SetOutgoing(ctx, o.ID, OutgoingSent), mail.NotFound)
	_, err = db.Enqueue(ctx, 99, "", nil)
	wantCode(t, err, mail.NotFound)
	if n := len(rec.take()); n != 6 {
		t.Errorf("%d events", n)
	}
}
