package model

import (
	"context"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/search"
)

func TestNamesFit(t *testing.T) {
	for _, c := range []struct {
		name, typed string
		score       int
		marked      string
	}{
		{"收件箱", "收件箱", fitsWhole, "收件箱"},
		{"Inbox", "in", fitsStart, "In"},
		{"项目 · 华东", "华", fitsWord, "华"},
		{"项目 · 华东", "xm", fitsSound, "项目"},
		{"李娜", "lina", fitsSound, "李娜"},
		{"李娜", "ln", fitsSound, "李娜"},
		{"Meeting notes", "eting", fitsInside, "eting"},
		{"Meeting notes", "mtgn", fitsLetter, "M|t|g|n"},
		{"Meeting notes", "xyz", 0, ""},
		{"Meeting notes", "mz", 0, ""},
	} {
		score, marks := fit(c.name, c.typed)
		var marked []string
		for _, m := range marks {
			marked = append(marked, c.name[m.Start:m.End])
		}
		if got := strings.Join(marked, "|"); score != c.score || c.score != fitsLetter && got != c.marked {
			t.Errorf("%q in %q: %d %q, want %d %q", c.typed, c.name, score, got, c.score, c.marked)
		}
	}
}

// atSwitcher opens a shell with folders, searching and people.
func atSwitcher(t *testing.T, test func(d *desk, s *Shell, known *fakeKnown)) {
	atDesk(t, func(t *testing.T, d *desk) {
		f, known := mailbox(), &fakeKnown{}
		s := NewShell(Config{
			Scope: d.scope, Setup: &fakeSetup{}, Reader: f, Mailer: f, Subscriber: f, Prefs: f, Language: "zh-CN",
			Searcher: &fakeSearcher{total: 2, hold: map[string]gate{}}, Saved: known, People: known,
		})
		s.Start()
		d.settle()
		s.Switcher().Observe(func(t Target) string {
			return t.Folder.Path + string(t.Action) + t.Message.Envelope.Subject + t.Saved.Name + t.Person.Name
		}, func(SwitcherState) {})
		test(d, s, known)
	})
}

// fakeKnown keeps searches and people in memory.
type fakeKnown struct{ list []search.Saved }

func (k *fakeKnown) SavedSearches(context.Context) ([]search.Saved, error) {
	return slices.Clone(k.list), nil
}

func (k *fakeKnown) SaveSearch(_ context.Context, s search.Saved) error {
	k.list = append(k.list, s)
	return nil
}

func (k *fakeKnown) RemoveSavedSearch(_ context.Context, name string) error {
	k.list = slices.DeleteFunc(k.list, func(s search.Saved) bool { return s.Name == name })
	return nil
}

func (k *fakeKnown) People(context.Context, int) ([]mail.Address, error) {
	return []mail.Address{{Name: "李娜", Local: "lina", Domain: "corp.example"}, {Name: "Alice Smith", Local: "alice", Domain: "example.org"}}, nil
}

func targets(s *Shell) (list []string) {
	for _, t := range s.Switcher().State().Targets {
		list = append(list, string(t.Kind)+" "+t.Name)
	}
	return list
}

func TestSwitcherLeadsToFoldersPeopleMessagesAndActions(t *testing.T) {
	atSwitcher(t, func(d *desk, s *Shell, _ *fakeKnown) {
		s.Switcher().Open()
		d.settle()
		if got := targets(s); !slices.Contains(got, "folder INBOX") || !slices.Contains(got, "action settings") || slices.Contains(got, "person 李娜") {
			t.Errorf("nothing typed: %q", got)
		}
		for _, c := range []struct {
			typed, first string
			then         func() bool
		}{
			{"xmhd", "folder 项目/华东", func() bool { return s.List().State().Folder.ID == 3 }},
			{"ln", "person 李娜", func() bool { return strings.Contains(s.Search().State().Text, "lina@corp.example") }},
			{"settings", "action settings", func() bool { return s.State().Settings }},
			{"quarter", "message quarter", func() bool { return s.List().State().Folder.ID == 1 && !s.Search().State().Open }},
		} {
			s.Switcher().Open()
			s.Switcher().Type(c.typed)
			d.settle()
			if got := targets(s); len(got) == 0 || got[0] != c.first {
				t.Errorf("%q: %q", c.typed, got)
			}
			s.Switcher().Take(0)
			d.settle()
			if s.Switcher().State().Open || !c.then() {
				t.Errorf("%q did not lead there", c.typed)
			}
		}
	})
}

func TestSwitcherOffersWhatWasReadLast(t *testing.T) {
	atSwitcher(t, func(d *desk, s *Shell, _ *fakeKnown) {
		s.List().Row(0) // has it read
		d.settle()
		s.List().SelectAt(4)
		d.settle()
		s.List().SelectAt(2)
		d.settle()
		s.Switcher().Open()
		d.settle()
		first := s.Switcher().State().Targets[:2]
		if first[0].Message.ID != s.List().Row(2).ID || first[1].Message.ID != s.List().Row(4).ID {
			t.Errorf("first %+v", first)
		}
		s.Switcher().Move(-1)
		s.Switcher().Move(1)
		if s.Switcher().State().At != 1 {
			t.Errorf("at %d", s.Switcher().State().At)
		}
		s.Switcher().Close()
		if s.Switcher().State().Open {
			t.Error("it does not close")
		}
	})
}

func TestSearchesAreKeptAndForgotten(t *testing.T) {
	atSwitcher(t, func(d *desk, s *Shell, known *fakeKnown) {
		find := s.Search()
		find.SetText("a OR b")
		find.Narrow(Filter{Kind: FilterFolder, Folder: 3})
		d.settle()
		find.Keep()
		d.settle()
		want := search.Saved{Name: `(a OR b) in:"项目/华东"`, Query: `(a OR b) in:"项目/华东"`}
		if !slices.Equal(known.list, []search.Saved{want}) || !slices.Equal(s.Sidebar().State().Saved, known.list) || find.CanKeep() {
			t.Fatalf("kept %q", known.list)
		}
		find.Close()
		find.OpenSaved(want)
		d.settle()
		if !find.State().Open || find.KeptAs() != want.Query {
			t.Error("what was kept is not searched for")
		}
		find.Forget(want.Name)
		d.settle()
		if len(s.Sidebar().State().Saved) != 0 || !find.CanKeep() {
			t.Error("what was forgotten is still there")
		}
	})
}

func TestHintsCompleteWhatIsTyped(t *testing.T) {
	atSwitcher(t, func(d *desk, s *Shell, _ *fakeKnown) {
		s.Search().ReadPeople()
		d.settle()
		for _, c := range []struct {
			typed   string
			chinese bool
			first   string // "" for none
		}{
			{"", false, "from:"},
			{"", true, "发件人:"},
			{"fr", true, "from:"},
			{"发", false, "发件人:"},
			{"发票 fr", false, "发票 from:"},
			{"from:li", false, "from:lina@corp.example "},
			{"from:ln", false, "from:lina@corp.example "},
			{"x 发件人：ali", true, "x 发件人：alice@example.org "},
			{"-from:Al", false, "-from:alice@example.org "},
			{"in:hd", false, "in:项目/华东 "},
			{"in:xmhd", false, "in:项目/华东 "},
			{"在:inb", true, "在:INBOX "},
			{"is:un", false, "is:unread "},
			{"是:未", true, "是:未读 "},
			{"on:last", false, `on:"last week" `},
			{"hello", false, ""},
			{"from:li ", false, ""},
			{`subject:"a fr`, false, ""},
		} {
			got := ""
			if hints := s.Search().Hints(c.typed, c.chinese); len(hints) > 0 {
				got = hints[0].Text
			}
			if got != c.first {
				t.Errorf("%q: %q, want %q", c.typed, got, c.first)
			}
		}
	})
}
