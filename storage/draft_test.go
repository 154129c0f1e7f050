package storage

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func compositionOf(a mail.AccountID) mail.Composition {
	return mail.Composition{
		Account: a, MessageID: "draft@example.org", From: mail.Address{Name: "李 Ada", Local: "ada", Domain: "example.org"},
		To: "bo@example.org, unfin", Cc: "c", Bcc: "d", Subject: "报告", Text: "first\nsecond 你好\n",
		Purpose: mail.Purpose{Kind: mail.PurposeReply, Message: 3}, InReplyTo: "x@y", References: []string{"w@y", "x@y"},
	}
}

func draftFileNames(t *testing.T, db *DB) int {
	t.Helper()
	return len(must(filepath.Glob(filepath.Join(db.dir, draftsFolder, "*")))(t))
}

func TestComposition(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	a, _ := bind(t, db, "ada@example.org")
	rec.take()
	want := compositionOf(a.ID)
	want.Rich = mail.Rich{HTML: "<b>你好</b>", Text: want.Text, Pictures: []mail.Picture{{ContentID: "x@y", Name: "图.png"}}}
	c := must(db.SaveComposition(ctx, want))(t)
	want.ID, want.Revision, want.Changed = c.ID, 1, start
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
	f := must(db.AddDraftFile(ctx, c.ID, "图.png", "image/png", iotest.HalfReader(bytes.NewReader(text(1, 100000)))))(t)
	g := must(db.AddDraftFile(ctx, c.ID, "empty", "text/plain", strings.NewReader("")))(t)
	c.Text, c.Files = "other", nil
	want.Text, want.Rich, want.Files, want.Revision = "other", mail.Rich{}, []mail.DraftFile{f, g}, 4
	if diff := cmp.Diff(want, must(db.SaveComposition(ctx, c))(t)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]mail.Composition{want}, must(db.Compositions(ctx, 0))(t)); diff != "" {
		t.Error(diff)
	}
	r := must(db.OpenDraftFile(ctx, f.ID))(t)
	if got := must(io.ReadAll(r))(t); !bytes.Equal(got, text(1, 100000)) || f.Size != 100000 {
		t.Error("other bytes")
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	for range 2 {
		if err := db.RemoveDraftFile(ctx, g.ID); err != nil {
			t.Error(err)
		}
	}
	_, err := db.OpenDraftFile(ctx, g.ID)
	wantCode(t, err, mail.NotFound)
	for range 2 {
		if _, err := db.DeleteComposition(ctx, c.ID); err != nil {
			t.Error(err)
		}
	}
	if n := draftFileNames(t, db); n != 0 {
		t.Error(n, "files stay")
	}
	_, err = db.SaveComposition(ctx, c)
	wantCode(t, err, mail.NotFound)
	_, err = db.SaveComposition(ctx, mail.Composition{Account: 99})
	wantCode(t, err, mail.NotFound)
	_, err = db.AddDraftFile(ctx, c.ID, "x", "y/z", strings.NewReader(""))
	wantCode(t, err, mail.NotFound)
	if diff := cmp.Diff(mail.Event(mail.DraftsChanged{Account: a.ID}), rec.take()[0]); diff != "" {
		t.Error(diff)
	}
}

func TestDraftFileThatBreaksOff(t *testing.T) {
	db, _ := openNew(t)
	a, _ := bind(t, db, "ada@example.org")
	c := must(db.SaveComposition(t.Context(), compositionOf(a.ID)))(t)
	_, err := db.AddDraftFile(t.Context(), c.ID, "x", "y/z", io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(&mail.Problem{Code: mail.ConnectionLost})))
	wantCode(t, err, mail.ConnectionLost)
	if n := draftFileNames(t, db); n != 0 {
		t.Error(n, "files stay")
	}
}

// TestDraftIsSent: the draft goes with the message that it becomes, and comes back with it.
func TestDraftIsSent(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	a, _ := bind(t, db, "ada@example.org")
	c := must(db.SaveComposition(ctx, compositionOf(a.ID)))(t)
	must(db.AddDraftFile(ctx, c.ID, "x", "y/z", strings.NewReader("abc")))(t)
	o := must(db.Enqueue(ctx, outgoingOf(a.ID), []byte("raw"), c.ID))(t)
	if n := len(must(db.Compositions(ctx, 0))(t)); n != 0 || draftFileNames(t, db) != 0 {
		t.Error(n, "drafts stay")
	}
	_, err := db.Enqueue(ctx, outgoingOf(a.ID), []byte("raw"), c.ID)
	wantCode(t, err, mail.NotFound) // pressed twice
	if n := len(must(db.Outbox(ctx, 0))(t)); n != 1 {
		t.Error(n, "messages in the outbox")
	}
	c.ID = 0
	back := must(db.RecallOutgoing(ctx, o.ID, c))(t)
	if n := len(must(db.Outbox(ctx, 0))(t)); n != 0 || back.ID == 0 || back.Text != c.Text {
		t.Error(n, back)
	}
	_, err = db.RecallOutgoing(ctx, o.ID, c)
	wantCode(t, err, mail.NotFound)
}

func TestLeftDraftFiles(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	a, _ := bind(t, db, "ada@example.org")
	c := must(db.SaveComposition(ctx, compositionOf(a.ID)))(t)
	must(db.AddDraftFile(ctx, c.ID, "x", "y/z", strings.NewReader("abc")))(t)
	if err := os.WriteFile(filepath.Join(db.dir, draftsFolder, "left"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(ctx); err != nil {
		t.Fatal(err)
	}
	db, _, _ = openDir(t, db.dir)
	if n := draftFileNames(t, db); n != 1 {
		t.Error(n, "files")
	}
}

func localDraft(body string) mail.NewLocal {
	return mail.NewLocal{
		Flags: mail.Seen | mail.Draft, Received: start, Raw: []byte(body), Preview: body, Attachment: mail.NoAttachment,
		Envelope: mail.Envelope{Subject: "报告", MessageID: "draft@example.org", Date: start},
	}
}

// TestDraftCopy leaves one copy, whatever was there before.
func TestDraftCopy(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	c := must(d.db.SaveComposition(ctx, compositionOf(d.account)))(t)
	d.ok(d.db.PlaceDraft(ctx, c.ID, 1, d.folders["B"], localDraft("one")))
	d.ok(d.db.PlaceDraft(ctx, c.ID, 1, d.folders["B"], localDraft("again")))
	d.want("INBOX:1 2 3 B:draft?")
	d.queue("Append B draft@0")
	first := must(d.db.Composition(ctx, c.ID))(t)
	if first.Copy == 0 || first.CopyOf != 1 {
		t.Errorf("%+v", first)
	}
	if got := readBody(t, d.db, first.Copy); string(got) != "one" {
		t.Errorf("%q", got)
	}
	if got := must(d.db.CompositionOf(ctx, first.Copy))(t); got.ID != c.ID {
		t.Errorf("%+v", got)
	}
	// A crash has come between the copy and the note of it.
	kept, _, err := d.db.KeepMessage(ctx, d.folders["B"], mail.NewLocal{Key: "draft:1:2", Raw: []byte("two"), Envelope: localDraft("").Envelope, Received: start})
	d.ok(err)
	d.ok(d.db.PlaceDraft(ctx, c.ID, 3, d.folders["B"], localDraft("three")))
	d.want("INBOX:1 2 3 B:draft?")
	last := must(d.db.Composition(ctx, c.ID))(t)
	if last.Copy == first.Copy || last.Copy == kept || last.CopyOf != 3 {
		t.Errorf("%+v", last)
	}
	d.queue("Append B draft@0", "Append B draft@0", "Append B draft@0", "Delete B draft@0", "Delete B draft@0")
	for _, p := range must(d.db.PendingOperations(ctx, d.account))(t) {
		if !p.Due.IsZero() {
			t.Error("due", p.Due)
		}
	}
	if got := must(d.db.DeleteComposition(ctx, c.ID))(t); got != last.Copy {
		t.Error("copy", got)
	}
	wantCode(t, d.db.PlaceDraft(ctx, c.ID, 4, d.folders["B"], localDraft("four")), mail.NotFound)
}
