package storage

import (
	"testing"

	"letterbox/mail"
)

func TestRenewAccount(t *testing.T) {
	db, published := openNew(t)
	ctx := t.Context()
	a := must(db.AddAccount(ctx, account("ada@corp.example"), []Secret{{"password", []byte("old")}, {"other", []byte("x")}}))(t)
	other := must(db.AddAccount(ctx, account("bo@corp.example"), []Secret{{"password", []byte("bo's")}}))(t)
	published.take()

	a.Incoming.Host, a.Incoming.Auth = "imap.elsewhere.example", mail.OAuth2
	if err := db.RenewAccount(ctx, a, []Secret{{"refresh-token", []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	if got := must(db.Account(ctx, a.ID))(t); got != a {
		t.Errorf("account %+v, want %+v", got, a)
	}
	if got := must(db.Secret(ctx, a.ID, "refresh-token"))(t); string(got) != "new" {
		t.Errorf("secret %q", got)
	}
	for _, kind := range []string{"password", "other"} {
		_, err := db.Secret(ctx, a.ID, kind)
		wantCode(t, err, mail.SecretMissing)
	}
	if got := must(db.Secret(ctx, other.ID, "password"))(t); string(got) != "bo's" {
		t.Errorf("the other account's secret %q", got)
	}
	if events := published.take(); len(events) != 1 || events[0] != (mail.AccountChanged{Account: a.ID}) {
		t.Errorf("events %v", events)
	}

	stolen := a
	stolen.Address = other.Address
	wantCode(t, db.RenewAccount(ctx, stolen, nil), mail.AlreadyBound)
	gone := a
	gone.ID = 99
	wantCode(t, db.RenewAccount(ctx, gone, []Secret{{"password", []byte("x")}}), mail.NotFound)
	if got := must(db.Secret(ctx, a.ID, "refresh-token"))(t); string(got) != "new" || len(published.take()) != 0 {
		t.Errorf("a failure changed something: %q", got)
	}
}
