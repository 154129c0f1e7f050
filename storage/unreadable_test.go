package storage

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func note(uid mail.UID, lack mail.Lack, attempts int) mail.Unreadable {
	return mail.Unreadable{UID: uid, Lack: lack, Code: mail.ServerRefused, Reply: "poison", Attempts: attempts, Noted: start}
}

// notes returns how many notes there are.
func notes(t *testing.T, db *DB) (n int64) {
	t.Helper()
	err := db.View(t.Context(), func(r Reader) (err error) {
		n, err = r.c.number("SELECT count(*) FROM unreadable")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// lacks returns what the rows of a folder lack, by UID.
func lacks(t *testing.T, db *DB, folder mail.FolderID) map[mail.UID]mail.Lack {
	t.Helper()
	of := map[mail.UID]mail.Lack{}
	for _, m := range must(db.Messages(t.Context(), must(db.MessageIDs(t.Context(), folder))(t)))(t) {
		of[m.UID] = m.Lack
	}
	return of
}

// TestUnreadable follows messages that cannot be read from the row without a header to the end of the note.
func TestUnreadable(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	a, folders := bind(t, db, "ada@example.org")
	id := folders[0].ID
	must(db.AddMessages(ctx, id, headers(3)))(t)
	rec.take()
	bare := NewMessage{UID: 4, Received: start, Size: 77}
	if err := db.AddUnreadable(ctx, id, []NewMessage{bare}, []mail.Unreadable{note(4, mail.LackHeader, 0), note(2, mail.LackBody, 1)}); err != nil {
		t.Fatal(err)
	}
	want := map[mail.UID]mail.Lack{1: "", 2: mail.LackBody, 3: "", 4: mail.LackHeader}
	if diff := cmp.Diff(want, lacks(t, db, id)); diff != "" || len(rec.take()) == 0 {
		t.Error(diff)
	}
	missing := must(db.Bodyless(ctx, id, 10, time.Time{}))(t)
	if len(missing) != 2 || missing[0].UID != 3 || missing[0].Size != 1003 || missing[1].UID != 1 {
		t.Errorf("%+v", missing)
	}
	if due := must(db.UnreadablesDue(ctx, a.ID, start, 10))(t); len(due) != 1 || due[0].UID != 4 {
		t.Errorf("due at once: %+v", due)
	}
	if due := must(db.UnreadablesDue(ctx, a.ID, start.Add(time.Hour), 10))(t); len(due) != 2 {
		t.Errorf("due in an hour: %+v", due)
	}
	if err := db.SetHeader(ctx, id, header(4)); err != nil { // the header came after all
		t.Fatal(err)
	}
	want[4] = mail.LackBody
	if diff := cmp.Diff(want, lacks(t, db, id)); diff != "" {
		t.Error(diff)
	}
	all := must(db.Unreadables(ctx, a.ID))(t)
	if len(all) != 2 || all[0].UID != 2 || all[0].Reply != "poison" || all[0].Attempts != 1 {
		t.Fatalf("%+v", all)
	}
	if m := must(db.Message(ctx, all[1].Message))(t); m.Envelope.Subject != header(4).Envelope.Subject || m.Size != header(4).Size {
		t.Errorf("%+v", m)
	}
	if err := db.PutBodies(ctx, []NewBody{{Message: all[1].Message, Raw: []byte("x")}}); err != nil { // and the body
		t.Fatal(err)
	}
	if err := db.RemoveUIDs(ctx, id, []mail.UID{2}); err != nil { // the server removed the other
		t.Fatal(err)
	}
	if n := notes(t, db); n != 0 {
		t.Errorf("%d notes are left", n)
	}
	wantCode(t, db.NoteUnreadable(ctx, 99, []mail.Unreadable{note(1, mail.LackBody, 1)}), mail.NotFound)
}

// TestSuspects counts what broke connections without hiding the message, until its header is read.
func TestSuspects(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	a, folders := bind(t, db, "ada@example.org")
	id := folders[0].ID
	for want := 1; want <= 2; want++ {
		if times := must(db.Suspect(ctx, id, 1))(t); times != want {
			t.Errorf("%d times, want %d", times, want)
		}
	}
	must(db.AddMessages(ctx, id, headers(1)))(t)
	if times := must(db.Suspect(ctx, id, 1))(t); times != 1 {
		t.Errorf("%d times since it was read", times)
	}
	if len(must(db.Bodyless(ctx, id, 10, time.Time{}))(t)) != 1 || len(must(db.Unreadables(ctx, a.ID))(t)) != 0 {
		t.Error("a suspect is left out")
	}
	_, err := db.Suspect(ctx, 99, 1)
	wantCode(t, err, mail.NotFound)
}

// TestFolderNotes ends the note of a folder when it is pulled.
func TestFolderNotes(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	_, folders := bind(t, db, "ada@example.org")
	if err := db.NoteFolder(ctx, folders[0].ID, mail.ServerRefused, "no"); err != nil {
		t.Fatal(err)
	}
	if n := notes(t, db); n != 1 {
		t.Errorf("%d notes", n)
	}
	if err := db.SaveSync(ctx, folders[0].ID, mail.SyncState{UIDValidity: 1}); err != nil {
		t.Fatal(err)
	}
	if n := notes(t, db); n != 0 {
		t.Errorf("%d notes", n)
	}
	wantCode(t, db.NoteFolder(ctx, 99, mail.ServerRefused, "no"), mail.NotFound)
}
