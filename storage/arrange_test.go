package storage

import (
	"slices"
	"testing"

	"letterbox/mail"
)

func TestArrangeAccounts(t *testing.T) {
	db, rec := openNew(t)
	var ids []mail.AccountID
	for _, address := range []string{"a@example.org", "b@example.org", "c@example.org"} {
		a, _ := bind(t, db, address)
		ids = append(ids, a.ID)
	}
	rec.take()
	order := func() (got []mail.AccountID) {
		for _, a := range must(db.Accounts(t.Context()))(t) {
			got = append(got, a.ID)
		}
		return got
	}
	for _, c := range []struct{ ask, want []mail.AccountID }{
		{nil, ids},
		{[]mail.AccountID{ids[2]}, []mail.AccountID{ids[2], ids[0], ids[1]}},
		{[]mail.AccountID{ids[1], 77, ids[0]}, []mail.AccountID{ids[1], ids[0], ids[2]}},
	} {
		if err := db.ArrangeAccounts(t.Context(), c.ask); err != nil {
			t.Fatal(err)
		}
		if got := order(); !slices.Equal(got, c.want) {
			t.Errorf("%v gives %v, want %v", c.ask, got, c.want)
		}
	}
	if events := rec.take(); len(events) != 4 {
		t.Errorf("events %v", events)
	}
	last, _ := bind(t, db, "d@example.org")
	if got := order(); got[3] != last.ID {
		t.Errorf("a new account is not the last: %v", got)
	}
}

func TestArchiveAccountKeepsItsMailOnly(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	a, folders := bind(t, db, "ada@example.org")
	must(db.AddMessages(ctx, folders[0].ID, headers(3)))(t)
	a.Color, a.Label = 3, "Work"
	if err := db.SaveAccount(ctx, a); err != nil {
		t.Fatal(err)
	}
	if err := db.ArchiveAccount(ctx, a.ID); err != nil {
		t.Fatal(err)
	}
	kept := must(db.Account(ctx, a.ID))(t)
	if !kept.Archived || kept.Color != 3 || kept.Label != "Work" {
		t.Errorf("%+v", kept)
	}
	_, err := db.Secret(ctx, a.ID, "password")
	wantCode(t, err, mail.SecretMissing)
	if n := len(must(db.MessageIDs(ctx, folders[0].ID))(t)); n != 3 {
		t.Errorf("%d messages are left", n)
	}
	wantCode(t, db.ArchiveAccount(ctx, 77), mail.NotFound)
	kept.Archived = false
	if err := db.RenewAccount(ctx, kept, []Secret{{Kind: "password", Sealed: []byte{9}}}); err != nil {
		t.Fatal(err)
	}
	if again := must(db.Account(ctx, a.ID))(t); again.Archived {
		t.Error("renewed, and still archived")
	}
}
