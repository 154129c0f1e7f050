package storage

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
	"letterbox/mail/search"
)

func TestSavedSearchesAreKept(t *testing.T) {
	db, _ := openNew(t)
	for _, s := range []search.Saved{{Name: " 发票 ", Query: "subject:发票"}, {Name: "bills", Query: "invoice"}, {Name: "发票", Query: "发票 after:2026"}} {
		if err := db.SaveSearch(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []search.Saved{{}, {Name: "x"}, {Query: "x"}, {Name: "a\nb", Query: "x"}, {Name: strings.Repeat("长", 201), Query: "x"}, {Name: "x", Query: strings.Repeat("x", 17<<10)}, {Name: "\xff", Query: "x"}} {
		if err := db.SaveSearch(t.Context(), bad); mail.ProblemOf(err).Code != mail.LimitExceeded {
			t.Errorf("%.40q: %v", bad, err)
		}
	}
	if err := db.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	db, _, _ = openDir(t, db.dir)
	want := []search.Saved{{Name: "发票", Query: "发票 after:2026"}, {Name: "bills", Query: "invoice"}}
	if diff := cmp.Diff(want, must(db.SavedSearches(t.Context()))(t)); diff != "" {
		t.Error(diff)
	}
	if s := must(db.SavedSearch(t.Context(), "bills "))(t); s.Query != "invoice" {
		t.Errorf("%+v", s)
	}
	if err := db.RemoveSavedSearch(t.Context(), "bills"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.SavedSearch(t.Context(), "bills"); mail.ProblemOf(err).Code != mail.NotFound {
		t.Errorf("a removed one: %v", err)
	}
}
