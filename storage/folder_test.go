package storage

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func TestSaveFolders(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	a, old := bind(t, db, "ada@example.org")
	must(db.AddMessages(ctx, old[0].ID, headers(5)))(t)
	must(db.AddMessages(ctx, old[1].ID, headers(3)))(t)
	ids := must(db.MessageIDs(ctx, old[1].ID))(t)
	if err := db.PutBodies(ctx, []NewBody{{Message: ids[0], Raw: text(1, 2*largeBody)}, {Message: ids[1], Raw: text(1, 100)}}); err != nil {
		t.Fatal(err)
	}
	rec.take()
	for _, same := range [][]mail.Folder{old, {old[1], old[0]}} {
		if got := must(db.SaveFolders(ctx, a.ID, same))(t); len(rec.take()) != 0 || len(got) != 2 || got[0].Total != 5 {
			t.Errorf("nothing new is something: %+v", got)
		}
	}
	server := []mail.Folder{
		{Path: "Sent", Wire: "Sent", Delimiter: "/", Role: mail.RoleSent, Selectable: true, Total: 77},
		{Path: "收件箱", Wire: "INBOX", Delimiter: "/", Role: mail.RoleInbox, Selectable: true},
		{Path: "b\ufffd", Wire: "b\xff\x00", Delimiter: "/"},
		{Path: "again", Wire: "Sent", Delimiter: "/"},
	}
	got := must(db.SaveFolders(ctx, a.ID, server))(t)
	want := []mail.Folder{server[1], server[0], server[2]}
	want[0].ID, want[1].ID, want[2].ID = old[0].ID, got[1].ID, got[2].ID
	want[1].Total, want[0].Total, want[0].Unread = 0, 5, 4
	for i := range want {
		want[i].Account = a.ID
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]mail.Event{mail.FoldersChanged{Account: a.ID}}, rec.take()); diff != "" {
		t.Error(diff)
	}
	_, err := db.Folder(ctx, old[1].ID)
	wantCode(t, err, mail.NotFound)
	wantBodies(t, db, 0, 0)
	if diff := cmp.Diff(got, must(db.SaveFolders(ctx, a.ID, nil))(t)); diff != "" {
		t.Error("an empty list changed something:", diff)
	}
	if diff := cmp.Diff(got, must(db.Folders(ctx, a.ID))(t)); diff != "" {
		t.Error(diff)
	}
}

func TestSync(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	a, folders := bind(t, db, "ada@example.org")
	id := folders[0].ID
	must(db.AddMessages(ctx, id, headers(5)))(t)
	if err := db.NoteFolder(ctx, id, mail.ServerRefused, "poison"); err != nil {
		t.Fatal(err)
	}
	rec.take()
	s := mail.SyncState{UIDValidity: 4294967295, UIDNext: 4294967295, HighestModSeq: 1<<63 - 1, Exists: 9, Checked: start.Add(time.Second)}
	if err := db.SaveSync(ctx, id, s); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, must(db.Folder(ctx, id))(t).Sync); diff != "" || len(rec.take()) != 0 {
		t.Error(diff)
	}
	if err := db.ResetFolder(ctx, id, 8); err != nil {
		t.Fatal(err)
	}
	f := must(db.Folder(ctx, id))(t)
	if f.Total != 5 || f.Sync != (mail.SyncState{UIDValidity: 8}) || notes(t, db) != 0 {
		t.Errorf("%+v", f)
	}
	if events := rec.take(); len(events) > 0 { // what is shown is the same
		t.Error(events)
	}
	if err := db.EndReset(ctx, id); err != nil {
		t.Fatal(err)
	}
	if f := must(db.Folder(ctx, id))(t); f.Total != 0 || f.Unread != 0 {
		t.Errorf("%+v", f)
	}
	want := []mail.Event{mail.MessagesChanged{Account: a.ID, Folder: id}, mail.FoldersChanged{Account: a.ID}}
	if diff := cmp.Diff(want, rec.take()); diff != "" {
		t.Error(diff)
	}
	wantCode(t, db.SaveSync(ctx, 99, s), mail.NotFound)
	wantCode(t, db.ResetFolder(ctx, 99, 1), mail.NotFound)
}

func TestRemoveAccountRemovesEverything(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	a, folders := bind(t, db, "ada@example.org")
	b, _ := bind(t, db, "bo@example.org")
	must(db.AddMessages(ctx, folders[0].ID, headers(5)))(t)
	ids := must(db.MessageIDs(ctx, folders[0].ID))(t)
	if err := db.PutBodies(ctx, []NewBody{{Message: ids[0], Raw: text(1, 2*largeBody)}, {Message: ids[1], Raw: text(1, 100)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ApplyOperation(ctx, mail.SetFlags{Folder: folders[0].ID, Messages: ids, Add: mail.Flagged}); err != nil {
		t.Fatal(err)
	}
	must(db.SaveComposition(ctx, mail.Composition{Account: a.ID, Text: "draft"}))(t)
	rec.take()
	if err := db.RemoveAccount(ctx, a.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]mail.Event{mail.AccountChanged{Account: a.ID}}, rec.take()); diff != "" {
		t.Error(diff)
	}
	wantBodies(t, db, 0, 0)
	for d, tables := range map[*database][]string{
		db.profile: {"secret", "draft", "outbox"}, db.mail: {"message", "operation", "operation_message"}, db.bodies: {"body"},
	} {
		for _, table := range tables {
			err := d.view(ctx, func(c *connection) error {
				n, err := c.number("SELECT count(*) FROM " + table)
				if want := int64(0); table == "secret" && n != 1 || table != "secret" && n != want {
					t.Errorf("%d rows of %s", n, table)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	}
	if n := len(must(db.Folders(ctx, b.ID))(t)); n != 2 {
		t.Errorf("%d folders of the other account", n)
	}
}
