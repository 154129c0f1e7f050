package storage

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"letterbox/mail"
)

func TestEvictBodies(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	a, folder, ids := three(t, db)
	var bodies []NewBody
	for i, id := range ids {
		bodies = append(bodies, NewBody{Message: id, Raw: text(uint64(i), 1000), Preview: "p"})
	}
	if err := db.PutBodies(ctx, bodies); err != nil {
		t.Fatal(err)
	}
	must(db.ApplyOperation(ctx, mail.SetFlags{Folder: folder, Messages: ids[:1], Add: mail.Flagged}))(t)
	kept, _, err := db.KeepMessage(ctx, folder, localDraft("only here"))
	if err != nil {
		t.Fatal(err)
	}
	rec.take()
	before := must(db.Message(ctx, ids[2]))(t).When()
	if n := must(db.EvictBodies(ctx, a.ID, before, 10))(t); n != 1 {
		t.Error(n, "evicted")
	}
	if events := rec.take(); len(events) != 1 || events[0] != (mail.MessagesChanged{Account: a.ID, Folder: folder}) {
		t.Error(events)
	}
	for i, has := range []bool{true, false, true} {
		if m := must(db.Message(ctx, ids[i]))(t); m.HasBody != has || m.Preview != "p" {
			t.Errorf("%d: %+v", i, m)
		}
	}
	if n := must(db.EvictBodies(ctx, a.ID, start.Add(time.Hour), 10))(t); n != 1 || !must(db.Message(ctx, kept))(t).HasBody {
		t.Error(n, "evicted")
	}
	wantBodies(t, db, 2, 0)
	a.Incoming.Protocol = mail.POP3
	if err := db.SaveAccount(ctx, a); err != nil {
		t.Fatal(err)
	}
	must(db.ApplyOperation(ctx, mail.SetFlags{Folder: folder, Messages: ids, Remove: mail.Flagged}))(t)
	if n := must(db.EvictBodies(ctx, a.ID, start.Add(time.Hour), 10))(t); n != 0 {
		t.Error(n, "evicted that no server may have")
	}
}

func TestSize(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	a, _, ids := three(t, db)
	bind(t, db, "bo@example.org")
	if got := must(db.Size(ctx, a.ID))(t); got != 3*rowBytes {
		t.Error(got)
	}
	for _, id := range ids[:2] {
		if err := db.PutBodies(ctx, []NewBody{{Message: id, Raw: text(uint64(id), 10*largeBody*int(id-ids[0])+1000)}}); err != nil {
			t.Fatal(err)
		}
	}
	files := int64(0)
	for _, path := range must(filepath.Glob(filepath.Join(db.dir, bodiesFolder, "*", "*")))(t) {
		files += must(os.Stat(path))(t).Size()
	}
	if got := must(db.Size(ctx, a.ID))(t); files == 0 || got < 3*rowBytes+files+100 || got > 3*rowBytes+files+2000 {
		t.Error(got, files)
	}
}

// TestFreeSpaceIsGivenBack in slices, but for what is soon used again.
func TestFreeSpaceIsGivenBack(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	_, folders := bind(t, db, "ada@example.org")
	must(db.AddMessages(ctx, folders[0].ID, headers(60)))(t)
	var bodies []NewBody
	for i, id := range must(db.MessageIDs(ctx, folders[0].ID))(t) {
		bodies = append(bodies, NewBody{Message: id, Raw: text(uint64(i), largeBody)})
	}
	if err := db.PutBodies(ctx, bodies); err != nil {
		t.Fatal(err)
	}
	for _, b := range bodies {
		if err := db.ForgetBody(ctx, b.Message); err != nil {
			t.Fatal(err)
		}
	}
	free := must(db.bodies.giveBack(ctx))(t)
	if free <= slackPages {
		t.Fatalf("%d free pages are too few to show anything", free)
	}
	if err := db.bodies.shrink(ctx); err != nil {
		t.Fatal(err)
	}
	if left := must(db.bodies.giveBack(ctx))(t); left > slackPages || left >= free {
		t.Errorf("%d free pages of %d are left", left, free)
	}
}
