package view

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
)

// hold keeps modifier keys down.
func (d *desk) hold(keys fyne.KeyModifier) { d.box.held = func() fyne.KeyModifier { return keys } }

// click presses the mouse on a row with modifier keys down.
func (d *desk) click(index int, keys fyne.KeyModifier) {
	rows := d.box.list.rows
	for _, row := range rows.rows {
		if row.look.index == index {
			row.MouseDown(&desktop.MouseEvent{Modifier: keys})
			row.Tapped(&fyne.PointEvent{})
			return
		}
	}
}

// read opens the message at an index and waits for its text.
func (d *desk) read(t *testing.T, index int) {
	t.Helper()
	d.box.FocusList()
	d.shell.List().SelectAt(index)
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
	d.rest(t)
}

// faces are the languages and modes in which pictures of new parts are taken.
var faces = []struct {
	name, lang string
	mode       widget.Mode
}{{"zh-light", "zh-CN", widget.ModeLight}, {"en-dark", "en", widget.ModeDark}}

func TestMailboxSelectsSeveralByMouseAndKeys(t *testing.T) {
	d := openDesk(t, newSample(), widget.ModeLight, "en", 1200, 760)
	d.box.FocusList()
	steps := []struct {
		name string
		do   func()
		want []mail.MessageID
	}{
		{"a click", func() { d.click(1, 0) }, []mail.MessageID{99}},
		{"with shift", func() { d.click(3, fyne.KeyModifierShift) }, []mail.MessageID{99, 98, 97}},
		{"with the shortcut key", func() { d.click(5, fyne.KeyModifierShortcutDefault) }, []mail.MessageID{99, 98, 97, 95}},
		{"once more", func() { d.click(5, fyne.KeyModifierShortcutDefault) }, []mail.MessageID{99, 98, 97}},
		{"escape", func() { d.press(fyne.KeyEscape) }, []mail.MessageID{99}},
		{"shift and an arrow", func() { d.hold(fyne.KeyModifierShift); d.press(fyne.KeyDown) }, []mail.MessageID{99, 98}},
		{"an arrow", func() { d.hold(0); d.press(fyne.KeyDown) }, []mail.MessageID{97}},
		{"select all", func() { d.box.list.rows.TypedShortcut(&fyne.ShortcutSelectAll{}) }, d.ids[1]},
	}
	for _, s := range steps {
		s.do()
		if got := d.shell.List().Selection(); !slices.Equal(got, s.want) {
			t.Errorf("%s selects %v, want %v", s.name, got, s.want)
		}
	}
}

func TestMailboxKeysDoTheDailyMoves(t *testing.T) {
	cases := []struct {
		key  fyne.KeyName
		want mail.Operation
	}{
		{fyne.KeyU, mail.SetFlags{Folder: 1, Messages: []mail.MessageID{98}, Remove: mail.Seen}},
		{fyne.KeyS, mail.SetFlags{Folder: 1, Messages: []mail.MessageID{98}, Add: mail.Flagged}},
		{fyne.KeyE, mail.Move{Folder: 1, Messages: []mail.MessageID{98}, To: 5}},
		{fyne.KeyDelete, mail.Move{Folder: 1, Messages: []mail.MessageID{98}, To: 7}},
		{fyne.KeyJ, mail.Move{Folder: 1, Messages: []mail.MessageID{98}, To: 6}},
	}
	for _, c := range cases {
		d := openDesk(t, newSample(), widget.ModeLight, "en", 1200, 760)
		d.read(t, 2)
		d.press(c.key)
		d.until(t, func() bool { d.mu.Lock(); defer d.mu.Unlock(); return len(d.done) > 0 })
		if got := operationText(d.done[0]); got != operationText(c.want) {
			t.Errorf("%s does %s", c.key, got)
		}
	}
}

func operationText(op mail.Operation) string {
	switch o := op.(type) {
	case mail.SetFlags:
		return "flags of " + idText(o.Messages) + "+" + flagText(o.Add) + "-" + flagText(o.Remove)
	case mail.Move:
		return "move " + idText(o.Messages) + " to " + idText([]mail.MessageID{mail.MessageID(o.To)})
	case mail.Delete:
		return "delete " + idText(o.Messages)
	}
	return "?"
}

func idText(ids []mail.MessageID) string {
	s := ""
	for _, id := range ids {
		s += string(rune('0'+id/10)) + string(rune('0'+id%10)) + " "
	}
	return s
}

func flagText(f mail.Flags) string {
	s := ""
	for _, name := range f.Wire() {
		s += name
	}
	return s
}

func TestMailboxKeysAnswer(t *testing.T) {
	cases := []struct {
		key  fyne.KeyName
		held fyne.KeyModifier
		want mail.PurposeKind
	}{
		{fyne.KeyR, 0, mail.PurposeReply},
		{fyne.KeyR, fyne.KeyModifierShift, mail.PurposeReplyAll},
		{fyne.KeyA, 0, mail.PurposeReplyAll},
		{fyne.KeyF, 0, mail.PurposeForward},
		{fyne.KeyN, 0, mail.PurposeNew},
	}
	d := openDesk(t, newSample(), widget.ModeLight, "en", 1200, 760)
	d.read(t, 2)
	for i, c := range cases {
		d.hold(c.held)
		d.press(c.key)
		d.until(t, func() bool { d.writer.mu.Lock(); defer d.writer.mu.Unlock(); return len(d.writer.purposes) > i })
		if got := d.writer.purposes[i].Kind; got != c.want {
			t.Errorf("%s writes %s, want %s", c.key, got, c.want)
		}
	}
}

func TestMailboxKeysStayAwayFromPagesAbove(t *testing.T) {
	d := openDesk(t, newSample(), widget.ModeLight, "en", 1200, 760)
	d.read(t, 2)
	d.box.chooseFolder()
	d.box.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if d.shell.List().State().Count != len(d.ids[1]) {
		t.Error("a key deletes behind a page that lies above")
	}
}

func TestMailboxDoubleClickEditsDrafts(t *testing.T) {
	s := newSample()
	s.ids[3] = s.ids[1][:1]
	d := openDesk(t, s, widget.ModeLight, "en", 1200, 760)
	d.shell.Sidebar().Select(3)
	d.until(t, func() bool { return d.shell.List().State().Folder.ID == 3 && d.shell.List().State().Count == 1 })
	d.rest(t)
	d.click(0, 0)
	d.click(0, 0)
	d.until(t, func() bool { d.writer.mu.Lock(); defer d.writer.mu.Unlock(); return len(d.writer.purposes) == 1 })
	if got := d.writer.purposes[0]; got != (mail.Purpose{Kind: mail.PurposeEdit, Message: 100}) {
		t.Errorf("opens %+v", got)
	}
}

func TestMailboxPictureMany(t *testing.T) {
	for _, f := range faces {
		d := openDesk(t, newSample(), f.mode, f.lang, 1200, 760)
		d.box.FocusList()
		d.shell.List().SelectAt(1)
		d.shell.List().Extend(2)
		d.rest(t)
		d.golden(t, "many-"+f.name)
	}
}

func TestMailboxPictureUndo(t *testing.T) {
	for _, f := range faces {
		d := openDesk(t, newSample(), f.mode, f.lang, 1200, 760)
		d.read(t, 1)
		d.shell.Moves().Archive()
		d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
		d.rest(t)
		d.golden(t, "undo-"+f.name)
		test.Tap(d.box.undo.button)
		d.until(t, func() bool { return d.shell.Undo().State().Undone })
	}
}

func TestMailboxPictureChooser(t *testing.T) {
	for _, f := range faces {
		d := openDesk(t, newSample(), f.mode, f.lang, 1200, 760)
		d.read(t, 1)
		d.press(fyne.KeyM)
		for d.run() {
		}
		d.golden(t, "chooser-"+f.name)
		test.Type(d.window.Canvas().Focused(), "华")
		d.press(fyne.KeyReturn)
		d.until(t, func() bool {
			d.mu.Lock()
			defer d.mu.Unlock()
			return len(d.done) > 0 && operationText(d.done[len(d.done)-1]) == "move 99  to 08 "
		})
		if d.window.Canvas().Focused() != d.box.list.rows {
			t.Error("the keyboard does not return to the list")
		}
	}
}

func TestMailboxPictureRowMenu(t *testing.T) {
	for _, f := range faces {
		d := openDesk(t, newSample(), f.mode, f.lang, 1200, 760)
		d.read(t, 1)
		d.box.showRowMenu(2, fyne.NewPos(420, 260))
		d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
		d.rest(t)
		d.golden(t, "row-menu-"+f.name)
	}
}

func TestMailboxPictureSmall(t *testing.T) {
	d := openDesk(t, newSample(), widget.ModeLight, "en", 900, 600)
	d.read(t, 1)
	d.shell.Moves().Delete()
	d.until(t, func() bool { return d.shell.Letter().State().Phase == model.LetterShown })
	d.rest(t)
	d.golden(t, "small")
}
