package view

import (
	"context"
	"io"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/picturetest"
	"letterbox/ui/widget"
)

// desk is a window with a mailbox in it.
type desk struct {
	*sample
	shell  *model.Shell
	box    *Mailbox
	window fyne.Window
	saved  []string
	opened []string
	copied []string
}

// openDesk opens a sample mailbox. mode and lang are those of the settings.
func openDesk(t *testing.T, s *sample, mode widget.Mode, lang string, width, height float32) *desk {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(widget.NewTheme(func() widget.Mode { return mode }))
	d := &desk{sample: s}
	ctx, cancel := context.WithCancel(context.Background())
	scope := model.NewScope(ctx, s.post)
	t.Cleanup(func() { cancel(); scope.Wait() })
	known := &sampleKnown{}
	d.shell = model.NewShell(model.Config{
		Scope: scope, Setup: bench{}, Accounts: noAccounts{}, Reader: s, Mailer: s, Subscriber: s, Prefs: s, Language: lang, Notice: s.notice, Locks: s.locks,
		Writer: s.writer, Outbox: s.writer, Undoer: s.writer, Policy: s.policy, Comparer: s.comparer, Keeping: s.keeping, Collects: s.collects, Fetcher: s.fetcher, Conflicts: s.conflicts, Searcher: s.searcher, Saved: known, People: known, Servers: s.servers,
		OpenFile: func(context.Context, string, func(io.Writer) error) error { return nil },
	})
	d.shell.Start()
	d.box = NewMailbox(MailboxConfig{
		Shell: d.shell, Prefs: s, Now: func() time.Time { return sampleNow },
		SaveFile: func(name string, _ func(io.WriteCloser)) { d.saved = append(d.saved, name) },
		OpenLink: func(url string) { d.opened = append(d.opened, url) },
		Copy:     func(text string) { d.copied = append(d.copied, text) },
		Later:    s.post,
	})
	d.window = test.NewWindow(d.box)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(width, height))
	t.Cleanup(d.window.Close)
	d.until(t, func() bool { return d.shell.List().State().Folder.ID != 0 && !d.shell.List().State().Loading })
	d.rest(t)
	return d
}

// until runs what is posted until a condition holds.
func (d *desk) until(t *testing.T, ok func() bool) {
	t.Helper()
	limit := time.NewTimer(20 * time.Second)
	defer limit.Stop()
	for {
		for d.run() {
		}
		if ok() {
			return
		}
		select {
		case <-d.ready:
		case <-limit.C:
			t.Fatal("the condition did not come true")
		}
	}
}

// rest runs what is posted until every row in view is there.
func (d *desk) rest(t *testing.T) {
	t.Helper()
	if d.holdRows {
		return
	}
	d.until(t, func() bool {
		rows := d.box.list.rows
		rows.fill()
		for _, r := range rows.rows {
			if r.look.id != 0 && !r.loaded {
				return false
			}
		}
		return true
	})
}

// apart is how far a part of a color may be off.
const apart = 0x0800

// golden compares what the window shows with a picture in testdata.
func (d *desk) golden(t *testing.T, name string) {
	t.Helper()
	picturetest.Compare(t, "mailbox/"+name+".png", d.window.Canvas().Capture(), picturetest.Limits{Share: 1.0 / 2000, Apart: apart})
}

func TestMailboxPictures(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		for _, mode := range []widget.Mode{widget.ModeLight, widget.ModeDark} {
			name := lang[:2] + "-" + string(mode)
			t.Run(name, func(t *testing.T) {
				d := openDesk(t, newSample(), mode, lang, 1200, 760)
				d.shell.List().SelectAt(1)
				d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
				d.rest(t)
				d.golden(t, name)
			})
		}
	}
}

func TestMailboxPictureEmpty(t *testing.T) {
	s := newSample()
	s.ids[1] = nil
	s.folders[1][0].Total, s.folders[1][0].Unread = 0, 0
	d := openDesk(t, s, widget.ModeLight, "zh-CN", 1200, 760)
	d.golden(t, "empty")
}

func TestMailboxPictureFirstSync(t *testing.T) {
	s := newSample()
	s.ids[1] = nil
	s.folders[1][0].Total, s.folders[1][0].Unread, s.folders[1][0].Sync.Checked = 0, 0, time.Time{}
	s.status[0] = mail.SyncStatus{Account: 1, Activity: mail.Pulling, Folder: "INBOX", Done: 1200, Of: 31022}
	d := openDesk(t, s, widget.ModeLight, "zh-CN", 1200, 760)
	d.golden(t, "first-sync")
}

func TestMailboxPictureLoading(t *testing.T) {
	s := newSample()
	s.holdRows, s.holdBody = true, true
	d := openDesk(t, s, widget.ModeLight, "zh-CN", 1200, 760)
	d.shell.List().SelectAt(1)
	d.until(t, func() bool { return d.shell.Letter().State().Slow })
	d.golden(t, "loading")
}

func TestMailboxPictureGone(t *testing.T) {
	d := openDesk(t, newSample(), widget.ModeDark, "en", 1200, 760)
	delete(d.messages, 98)
	d.shell.List().SelectAt(2)
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterGone })
	d.golden(t, "gone")
}

func TestMailboxPictureOffline(t *testing.T) {
	s := newSample()
	s.status[0] = mail.SyncStatus{
		Account: 1, Activity: mail.Waiting, Checked: sampleNow.Add(-26 * time.Minute), Next: sampleNow.Add(2 * time.Minute),
		Problem: &mail.Problem{Code: mail.Offline},
	}
	s.bodyErr = &mail.Problem{Code: mail.BodyNotStored}
	d := openDesk(t, s, widget.ModeLight, "zh-CN", 1200, 760)
	d.shell.List().SelectAt(1)
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterAbsent })
	d.rest(t)
	d.golden(t, "offline")
}

func TestMailboxPictureAttention(t *testing.T) {
	s := newSample()
	s.status[0] = mail.SyncStatus{
		Account: 1, Activity: mail.NeedsAttention, Checked: sampleNow.Add(-26 * time.Minute),
		Problem: &mail.Problem{Code: mail.AuthRejected, Stage: mail.StageAuthenticate, Server: mail.Server{Protocol: mail.IMAP, Host: "imap.corp.example", Port: 993}},
	}
	for _, lang := range []string{"zh-CN", "en"} {
		d := openDesk(t, s, widget.ModeLight, lang, 1200, 760)
		d.golden(t, "attention-"+lang[:2])
	}
}

func TestMailboxPictureNotice(t *testing.T) {
	s := newSample()
	s.notice = &mail.Problem{Code: mail.CacheDamaged, Class: "PROFILE_SALVAGED", Facts: map[string]string{mail.FactPath: "/home/mo/.local/share/letterbox/damaged"}}
	for lang, mode := range map[string]widget.Mode{"zh-CN": widget.ModeLight, "en": widget.ModeDark} {
		d := openDesk(t, s, mode, lang, 1200, 760)
		d.shell.Observe(func(st model.ShellState) { d.box.DrawNotice(st.Notice) })
		d.golden(t, "notice-"+lang[:2])
		test.Tap(d.box.banner.buttons[0])
		if !d.box.banner.Hidden {
			t.Error("a notice that was read is still there")
		}
	}
}

func TestMailboxPictureNarrow(t *testing.T) {
	d := openDesk(t, newSample(), widget.ModeLight, "zh-CN", 820, 640)
	d.box.FocusList()
	d.rest(t)
	d.golden(t, "narrow-list")
	d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if d.shell.List().State().Selected != 0 {
		t.Error("an arrow key opened a message that nobody sees")
	}
	d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
	d.golden(t, "narrow-reader")
	d.box.Back()
	if d.box.list.Hidden {
		t.Error("going back does not show the list")
	}
}
