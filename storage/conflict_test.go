package storage

import (
	"testing"

	"letterbox/mail"
)

// TestConflictsOfAllAccounts come in one list, and their kinds are those that operations are stored under.
func TestConflictsOfAllAccounts(t *testing.T) {
	db, _ := openNew(t)
	ctx := t.Context()
	var accounts []mail.AccountID
	for _, address := range []string{"ada@example.org", "bo@example.org"} {
		a, folders := bind(t, db, address)
		accounts = append(accounts, a.ID)
		must(db.AddMessages(ctx, folders[0].ID, headers(1)))(t)
		ids := must(db.MessageIDs(ctx, folders[0].ID))(t)
		op := must(db.ApplyOperation(ctx, mail.SetFlags{Folder: folders[0].ID, Messages: ids, Add: mail.Seen}))(t)
		if err := db.FailOperation(ctx, op, &mail.Problem{Code: mail.ServerRefused, Class: "READ_ONLY", Reply: "read-only"}, true); err != nil {
			t.Fatal(err)
		}
	}
	all := must(db.Conflicts(ctx, 0))(t)
	if len(all) != 2 || all[0].Account != accounts[1] || all[1].Account != accounts[0] {
		t.Errorf("%+v", all)
	}
	if own := must(db.Conflicts(ctx, accounts[0]))(t); len(own) != 1 || own[0] != all[1] || own[0].Class != "READ_ONLY" || own[0].Reply != "read-only" {
		t.Errorf("%+v", own)
	}
	for stored, kind := range map[string]mail.OperationKind{
		kindSetFlags: mail.KindSetFlags, kindMove: mail.KindMove, kindCopy: mail.KindCopy, kindDelete: mail.KindDelete, kindAppend: mail.KindAppend,
		kindCreateFolder: mail.KindCreateFolder, kindRenameFolder: mail.KindRenameFolder, kindDeleteFolder: mail.KindDeleteFolder, kindSubscribe: mail.KindSubscribe,
	} {
		if stored != string(kind) {
			t.Errorf("%q is stored as %q", kind, stored)
		}
	}
}
