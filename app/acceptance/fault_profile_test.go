package acceptance

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/mailtest"
	"letterbox/storage"
)

// open opens the profile as the program does; the caller closes it.
func (p *profile) open() *storage.DB {
	p.t.Helper()
	db, _, err := storage.Open(p.t.Context(), storage.Config{Dir: p.dir})
	if err != nil {
		p.t.Fatal(err)
	}
	return db
}

func (p *profile) close(db *storage.DB) {
	p.t.Helper()
	if err := db.Close(p.t.Context()); err != nil {
		p.t.Fatal(err)
	}
}

// write leaves a draft and a message to be sent in the profile, which no server can give back. It returns what the
// profile exports then.
func (w *world) write() string {
	w.t.Helper()
	db := w.open()
	accounts, err := db.Accounts(w.t.Context())
	if err != nil || len(accounts) != 1 {
		w.t.Fatal(accounts, err)
	}
	raw := []byte("Subject: unsent\r\n\r\n" + strings.Repeat("words that exist nowhere else\r\n", 400))
	if _, err := db.SaveComposition(w.t.Context(), mail.Composition{Account: accounts[0].ID, Text: string(raw)}); err != nil {
		w.t.Fatal(err)
	}
	o, err := db.Enqueue(w.t.Context(), mail.Outgoing{Account: accounts[0].ID, MessageID: "one@corp.example"}, raw, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := db.SettleOutgoing(w.t.Context(), o.ID, mail.Outcome{State: mail.OutgoingFailed}); err != nil { // it waits for the person
		w.t.Fatal(err)
	}
	w.close(db)
	return w.must("", "export").stdout
}

// notices returns the problems that a verb has told besides its result.
func (r result) notices() (list []map[string]any) {
	for _, line := range r.lines {
		if line["event"] == "notice" {
			problem, _ := line["problem"].(map[string]any)
			list = append(list, problem)
		}
	}
	return list
}

// damages are what can happen to a database file.
var damages = []struct {
	name string
	how  func(raw []byte) []byte
}{
	{"pages overwritten in the middle", func(raw []byte) []byte {
		random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // noise
		for i := len(raw) / 4; i < len(raw)*3/4; i++ {
			raw[i] = byte(random.Uint32())
		}
		return raw
	}},
	{"one page overwritten", func(raw []byte) []byte {
		at := bytes.Index(raw, []byte(mailtest.NewCorpus(3, 25).At(9).Envelope.MessageID)) // a page of messages
		if at < 0 {
			at = len(raw) / 2 // the text of bodies is compressed
		}
		page := at / 4096 * 4096
		copy(raw[page:], bytes.Repeat([]byte("noise"), 4096/5))
		return raw
	}},
	{"truncated", func(raw []byte) []byte { return raw[:len(raw)/2/4096*4096] }},
	{"another file", func([]byte) []byte { return bytes.Repeat([]byte("this is not a database\n"), 2000) }},
}

// TestDamagedCache damages what is a copy of the server's mail. It is set aside, fetched again with a notice, and what
// only this computer has is untouched.
func TestDamagedCache(t *testing.T) {
	t.Parallel()
	w := synced(t, 25)
	want := w.write()
	classes := map[string]string{"mail.db": "CHANGES_LOST", "bodies.db": ""} // nobody knows which changes waited in mail.db
	for _, file := range []string{"mail.db", "bodies.db"} {
		for _, damage := range damages {
			t.Run(file+" "+damage.name, func(t *testing.T) {
				w.t = t
				path := filepath.Join(w.dir, file)
				broken := damage.how(readFile(t, path))
				writeFile(t, path, broken)
				notices, got := w.mended()
				if len(notices) != 1 || notices[0]["code"] != string(mail.CacheDamaged) || notices[0]["class"] != classes[file] || notices[0]["headline"] == "" {
					t.Errorf("notices %v", notices)
				}
				if got != want {
					t.Errorf("the export differs: %s", firstDifference(got, want))
				}
				aside := w.setAside(file)
				if len(aside) != 1 || len(readFile(t, aside[0])) < len(broken) {
					t.Errorf("set aside: %v", aside)
				}
				for _, path := range aside {
					if err := os.Remove(path); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
}

// mended syncs and exports until no verb meets damage any more. Damage that no start can see is met once; the next
// start makes the file anew. It returns the notices and the export.
func (w *world) mended() (notices []map[string]any, export string) {
	w.t.Helper()
	for range 2 {
		r := w.run("", "sync", "--once")
		notices = append(notices, r.notices()...)
		if r.status == 0 {
			r = w.run("", "export")
		}
		if r.status == 0 {
			return notices, r.stdout
		}
		problem := r.problem()
		if r.status != 15 || problem["code"] != string(mail.CacheDamaged) || problem["class"] != "DAMAGE_FOUND" {
			w.t.Fatalf("exit %d\n%s%s", r.status, r.stdout, r.stderr)
		}
	}
	w.t.Fatal("still damaged")
	return nil, ""
}

// setAside returns what was set aside of a file, without its logs.
func (p *profile) setAside(file string) []string {
	p.t.Helper()
	found, err := filepath.Glob(filepath.Join(p.dir, file+".damaged-*"))
	if err != nil {
		p.t.Fatal(err)
	}
	return slices.DeleteFunc(found, func(path string) bool { return strings.HasSuffix(path, "-wal") || strings.HasSuffix(path, "-shm") })
}

// TestDamagedProfile damages what no server can give back. Everything is carried over, and the notice has other words
// than that of a damaged cache.
func TestDamagedProfile(t *testing.T) {
	t.Parallel()
	w := synced(t, 10)
	want := w.write()
	path := filepath.Join(w.dir, "profile.db")
	for _, c := range []struct {
		name, class string
		how         func(raw []byte)
	}{
		{"a free page", "PROFILE_SALVAGED", func(raw []byte) { raw[33] = 1 }}, // a list of free pages that is none
		{"header overwritten", "PROFILE_LOST", func(raw []byte) { clear(raw[:100]) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w.t = t
			raw := readFile(t, path)
			c.how(raw)
			writeFile(t, path, raw)
			notices, got := w.mended()
			if len(notices) != 1 || notices[0]["class"] != c.class {
				t.Errorf("notices %v", notices)
			}
			if got != want {
				t.Errorf("the export differs: %s", firstDifference(got, want))
			}
			if len(w.setAside("profile.db")) != 1 {
				t.Error("it was not set aside")
			}
			for _, path := range w.setAside("profile.db") {
				if err := os.Remove(path); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// TestNewerProfile has files of a program that is not written yet. Every verb refuses them and leaves each byte alone.
func TestNewerProfile(t *testing.T) {
	t.Parallel()
	w := synced(t, 5)
	want := w.write()
	for _, file := range []string{"profile.db", "mail.db", "bodies.db"} {
		t.Run(file, func(t *testing.T) {
			w.t = t
			path := filepath.Join(w.dir, file)
			ours := readFile(t, path)
			newer := slices.Clone(ours)
			copy(newer[60:], []byte{0, 0, 3, 232}) // 1000 as user_version, sqlite.org/fileformat.html section 1.3
			writeFile(t, path, newer)
			before := w.contents()
			for _, verb := range [][]string{{"list", "INBOX"}, {"sync", "--once"}, w.binding("bo@corp.example")} {
				w.fails(15, mail.CacheNewer, verb...)
			}
			w.unchanged(before)
			writeFile(t, path, ours)
			if got := w.must("", "export").stdout; got != want {
				t.Errorf("the export differs: %s", firstDifference(got, want))
			}
		})
	}
}

// binding returns the arguments that bind one more address to the world's servers.
func (w *world) binding(address string) []string {
	in, out := w.in.Server(), w.out.Server()
	return []string{"bind", address, "--password-stdin", "--username", "ada", "--incoming", in.URL(), "--outgoing", out.URL()}
}

// contents reads every file of the profile but the log and the lock.
func (p *profile) contents() map[string]string {
	p.t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "letterbox.log" || d.Name() == "letterbox.lock" {
			return err
		}
		files[path] = string(readFile(p.t, path))
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return files
}

func (p *profile) unchanged(before map[string]string) {
	p.t.Helper()
	after := p.contents()
	for path, content := range before {
		if after[path] != content {
			p.t.Errorf("%s was changed", path)
		}
		delete(after, path)
	}
	for path := range after {
		p.t.Errorf("%s was made", path)
	}
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
