package view

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// refused is a model.ConflictReader of one change of every kind.
type refused []mail.Conflict

func (r refused) Conflicts(context.Context) ([]mail.Conflict, error) { return r, nil }

func everyConflict() refused {
	list := refused{
		{Kind: mail.KindMove, Folder: "INBOX", Target: "项目/华东", Messages: 3, Code: mail.QuotaExceeded, Reply: "NO [OVERQUOTA] mailbox is full"},
		{Kind: mail.KindSetFlags, Folder: "INBOX", Messages: 1, Code: mail.ServerRefused, Reply: "NO [NOPERM] read-only mailbox"},
		{Kind: mail.KindAppend, Folder: "Sent", Messages: 1, Code: mail.FolderMissing, Reply: "NO message too large"},
		{Kind: mail.KindCopy, Folder: "INBOX", Target: "Archive", Messages: 2, Code: mail.ServerRefused},
		{Kind: mail.KindDelete, Folder: "Trash", Messages: 4, Code: mail.ServerRefused},
		{Kind: mail.KindCreateFolder, Folder: "项目/华南", Code: mail.ServerRefused},
		{Kind: mail.KindRenameFolder, Folder: "项目/华北", Code: mail.ServerRefused},
		{Kind: mail.KindDeleteFolder, Folder: "Old", Code: mail.ServerRefused},
		{Kind: mail.KindSubscribe, Folder: "Lists", Code: mail.ServerRefused},
	}
	for i := range list {
		list[i].Role, list[i].Into = roleOf(list[i].Folder), roleOf(list[i].Target)
		list[i].Account, list[i].Noted = 1, sampleNow.Add(-time.Duration(i*i*40)*time.Minute)
	}
	return list
}

// roleOf is the role of a folder of the sample.
func roleOf(path string) mail.Role {
	for _, f := range newSample().folders[1] {
		if f.Path == path {
			return f.Role
		}
	}
	return mail.RoleNone
}

func TestConflictsLookAsDrawn(t *testing.T) {
	picturesOf(t, func(t *testing.T, lang words.Language, mode widget.Mode, suffix string) {
		t.Helper()
		s := newSample()
		s.conflicts = everyConflict()
		d := openDesk(t, s, mode, string(lang), 1200, 760)
		d.until(t, func() bool { return d.box.banner.unmade == 9 })
		d.golden(t, "conflicts-banner-"+suffix)
		d.shell.ShowConflicts()
		page := NewConflicts(ConflictsConfig{
			Conflicts: d.shell.OpenConflicts(), Language: lang, Now: func() time.Time { return sampleNow },
			Name: func(mail.AccountID) string { return "" }, Close: d.shell.CloseSupport,
		})
		w := test.NewWindow(page)
		t.Cleanup(w.Close)
		w.SetPadded(false)
		w.Resize(SheetSize)
		compare(t, w.Canvas().Capture(), "conflicts-"+suffix)
		if d.box.banner.Visible() {
			t.Error("the banner stays although the list was looked at")
		}
		page.Leave()
	})
}

func TestConflictsBannerOpensTheList(t *testing.T) {
	s := newSample()
	s.conflicts = everyConflict()[:1]
	d := openDesk(t, s, widget.ModeLight, "en", 1200, 760)
	d.until(t, func() bool { return d.box.banner.unmade == 1 })
	test.Tap(d.box.banner.buttons[0])
	if d.shell.OpenConflicts() == nil {
		t.Error("the banner does not lead to the list")
	}
	d.shell.CloseSupport()
	test.Tap(d.box.banner.buttons[1])
	if d.box.banner.Visible() || d.prefs[model.PrefConflicts] == "" {
		t.Error("what was read is told again")
	}
	page := NewConflicts(ConflictsConfig{
		Conflicts: d.shell.Conflicts(), Language: words.EN, Now: time.Now, Name: func(mail.AccountID) string { return "" }, Close: d.shell.CloseSupport,
	})
	d.shell.ShowConflicts()
	page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.shell.OpenConflicts() != nil {
		t.Error("Esc does not close the list")
	}
}
