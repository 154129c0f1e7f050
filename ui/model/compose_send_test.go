package model

import (
	"errors"
	"slices"
	"testing"
	"time"

	"letterbox/mail"
)

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
