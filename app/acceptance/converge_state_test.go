package acceptance

import (
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // the "sqlite" driver

	"letterbox/mail"
	"letterbox/mail/mailtest"
)

// settle brings the program in step and compares its cache with the server. Nothing is lost or doubled.
func (s *site) settle(when string) {
	s.t.Helper()
	s.proxy.Watch(0, false, nil)
	s.must("", "sync", "--once")
	s.asked = append(s.asked, s.proxy.Asked()...)
	there := s.remote()
	p := mailtest.PromisesOf(s.t, s.name+", "+when)
	p.Converged(there, s.exported())
	places := placesOf(there)
	p.NothingShownIsLost(s.ids, func(id string) bool { return s.doomed[id] || len(places[id]) > 0 })
	for _, id := range s.ids {
		if n := len(places[id]); n > 1+s.copied[id] {
			s.t.Errorf("%s, %s: %s lies at %d places after %d copies: %q", s.name, when, id, n, s.copied[id], places[id])
		}
	}
}

// quiet syncs once more. Nothing has changed: no command may change anything at the server, and no row
// of a database and no other file of the profile may be another one afterwards.
func (s *site) quiet(when string) {
	s.t.Helper()
	before := written(s.t, s.dir)
	s.proxy.Watch(0, false, nil)
	r := s.must("", "sync", "--once")
	asked := s.proxy.Asked()
	mailtest.PromisesOf(s.t, s.name+", "+when).SecondSyncIdle(r.count(s.t, "messages")+r.count(s.t, "bodies"), len(asked))
	if len(asked) > 0 || s.proxy.Lines() == 0 {
		s.t.Errorf("%s, %s: a second sync asked for %v in %d lines", s.name, when, asked, s.proxy.Lines())
	}
	if after := written(s.t, s.dir); !slices.Equal(before, after) {
		s.t.Errorf("%s, %s: a second sync wrote: %q became %q", s.name, when, without(before, after), without(after, before))
	}
}

// written lists every row of every table of a profile's databases, which no program has open, and every other file by
// its content; the log and the lock are no part of the mail.
func written(t testing.TB, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name := strings.TrimPrefix(path, dir)
		switch {
		case err != nil || d.IsDir() || strings.Contains(name, ".log") || strings.HasSuffix(name, ".lock"):
			return err
		case strings.HasSuffix(name, ".db"):
			tables := []string{}
			read(t, path, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_stat1' AND sql NOT LIKE 'CREATE VIRTUAL%'", func(values []any) {
				tables = append(tables, fmt.Sprint(values[0]))
			})
			for _, table := range tables {
				read(t, path, "SELECT * FROM "+table, func(values []any) { all = append(all, fmt.Sprintf("%s %s %.200q", name, table, values)) })
			}
			return nil
		default:
			content, err := os.ReadFile(path)
			all = append(all, fmt.Sprintf("%s %x", name, sha256.Sum256(content)))
			return err
		}
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("%d rows in %s: %v", len(all), dir, err)
	}
	return all
}

// read hands out the rows of a database file that no program has open.
func read(t testing.TB, path, query string, each func(values []any)) {
	t.Helper()
	where := url.URL{Scheme: "file", Path: path, RawQuery: "mode=ro&immutable=1"}
	db, err := sql.Open("sqlite", where.String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // it was only read
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }() // rows.Err says what is wrong
	columns, err := rows.Columns()
	for err == nil && rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err = rows.Scan(into...); err == nil {
			each(values)
		}
	}
	if err = errors.Join(err, rows.Err()); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// holds returns the folders and messages of an export without the numbers that servers give out.
func (s *site) holds() []string {
	s.t.Helper()
	var out struct {
		Accounts []struct {
			Folders []struct {
				Path     string `json:"path"`
				Role     string `json:"role"`
				Total    int    `json:"total"`
				Unread   int    `json:"unread"`
				Messages []struct {
					Flags  []string `json:"flags"`
					Size   int64    `json:"size"`
					SHA256 string   `json:"sha256"`
				} `json:"messages"`
			} `json:"folders"`
		} `json:"accounts"`
	}
	if err := json.Unmarshal([]byte(s.must("", "export").stdout), &out); err != nil {
		s.t.Fatal(err)
	}
	var list []string
	for _, f := range out.Accounts[0].Folders {
		list = append(list, fmt.Sprintln(f.Path, f.Role, f.Total, f.Unread))
		for _, m := range f.Messages {
			list = append(list, fmt.Sprintln(f.Path, m.Flags, m.Size, m.SHA256))
		}
	}
	slices.Sort(list)
	return list
}

// row is a message as the profile keeps it on the disk.
type row struct {
	id     int64
	uid    mail.UID
	msgID  string
	folder mail.Folder
}

// shown reads the messages and the folders of the profile from its file, while the program does not run, in an order
// that does not depend on the server. A column of another kind becomes a zero value, which no server has.
func (p *profile) shown() (list []row, folders []mail.Folder) {
	p.t.Helper()
	file := filepath.Join(p.dir, "mail.db")
	read(p.t, file, "SELECT path, CAST(wire AS TEXT) FROM folder WHERE hidden = 0 AND selectable = 1 ORDER BY path", func(values []any) {
		path, _ := values[0].(string)
		wire, _ := values[1].(string)
		folders = append(folders, mail.Folder{Path: path, Wire: wire})
	})
	read(p.t, file, `SELECT m.id, m.uid, m.message_id, f.path, CAST(f.wire AS TEXT) FROM message m JOIN folder f ON f.id = m.folder
		WHERE f.hidden = 0 ORDER BY f.path, m.message_id, m.flags, m.uid`, func(values []any) {
		id, _ := values[0].(int64)
		uid, _ := values[1].(int64)
		messageID, _ := values[2].(string)
		path, _ := values[3].(string)
		wire, _ := values[4].(string)
		list = append(list, row{id: id, uid: mail.UID(uid), msgID: messageID, folder: mail.Folder{Path: path, Wire: wire}}) //nolint:gosec // a UID has 32 bits
	})
	return list, folders
}
