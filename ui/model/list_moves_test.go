package model

import (
	"slices"
	"testing"
	"time"

	"letterbox/mail"
)

func ids(list ...mail.MessageID) []mail.MessageID { return list }

func TestListSelectsSeveral(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := newFakeMail()
		f.fill(1, 1, 10)
		l, chosen := listAt(d, f)
		steps := []struct {
			name string
			do   func()
			want []mail.MessageID
			lead mail.MessageID
		}{
			{"a click", func() { l.SelectAt(2) }, ids(8), 8},
			{"a click with shift", func() { l.ExtendTo(4) }, ids(8, 7, 6), 6},
			{"a shift-arrow back", func() { l.Extend(-1) }, ids(8, 7), 7},
			{"shift-arrows over the beginning", func() { l.Extend(-5) }, ids(10, 9, 8), 10},
			{"one more by control", func() { l.ToggleAt(6) }, ids(10, 9, 8, 4), 4},
			{"one less by control", func() { l.ToggleAt(0) }, ids(9, 8, 4), 9},
			{"a plain arrow", func() { l.Move(1) }, ids(8), 8},
			{"all", l.SelectAll, ids(10, 9, 8, 7, 6, 5, 4, 3, 2, 1), 8},
			{"one again", func() { l.SelectOne() }, ids(8), 8},
			{"taking out the only one", func() { l.ToggleAt(2) }, nil, 0},
		}
		for _, s := range steps {
			s.do()
			if got := l.Selection(); !slices.Equal(got, s.want) {
				t.Errorf("%s selects %v, want %v", s.name, got, s.want)
			}
			if s.lead != 0 && l.State().Selected != s.lead {
				t.Errorf("%s leads at %d, want %d", s.name, l.State().Selected, s.lead)
			}
		}
		if want := ids(8, 0, 8, 0, 8, 0); !slices.Equal(*chosen, want) {
			t.Errorf("read %v, want %v", *chosen, want)
		}
	})
}

func TestMovesGoOnWithTheNextMessage(t *testing.T) {
	cases := []struct {
		name string
		pick func(l *List)
		want mail.MessageID
	}{
		{"downwards", func(l *List) { l.SelectAt(3) }, 96},
		{"upwards", func(l *List) { l.SelectAt(4); l.Move(-1) }, 98},
		{"the last one", func(l *List) { l.SelectAt(99) }, 2},
		{"the first one upwards", func(l *List) { l.SelectAt(1); l.Move(-1) }, 99},
		{"several", func(l *List) { l.SelectAt(3); l.Extend(2) }, 94},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			atDesk(t, func(t *testing.T, d *desk) {
				s, _, _ := office(d)
				c.pick(s.List())
				gone := s.List().Selection()
				s.Moves().Archive()
				if got := s.List().State(); got.Selected != c.want || got.Count != 100-len(gone) {
					t.Errorf("selects %d of %d at once, want %d", got.Selected, got.Count, c.want)
				}
				d.settle()
			})
		})
	}
}

func TestMovesDoWhatTheFolderAllows(t *testing.T) {
	cases := []struct {
		name   string
		folder mail.FolderID
		do     func(*Moves)
		want   mail.Operation
	}{
		{"archive", 1, (*Moves).Archive, mail.Move{Folder: 1, Messages: ids(100), To: 5}},
		{"delete", 1, (*Moves).Delete, mail.Move{Folder: 1, Messages: ids(100), To: 7}},
		{"delete in trash", 7, (*Moves).Delete, mail.Delete{Folder: 7, Messages: ids(700)}},
		{"delete in junk", 6, (*Moves).Delete, mail.Delete{Folder: 6, Messages: ids(600)}},
		{"junk", 1, (*Moves).ToggleJunk, mail.Move{Folder: 1, Messages: ids(100), To: 6}},
		{"not junk", 6, (*Moves).ToggleJunk, mail.Move{Folder: 6, Messages: ids(600), To: 1}},
		{"read", 1, (*Moves).ToggleRead, mail.SetFlags{Folder: 1, Messages: ids(100), Add: mail.Seen}},
		{"star", 1, (*Moves).ToggleStar, mail.SetFlags{Folder: 1, Messages: ids(100), Add: mail.Flagged}},
		{"to a folder", 1, func(m *Moves) { m.To(3) }, mail.Move{Folder: 1, Messages: ids(100), To: 3}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			atDesk(t, func(t *testing.T, d *desk) {
				s, f, _ := office(d)
				f.fill(6, 600, 600)
				f.fill(7, 700, 700)
				s.Sidebar().Select(c.folder)
				d.settle()
				s.List().Row(0)
				d.settle()
				s.List().SelectAt(0)
				c.do(s.Moves())
				d.settle()
				if len(f.done) == 0 || !equalOperation(f.done[0], c.want) {
					t.Errorf("did %+v, want %+v", f.done, c.want)
				}
			})
		})
	}
}

func equalOperation(a, b mail.Operation) bool {
	switch a := a.(type) {
	case mail.Move:
		b, ok := b.(mail.Move)
		return ok && a.Folder == b.Folder && a.To == b.To && slices.Equal(a.Messages, b.Messages)
	case mail.Delete:
		b, ok := b.(mail.Delete)
		return ok && a.Folder == b.Folder && slices.Equal(a.Messages, b.Messages)
	case mail.SetFlags:
		b, ok := b.(mail.SetFlags)
		return ok && a.Folder == b.Folder && a.Add == b.Add && a.Remove == b.Remove && slices.Equal(a.Messages, b.Messages)
	}
	return false
}

func TestUndoBringsMessagesBack(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, f, w := office(d)
		f.applied = func(mail.Operation) { f.ids[1] = without(f.ids[1], map[mail.MessageID]bool{97: true}) }
		s.List().SelectAt(3)
		s.Moves().Archive()
		d.settle()
		st := s.Undo().State()
		if st.Deed.Kind != DeedMoved || st.Deed.Folder.Role != mail.RoleArchive || st.Deed.Count != 1 {
			t.Fatalf("the bar says %+v", st)
		}
		time.Sleep(offered + time.Second)
		d.settle()
		if s.Undo().State().Deed.Kind != DeedNone {
			t.Error("the bar stays")
		}
		f.ids[1] = slices.Insert(slices.Clone(f.ids[1]), 3, 97)
		s.Undo().TakeBack() // by the keys, afterwards
		d.settle()
		if !slices.Equal(w.undone, []mail.OperationID{1}) {
			t.Errorf("undid %v", w.undone)
		}
		if got := s.List().State(); got.Selected != 97 || got.Count != 100 {
			t.Errorf("selects %d of %d after it was taken back", got.Selected, got.Count)
		}
		if st := s.Undo().State(); !st.Undone {
			t.Errorf("the bar says %+v", st)
		}
		s.Undo().TakeBack()
		d.settle()
		if len(w.undone) != 1 {
			t.Error("something was taken back twice")
		}
	})
}

func TestUndoTellsThatItIsTooLate(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		w.undoErr = &mail.Problem{Code: mail.NotFound}
		s.List().SelectAt(0)
		s.Moves().Delete()
		d.settle()
		s.Undo().Act()
		d.settle()
		if st := s.Undo().State(); st.Problem == nil || st.Undone {
			t.Errorf("the bar says %+v", st)
		}
	})
}

func TestMovesThatFailPutMessagesBack(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, f, _ := office(d)
		f.doErr = &mail.Problem{Code: mail.DiskFull}
		s.List().SelectAt(0)
		s.Moves().Archive()
		if s.List().State().Count != 99 {
			t.Error("the row does not go at once")
		}
		d.settle()
		if s.List().State().Count != 100 {
			t.Error("the row does not come back")
		}
		if st := s.Undo().State(); st.Problem == nil || s.Undo().CanTakeBack() {
			t.Errorf("the bar says %+v", st)
		}
	})
}

func TestMovesDoNotFlickerWhileTheStoreIsBehind(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, f, _ := office(d)
		f.reading = make(gate)
		f.applied = func(mail.Operation) { f.ids[1] = without(f.ids[1], map[mail.MessageID]bool{100: true}) }
		s.List().Reload() // reads what is there before the move
		s.List().SelectAt(0)
		s.Moves().Archive()
		close(f.reading)
		counts := map[int]bool{}
		s.List().Observe(func(l ListState) { counts[l.Count] = true })
		d.settle()
		if len(counts) != 1 || !counts[99] {
			t.Errorf("the list had %v rows", counts)
		}
	})
}

func TestFlagsShowAtOnce(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, f, _ := office(d)
		s.List().Row(0)
		d.settle()
		s.List().SelectAt(0)
		s.List().Extend(2)
		s.Moves().ToggleStar()
		if !s.List().Row(2).Message.Flags.Has(mail.Flagged) {
			t.Error("the star does not show at once")
		}
		if s.Undo().State().Deed != (Deed{Kind: DeedStarred, Count: 3}) {
			t.Errorf("the bar says %+v", s.Undo().State())
		}
		d.settle()
		if len(f.done) != 1 {
			t.Errorf("did %v", f.done)
		}
	})
}

func TestTargetsBeginWithTheLastOne(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, _ := office(d)
		s.List().SelectAt(0)
		names := func() (list []string) {
			for _, f := range s.Moves().Targets() {
				list = append(list, f.Path)
			}
			return list
		}
		if got := names(); !slices.Equal(got, []string{"Archive", "项目/华东", "Sent", "Junk", "Trash"}) {
			t.Errorf("targets %v", got)
		}
		s.Moves().To(3)
		d.settle()
		if got := names(); got[0] != "项目/华东" {
			t.Errorf("targets after a move %v", got)
		}
	})
}
