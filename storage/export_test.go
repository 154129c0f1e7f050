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
		must(db.Enqueue(ctx, mail.Outgoing{Account: a.ID, MessageID: "out@example.org"}, []byte("hello"), 0))(t)
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
