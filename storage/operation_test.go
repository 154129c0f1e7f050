package storage

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"letterbox/mail"
)

// three is a folder with UIDs 1 to 3, of which 3 is seen, and their IDs in that order.
func three(t *testing.T, db *DB) (mail.Account, mail.FolderID, []mail.MessageID) {
	t.Helper()
	a, folders := bind(t, db, "ada@example.org")
	must(db.AddMessages(t.Context(), folders[0].ID, headers(3)))(t)
	ids := must(db.MessageIDs(t.Context(), folders[0].ID))(t)
	return a, folders[0].ID, []mail.MessageID{ids[2], ids[1], ids[0]}
}

func wantFlags(t *testing.T, db *DB, ids []mail.MessageID, want ...mail.Flags) {
	t.Helper()
	var got []mail.Flags
	for _, m := range must(db.Messages(t.Context(), ids))(t) {
		got = append(got, m.Flags)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if err := db.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestOperationIsDone(t *testing.T) {
	db, rec := openNew(t)
	a, folder, ids := three(t, db)
	rec.take()
	op := mail.SetFlags{Folder: folder, Messages: ids, Add: mail.Seen | mail.Flagged}
	if _, err := db.ApplyOperation(t.Context(), op); err != nil {
		t.Fatal(err)
	}
	wantFlags(t, db, ids, mail.Seen|mail.Flagged, mail.Seen|mail.Flagged, mail.Seen|mail.Flagged)
	if f := must(db.Folder(t.Context(), folder))(t); f.Unread != 0 {
		t.Error("unread", f.Unread)
	}
	if diff := cmp.Diff([]mail.Event{
		mail.OutboxChanged{Account: a.ID}, mail.MessagesChanged{Account: a.ID, Folder: folder}, mail.FoldersChanged{Account: a.ID},
	}, rec.take()); diff != "" {
		t.Error(diff)
	}
	queue := must(db.PendingOperations(t.Context(), a.ID))(t)
	if diff := cmp.Diff([]Pending{{ID: 1, Op: op, Created: start}}, queue, cmpopts.IgnoreFields(Pending{}, "Sources")); diff != "" {
		t.Fatal(diff)
	}
	// What the server was known to have is what a pull compares with.
	if got := must(db.UIDFlags(t.Context(), folder, 1, 1))(t); got[0].Flags != 0 {
		t.Error("server flags", got)
	}
	if err := db.DoneOperation(t.Context(), queue[0].ID, mail.Placed{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]mail.Event{mail.OutboxChanged{Account: a.ID}}, rec.take()); diff != "" {
		t.Error(diff)
	}
	if got := must(db.UIDFlags(t.Context(), folder, 1, 1))(t); got[0].Flags != mail.Seen|mail.Flagged {
		t.Error("server flags", got)
	}
	wantCode(t, db.DoneOperation(t.Context(), queue[0].ID, mail.Placed{}), mail.NotFound)
	if _, err := db.ApplyOperation(t.Context(), op); err != nil || len(must(db.PendingOperations(t.Context(), a.ID))(t)) != 0 || len(rec.take()) != 0 {
		t.Error("doing it again is something", err)
	}
	wantFlags(t, db, ids, mail.Seen|mail.Flagged, mail.Seen|mail.Flagged, mail.Seen|mail.Flagged)
}

func TestOperationFails(t *testing.T) {
	db, rec := openNew(t)
	a, folder, ids := three(t, db)
	for _, op := range []mail.SetFlags{
		{Folder: folder, Messages: ids[:2], Add: mail.Seen},
		{Folder: folder, Messages: ids[1:], Add: mail.Flagged, Remove: mail.Seen},
	} {
		if _, err := db.ApplyOperation(t.Context(), op); err != nil {
			t.Fatal(err)
		}
	}
	wantFlags(t, db, ids, mail.Seen, mail.Flagged, mail.Flagged)
	queue := must(db.PendingOperations(t.Context(), a.ID))(t)
	rec.take()
	why := &mail.Problem{Code: mail.ServerBusy, Reply: "try later"}
	if err := db.FailOperation(t.Context(), queue[0].ID, why, false); err != nil {
		t.Fatal(err)
	}
	wantFlags(t, db, ids, mail.Seen, mail.Flagged, mail.Flagged)
	if p := must(db.PendingOperations(t.Context(), a.ID))(t)[0]; p.Attempts != 1 || p.Code != mail.ServerBusy {
		t.Errorf("%+v", p)
	}
	// The first is given up: the second still stands.
	if err := db.FailOperation(t.Context(), queue[0].ID, why, true); err != nil {
		t.Fatal(err)
	}
	wantFlags(t, db, ids, 0, mail.Flagged, mail.Flagged)
	if err := db.FailOperation(t.Context(), queue[1].ID, nil, true); err != nil {
		t.Fatal(err)
	}
	wantFlags(t, db, ids, 0, 0, mail.Seen)
	if n := len(rec.take()); n == 0 {
		t.Error("no events")
	}
}

func TestPullDoesNotUndoWhatIsPending(t *testing.T) {
	db, rec := openNew(t)
	_, folder, ids := three(t, db)
	if _, err := db.ApplyOperation(t.Context(), mail.SetFlags{Folder: folder, Messages: ids[:1], Add: mail.Seen}); err != nil {
		t.Fatal(err)
	}
	rec.take()
	same := []UIDFlags{{UID: 1}, {UID: 2}, {UID: 3, Flags: mail.Seen}, {UID: 99, Flags: mail.Seen}}
	if err := db.SetFlags(t.Context(), folder, same); err != nil || len(rec.take()) != 0 {
		t.Error("nothing new is something", err)
	}
	news := []UIDFlags{{UID: 3}, {UID: 1, Flags: mail.Answered}, {UID: 2, Flags: mail.Seen | mail.Flagged}}
	if err := db.SetFlags(t.Context(), folder, news); err != nil || len(rec.take()) != 1 { // the unread count stays 2 - 1 + 1
		t.Error(err)
	}
	wantFlags(t, db, ids, mail.Seen|mail.Answered, mail.Seen|mail.Flagged, 0)
}

func TestOperationsEndWithTheirMessages(t *testing.T) {
	db, _ := openNew(t)
	a, folder, ids := three(t, db)
	set := func(ids []mail.MessageID, add mail.Flags) {
		t.Helper()
		if _, err := db.ApplyOperation(t.Context(), mail.SetFlags{Folder: folder, Messages: ids, Add: add}); err != nil {
			t.Fatal(err)
		}
	}
	set(ids[:1], mail.Seen)
	set(ids[:2], mail.Flagged)
	if err := db.RemoveUIDs(t.Context(), folder, []mail.UID{1}); err != nil {
		t.Fatal(err)
	}
	want := []Pending{{ID: 2, Op: mail.SetFlags{Folder: folder, Messages: ids[1:2], Add: mail.Flagged}}}
	got := must(db.PendingOperations(t.Context(), a.ID))(t)
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Pending{}, "Created", "Sources")); diff != "" {
		t.Error(diff)
	}
	if err := db.RemoveUIDs(t.Context(), folder, []mail.UID{2}); err != nil {
		t.Fatal(err)
	}
	if got := must(db.PendingOperations(t.Context(), a.ID))(t); len(got) != 0 {
		t.Error(got)
	}
	_, err := db.ApplyOperation(t.Context(), mail.SetFlags{Folder: 99, Messages: ids, Add: mail.Seen})
	wantCode(t, err, mail.NotFound)
}
