package storage

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

// damage is what can happen to a file that was closed in order.
var damage = map[string]func(raw []byte) []byte{
	"zero length":   func([]byte) []byte { return nil },
	"short":         func(raw []byte) []byte { return raw[:100] },
	"other file":    func([]byte) []byte { return []byte(strings.Repeat("this is no database ", 1000)) },
	"magic":         func(raw []byte) []byte { raw[3] ^= 0xff; return raw },
	"header zeroed": func(raw []byte) []byte { clear(raw[:100]); return raw },
	"first page":    func(raw []byte) []byte { clear(raw[:4096]); return raw },
	"schema":        func(raw []byte) []byte { clear(raw[100:2000]); return raw },
	"truncated":     func(raw []byte) []byte { return raw[:len(raw)/4096/2*4096] },
}

// hurt closes the profile, damages a file and opens the profile again.
func hurt(t *testing.T, db *DB, file string, how func([]byte) []byte) (*DB, Notice) {
	t.Helper()
	if err := db.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(db.dir, file)
	if err := os.WriteFile(path, how(must(os.ReadFile(path))(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	again, notice, _ := openDir(t, db.dir)
	return again, notice
}

// wantRepair checks that one file was set aside, and is there.
func wantRepair(t *testing.T, notice Notice, file string) {
	t.Helper()
	if len(notice.Repairs) != 1 || notice.Repairs[0].File != file || notice.Repairs[0].Err == nil {
		t.Fatalf("notice %+v", notice)
	}
	aside := notice.Repairs[0].SetAside
	if !strings.HasPrefix(filepath.Base(aside), file+".damaged-20261124-030000") || !exists(aside) {
		t.Error("set aside:", aside)
	}
	if p := notice.Problem(); p.Code != mail.CacheDamaged || p.Facts[mail.FactPath] != aside {
		t.Errorf("problem %+v", p)
	}
}

func TestDamagedCache(t *testing.T) {
	for name, how := range damage {
		t.Run(name, func(t *testing.T) {
			for _, file := range []string{"mail.db", "bodies.db"} {
				db, _ := openNew(t)
				a, folders := bind(t, db, "ada@example.org")
				must(db.AddMessages(t.Context(), folders[0].ID, headers(50)))(t)
				ids := must(db.MessageIDs(t.Context(), folders[0].ID))(t)
				if err := db.PutBodies(t.Context(), []NewBody{{Message: ids[0], Raw: text(1, 20000)}, {Message: ids[1], Raw: text(2, 2*largeBody)}}); err != nil {
					t.Fatal(err)
				}
				db, notice := hurt(t, db, file, how)
				wantRepair(t, notice, file)
				if class := notice.Problem().Class; class != map[string]string{"mail.db": "CHANGES_LOST"}[file] { // nobody knows what waited
					t.Error("class", class)
				}
				if diff := cmp.Diff([]mail.Account{a}, must(db.Accounts(t.Context()))(t)); diff != "" {
					t.Error(diff)
				}
				wantBodies(t, db, 0, 0)
				if file == "mail.db" {
					_, folders = bind(t, db, "bo@example.org") // the new mail takes the old numbers
					must(db.AddMessages(t.Context(), folders[0].ID, headers(50)))(t)
				}
				if list := must(db.Bodyless(t.Context(), folders[0].ID, 100, time.Time{}))(t); len(list) != 50 {
					t.Errorf("%d messages without body", len(list))
				}
				if err := db.Integrity(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// TestDamageInUse has damage that opening cannot see, as it reads the first rows of each table only: it is met later, and
// found at the next start.
func TestDamageInUse(t *testing.T) {
	db, _ := openNew(t)
	_, folders := bind(t, db, "ada@example.org")
	list := headers(2000)
	list[1000].Envelope.Subject = "on a page in the middle"
	must(db.AddMessages(t.Context(), folders[0].ID, list))(t)
	db, notice := hurt(t, db, "mail.db", func(raw []byte) []byte {
		page := bytes.Index(raw, []byte(list[1000].Envelope.Subject)) / 4096 * 4096
		if page <= 0 {
			t.Fatal("the page is not found")
		}
		clear(raw[page : page+4096])
		return raw
	})
	if len(notice.Repairs) > 0 {
		t.Fatalf("opening looked at more than it should: %+v", notice)
	}
	wantCode(t, db.Integrity(t.Context()), mail.CacheDamaged)
	if err := db.Close(t.Context()); err != nil {
		t.Log(err) // closing a damaged file may fail; it is closed all the same
	}
	db, notice, _ = openDir(t, db.dir)
	wantRepair(t, notice, "mail.db")
	if exists(filepath.Join(db.dir, "mail.db"+suspectSuffix)) {
		t.Error("mark is still there")
	}
}

func fillProfile(t *testing.T, db *DB) (mail.Account, []mail.Composition, []mail.Outgoing) {
	t.Helper()
	a, _ := bind(t, db, "ada@example.org")
	bind(t, db, "bo@example.org")
	if err := db.SetSetting(t.Context(), "theme", "dark"); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		must(db.SaveComposition(t.Context(), mail.Composition{Account: a.ID, Text: words(uint64(i), 3000*i)}))(t)
		must(db.Enqueue(t.Context(), mail.Outgoing{Account: a.ID, MessageID: "x@example.org"}, text(uint64(i+10), 9000), 0))(t)
	}
	return a, must(db.Compositions(t.Context(), a.ID))(t), must(db.Outbox(t.Context(), a.ID))(t)
}

// TestDamagedProfile loses nothing to a bad first page, because everything else is still there.
func TestDamagedProfile(t *testing.T) {
	for _, name := range []string{"magic", "header zeroed", "first page", "schema"} {
		t.Run(name, func(t *testing.T) {
			db, _ := openNew(t)
			a, drafts, outbox := fillProfile(t, db)
			db, notice := hurt(t, db, "profile.db", damage[name])
			wantRepair(t, notice, "profile.db")
			if diff := cmp.Diff(a, must(db.Account(t.Context(), a.ID))(t)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(drafts, must(db.Compositions(t.Context(), a.ID))(t)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(outbox, must(db.Outbox(t.Context(), a.ID))(t)); diff != "" {
				t.Error(diff)
			}
			if sealed := must(db.Secret(t.Context(), a.ID, "password"))(t); !bytes.Equal(sealed, []byte{1, 2, 3}) {
				t.Error("secret", sealed)
			}
			if theme := must(db.Setting(t.Context(), "theme"))(t); theme != "dark" {
				t.Error("setting", theme)
			}
			if len(must(db.Folders(t.Context(), a.ID))(t)) != 2 {
				t.Error("the cached mail of a salvaged account is gone")
			}
		})
	}
}

// TestProfileWithBadPages keeps what is on the other pages, and says that something is lost.
func TestProfileWithBadPages(t *testing.T) {
	db, _ := openNew(t)
	a, drafts, _ := fillProfile(t, db)
	db, notice := hurt(t, db, "profile.db", func(raw []byte) []byte {
		at := bytes.Index(raw, []byte(drafts[0].Text[1000:1100])) // an overflow page of the largest draft
		if at < 0 {
			t.Fatal("draft not found")
		}
		page := at / 4096 * 4096
		for i := range 4096 {
			raw[page+i] = 0xff
		}
		return raw
	})
	wantRepair(t, notice, "profile.db")
	if p := notice.Problem(); p.Class != "PROFILE_LOST" {
		t.Error("class", p.Class)
	}
	if n := len(must(db.Outbox(t.Context(), a.ID))(t)); n != 5 {
		t.Errorf("%d outgoing messages left of 5", n)
	}
	if n := len(must(db.Compositions(t.Context(), a.ID))(t)); n != 4 {
		t.Errorf("%d drafts left of 5", n)
	}
}

// TestLostProfile begins anew, and does not show the mail of accounts that are no more.
func TestLostProfile(t *testing.T) {
	for _, name := range []string{"zero length", "short", "other file"} {
		db, _ := openNew(t)
		_, folders := bind(t, db, "ada@example.org")
		must(db.AddMessages(t.Context(), folders[0].ID, headers(5)))(t)
		db, notice := hurt(t, db, "profile.db", damage[name])
		wantRepair(t, notice, "profile.db")
		if p := notice.Problem(); p.Class != "PROFILE_LOST" {
			t.Error(name, "class", p.Class)
		}
		a, folders := bind(t, db, "eve@example.org")
		if n := len(must(db.UIDs(t.Context(), folders[0].ID))(t)); n != 0 {
			t.Errorf("%d foreign messages of account %d", n, a.ID)
		}
	}
}

// TestDraftWithoutAccount: a draft whose account cannot be read becomes a file.
func TestDraftWithoutAccount(t *testing.T) {
	db, _ := openNew(t)
	_, drafts, _ := fillProfile(t, db)
	want := map[string]bool{}
	for _, d := range drafts {
		want[hash([]byte(must(packTyped(d))(t)))] = true
	}
	db, notice := hurt(t, db, "profile.db", func(raw []byte) []byte {
		at := bytes.Index(raw, []byte("smtp.example.org")) // the accounts' page
		page := at / 4096 * 4096
		clear(raw[page : page+4096])
		return raw
	})
	wantRepair(t, notice, "profile.db")
	for _, path := range must(filepath.Glob(notice.Repairs[0].SetAside + ".rescued/draft-*.json"))(t) {
		delete(want, hash(must(os.ReadFile(path))(t)))
	}
	if len(want) > 0 || len(must(db.Accounts(t.Context()))(t)) > 0 {
		t.Errorf("%d drafts are lost", len(want))
	}
}
