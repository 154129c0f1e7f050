package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

// TestPragmas asks every pooled connection of every file, while the others are in use.
func TestPragmas(t *testing.T) {
	db, _ := openNew(t)
	for _, d := range []*database{db.profile, db.mail, db.bodies} {
		synchronous := int64(1)
		if d == db.profile {
			synchronous = 2
		}
		var all []*connection
		for range readerCount {
			all = append(all, <-d.readers)
		}
		writer := <-d.writer
		for i, c := range append(all, writer) {
			var mode string
			if _, err := c.one([]any{&mode}, "PRAGMA journal_mode"); err != nil || mode != "wal" {
				t.Error(d.schema.file, i, mode, err)
			}
			want := map[string]int64{
				"foreign_keys": 1, "busy_timeout": 5000, "synchronous": synchronous, "query_only": 1, "auto_vacuum": 2,
				"temp_store": 2, "cache_size": -16000, "secure_delete": 2, "page_size": 4096, "trusted_schema": 0,
			}
			if c == writer {
				want["query_only"] = 0
			}
			got := map[string]int64{}
			for name := range want {
				var err error
				if got[name], err = c.number("PRAGMA " + name); err != nil {
					t.Error(err)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(d.schema.file, i, diff)
			}
		}
		for _, c := range all {
			d.readers <- c
		}
		d.writer <- writer
	}
}

func TestOddPaths(t *testing.T) {
	for _, name := range []string{"邮件 资料", "a?b=c&mode=memory", "x#y", "100%25 %41", "ünï'\"+;code"} {
		if runtime.GOOS == "windows" {
			name = filepath.Base(name)
		}
		dir := filepath.Join(t.TempDir(), name, "profile")
		db, _, _ := openDir(t, dir)
		bind(t, db, "ada@example.org")
		for _, file := range []string{"profile.db", "mail.db", "bodies.db", lockName} {
			info, err := os.Stat(filepath.Join(dir, file))
			if err != nil {
				t.Error(err)
			} else if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
				t.Error(name, file, info.Mode())
			}
		}
	}
}

func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no modes")
	}
	dir := filepath.Join(t.TempDir(), "profile")
	db, _, _ := openDir(t, dir)
	_, folders := bind(t, db, "ada@example.org")
	must(db.AddMessages(t.Context(), folders[0].ID, headers(1)))(t)
	ids := must(db.MessageIDs(t.Context(), folders[0].ID))(t)
	if err := db.PutBodies(t.Context(), []NewBody{{Message: ids[0], Raw: text(1, 2*largeBody)}}); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		want := os.FileMode(0o600)
		if entry.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want {
			t.Error(path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestProfileInUse(t *testing.T) {
	db, _, _ := openDir(t, t.TempDir())
	_, _, err := Open(t.Context(), Config{Dir: db.dir})
	wantCode(t, err, mail.ProfileInUse)
	if err := db.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	again, _, _ := openDir(t, db.dir)
	if err := again.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestClosed(t *testing.T) {
	db, _ := openNew(t)
	a, folders := bind(t, db, "ada@example.org")
	for range 2 {
		if err := db.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	_, err := db.Accounts(t.Context())
	wantCode(t, err, mail.Canceled)
	_, err = db.AddMessages(t.Context(), folders[0].ID, headers(1))
	wantCode(t, err, mail.Canceled)
	wantCode(t, db.RemoveAccount(t.Context(), a.ID), mail.Canceled)
}

func TestCloseEndsReads(t *testing.T) {
	db, _ := openNew(t)
	reading, closed := make(chan struct{}), make(chan error)
	go func() {
		<-reading
		closed <- db.Close(context.Background())
	}()
	err := db.View(t.Context(), func(r Reader) error {
		close(reading)
		// Counts for hours; only an interrupt ends it.
		_, err := r.c.number("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT count(*) FROM n")
		return err
	})
	wantCode(t, err, mail.Canceled)
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

func TestViewCannotWrite(t *testing.T) {
	db, _ := openNew(t)
	err := db.View(t.Context(), func(r Reader) error {
		_, err := r.c.exec("UPDATE folder SET total = 7")
		return err
	})
	wantCode(t, err, mail.ReadOnly)
}

func TestUpdateIsAtomic(t *testing.T) {
	db, rec := openNew(t)
	a, folders := bind(t, db, "ada@example.org")
	rec.take()
	boom := errors.New("boom")
	err := db.Update(t.Context(), func(tx *Tx) error {
		if _, err := tx.AddMessages(folders[0].ID, headers(5)); err != nil {
			return err
		}
		tx.Note(mail.SyncStateChanged{Account: a.ID})
		return boom
	})
	if !errors.Is(err, boom) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = db.Update(ctx, func(tx *Tx) error {
		cancel()
		_, err := tx.AddMessages(folders[0].ID, headers(5))
		return err
	})
	wantCode(t, err, mail.Canceled)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		_ = db.Update(t.Context(), func(tx *Tx) error {
			_, _ = tx.AddMessages(folders[0].ID, headers(5))
			panic("bug")
		})
	}()
	if f := must(db.Folder(t.Context(), folders[0].ID))(t); f.Total != 0 || len(rec.take()) != 0 {
		t.Errorf("something happened: %+v", f)
	}
}

func TestEventsComeAfterTheCommit(t *testing.T) {
	dir := t.TempDir()
	var db *DB
	var seen []int
	db, _, err := Open(t.Context(), Config{Dir: dir, Publish: func(events []mail.Event) {
		for _, e := range events {
			if e, ok := e.(mail.MessagesChanged); ok {
				seen = append(seen, must(db.Folder(t.Context(), e.Folder))(t).Total)
			}
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(context.Background())
	_, folders := bind(t, db, "ada@example.org")
	must(db.AddMessages(t.Context(), folders[0].ID, headers(7)))(t)
	if diff := cmp.Diff([]int{7}, seen); diff != "" {
		t.Error(diff)
	}
}

// TestReaderDoesNotWait reads while a write transaction is open.
func TestReaderDoesNotWait(t *testing.T) {
	db, _ := openNew(t)
	_, folders := bind(t, db, "ada@example.org")
	err := db.Update(t.Context(), func(tx *Tx) error {
		if _, err := tx.AddMessages(folders[0].ID, headers(10)); err != nil {
			return err
		}
		if f := must(db.Folder(t.Context(), folders[0].ID))(t); f.Total != 0 {
			t.Error("reader sees what is not committed")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestNumbers(t *testing.T) {
	for _, list := range [][]mail.UID{nil, {0}, {7}, {1, 4294967295, 3}} {
		got := must(parseNumbers[mail.UID]([]byte(jsonNumbers(list))))(t)
		if diff := cmp.Diff(list, got); diff != "" {
			t.Error(diff)
		}
	}
	for _, bad := range []string{"", "[", "[1,null]", "{}", "[-1]"} {
		if got, err := parseNumbers[mail.UID]([]byte(bad)); err == nil {
			t.Error(fmt.Sprint(got), "from", bad)
		}
	}
}
