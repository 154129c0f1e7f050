package storage

import (
	"bytes"
	"io"
	"testing"

	"letterbox/mail"
)

// twins adds three messages to both folders of a new account, the first two of which are twins of one name each, and
// returns the ids by folder, in the order of the UIDs.
func twins(t *testing.T, db *DB, address string) (ids [2][]mail.MessageID) {
	t.Helper()
	_, folders := bind(t, db, address)
	list := headers(3)
	list[0].GMail, list[1].GMail = 7, 1<<63+5
	for i, f := range folders {
		must(db.AddMessages(t.Context(), f.ID, list))(t)
		if err := db.NoteTwins(t.Context(), f.ID, list); err != nil {
			t.Fatal(err)
		}
		newest := must(db.MessageIDs(t.Context(), f.ID))(t)
		ids[i] = []mail.MessageID{newest[2], newest[1], newest[0]}
	}
	return ids
}

func missing(ids []mail.MessageID) (list []Missing) {
	for _, id := range ids {
		list = append(list, Missing{ID: id})
	}
	return list
}

// inBodies returns the number that a query of bodies.db gives.
func inBodies(t *testing.T, db *DB, query string) (n int64) {
	t.Helper()
	err := db.bodies.view(t.Context(), func(c *connection) (err error) {
		n, err = c.number(query)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestTwinsShareABody that is stored once, stays until the last of them is removed, and is not shared across accounts.
func TestTwinsShareABody(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	ada, bo := twins(t, db, "ada@example.org"), twins(t, db, "bo@example.org")
	var bodies []NewBody
	for i, id := range ada[0] {
		bodies = append(bodies, NewBody{Message: id, Raw: text(uint64(i), 5000), Preview: "the first words", Attachment: mail.HasAttachment})
	}
	if n := must(db.ShareTwins(ctx, missing(ada[1])))(t); n != 0 {
		t.Error(n, "shared before there was a body")
	}
	if err := db.PutBodies(ctx, bodies); err != nil {
		t.Fatal(err)
	}
	if n := must(db.ShareTwins(ctx, missing(bo[0])))(t); n != 0 {
		t.Error(n, "shared with another account")
	}
	if n := must(db.ShareTwins(ctx, missing(ada[1])))(t); n != 2 {
		t.Fatal(n, "shared of two twins and one message beside them")
	}
	if n := must(db.ShareTwins(ctx, missing(ada[1])))(t); n != 0 {
		t.Error(n, "shared again")
	}
	if n := inBodies(t, db, "SELECT count(*) FROM body"); n != 3 {
		t.Error(n, "bodies are stored")
	}
	got := must(db.Message(ctx, ada[1][1]))(t)
	if !got.HasBody || got.Preview != "the first words" || got.Attachment != mail.HasAttachment {
		t.Errorf("%+v", got)
	}
	if err := db.RemoveUIDs(ctx, must(db.Message(ctx, ada[0][0]))(t).Folder, []mail.UID{1, 2}); err != nil {
		t.Fatal(err)
	}
	for i, id := range ada[1][:2] {
		r, _, err := db.OpenBody(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if raw := must(io.ReadAll(r))(t); !bytes.Equal(raw, bodies[i].Raw) {
			t.Errorf("message %d has another body", i)
		}
	}
	if n := inBodies(t, db, "SELECT count(*) FROM twin WHERE account = 1"); n != 2 {
		t.Error(n, "names are left of two messages")
	}
}

// TestTwinsAreAlike does not believe a name that a server gives to different messages.
func TestTwinsAreAlike(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	_, folders := bind(t, db, "ada@example.org")
	for i, f := range folders {
		one := header(1)
		one.GMail, one.Size = 7, int64(100+i)
		must(db.AddMessages(ctx, f.ID, []NewMessage{one}))(t)
		if err := db.NoteTwins(ctx, f.ID, []NewMessage{one}); err != nil {
			t.Fatal(err)
		}
	}
	first, second := must(db.MessageIDs(ctx, folders[0].ID))(t), must(db.MessageIDs(ctx, folders[1].ID))(t)
	if err := db.PutBodies(ctx, []NewBody{{Message: first[0], Raw: text(1, 100)}}); err != nil {
		t.Fatal(err)
	}
	if n := must(db.ShareTwins(ctx, missing(second)))(t); n != 0 {
		t.Error(n, "shared of different messages")
	}
}
