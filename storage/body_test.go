package storage

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func TestBodies(t *testing.T) {
	db, rec := openNew(t)
	ctx := t.Context()
	_, folder, ids := three(t, db)
	_, _, err := db.OpenBody(ctx, ids[0])
	wantCode(t, err, mail.BodyNotStored)
	for _, size := range []int{0, 1, largeBody, largeBody + 1, 3 << 20} {
		raw := text(uint64(size), size)
		if err := db.PutBodies(ctx, []NewBody{{Message: ids[0], Raw: raw, Preview: "预览", Attachment: mail.HasAttachment}, {Message: 999, Raw: raw}}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(readBody(t, db, ids[0]), raw) {
			t.Error(size, "in a batch")
		}
		if err := db.PutBody(ctx, ids[1], iotest.HalfReader(bytes.NewReader(raw)), "p", mail.NoAttachment); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(readBody(t, db, ids[1]), raw) {
			t.Error(size, "from a reader")
		}
		files := 0
		if size > largeBody {
			files = 2
		}
		wantBodies(t, db, 2, files) // nothing of removed message 999, nothing of what was replaced
	}
	m := must(db.Message(ctx, ids[0]))(t)
	if !m.HasBody || m.Preview != "预览" || m.Attachment != mail.HasAttachment {
		t.Errorf("%+v", m)
	}
	events := rec.take()
	if diff := cmp.Diff(mail.Event(mail.BodiesStored{Folder: folder, Messages: ids[1:2]}), events[len(events)-1]); diff != "" {
		t.Error(diff)
	}
	if list := must(db.Bodyless(ctx, folder, 10, time.Time{}))(t); len(list) != 1 || list[0].ID != ids[2] {
		t.Errorf("%+v", list)
	}
	if err := db.SetPreview(ctx, ids[1], "later", mail.HasAttachment); err != nil || must(db.Message(ctx, ids[1]))(t).Preview != "later" {
		t.Error(err)
	}
	_, _, err = db.OpenBody(ctx, 999)
	wantCode(t, err, mail.NotFound)
}

func TestBodyThatBreaksOff(t *testing.T) {
	db, _ := openNew(t)
	_, _, ids := three(t, db)
	lost := &mail.Problem{Code: mail.ConnectionLost}
	for _, size := range []int{100, 3 << 20} {
		r := io.MultiReader(bytes.NewReader(text(1, size)), iotest.ErrReader(lost))
		wantCode(t, db.PutBody(t.Context(), ids[0], r, "", 0), mail.ConnectionLost)
		ctx, cancel := context.WithCancel(t.Context())
		stop := readerFunc(func([]byte) (int, error) { cancel(); return 0, io.EOF })
		wantCode(t, db.PutBody(ctx, ids[0], io.MultiReader(bytes.NewReader(text(1, size)), stop, bytes.NewReader(text(1, size))), "", 0), mail.Canceled)
	}
	wantBodies(t, db, 0, 0)
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestDamagedBody: what cannot be read is fetched again.
func TestDamagedBody(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	_, folder, ids := three(t, db)
	put := func() {
		t.Helper()
		if err := db.PutBodies(ctx, []NewBody{{Message: ids[0], Raw: text(1, 50000)}, {Message: ids[1], Raw: text(1, 3<<20)}}); err != nil {
			t.Fatal(err)
		}
	}
	file := func() string {
		t.Helper()
		for name := range must(db.listBodyFiles())(t) {
			return db.bodyPath(name)
		}
		t.Fatal("no file")
		return ""
	}
	gone := func(id mail.MessageID) {
		t.Helper()
		_, _, err := db.OpenBody(ctx, id)
		wantCode(t, err, mail.BodyNotStored)
		if must(db.Message(ctx, id))(t).HasBody {
			t.Error("still has a body")
		}
	}
	put()
	err := db.bodies.update(ctx, func(c *connection) error {
		_, err := c.exec("UPDATE body SET data = zeroblob(1000) WHERE file IS NULL")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	gone(ids[0])
	put()
	if err := os.Remove(file()); err != nil {
		t.Fatal(err)
	}
	gone(ids[1])
	put()
	if err := os.Truncate(file(), 500000); err != nil {
		t.Fatal(err)
	}
	r, _, err := db.OpenBody(ctx, ids[1])
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	_, err = io.Copy(io.Discard, r)
	wantCode(t, err, mail.CacheDamaged)
	if err := db.ForgetBody(ctx, ids[1]); err != nil {
		t.Fatal(err)
	}
	gone(ids[1])
	if n := len(must(db.Bodyless(ctx, folder, 9, time.Time{}))(t)); n != 2 {
		t.Errorf("%d bodies are missing", n)
	}
	wantBodies(t, db, 1, 0)
}

// TestLeftOvers are what a crash leaves between the files.
func TestLeftOvers(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	_, folder, ids := three(t, db)
	if err := db.PutBodies(ctx, []NewBody{{Message: ids[0], Raw: text(1, 100)}, {Message: ids[1], Raw: text(1, 2*largeBody)}, {Message: ids[2], Raw: text(3, 2*largeBody)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.insertBodies(ctx, []storedBody{{message: 77, data: []byte{1}}}, false); err != nil { // before its message says so
		t.Fatal(err)
	}
	if _, err := db.writeBodyFile(bodyFileName(5), bytes.NewReader(text(1, 100))); err != nil { // before its row
		t.Fatal(err)
	}
	if err := os.WriteFile(db.bodyPath("05/half.zst"+tempSuffix), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err := db.bodies.update(ctx, func(c *connection) error { // as a power cut does that spares only mail.db
		_, err := c.exec("DELETE FROM body WHERE message = ?", int64(ids[0]))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	db.untidy.Store(true)
	if err := db.Close(ctx); err != nil {
		t.Fatal(err)
	}
	db, _, _ = openDir(t, db.dir)
	wantBodies(t, db, 2, 2)
	list := must(db.Bodyless(ctx, folder, 9, time.Time{}))(t)
	if len(list) != 1 || list[0].ID != ids[0] {
		t.Errorf("%+v", list)
	}
	if !bytes.Equal(readBody(t, db, ids[2]), text(3, 2*largeBody)) {
		t.Error("a good body was lost")
	}
}

// TestReplacedWhileRead: a reader of a large body keeps what it has opened.
func TestReplacedWhileRead(t *testing.T) {
	db, _ := openNew(t)
	_, _, ids := three(t, db)
	old := text(1, 2<<20)
	if err := db.PutBodies(t.Context(), []NewBody{{Message: ids[0], Raw: old}}); err != nil {
		t.Fatal(err)
	}
	r, _, err := db.OpenBody(t.Context(), ids[0])
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := db.PutBodies(t.Context(), []NewBody{{Message: ids[0], Raw: text(2, 2<<20)}}); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, old) {
		t.Error(err)
	}
}

func TestClassify(t *testing.T) {
	db, _ := openNew(t)
	_, folders := bind(t, db, "ada@example.org")
	err := db.mail.update(t.Context(), func(c *connection) error {
		_, err := c.number("PRAGMA max_page_count = 1") // no smaller than it is
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.AddMessages(t.Context(), folders[0].ID, headers(1000))
	wantCode(t, err, mail.DiskFull)
	err = db.mail.update(t.Context(), func(c *connection) error {
		_, err := c.number("PRAGMA max_page_count = 1000000")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := must(db.AddMessages(t.Context(), folders[0].ID, headers(1000)))(t); n != 1000 {
		t.Error("does not recover", n)
	}
	if err := db.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
	for cause, code := range map[error]mail.Code{
		&os.PathError{Op: "write", Path: "x", Err: diskFullErrors[0]}: mail.DiskFull,
		&os.PathError{Op: "open", Path: "x", Err: readOnlyErrors[0]}:  mail.ReadOnly,
		&os.PathError{Op: "open", Path: "x", Err: os.ErrPermission}:   mail.ReadOnly,
		errors.New("anything"):     mail.StorageFailed,
		context.DeadlineExceeded:   mail.TimedOut,
		&errUnsound{"row missing"}: mail.CacheDamaged,
		notFound(errNoDraft):       mail.NotFound,
		errClosed:                  mail.Canceled,
	} {
		wantCode(t, classify(cause), code)
	}
}

// TestFullDevice writes where nothing fits.
func TestFullDevice(t *testing.T) {
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full: ", err)
	}
	defer f.Close()
	_, err = compressTo(f, bytes.NewReader(text(1, 1<<20)))
	wantCode(t, classify(err), mail.DiskFull)
}
