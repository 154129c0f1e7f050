package model

import (
	"slices"
	"testing"
	"time"

	"letterbox/mail"
)

var inbox = mail.Folder{ID: 1, Account: 1, Path: "INBOX", Role: mail.RoleInbox, Selectable: true}

func listAt(d *desk, f *fakeMail) (*List, *[]mail.MessageID) {
	chosen := &[]mail.MessageID{}
	l := NewList(d.scope, f, func(id mail.MessageID) { *chosen = append(*chosen, id) })
	l.Show(inbox)
	d.settle()
	return l, chosen
}

func TestListHoldsHundredThousand(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := newFakeMail()
		f.fill(1, 1, 100_000)
		l, _ := listAt(d, f)
		if l.State().Count != 100_000 {
			t.Fatalf("%d rows", l.State().Count)
		}
		if r := l.Row(50_000); r.Loaded || r.ID != 50_000 {
			t.Errorf("row before it was read: %+v", r)
		}
		for i := 50_000; i < 50_020; i++ {
			l.Row(i)
		}
		d.settle()
		if r := l.Row(50_010); !r.Loaded || r.Message.ID != r.ID {
			t.Errorf("row after it was read: %+v", r)
		}
		if f.rowCalls != 1 || f.rowsRead != pageSize {
			t.Errorf("%d calls for %d rows, want one page", f.rowCalls, f.rowsRead)
		}
	})
}

func TestListForgetsOldPagesAndSkipsWhatFliesBy(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := newFakeMail()
		f.fill(1, 1, 100_000)
		l, _ := listAt(d, f)
		for i := 0; i < 100_000; i += 10 { // a fling: nothing is answered on the way
			l.Row(i)
		}
		d.settle()
		if f.rowCalls > maxWanted+1 {
			t.Errorf("%d pages read after a fling", f.rowCalls)
		}
		for p := range 3 * maxPages {
			l.Row(p * pageSize)
			d.settle()
		}
		if n := len(l.rows.rows); n > maxPages*pageSize {
			t.Errorf("%d rows held", n)
		}
		if !l.Row((3*maxPages - 1) * pageSize).Loaded {
			t.Error("the page seen last was forgotten")
		}
	})
}

func TestListNewMailAtTheTopIsInserted(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := newFakeMail()
		f.fill(1, 1, 500)
		l, _ := listAt(d, f)
		l.SelectAt(3)
		selected := l.State().Selected
		f.fill(1, 501, 503)
		l.Apply([]mail.Event{mail.MessagesChanged{Account: 1, Folder: 1}})
		d.settle()
		if s := l.State(); s.Count != 503 || s.Waiting != 0 || s.Selected != selected || l.IndexOf(selected) != 6 {
			t.Errorf("count %d waiting %d selected %d at %d", s.Count, s.Waiting, s.Selected, l.IndexOf(selected))
		}
	})
}

func TestListNewMailWaitsWhileScrolledDown(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := newFakeMail()
		f.fill(1, 1, 500)
		l, _ := listAt(d, f)
		l.SetAtTop(false)
		before := l.Row(100).ID
		for _, last := range []mail.MessageID{501, 503} {
			f.fill(1, mail.MessageID(f.ids[1][0])+1, last)
			l.Apply([]mail.Event{mail.MessagesChanged{Folder: 1}})
			d.settle()
		}
		if s := l.State(); s.Waiting != 3 || s.Count != 500 || l.Row(100).ID != before {
			t.Fatalf("waiting %d count %d", s.Waiting, s.Count)
		}
		l.ShowWaiting()
		if s := l.State(); s.Waiting != 0 || s.Count != 503 || l.Row(0).ID != 503 {
			t.Errorf("after the pill: waiting %d count %d", s.Waiting, s.Count)
		}
	})
}

func TestListSelectionOfAGoneMessageEnds(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := newFakeMail()
		f.fill(1, 1, 10)
		l, chosen := listAt(d, f)
		l.Move(1)
		l.Move(1)
		l.Move(-5)
		if !slices.Equal(*chosen, []mail.MessageID{10, 9, 10}) {
			t.Errorf("chosen %v", *chosen)
		}
		f.ids[1] = f.ids[1][1:]
		l.Apply([]mail.Event{mail.MessagesChanged{Folder: 1}})
		d.settle()
		if s := l.State(); s.Selected != 0 || s.Count != 9 {
			t.Errorf("selected %d of %d", s.Selected, s.Count)
		}
	})
}

func TestListResyncReadsEverythingAgain(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := newFakeMail()
		f.fill(1, 1, 10)
		l, _ := listAt(d, f)
		l.Row(0)
		d.settle()
		m := f.messages[10]
		m.Flags = mail.Seen
		f.messages[10] = m
		l.Apply([]mail.Event{mail.MessagesChanged{Folder: 2}})
		d.settle()
		if f.idCalls != 0 {
			t.Fatal("another folder's event read this one")
		}
		stamp := l.Row(0).Stamp
		l.Apply([]mail.Event{mail.Resync{}})
		d.settle()
		if r := l.Row(0); !r.Loaded || r.Stamp != stamp {
			t.Error("the old row does not show until the new one is there")
		}
		d.settle()
		if r := l.Row(0); r.Stamp == stamp || !r.Message.Flags.Has(mail.Seen) {
			t.Error("the row was not read again")
		}
	})
}

func TestListPreviewsArrive(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := newFakeMail()
		f.fill(1, 1, 10)
		l, _ := listAt(d, f)
		l.Row(0)
		d.settle()
		m := f.messages[10]
		m.Preview = "hello"
		f.messages[10] = m
		l.Apply([]mail.Event{mail.BodiesStored{Folder: 1, Messages: []mail.MessageID{10}}})
		l.Row(0)
		d.settle()
		if l.Row(0).Message.Preview != "hello" || f.rowsRead != 1 {
			t.Errorf("preview %q after %d rows read", l.Row(0).Message.Preview, f.rowsRead)
		}
	})
}

func TestListAnotherFolderCancelsAndDropsTheFirst(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := newFakeMail()
		f.fill(1, 1, 500)
		f.fill(2, 511, 512)
		f.reading = make(gate)
		l, _ := listAt(d, f)
		if s := l.State(); s.Loading || s.Count != 500 || !l.Row(0).Loaded || l.Row(400).ID != 0 {
			t.Errorf("the first page waits for the ids of all: %+v", s)
		}
		l.Show(mail.Folder{ID: 2})
		d.settle()
		close(f.reading)
		d.settle()
		if l.State().Count != 2 || f.canceled != 1 {
			t.Errorf("count %d, cancelled %d", l.State().Count, f.canceled)
		}
	})
}

func TestListFirstSync(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := newFakeMail()
		l, _ := listAt(d, f)
		l.SetSync(mail.SyncStatus{Account: 1, Activity: mail.Pulling, Done: 5, Of: 100})
		if !l.State().FirstSync() {
			t.Error("an empty folder that was never fetched counts as empty")
		}
		l.Show(mail.Folder{ID: 1, Sync: mail.SyncState{Checked: time.Unix(1, 0)}})
		if l.State().FirstSync() {
			t.Error("a folder that was fetched counts as being fetched first")
		}
	})
}
