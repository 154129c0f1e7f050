package model

import (
	"context"
	"slices"
	"testing"

	"letterbox/mail"
)

// fakeKeeping is a model.Keeping that waits at its gate to free.
type fakeKeeping struct {
	size  int64
	freed int64
	err   error
	held  gate
}

func (f *fakeKeeping) Size(context.Context, mail.AccountID) (int64, error) {
	return f.size, f.err
}

func (f *fakeKeeping) Free(ctx context.Context, _ mail.AccountID) (int64, error) {
	if err := f.held.pass(ctx); err != nil {
		return 0, err
	}
	f.size -= f.freed
	return f.freed, f.err
}

// keptSettings is the settings of two accounts with what measures them.
func keptSettings(d *desk, f *fakeKeeping, prefs map[string]string, p *Policy) (*Settings, *[]mail.AccountID) {
	s := NewSettings(d.scope, &fakeMail{prefs: prefs}, nil, "en", func() {})
	refreshed := &[]mail.AccountID{}
	s.obey(p)
	s.keepWith(f, func(id mail.AccountID) { *refreshed = append(*refreshed, id) })
	s.setAccounts([]mail.Account{{ID: 1}, {ID: 2}})
	return s, refreshed
}

func TestSettingsOfAnAccountAreKept(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		prefs := map[string]string{"undo_send": "20", "signature.2": "Ada", "window_days.2": "90", "window_days.1": "31"}
		s, refreshed := keptSettings(d, &fakeKeeping{size: 100}, prefs, nil)
		if s.State().UndoSend != 20 {
			t.Errorf("waits %d seconds", s.State().UndoSend)
		}
		s.SetUndoSend(0)
		s.Edit(1)
		if s.State().Window != 0 {
			t.Errorf("a number that cannot be chosen counts: %d", s.State().Window)
		}
		s.Edit(2)
		d.settle()
		if st := s.State(); st.Signature != "Ada" || st.Window != 90 || !st.Room.Known || st.Room.Size != 100 || st.Room.Freed != -1 {
			t.Errorf("%+v", st)
		}
		s.SetSignature(2, "Ada\nKing")
		s.SetWindow(30)
		if len(*refreshed) != 0 {
			t.Error("a shorter time has the server asked")
		}
		s.SetWindow(0)
		if !slices.Equal(*refreshed, []mail.AccountID{2}) {
			t.Errorf("a longer time has %v asked", *refreshed)
		}
		if prefs["signature.2"] != "Ada\nKing" || prefs["window_days.2"] != "0" || prefs["undo_send"] != "0" {
			t.Errorf("kept %v", prefs)
		}
		s.setAccounts([]mail.Account{{ID: 1}})
		if st := s.State(); st.Editing != 0 || st.Signature != "" {
			t.Errorf("an account that is gone stays open: %+v", st)
		}
	})
}

func TestSettingsFreeSpace(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := &fakeKeeping{size: 100, freed: 60, held: make(gate)}
		s, _ := keptSettings(d, f, map[string]string{}, nil)
		s.Free()
		s.Edit(1)
		d.settle()
		s.Free()
		s.Free()
		if !s.State().Room.Freeing {
			t.Error("nothing says that space is being freed")
		}
		close(f.held)
		d.settle()
		if r := s.State().Room; r.Freeing || r.Freed != 60 || r.Size != 40 {
			t.Errorf("%+v", r)
		}
		f.err = &mail.Problem{Code: mail.DiskFull}
		s.Free()
		d.settle()
		if st := s.State(); st.Problem == nil || st.Room.Known {
			t.Errorf("a failure is not told: %+v", st)
		}
	})
}

func TestSettingsKeepToThePolicy(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		prefs := map[string]string{"window_days.1": "365"}
		p := &Policy{Window: func() (int, bool) { return 30, true }, Locks: func(key string) bool { return key == PrefUndoSend }}
		s, _ := keptSettings(d, &fakeKeeping{}, prefs, p)
		s.Edit(1)
		s.SetWindow(0)
		s.SetUndoSend(30)
		if st := s.State(); st.Window != 30 || !st.WindowLocked || st.UndoSend != 10 || prefs["window_days.1"] != "365" {
			t.Errorf("%+v, kept %v", st, prefs)
		}
	})
}
