package engine_test

import (
	"database/sql"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
)

// watched are the files of a profile with a connection to each that notices every commit of another one.
type watched map[string]*sql.Conn

func watchFiles(t *testing.T, dir string) watched {
	t.Helper()
	w := watched{}
	for _, name := range []string{"profile.db", "mail.db", "bodies.db"} {
		where := url.URL{Scheme: "file", Path: filepath.Join(dir, name), RawQuery: "mode=rw"}
		db, err := sql.Open("sqlite", where.String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() }) // it was only read
		if w[name], err = db.Conn(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// versions returns the data_version of each file: a number that stays as long as nobody else commits a change, not even
// one that writes again what was there.
func (w watched) versions(t *testing.T) map[string]int {
	t.Helper()
	all := map[string]int{}
	for name, c := range w {
		var n int
		if err := c.QueryRowContext(t.Context(), "PRAGMA data_version").Scan(&n); err != nil {
			t.Fatal(err)
		}
		all[name] = n
	}
	return all
}

// TestASecondRoundCommitsNothing has a round follow another one, with nothing changed. No file is written to, not even
// with what it holds already.
func TestASecondRoundCommitsNothing(t *testing.T) {
	t.Parallel()
	f := newField(t)
	f.sync()
	f.work("idle")
	f.sync()
	round := func() {
		_, err := f.engine.Once(t.Context(), f.account, engine.Bodies, func(engine.Progress) {})
		f.must(err)
	}
	round()
	w := watchFiles(t, f.dir)
	before := w.versions(t)
	round()
	for name, n := range w.versions(t) {
		if n != before[name] {
			t.Errorf("%s was written to", name)
		}
	}
	f.append("news")
	if round(); w.versions(t)["mail.db"] == before["mail.db"] {
		t.Error("new mail was not noticed: this test sees nothing")
	}
}

// append stores a message at the server, as another client does.
func (f *field) append(id string) {
	f.t.Helper()
	s := f.direct()
	defer func() { _ = s.Close() }() // it has done what it was for
	_, _, err := s.Append(f.t.Context(), mail.Folder{Path: "INBOX", Wire: "INBOX"}, 0, time.Time{}, letter(id))
	f.must(err)
}
