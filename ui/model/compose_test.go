package model

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
)

// newLetterWindow opens a window for a new message.
func newLetterWindow(d *desk, s *Shell) *Compose {
	s.Write()
	d.settle()
	open := s.Writing()
	return open[len(open)-1]
}

func TestComposeIsOnDiskWithinASecond(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		c := newLetterWindow(d, s)
		for _, text := range []string{"你", "你好", "你好，"} { // typing does not put the save off
			c.SetText(text)
			time.Sleep(300 * time.Millisecond)
			d.settle()
		}
		if got := w.drafts[1].Text; got == "" {
			t.Fatal("nothing is on disk after 900 ms")
		}
		time.Sleep(time.Second)
		d.settle()
		if got := w.drafts[1]; got.Text != "你好，" || len(w.drafts) != 1 {
			t.Errorf("on disk: %q in %d drafts", got.Text, len(w.drafts))
		}
		if st := c.State(); st.Save != SaveDone || st.Draft.ID != 1 || st.SavedAt.IsZero() {
			t.Errorf("the window says %s, draft %d", st.Save, st.Draft.ID)
		}
		saves := w.saves
		time.Sleep(time.Minute)
		d.settle()
		if w.saves != saves {
			t.Error("it saves what did not change")
		}
	})
}

func TestComposeHasOneSaveUnderWay(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		w.saving = make(gate)
		c := newLetterWindow(d, s)
		c.SetSubject("a")
		time.Sleep(time.Second)
		d.settle()
		c.SetSubject("ab")
		time.Sleep(time.Second)
		d.settle()
		c.Close() // while the first save hangs
		d.settle()
		if len(s.Writing()) != 1 {
			t.Fatal("the window closes before its text is on disk")
		}
		close(w.saving)
		d.settle()
		if got := w.drafts[1]; got.Subject != "ab" || len(w.drafts) != 1 || w.saves != 2 {
			t.Errorf("%q in %d drafts after %d saves", got.Subject, len(w.drafts), w.saves)
		}
		if len(s.Writing()) != 0 || !slices.Equal(w.left, []mail.DraftID{1}) {
			t.Errorf("%d windows, left %v", len(s.Writing()), w.left)
		}
		if s.Undo().State().Deed.Kind != DeedKept {
			t.Errorf("the bar says %+v", s.Undo().State())
		}
	})
}

func TestComposeStaysOpenWhenItCannotBeSaved(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		w.saveErr = &mail.Problem{Code: mail.DiskFull}
		c := newLetterWindow(d, s)
		c.SetText("x")
		c.Close()
		d.settle()
		if len(s.Writing()) != 1 || c.State().SaveErr == nil {
			t.Fatal("the window closed on a text that is not on disk")
		}
		w.saveErr = nil
		time.Sleep(retryPause + time.Second)
		d.settle()
		if c.State().Save != SaveDone || w.drafts[1].Text != "x" {
			t.Error("it does not try again")
		}
	})
}

func TestComposeLeavesNothingWhenNothingWasWritten(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		newLetterWindow(d, s).Close()
		w.begin = mail.Composition{ID: 40, Text: "> quoted", Files: []mail.DraftFile{{ID: 1}}} // a forward stores files
		c := newLetterWindow(d, s)
		c.SetText("> quoted, and more")
		c.SetText("> quoted")
		c.Close()
		d.settle()
		if len(s.Writing()) != 0 || len(w.drafts) != 0 || !slices.Equal(w.gone, []mail.DraftID{40}) {
			t.Errorf("%d windows, drafts %v, removed %v", len(s.Writing()), w.drafts, w.gone)
		}
		if s.Undo().State().Deed.Kind != DeedNone {
			t.Errorf("the bar says %+v", s.Undo().State())
		}
	})
}

func TestComposeDiscardCanBeTakenBack(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		discard := func() {
			c := newLetterWindow(d, s)
			c.SetText("x")
			c.Discard()
			d.settle()
		}
		discard()
		s.Undo().Act()
		d.settle()
		if len(w.gone) != 0 || len(s.Writing()) != 1 || s.Writing()[0].State().Draft.Text != "x" {
			t.Fatalf("removed %v, %d windows", w.gone, len(s.Writing()))
		}
		s.Writing()[0].Discard()
		time.Sleep(offered + time.Second)
		d.settle()
		if !slices.Equal(w.gone, []mail.DraftID{1}) {
			t.Errorf("removed %v once it is too late", w.gone)
		}
	})
}

func TestComposeKeptDraftCanBeDiscarded(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		c := newLetterWindow(d, s)
		c.SetText("x")
		c.Close()
		d.settle()
		if s.Undo().CanTakeBack() {
			t.Error("the keys that take back would discard a draft")
		}
		s.Undo().Act()
		if s.Undo().State().Deed.Kind != DeedDiscarded {
			t.Errorf("the bar says %+v", s.Undo().State())
		}
		time.Sleep(offered + time.Second)
		d.settle()
		if len(w.gone) != 1 {
			t.Error("the draft is still there")
		}
	})
}

func TestComposeAttaches(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		m := newLetterWindow(d, s)
		m.Attach("a.txt", func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("hello")), nil })
		m.Close() // while the file is on its way
		d.settle()
		if got := w.drafts[1].Files; len(got) != 1 || got[0].Name != "a.txt" || w.files[got[0].ID] != "hello" {
			t.Errorf("files %+v, %v", got, w.files)
		}
		if len(s.Writing()) != 0 {
			t.Error("the window stays open")
		}
	})
}

func TestComposeSaysThatAFileCannotBeRead(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, _ := office(d)
		m := newLetterWindow(d, s)
		m.Attach("a.txt", func() (io.ReadCloser, error) { return nil, io.ErrUnexpectedEOF })
		d.settle()
		if st := m.State(); st.Problem == nil || st.Files != 0 {
			t.Errorf("%+v", st)
		}
	})
}

func TestDraftsOpenOnce(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, f, _ := office(d)
		f.fill(8, 800, 800)
		if s.EditDraft(100) {
			t.Error("a message of the inbox is edited")
		}
		s.Sidebar().Select(8)
		d.settle()
		raised := 0
		for range 2 {
			if !s.EditDraft(800) {
				t.Error("a draft is not edited")
			}
			d.settle()
			s.Writing()[0].OnRaise(func() { raised++ })
		}
		if len(s.Writing()) != 1 || raised != 1 {
			t.Errorf("%d windows, raised %d times", len(s.Writing()), raised)
		}
	})
}

func TestRestSavesWhatIsBeingWritten(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		m := newLetterWindow(d, s)
		m.SetText("x")
		if err := s.Rest(t.Context()); err != nil || w.drafts[1].Text != "x" {
			t.Errorf("%v, on disk %v", err, w.drafts)
		}
	})
}

func TestWriteToBeginsWithTheAddress(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		s.WriteTo("a@b.cn")
		d.settle()
		m := s.Writing()[0]
		if m.State().Draft.To != "a@b.cn" {
			t.Errorf("goes to %q", m.State().Draft.To)
		}
		m.Close()
		d.settle()
		if len(s.Writing()) != 0 || len(w.drafts) != 0 {
			t.Error("a link that was pressed leaves a draft behind")
		}
	})
}
