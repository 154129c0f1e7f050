package storage

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"letterbox/mail"
)

func TestUIDLsKeepTheirNumbers(t *testing.T) {
	dir := t.TempDir()
	db, _, _ := openDir(t, dir)
	ada, _ := bind(t, db, "ada@example.org")
	bob, _ := bind(t, db, "bob@example.org")
	give := func(account mail.AccountID, want []mail.UID, names ...string) {
		t.Helper()
		if got := must(db.UIDLNumbers(t.Context(), account, names))(t); !slices.Equal(got, want) {
			t.Errorf("%q are %v, want %v", names, got, want)
		}
	}
	give(ada.ID, []mail.UID{}) // nothing has no number
	give(ada.ID, []mail.UID{1, 2, 3}, "a", "b\xff", "c")
	give(ada.ID, []mail.UID{3, 4, 1, 4}, "c", "new", "a", "new")
	give(bob.ID, []mail.UID{1}, "new")
	give(ada.ID, []mail.UID{2, 5}, "b\xff", "later")
	if err := db.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	db, _, _ = openDir(t, dir)
	give(ada.ID, []mail.UID{5, 6}, "later", "after")
	if err := db.RemoveAccount(t.Context(), ada.ID); err != nil {
		t.Fatal(err)
	}
	give(bob.ID, []mail.UID{1, 2}, "new", "other")
	if n := rowsOfUIDL(t, db); n != 2 {
		t.Errorf("%d numbers are left, want bob's 2", n)
	}
}

func TestManyUIDLsAreNumberedInOrder(t *testing.T) {
	db, _, _ := openDir(t, t.TempDir())
	ada, _ := bind(t, db, "ada@example.org")
	names := make([]string, 2*chunkSize+7)
	want := make([]mail.UID, len(names))
	for i := range names {
		names[i], want[i] = fmt.Sprintf("%x", i*7919), mail.UID(i+1)
	}
	var both sync.WaitGroup // as two sessions of one account do
	for range 2 {
		both.Go(func() {
			if got, err := db.UIDLNumbers(t.Context(), ada.ID, names); err != nil || !slices.Equal(got, want) {
				t.Errorf("not in order, or %v", err)
			}
		})
	}
	both.Wait()
}

func TestNumbersOfALostAccountGo(t *testing.T) {
	dir := t.TempDir()
	db, _, _ := openDir(t, dir)
	must(db.UIDLNumbers(t.Context(), 77, []string{"a"}))(t)
	if err := db.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	db, _, _ = openDir(t, dir)
	if n := rowsOfUIDL(t, db); n != 0 {
		t.Errorf("%d numbers are left", n)
	}
}

func rowsOfUIDL(t *testing.T, db *DB) (n int64) {
	t.Helper()
	err := db.View(t.Context(), func(r Reader) (err error) {
		n, err = r.c.number("SELECT count(*) FROM uidl")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// What was stored once is not wanted again, wherever it is now; other accounts are not looked at.
func TestUncollected(t *testing.T) {
	db, _, _ := openDir(t, t.TempDir())
	ada, folders := bind(t, db, "ada@example.org")
	bob, _ := bind(t, db, "bob@example.org")
	must(db.UIDLNumbers(t.Context(), ada.ID, []string{"a", "b", "c", "d"}))(t)
	must(db.UIDLNumbers(t.Context(), bob.ID, []string{"a"}))(t)
	left := func(account mail.AccountID, want ...mail.UID) {
		t.Helper()
		if got := must(db.Uncollected(t.Context(), account))(t); !slices.Equal(got, want) {
			t.Errorf("uncollected %v, want %v", got, want)
		}
	}
	left(ada.ID, 1, 2, 3, 4)
	must(db.AddMessages(t.Context(), folders[0].ID, headers(3)[1:]))(t)
	left(ada.ID, 1, 4)
	if err := db.RemoveUIDs(t.Context(), folders[0].ID, []mail.UID{2}); err != nil {
		t.Fatal(err)
	}
	left(ada.ID, 1, 4)
	left(bob.ID, 1)
}
