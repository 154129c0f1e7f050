package storage

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"letterbox/mail"
)

// large returns a header that is announced as a large message.
func large(uid int) NewMessage {
	m := header(uid)
	m.Size = mail.LargeMessage + int64(uid)
	return m
}

// failing gives some bytes and then an error.
func failing(text []byte) io.Reader {
	return io.MultiReader(bytes.NewReader(text), errorReader{})
}

var errCut = errors.New("cut off")

type errorReader struct{}

func (errorReader) Read([]byte) (int, error) { return 0, errCut }

// TestPartials keeps what came of a large message, also of a piece that broke off and over a restart, until it is whole.
func TestPartials(t *testing.T) {
	dir := t.TempDir()
	db, _, _ := openDir(t, dir)
	ctx := t.Context()
	_, folders := bind(t, db, "ada@example.org")
	id := folders[0].ID
	must(db.AddMessages(ctx, id, []NewMessage{header(1), large(2)}))(t)
	missing := must(db.Beginningless(ctx, id, 10, time.Time{}))(t)
	if len(missing) != 1 || missing[0].UID != 2 {
		t.Fatalf("%+v", missing)
	}
	if normal := must(db.Bodyless(ctx, id, 10, time.Time{}))(t); len(normal) != 1 || normal[0].UID != 1 {
		t.Errorf("%+v", normal)
	}
	message := missing[0].ID
	whole := text(1, 900_000)
	if have := must(db.AppendPartial(ctx, message, 0, bytes.NewReader(whole[:300_000])))(t); have != 300_000 {
		t.Errorf("%d bytes", have)
	}
	have, err := db.AppendPartial(ctx, message, 300_000, failing(whole[300_000:500_000]))
	if have != 500_000 || !errors.Is(err, errCut) {
		t.Errorf("%d bytes, %v", have, err)
	}
	if len(must(db.Beginningless(ctx, id, 10, time.Time{}))(t)) != 0 {
		t.Error("a beginning is asked for again")
	}
	if err := db.Close(ctx); err != nil {
		t.Fatal(err)
	}
	db, _, _ = openDir(t, dir)
	if have := must(db.Partial(ctx, message))(t); have != 500_000 {
		t.Fatalf("%d bytes after a restart", have)
	}
	must(db.AppendPartial(ctx, message, 500_000, bytes.NewReader(whole[500_000:])))(t)
	if err := db.CompletePartial(ctx, message, "preview", mail.HasAttachment); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(readBody(t, db, message), whole) {
		t.Error("the bytes are others")
	}
	if have := must(db.Partial(ctx, message))(t); have != 0 {
		t.Errorf("%d bytes are left", have)
	}
	if left := must(filepath.Glob(filepath.Join(dir, partialFolder, "*")))(t); len(left) != 0 {
		t.Error(left)
	}
	_, err = db.AppendPartial(ctx, 99, 0, bytes.NewReader(whole))
	wantCode(t, err, mail.NotFound)
	_, _, err = db.OpenPartial(ctx, 99)
	wantCode(t, err, mail.BodyNotStored)
}

// TestPartialsGo removes the files of messages that are gone at the next start.
func TestPartialsGo(t *testing.T) {
	dir := t.TempDir()
	db, _, _ := openDir(t, dir)
	ctx := t.Context()
	_, folders := bind(t, db, "ada@example.org")
	must(db.AddMessages(ctx, folders[0].ID, []NewMessage{large(1), large(2)}))(t)
	for _, m := range must(db.Beginningless(ctx, folders[0].ID, 10, time.Time{}))(t) {
		must(db.AppendPartial(ctx, m.ID, 0, bytes.NewReader([]byte("beginning"))))(t)
	}
	if err := db.RemoveUIDs(ctx, folders[0].ID, []mail.UID{1}); err != nil {
		t.Fatal(err)
	}
	if err := db.sweepPartials(ctx); err != nil {
		t.Fatal(err)
	}
	if left := must(os.ReadDir(filepath.Join(dir, partialFolder)))(t); len(left) != 1 {
		t.Errorf("%d files are left", len(left))
	}
}
