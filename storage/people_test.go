package storage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"letterbox/mail"
)

func named(name, local, domain string) mail.Address {
	return mail.Address{Name: name, Local: local, Domain: domain}
}

// letterTo is a message of the nth minute.
func letterTo(n int, from mail.Address, to ...mail.Address) NewMessage {
	at := start.Add(time.Duration(n) * time.Minute)
	return NewMessage{UID: mail.UID(n), Received: at, Size: 1, Envelope: mail.Envelope{Date: at, From: []mail.Address{from}, To: to, MessageID: fmt.Sprint(n, "@people")}}
}

func withSent(t *testing.T, db *DB) (inbox, sent mail.FolderID) {
	t.Helper()
	a, _ := bind(t, db, "ada@example.org")
	list := must(db.SaveFolders(t.Context(), a.ID, []mail.Folder{
		{Path: "INBOX", Wire: "INBOX", Role: mail.RoleInbox, Selectable: true}, {Path: "Sent", Wire: "Sent", Role: mail.RoleSent, Selectable: true},
	}))(t)
	return list[0].ID, list[1].ID
}

func TestCorrespondents(t *testing.T) {
	db, _ := openNew(t)
	inbox, sent := withSent(t, db)
	ada := named("", "ada", "example.org")
	must(db.AddMessages(t.Context(), inbox, []NewMessage{
		letterTo(1, named("Bo Wang", "bo", "x.test"), ada),
		letterTo(2, named("王小明", "wang", "x.test"), ada),
		letterTo(3, named("Boris", "b", "y.test"), ada, named("", "BO", "X.test")),
		letterTo(4, named("100% off", "shop", "z.test"), ada),
	}))(t)
	must(db.AddMessages(t.Context(), sent, []NewMessage{letterTo(1, ada, named("小明", "Wang", "x.test"))}))(t)
	for typed, want := range map[string][]mail.Address{
		"bo":     {named("Boris", "b", "y.test"), named("Bo Wang", "bo", "x.test")},
		"BO ":    {named("Boris", "b", "y.test"), named("Bo Wang", "bo", "x.test")},
		"wan":    {named("王小明", "wang", "x.test"), named("Bo Wang", "bo", "x.test")},
		"王":      {named("王小明", "wang", "x.test")},
		"小":      {named("王小明", "wang", "x.test")},
		"wang@x": {named("王小明", "wang", "x.test")},
		"bo wa":  {named("Bo Wang", "bo", "x.test")},
		"%":      nil, "": nil, "_": nil, `\`: nil,
		"100%": {named("100% off", "shop", "z.test")},
	} {
		got := must(db.Correspondents(t.Context(), typed, 2))(t)
		for i := range got { // the case of an address is that of any message
			got[i].Local, got[i].Domain = strings.ToLower(got[i].Local), strings.ToLower(got[i].Domain)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", typed, diff)
		}
	}
}

// TestPeopleOfOldProfiles: the table is filled from what was stored before it, as from what is stored now.
func TestPeopleOfOldProfiles(t *testing.T) {
	db, _ := openNew(t)
	inbox, sent := withSent(t, db)
	must(db.AddMessages(t.Context(), inbox, headers(1000)))(t)
	must(db.AddMessages(t.Context(), sent, []NewMessage{letterTo(1, named("", "ada", "example.org"), named("Cy", "cy", "x.test"))}))(t)
	want := must(db.Correspondents(t.Context(), "c", 9))(t)
	want = append(want, must(db.Correspondents(t.Context(), "b", 9))(t)...)
	if err := db.Update(t.Context(), func(tx *Tx) error {
		for _, table := range []string{"person", "person_word"} {
			if err := tx.c.script("DELETE FROM " + table); err != nil {
				return err
			}
		}
		return setMeta(tx.c, metaPeople, "0")
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.fillPeople(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := must(db.Correspondents(t.Context(), "c", 9))(t)
	got = append(got, must(db.Correspondents(t.Context(), "b", 9))(t)...)
	if diff := cmp.Diff(want, got); diff != "" || len(got) != 2 {
		t.Error(diff, got)
	}
}

// BenchmarkCorrespondents has as many people as messages, which is worse than any mailbox.
func BenchmarkCorrespondents(b *testing.B) {
	db, _ := openNew(b)
	_, folders := bind(b, db, "ada@example.org")
	list := make([]NewMessage, 100000)
	for i := range list {
		list[i] = letterTo(i+1, named(fmt.Sprintf("Person %d", i), fmt.Sprintf("p%d", i*7919%100000), fmt.Sprintf("d%d.test", i%5000)))
	}
	must(db.AddMessages(b.Context(), folders[0].ID, list))(b)
	for b.Loop() {
		if n := len(must(db.Correspondents(b.Context(), "p12", 8))(b)); n != 8 {
			b.Fatal(n)
		}
	}
}
