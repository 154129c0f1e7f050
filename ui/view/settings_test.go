package view

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/model"
	"letterbox/ui/widget"
	"letterbox/ui/words"
)

// measured is a model.Keeping of an account that takes a megabyte.
type measured struct{}

func (measured) Size(context.Context, mail.AccountID) (int64, error) { return 1 << 20, nil }
func (measured) Free(context.Context, mail.AccountID) (int64, error) { return 1 << 10, nil }

// openSettings opens the settings of the sample with several accounts.
func openSettings(t *testing.T) (*desk, *Settings, fyne.Canvas) {
	t.Helper()
	s := severalAccounts()
	s.keeping = measured{}
	d := openDesk(t, s, widget.ModeLight, "en", 1200, 760)
	closed := func() { d.shell.OpenSettings(false) }
	d.shell.OpenSettings(true)
	v := NewSettings(SettingsConfig{Settings: d.shell.Settings(), Add: func() {}, Renew: func(mail.AccountID) {}, Close: closed})
	w := test.NewWindow(v)
	t.Cleanup(w.Close)
	w.SetPadded(false)
	w.Resize(v.MinSize())
	w.Canvas().Capture() // before it was painted the toolkit does not know where it is
	return d, v, w.Canvas()
}

func TestSettingsByKeyboardAlone(t *testing.T) {
	d, v, c := openSettings(t)
	v.FocusFirst()
	press := func(key fyne.KeyName) { c.Focused().TypedKey(&fyne.KeyEvent{Name: key}) }
	press(fyne.KeyUp)
	press(fyne.KeyDown)
	if id := d.shell.Settings().State().Editing; id != 1 {
		t.Fatalf("the arrow key opens account %d", id)
	}
	d.until(t, func() bool { return d.shell.Settings().State().Room.Known })
	stops := map[fyne.Focusable]bool{}
	for range 30 {
		c.FocusNext()
		stops[c.Focused()] = true
	}
	e := v.editor
	for name, stop := range map[string]fyne.Focusable{
		"label": e.label.Focus(), "name": e.name.Focus(), "signature": e.signature.entry, "colors": e.colors, "window": e.window, "cross": v.shut,
	} {
		if !stops[stop] {
			t.Errorf("Tab does not reach the %s", name)
		}
	}
	c.Focus(e.signature.entry)
	for _, r := range "Li" {
		e.signature.entry.TypedRune(r)
	}
	if got := d.prefs[model.PrefSignature(1)]; got != "Li" {
		t.Errorf("the signature is kept as %q", got)
	}
	c.Focus(e.window)
	press(fyne.KeyLeft)
	if got := d.prefs[model.PrefWindow(1)]; got != "365" {
		t.Errorf("the window is kept as %q", got)
	}
	test.Tap(e.free)
	d.until(t, func() bool { return d.shell.Settings().State().Room.Freed == 1<<10 })
	c.Focus(e.signature.entry)
	press(fyne.KeyEscape)
	if d.shell.State().Settings {
		t.Error("Esc does not close the settings")
	}
	v.Leave()
}

func TestSettingsKeepTheFocusWhenTheLanguageChanges(t *testing.T) {
	d, v, c := openSettings(t)
	c.Focus(v.general.language)
	v.general.language.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if d.shell.State().Language != "zh-CN" || c.Focused() != fyne.Focusable(v.general.language) {
		t.Errorf("the language is %s, the focus on %T", d.shell.State().Language, c.Focused())
	}
	v.general.undo.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if got := d.prefs[model.PrefUndoSend]; got != "20" {
		t.Errorf("messages wait %q seconds", got)
	}
}

func TestSettingsArrangeAccounts(t *testing.T) {
	_, v, _ := openSettings(t)
	v.config.Settings.Edit(2)
	var order []mail.AccountID
	for _, a := range v.state.Accounts {
		order = append(order, a.ID)
	}
	if !slices.Equal(order, v.list.order[1:]) || len(order) != 3 {
		t.Errorf("the list shows %v of %v", v.list.order, order)
	}
	if v.name.Text() != "zhangwei@gmail.com" || v.words.Language() != words.EN {
		t.Errorf("shows %q", v.name.Text())
	}
}
