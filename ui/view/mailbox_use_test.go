package view

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/picturetest"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

func (d *desk) press(key fyne.KeyName) {
	d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
}

// crowd is a sample with very many messages in the inbox.
func crowd(n int) *sample {
	s := newSample()
	body := s.messages[100]
	s.ids[1] = nil
	for id := mail.MessageID(n); id > 0; id-- {
		s.ids[1] = append(s.ids[1], id)
		m := body
		m.ID = id
		s.messages[id] = m
	}
	return s
}

func TestMailboxTabOrder(t *testing.T) {
	d := openDesk(t, newSample(), widget.ModeLight, "en", 1200, 760)
	d.shell.List().SelectAt(1)
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
	c := d.window.Canvas()
	want := []fyne.Focusable{
		d.box.side, d.box.list.rows, d.box.reader.strip.archive, d.box.reader.strip.remove,
		d.box.reader.strip.junk, d.box.reader.strip.move, d.box.reader.strip.read, d.box.reader.strip.reply, d.box.reader.strip.replyAll,
		d.box.reader.strip.forward, d.box.reader.head.star, d.box.reader.body,
	}
	for i, w := range want {
		c.FocusNext()
		if c.Focused() != w {
			t.Errorf("stop %d is %T, want %T", i+1, c.Focused(), w)
		}
	}
	seen := map[fyne.Focusable]bool{}
	for c.Focused() != nil && !seen[c.Focused()] {
		seen[c.Focused()] = true
		c.FocusNext()
	}
	for _, f := range []fyne.Focusable{d.box.reader.parts.cards[0], d.box.reader.parts.cards[1].save, d.box.bar.refresh, d.box.bar.settings} {
		if !seen[f] {
			t.Errorf("%T cannot be reached with Tab", f)
		}
	}
}

func TestMailboxKeysInTheList(t *testing.T) {
	d := openDesk(t, crowd(1000), widget.ModeLight, "en", 1200, 760)
	d.box.FocusList()
	for _, step := range []struct {
		key  fyne.KeyName
		want mail.MessageID
	}{
		{fyne.KeyDown, 1000},
		{fyne.KeyDown, 999},
		{fyne.KeyUp, 1000},
		{fyne.KeyUp, 1000},
		{fyne.KeyPageDown, 993},
		{fyne.KeyEnd, 1},
		{fyne.KeyPageUp, 8},
		{fyne.KeyHome, 1000},
	} {
		d.press(step.key)
		if got := d.shell.List().State().Selected; got != step.want {
			t.Errorf("%s selects %d, want %d", step.key, got, step.want)
		}
	}
	d.press(fyne.KeyEnd)
	d.rest(t)
	rows := d.box.list.rows
	if rows.offset != rows.extent() {
		t.Errorf("offset %d of %d after End", rows.offset, rows.extent())
	}
}

func TestMailboxSelectionByMouse(t *testing.T) {
	d := openDesk(t, newSample(), widget.ModeLight, "en", 1200, 760)
	test.TapCanvas(d.window.Canvas(), fyne.NewPos(400, 56+44+76+20))
	if got := d.shell.List().State().Selected; got != 99 {
		t.Errorf("a click selects %d", got)
	}
	if d.window.Canvas().Focused() != d.box.list.rows {
		t.Error("a click does not move the keyboard to the list")
	}
	test.TapCanvas(d.window.Canvas(), fyne.NewPos(60, 56+16+32+32*7+10))
	if got := d.shell.Sidebar().State().Selected; got != 8 {
		t.Errorf("a click in the sidebar selects folder %d", got)
	}
}

func TestMailboxRowsStayWhereTheyAre(t *testing.T) {
	s := crowd(1000)
	d := openDesk(t, s, widget.ModeLight, "zh-CN", 1200, 760)
	rows := d.box.list.rows
	for range 4 {
		rows.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -252.5)})
	}
	if rows.offset != 1010 {
		t.Errorf("four steps of 252.5 pixels scroll to %d", rows.offset)
	}
	d.rest(t)
	anchor, offset := rows.anchor, rows.offset
	for id := mail.MessageID(1001); id <= 1003; id++ {
		m := s.messages[1]
		m.ID = id
		s.messages[id] = m
		s.ids[1] = append([]mail.MessageID{id}, s.ids[1]...)
	}
	d.shell.Apply([]mail.Event{mail.MessagesChanged{Account: 1, Folder: 1}})
	d.until(t, func() bool { return d.shell.List().State().Waiting == 3 })
	if rows.anchor != anchor || rows.offset != offset {
		t.Errorf("rows moved: %d at %d, before %d at %d", rows.anchor, rows.offset, anchor, offset)
	}
	pill := d.box.list.pill
	if !pill.Visible() || !strings.Contains(pill.Label(), "3") {
		t.Errorf("the pill says %q", pill.Label())
	}
	d.golden(t, "pill")
	test.Tap(pill)
	d.rest(t)
	if rows.offset != 0 || rows.anchor != 1003 || pill.Visible() {
		t.Errorf("after the pill: %d at %d", rows.anchor, rows.offset)
	}
}

func TestMailboxRowsBelowRemovedOnesStay(t *testing.T) {
	s := crowd(1000)
	d := openDesk(t, s, widget.ModeLight, "zh-CN", 1200, 760)
	rows := d.box.list.rows
	rows.scrollTo(10*76 + 30)
	d.rest(t)
	anchor := rows.anchor
	s.ids[1] = s.ids[1][4:]
	d.shell.Apply([]mail.Event{mail.MessagesChanged{Account: 1, Folder: 1}})
	d.until(t, func() bool { return d.shell.List().State().Count == 996 })
	if rows.anchor != anchor || rows.offset != 6*76+30 {
		t.Errorf("first row in view %d at %d, want %d", rows.anchor, rows.offset, anchor)
	}
}

func TestMailboxLanguageAndThemeSwitchLive(t *testing.T) {
	mode := widget.ModeLight
	d := openDesk(t, newSample(), mode, "zh-CN", 1200, 760)
	d.shell.List().SelectAt(1)
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
	d.rest(t)
	before := d.window.Canvas().Capture()
	d.shell.Settings().SetLanguage("en")
	d.box.SetLanguage(words.EN)
	fyne.CurrentApp().Settings().SetTheme(widget.NewTheme(func() widget.Mode { return widget.ModeDark }))
	d.box.Refresh()
	d.rest(t)
	d.golden(t, "en-dark")
	fyne.CurrentApp().Settings().SetTheme(widget.NewTheme(func() widget.Mode { return widget.ModeLight }))
	d.box.SetLanguage(words.ZH)
	d.box.Refresh()
	if n := picturetest.Differing(before, d.window.Canvas().Capture(), apart); n > 0 {
		t.Errorf("%d pixels are not as before after switching there and back", n)
	}
}

func TestMailboxWidthsAreRemembered(t *testing.T) {
	s := newSample()
	d := openDesk(t, s, widget.ModeLight, "en", 1200, 760)
	d.box.dragL.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(40, 0)})
	d.box.dragR.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(-2000, 0)})
	d.box.dragR.DragEnd()
	again := openDesk(t, s, widget.ModeLight, "en", 1200, 760)
	if got := again.box.side.Size().Width; got != sidebarUsual+40 {
		t.Errorf("sidebar %v", got)
	}
	if got := again.box.list.Size().Width; got != listLeast {
		t.Errorf("list %v, want no less than it can be", got)
	}
}

func TestMailboxAttachments(t *testing.T) {
	d := openDesk(t, newSample(), widget.ModeLight, "en", 1200, 760)
	d.shell.List().SelectAt(1)
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
	card := d.box.reader.parts.cards[0]
	test.Tap(card)
	d.until(t, func() bool { return d.shell.Letter().State().Parts["2"].Done })
	test.Tap(card.save)
	if len(d.saved) != 1 || d.saved[0] != "发票-PO-2026-113.pdf" {
		t.Errorf("asked to save %q", d.saved)
	}
}

func TestMailboxMarksReadThroughTheMailer(t *testing.T) {
	s := newSample()
	d := openDesk(t, s, widget.ModeLight, "en", 1200, 760)
	d.shell.List().SelectAt(1)
	d.until(t, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.done) > 0
	})
}

func TestMailboxHundredThousandRows(t *testing.T) {
	if testing.Short() {
		t.Skip("measures")
	}
	d := openDesk(t, crowd(100_000), widget.ModeLight, "zh-CN", 1200, 760)
	rows := d.box.list.rows
	if n := len(rows.rows); n > 12 {
		t.Errorf("%d row widgets for one screen", n)
	}
	var worst, sum time.Duration
	const steps = 400
	for range steps {
		start := time.Now()
		rows.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -90)})
		took := time.Since(start)
		worst, sum = max(worst, took), sum+took
		d.run()
	}
	t.Logf("a step of 90 pixels takes %v on average, %v at worst", sum/steps, worst)
	rows.scrollTo(rows.extent())
	d.rest(t)
	last := rows.rows[99_999%len(rows.rows)]
	if last.look.id != 1 || last.Position().Y+rowHeight != rows.Size().Height {
		t.Errorf("the last row is %d at %v of %v", last.look.id, last.Position().Y, rows.Size().Height)
	}
}

func TestRulerCutsAndWraps(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widget.NewTheme(nil))
	r := ruler{}
	long := strings.Repeat("会议纪要 meeting ", 200)
	for _, width := range []float32{0, 10, 55, 200} {
		got := r.fit(long, 13, false, width)
		if w := fyne.MeasureText(got, 13, fyne.TextStyle{}).Width; w > width+1 {
			t.Errorf("%q is %v wide, want at most %v", got, w, width)
		}
	}
	if got := r.fit("short", 13, false, 500); got != "short" {
		t.Errorf("%q was cut", got)
	}
	lines := r.wrap(long, 20, true, 300, 3)
	if len(lines) != 3 || !strings.HasSuffix(lines[2], string(ellipsis)) {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
	if lines = r.wrap("一句话，没有空格的长句子需要换行。", 20, true, 80, 9); len(lines) < 3 {
		t.Errorf("Chinese does not wrap: %q", lines)
	}
	for _, l := range lines {
		if strings.HasPrefix(l, "，") || strings.HasPrefix(l, "。") {
			t.Errorf("line begins with punctuation: %q", l)
		}
	}
}

func TestMainMenuShortcuts(t *testing.T) {
	d := openDesk(t, newSample(), widget.ModeLight, "zh-CN", 1200, 760)
	quit := false
	menu := MainMenu(MenuConfig{Shell: d.shell, Mailbox: d.box, Quit: func() { quit = true }})
	seen := map[string]string{}
	find := func(label string) *fyne.MenuItem {
		for _, m := range menu.Items {
			for _, i := range m.Items {
				if i.Label == label {
					return i
				}
			}
		}
		t.Fatalf("no item %q", label)
		return nil
	}
	for _, m := range menu.Items {
		for _, i := range m.Items {
			if i.Shortcut == nil {
				continue
			}
			if other := seen[i.Shortcut.ShortcutName()]; other != "" {
				t.Errorf("%q and %q share a shortcut", other, i.Label)
			}
			seen[i.Shortcut.ShortcutName()] = i.Label
		}
	}
	find("下一封").Action()
	if d.shell.List().State().Selected != 100 {
		t.Error("the next message is not selected")
	}
	find("English").Action()
	find("深色").Action()
	if s := d.shell.State(); s.Language != "en" || s.Theme != model.ThemeDark {
		t.Errorf("language %q theme %q", s.Language, s.Theme)
	}
	find("退出").Action()
	if !quit {
		t.Error("quit does nothing")
	}
	if i := MainMenu(MenuConfig{Shell: d.shell}).Items[1].Items[0]; !i.Disabled {
		t.Error("messages can be stepped through without a mailbox")
	}
}

func TestMailboxPictureWithWritingAndSearch(t *testing.T) {
	s := newSample()
	s.searcher = &finder{sample: s}
	d := openDesk(t, s, widget.ModeLight, "zh-CN", 1200, 760)
	d.golden(t, "features")
}

func TestMailboxPictureWithEverything(t *testing.T) {
	s := newSample()
	m := s.messages[100]
	m.Attachment, m.Flags = mail.HasAttachment, mail.Flagged
	s.messages[100] = m
	m = s.messages[99]
	m.Envelope.Subject = "关于 2026 年第四季度华东区供应商发票集中确认与付款安排的通知，请各部门于本周五之前回复"
	m.Envelope.Cc = []mail.Address{person("李娜", "lina", "corp.example"), person("", "wang", "corp.example")}
	s.messages[99] = m
	b := s.bodies[99]
	b.Text = "请访问 https://pay.corp.example/113 确认。\n\n> 之前的邮件：\n> 金额有误。\n\n" + strings.Repeat("供应商「华东精密」提交的发票已经到达，请及时确认并安排付款。\n", 30)
	b.Links = []mail.Link{{Start: len("请访问 "), End: len("请访问 https://pay.corp.example/113"), URL: "https://pay.corp.example/113"}}
	b.Notes = []mail.Note{mail.NoteSignedUnchecked}
	s.bodies[99] = b
	s.accounts = append(s.accounts, mail.Account{ID: 2, Address: person("", "zw", "example.org")})
	s.folders[2] = []mail.Folder{
		{ID: 20, Account: 2, Path: "INBOX", Role: mail.RoleInbox, Selectable: true, Unread: 2},
		{ID: 21, Account: 2, Path: "Work", Delimiter: "/", Selectable: true},
		{ID: 22, Account: 2, Path: "Work/A very long folder name", Delimiter: "/", Selectable: true, Unread: 1234},
	}
	s.status = append(s.status, mail.SyncStatus{Account: 2, Activity: mail.Waiting, Checked: sampleNow.Add(-time.Hour), Problem: &mail.Problem{Code: mail.Unreachable, Server: mail.Server{Host: "imap.example.org"}}})
	d := openDesk(t, s, widget.ModeLight, "zh-CN", 1200, 760)
	d.box.FocusList()
	d.shell.List().SelectAt(1)
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
	d.rest(t)
	d.golden(t, "everything")
}
