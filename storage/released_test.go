package storage

import (
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

// oldFile makes a database file as the program of an older schema version wrote it.
func oldFile(t *testing.T, dir string, s schema, version int, rows ...string) {
	t.Helper()
	raw := must(sql.Open("sqlite", dsn(filepath.Join(dir, s.file), []string{"auto_vacuum(INCREMENTAL)", "journal_mode(WAL)"})))(t)
	raw.SetMaxOpenConns(1)
	var texts []string
	for _, step := range must(s.steps())(t)[:version] {
		texts = append(texts, string(must(fs.ReadFile(s.migrations, step))(t)))
	}
	for _, text := range append(append(texts, rows...), fmt.Sprintf("PRAGMA user_version = %d", version)) {
		if _, err := raw.Exec(text); err != nil {
			t.Fatal(text, err)
		}
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
}

const (
	oldAccount = `INSERT INTO account (address, name, local, domain, label, provider, incoming, outgoing, bound)
		VALUES ('ada@old.test', '', 'ada', 'old.test', '', '', '{}', '{}', 0)`
	oldDraft  = `INSERT INTO draft (account, changed, raw) VALUES (1, 5, CAST('Subject: x' || char(13, 10) || 'text' AS BLOB))`
	oldOutbox = `INSERT INTO outbox (account, message_id, state, attempts, changed, raw) VALUES
		(1, 'a@old.test', 'queued', 0, 5, CAST('first' AS BLOB)), (1, 'b@old.test', 'sending', 1, 5, CAST('second' AS BLOB))`
	oldFolder  = `INSERT INTO folder (account, wire, path, delimiter, role, selectable, position, total, unread) VALUES (1, CAST('INBOX' AS BLOB), 'INBOX', '/', 'inbox', 1, 0, 2, 1)`
	oldMessage = `INSERT INTO message (folder, uid, flags, server_flags, attachment, size, time, received, date, from_name, from_local, from_domain, subject, message_id, envelope)
		VALUES (1, 7, 1, 0, 0, 10, 1, 1, 1, '', 'bo', 'old.test', 's', 'm@old.test', ''), (1, 8, 0, 0, 0, 10, 2, 2, 2, '', 'bo', 'old.test', 's', '', '')`
	oldOperation = `INSERT INTO operation (account, folder, kind, add_flags, remove_flags, created) VALUES (1, 1, 'set-flags', 1, 0, 5);
		INSERT INTO operation_message (operation, message) VALUES (1, 1)`
)

// TestReleasedSchemas opens profiles of every version there was: nothing is lost, and what was is beside.
func TestReleasedSchemas(t *testing.T) {
	for version := 1; version <= 3; version++ {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			dir := t.TempDir()
			oldFile(t, dir, profileSchema, version, oldAccount, oldDraft, oldOutbox)
			oldFile(t, dir, mailSchema, version, oldFolder, oldMessage, oldOperation)
			oldFile(t, dir, bodiesSchema, 1)
			db, notice, _ := openDir(t, dir)
			if len(notice.Repairs) > 0 {
				t.Fatalf("%+v", notice)
			}
			checkOld(t, db)
			if err := db.Close(t.Context()); err != nil {
				t.Fatal(err)
			}
			db, _, _ = openDir(t, dir)
			checkOld(t, db)
			for _, file := range []string{"profile.db", "mail.db"} {
				list := must(filepath.Glob(filepath.Join(dir, fmt.Sprint(file, backupInfix, version, "-*"))))(t)
				if len(list) != 1 {
					t.Fatalf("backups of %s: %v", file, list)
				}
				if info := must(os.Stat(list[0]))(t); info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
					t.Error(info.Mode())
				}
				if was := must(userVersion(t.Context(), list[0]))(t); was != int64(version) {
					t.Error("version of the backup", was)
				}
			}
		})
	}
}

func checkOld(t *testing.T, db *DB) {
	t.Helper()
	ctx := t.Context()
	if list := must(db.Accounts(ctx))(t); len(list) != 1 || list[0].Address.Local != "ada" {
		t.Errorf("%+v", list)
	}
	if list := must(db.Compositions(ctx, 1))(t); len(list) != 1 || list[0].Text != "Subject: x\ntext" || list[0].Purpose.Kind != mail.PurposeNew {
		t.Errorf("%+v", list)
	}
	list := must(db.Outbox(ctx, 1))(t)
	if len(list) != 2 || list[0].State != mail.OutgoingQueued || list[1].State != mail.OutgoingUnknown || list[1].Size != 6 || list[0].Created.IsZero() {
		t.Errorf("%+v", list)
	}
	if raw := must(db.OutgoingRaw(ctx, list[0].ID))(t); string(raw) != "first" {
		t.Errorf("%q", raw)
	}
	want := []Pending{{
		ID: 1, Op: mail.SetFlags{Folder: 1, Messages: []mail.MessageID{1}, Add: mail.Seen}, Created: fromMillis(5),
		Sources: []mail.Source{{Message: 1, UID: 7, MessageID: "m@old.test", Size: 10}},
	}}
	if diff := cmp.Diff(want, must(db.PendingOperations(ctx, 1))(t)); diff != "" {
		t.Error(diff)
	}
	if err := db.Integrity(ctx); err != nil {
		t.Error(err)
	}
}

func TestBackupsAreFew(t *testing.T) {
	dir := t.TempDir()
	for i := range 4 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint("profile.db", backupInfix, 1, "-", i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	oldFile(t, dir, profileSchema, 1, oldAccount)
	openDir(t, dir)
	list := must(filepath.Glob(filepath.Join(dir, "profile.db"+backupInfix+"*")))(t)
	if len(list) != backupsKept {
		t.Error(list)
	}
	if info, err := os.Stat(filepath.Join(dir, "profile.db"+backupInfix+"1-20261124-030000.000")); err != nil || info.Size() == 0 {
		t.Error("the newest was removed", err)
	}
}
