package app

import (
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/words"
)

// TestFreeingKeepsToTheWindow removes bodies that are older than what the person has chosen, and nothing else.
func TestFreeingKeepsToTheWindow(t *testing.T) {
	d := newDesk(t)
	k, store := keeping{d.house}, d.house.store
	inbox := d.folders[mail.RoleInbox]
	now := time.Now()
	if _, err := store.AddMessages(t.Context(), inbox, []mail.NewMessage{{UID: 1, Received: now.AddDate(0, 0, -200)}, {UID: 2, Received: now.AddDate(0, 0, -2)}}); err != nil {
		t.Fatal(err)
	}
	ids, err := store.MessageIDs(t.Context(), inbox)
	for _, id := range must(t, ids, err) {
		if err := store.PutBodies(t.Context(), []mail.NewBody{{Message: id, Raw: make([]byte, 4000)}}); err != nil {
			t.Fatal(err)
		}
	}
	bodies := func() (n int) {
		for _, m := range d.in(mail.RoleInbox) {
			if m.HasBody {
				n++
			}
		}
		return n
	}
	if freed, err := k.Free(t.Context(), d.account.ID); err != nil || freed != 0 || bodies() != 2 {
		t.Errorf("freed %d of what is all to be kept, %v", freed, err)
	}
	d.house.prefs = newPreferences(t.Context(), store, d.house.log)
	defer d.house.prefs.close()
	d.house.prefs.Set(model.PrefWindow(d.account.ID), "90")
	if got := d.house.bodyWindow(d.account.ID); got != 90*24*time.Hour {
		t.Errorf("the window is %v", got)
	}
	freed, err := k.Free(t.Context(), d.account.ID)
	if err != nil || freed <= 0 || bodies() != 1 {
		t.Errorf("freed %d, %v; %d bodies are left", freed, err, bodies())
	}
	if size, err := k.Size(t.Context(), d.account.ID); err != nil || size <= 0 {
		t.Errorf("takes %d, %v", size, err)
	}
}

// TestChoicesCountWithoutAWindow has the command line keep to what was chosen in the window.
func TestChoicesCountWithoutAWindow(t *testing.T) {
	d := newDesk(t)
	p := newPreferences(t.Context(), d.house.store, d.house.log)
	p.Set(model.PrefWindow(d.account.ID), "30")
	p.close()
	if got := d.house.bodyWindow(d.account.ID); got != 30*24*time.Hour {
		t.Errorf("the window is %v", got)
	}
	if s := d.verb(words.EN, "conflicts"); s.status != 0 {
		t.Errorf("%+v", s)
	}
}
