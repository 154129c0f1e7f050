package model

import (
	"slices"
	"testing"
	"time"

	"letterbox/mail"
)

func shellAt(d *desk, f *fakeMail) *Shell {
	s := NewShell(Config{
		Scope: d.scope, Setup: &fakeSetup{}, Reader: f, Mailer: f, Subscriber: f, Prefs: f, Language: "zh-CN",
	})
	s.Start()
	d.settle()
	return s
}

func mailbox() *fakeMail {
	f := newFakeMail()
	f.accounts = []mail.Account{{ID: 1, Address: mail.Address{Local: "li", Domain: "corp.example"}}}
	f.folders[1] = []mail.Folder{
		{ID: 2, Account: 1, Path: "Sent", Delimiter: "/", Role: mail.RoleSent, Selectable: true, Unread: 4, Total: 10},
		{ID: 1, Account: 1, Path: "INBOX", Delimiter: "/", Role: mail.RoleInbox, Selectable: true, Unread: 12, Total: 100, Sync: mail.SyncState{Exists: 120}},
		{ID: 3, Account: 1, Path: "项目/华东", Delimiter: "/", Selectable: true, Unread: 3},
		{ID: 4, Account: 1, Path: "项目", Delimiter: "/"},
	}
	f.fill(1, 1, 100)
	f.statuses = []mail.SyncStatus{{Account: 1, Activity: mail.Watching, Checked: time.Unix(100, 0)}}
	return f
}

func TestShellWizardFirstThenMailbox(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := newFakeMail()
		s := shellAt(d, f)
		if s.State().Screen != ScreenWizard || s.Wizard() == nil {
			t.Fatalf("without accounts: %s", s.State().Screen)
		}
		*f = *mailbox()
		s.Wizard().TryDemo()
		d.settle()
		s.Wizard().Next()
		d.settle()
		if s.State().Screen != ScreenMailbox || s.Wizard() != nil {
			t.Errorf("after binding: %s", s.State().Screen)
		}
		if s.List().State().Count != 100 || !slices.Equal(f.focused, []mail.FolderID{1}) {
			t.Errorf("%d rows, focused %v", s.List().State().Count, f.focused)
		}
	})
}

func TestShellTellsWhatWasRepairedUntilItIsRead(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		repaired := &mail.Problem{Code: mail.CacheDamaged}
		f := mailbox()
		s := NewShell(Config{Scope: d.scope, Setup: &fakeSetup{}, Reader: f, Mailer: f, Subscriber: f, Prefs: f, Notice: repaired})
		var drawn []*mail.Problem
		s.Observe(func(st ShellState) { drawn = append(drawn, st.Notice) })
		s.DismissNotice()
		if !slices.Equal(drawn, []*mail.Problem{repaired, nil}) {
			t.Errorf("drawn %v", drawn)
		}
	})
}

func TestShellOpensTheMessageThatIsSelected(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := mailbox()
		f.bodies[100] = mail.Body{Text: "hello"}
		s := shellAt(d, f)
		s.List().Move(1)
		d.settle()
		if l := s.Letter().State(); l.ID != 100 || l.Body.Text != "hello" {
			t.Errorf("reads %d %q", l.ID, l.Body.Text)
		}
		s.Sidebar().Select(3)
		d.settle()
		if s.Letter().State().Phase != LetterNone || s.List().State().Folder.ID != 3 {
			t.Error("another folder still shows the old message")
		}
		if f.prefs[prefFolder] != "3" {
			t.Error("the folder is not remembered")
		}
	})
}

func TestShellEventsReachEveryPresenter(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := mailbox()
		s := shellAt(d, f)
		f.fill(1, 101, 101)
		f.folders[1][1].Unread = 13
		f.statuses = []mail.SyncStatus{{Account: 1, Activity: mail.Waiting, Problem: &mail.Problem{Code: mail.Offline}}}
		f.events <- []mail.Event{mail.Resync{}}
		time.Sleep(2 * frame)
		d.settle()
		if n := s.List().State().Count; n != 101 {
			t.Errorf("list has %d rows", n)
		}
		if n := s.Sidebar().State().Accounts[0].Folders[0].Count; n != 13 {
			t.Errorf("sidebar counts %d", n)
		}
		if st := s.Status().State(); !st.Offline || st.Worst.Problem.Code != mail.Offline {
			t.Errorf("status %+v", st)
		}
	})
}

func TestShellAccountsUnreadable(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := mailbox()
		f.err = &mail.Problem{Code: mail.StorageFailed}
		s := shellAt(d, f)
		if s.State().Problem == nil || s.State().Screen != ScreenStarting {
			t.Fatalf("screen %s", s.State().Screen)
		}
		f.err = nil
		s.Reload()
		d.settle()
		if s.State().Problem != nil || s.State().Screen != ScreenMailbox {
			t.Errorf("after trying again: %s", s.State().Screen)
		}
	})
}

func TestShellAddAccountShowsItsInbox(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := mailbox()
		s := shellAt(d, f)
		s.AddAccount()
		if !s.Wizard().State().CanCancel {
			t.Fatal("no way back to the mailbox")
		}
		f.accounts = append(f.accounts, mail.Account{ID: 9})
		s.Wizard().TryDemo()
		d.settle()
		s.Wizard().Next()
		d.settle()
		f.folders[9] = []mail.Folder{{ID: 20, Account: 9, Path: "INBOX", Role: mail.RoleInbox, Selectable: true}}
		s.Apply([]mail.Event{mail.FoldersChanged{Account: 9}})
		d.settle()
		if s.List().State().Folder.ID != 20 {
			t.Errorf("shows folder %d", s.List().State().Folder.ID)
		}
	})
}

func TestSidebarOrderAndNames(t *testing.T) {
	folders := []mail.Folder{
		{ID: 1, Path: "INBOX", Delimiter: ".", Role: mail.RoleInbox, Selectable: true, Unread: 2},
		{ID: 2, Path: "INBOX.Bills", Delimiter: ".", Selectable: true},
		{ID: 3, Path: "[Gmail]", Delimiter: "."},
		{ID: 4, Path: "[Gmail].Trash", Delimiter: ".", Role: mail.RoleTrash, Selectable: true, Unread: 9},
		{ID: 5, Path: "[Gmail].Drafts", Delimiter: ".", Role: mail.RoleDrafts, Selectable: true, Total: 1},
		{ID: 6, Path: "Work", Delimiter: ".", Selectable: true},
		{ID: 7, Path: "Work.A", Delimiter: ".", Selectable: true, Unread: 3},
		{ID: 8, Path: "Old", Delimiter: "."},
		{ID: 9, Path: "Old.2020", Delimiter: ".", Selectable: true},
	}
	lines := arrange(folders, nil)
	want := []struct {
		id    mail.FolderID
		depth int
		count int
		names int
	}{{1, 0, 2, 1}, {5, 0, 1, 1}, {4, 0, 0, 1}, {2, 0, 0, 1}, {9, 0, 0, 2}, {6, 0, 0, 1}, {7, 1, 3, 1}}
	if len(lines) != len(want) {
		t.Fatalf("%d lines, want %d: %+v", len(lines), len(want), lines)
	}
	for i, w := range want {
		l := lines[i]
		if l.Folder.ID != w.id || l.Depth != w.depth || l.Count != w.count || len(l.Names) != w.names {
			t.Errorf("line %d: %d depth %d count %d names %v", i, l.Folder.ID, l.Depth, l.Count, l.Names)
		}
	}
	folded := arrange(folders, map[mail.FolderID]bool{6: true})
	if last := folded[len(folded)-1]; last.Folder.ID != 6 || last.Count != 3 || !last.Folded {
		t.Errorf("folded: %+v", last)
	}
}

func TestSidebarMovesOverFolders(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		s := shellAt(d, mailbox())
		var seen []mail.FolderID
		for range 4 {
			seen = append(seen, s.Sidebar().State().Selected)
			s.Sidebar().Move(1)
		}
		if !slices.Equal(seen, []mail.FolderID{1, 2, 3, 3}) {
			t.Errorf("visited %v", seen)
		}
		d.settle()
	})
}

func TestStatusWorstWins(t *testing.T) {
	f := newFakeMail()
	s := NewStatus(f)
	f.statuses = []mail.SyncStatus{
		{Account: 1, Activity: mail.Watching, Checked: time.Unix(50, 0)},
		{Account: 2, Activity: mail.NeedsAttention, Checked: time.Unix(20, 0), Problem: &mail.Problem{Code: mail.SignInExpired}},
		{Account: 3, Activity: mail.Pulling, Checked: time.Unix(30, 0)},
	}
	s.setFolders([]accountFolders{{mail.Account{ID: 2, Label: "two"}, []mail.Folder{{Total: 5, Sync: mail.SyncState{Exists: 9}}, {Total: 3}}}})
	s.Update()
	st := s.State()
	if st.Worst.Account != 2 || st.Account.Label != "two" || st.Offline || !st.Several {
		t.Errorf("status %+v", st)
	}
	if !st.Checked.Equal(time.Unix(20, 0)) || st.Stored != 8 || st.Of != 12 {
		t.Errorf("checked %s, %d of %d", st.Checked, st.Stored, st.Of)
	}
	s.Refresh()
	if !slices.Equal(f.refreshed, []mail.AccountID{1, 2, 3}) {
		t.Errorf("refreshed %v", f.refreshed)
	}
}

func TestSettingsSwitchLiveAndLast(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		f := mailbox()
		s := shellAt(d, f)
		var seen []ShellState
		s.Observe(func(st ShellState) { seen = append(seen, st) })
		s.Settings().SetLanguage("en")
		s.Settings().SetTheme(ThemeDark)
		if last := seen[len(seen)-1]; last.Language != "en" || last.Theme != ThemeDark {
			t.Errorf("shell shows %q %q", last.Language, last.Theme)
		}
		again := NewSettings(d.scope, f, nil, "zh-CN", func() {})
		if st := again.State(); st.Language != "en" || st.Theme != ThemeDark || st.CanChange {
			t.Errorf("next start: %+v", st)
		}
	})
}
