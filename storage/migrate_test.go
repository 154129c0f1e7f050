package storage

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func TestNewerSchemaIsRefused(t *testing.T) {
	for _, name := range []string{"profile.db", "mail.db", "bodies.db"} {
		dir := t.TempDir()
		db, _, _ := openDir(t, dir)
		bind(t, db, "ada@example.org")
		if err := db.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		raw := must(sql.Open("sqlite", dsn(filepath.Join(dir, name), nil)))(t)
		if _, err := raw.Exec("PRAGMA user_version = 99"); err != nil {
			t.Fatal(err)
		}
		if err := raw.Close(); err != nil {
			t.Fatal(err)
		}
		before := snapshot(t, dir)
		_, _, err := Open(t.Context(), Config{Dir: dir})
		wantCode(t, err, mail.CacheNewer)
		if p := mail.ProblemOf(err); p.Facts[mail.FactVersion] != "99" || p.Facts[mail.FactPath] != filepath.Join(dir, name) {
			t.Errorf("%+v", p.Facts)
		}
		if diff := cmp.Diff(before, snapshot(t, dir)); diff != "" {
			t.Error(name, diff)
		}
	}
}

// snapshot hashes the files of a folder.
func snapshot(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	files := map[string]string{}
	for _, path := range must(filepath.Glob(filepath.Join(dir, "*")))(tb) {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			files[filepath.Base(path)] = hash(must(os.ReadFile(path))(tb))
		}
	}
	return files
}

func TestMigrationsAreNumbered(t *testing.T) {
	for _, s := range []schema{profileSchema, mailSchema, bodiesSchema} {
		if steps := must(s.steps())(t); len(steps) == 0 {
			t.Error("no migrations of", s.file)
		}
	}
}

// TestOldProfileOpens opens a profile as the first version wrote it.
func TestOldProfileOpens(t *testing.T) {
	dir := t.TempDir()
	raw := must(sql.Open("sqlite", dsn(filepath.Join(dir, "profile.db"), nil)))(t)
	first := string(must(migrationFiles.ReadFile("migrations/profile/0001_profile.sql"))(t))
	row := `INSERT INTO account (address, name, local, domain, label, provider, incoming, outgoing, bound)
		VALUES ('%s@old.test', '', '%[1]s', 'old.test', '', '', '{}', '{}', 0);`
	for _, step := range []string{first, "PRAGMA user_version = 1", fmt.Sprintf(row, "ada"), fmt.Sprintf(row, "bob")} {
		if _, err := raw.Exec(step); err != nil {
			t.Fatal(err)
		}
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	db, _, _ := openDir(t, dir)
	list := must(db.Accounts(t.Context()))(t)
	if len(list) != 2 || list[0].Address.Local != "ada" || list[0].Archived || list[0].Color != 0 {
		t.Errorf("%+v", list)
	}
}
