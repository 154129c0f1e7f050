package model

import (
	"errors"
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

func TestComposeTellsWhatIsMissingAtTheField(t *testing.T) {
	cases := []struct {
		name, to, cc string
		want         map[ComposeField]Wrong
	}{
		{"nobody", " ; ", "", map[ComposeField]Wrong{FieldTo: {Err: mail.ErrAddressEmpty}}},
		{"a name", "李娜", "", map[ComposeField]Wrong{FieldTo: {"李娜", mail.ErrAddressNoAt}}},
		{"one of two", "a@b.cn，c@d", "x@", map[ComposeField]Wrong{FieldTo: {"c@d", mail.ErrAddressDomain}, FieldCc: {"x@", mail.ErrAddressDomain}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			atDesk(t, func(t *testing.T, d *desk) {
				s, _, w := office(d)
				m := newLetterWindow(d, s)
				m.SetField(FieldTo, c.to)
				m.SetField(FieldCc, c.cc)
				m.Send()
				d.settle()
				got := m.State().Wrong
				for f, want := range c.want {
					if got[f].Typed != want.Typed || !errors.Is(got[f].Err, want.Err) {
						t.Errorf("%s: %+v, want %+v", f, got[f], want)
					}
				}
				if len(got) != len(c.want) || len(w.sent) != 0 {
					t.Errorf("%v, sent %d", got, len(w.sent))
				}
				m.SetField(FieldTo, "a@b.cn")
				if m.State().Wrong != nil {
					t.Error("it still says so while it is being corrected")
				}
			})
		})
	}
}

func TestComposeAsksForTheForgottenAttachment(t *testing.T) {
	cases := []struct {
		text string
		asks bool
	}{
		{"请见附件。", true},
		{"I have attached the file.", true},
		{"好的。\n> 请见附件。", false},
		{"See below.\n\n---------- Forwarded message\nthe attachment", false},
		{"The attache called.", false},
	}
	for _, c := range cases {
		atDesk(t, func(t *testing.T, d *desk) {
			s, _, w := office(d)
			m := newLetterWindow(d, s)
			m.SetField(FieldTo, "a@b.cn")
			m.SetText(c.text)
			m.Send()
			d.settle()
			if m.State().Forgot != c.asks || (len(w.sent) == 0) != c.asks {
				t.Errorf("%q: asks %v, sent %d", c.text, m.State().Forgot, len(w.sent))
			}
			m.Send() // the second time is an answer
			d.settle()
			if len(w.sent) != 1 {
				t.Errorf("%q: sent %d after the answer", c.text, len(w.sent))
			}
		})
	}
}

func TestComposeSendCanBeTakenBack(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		m := newLetterWindow(d, s)
		m.SetField(FieldTo, "李娜 <lina@b.cn>；\"Zhang, Wei\" <z@b.cn>")
		m.SetSubject("你好")
		m.Send()
		d.settle()
		if len(s.Writing()) != 0 || len(w.sent) != 1 || w.sent[0].To != `李娜 <lina@b.cn>, "Zhang, Wei" <z@b.cn>` {
			t.Fatalf("%d windows, sent %+v", len(s.Writing()), w.sent)
		}
		time.Sleep(3*time.Second + time.Millisecond)
		d.settle()
		if st := s.Undo().State(); st.Deed.Kind != DeedSending || st.Left != 7 {
			t.Errorf("the bar says %+v", st)
		}
		s.Undo().Act()
		d.settle()
		if len(s.Writing()) != 1 || s.Writing()[0].State().Draft.Subject != "你好" || len(w.outgoing) != 0 {
			t.Errorf("%d windows, outbox %v", len(s.Writing()), w.outgoing)
		}
	})
}

func TestComposeKeepsWhatCouldNotBeQueued(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		w.sendErr = &mail.Problem{Code: mail.DiskFull}
		m := newLetterWindow(d, s)
		m.SetField(FieldTo, "a@b.cn")
		m.Send()
		d.settle()
		if st := m.State(); st.Problem == nil || st.Sending || len(s.Writing()) != 1 {
			t.Errorf("%+v", st)
		}
		time.Sleep(time.Second)
		d.settle()
		if w.drafts[1].To != "a@b.cn" {
			t.Error("the draft is not kept")
		}
	})
}

func TestComposeCompletesPeople(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s, _, w := office(d)
		w.people = []mail.Address{{Name: "李娜", Local: "lina", Domain: "b.cn"}}
		m := newLetterWindow(d, s)
		m.SetField(FieldTo, "a@b.cn, 李")
		d.settle()
		if !slices.Equal(w.asked, []string{"李"}) || m.State().Suggesting != FieldTo {
			t.Fatalf("asked %v, suggests for %q", w.asked, m.State().Suggesting)
		}
		m.Choose(0)
		d.settle()
		if got := m.State(); got.Draft.To != "a@b.cn, 李娜 <lina@b.cn>, " || got.Suggesting != "" {
			t.Errorf("%q, suggests for %q", got.Draft.To, got.Suggesting)
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

func TestAddressListsAreReadAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{
		"a@b.cn":                           "a@b.cn",
		"a@b.cn;c@d.cn":                    "a@b.cn, c@d.cn",
		"ａ＠ｂ。ｃｎ、 c@d.cn，":                  "a@b.cn, c@d.cn",
		`"Li, Na" <a@b.cn>, 王强<c@d.cn>`:    `"Li, Na" <a@b.cn>, 王强 <c@d.cn>`,
		"nobody, a@b.cn":                   "nobody, a@b.cn",
		"Anna (work) <a@b.cn>":             `"Anna (work)" <a@b.cn>`,
		"a@b.cn\nc@d.cn\n":                 "a@b.cn, c@d.cn",
		`"unfinished, a@b.cn`:              `"unfinished, a@b.cn`,
		"<a@b.cn>, 李娜 ＜lina@corp.example＞": "a@b.cn, 李娜 <lina@corp.example>",
	} {
		if got := tidy(typed); got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
		if got := tidy(tidy(typed)); got != want {
			t.Errorf("%q changes again to %q", typed, got)
		}
	}
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
