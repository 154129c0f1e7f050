package ime_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"letterbox/ui/ime"
	"letterbox/ui/ime/imetest"
)

// desk is a window with two fields and an input method.
type desk struct {
	t      *testing.T
	fake   *imetest.Fake
	method *ime.Method
	canvas fyne.Canvas
	a, b   *field
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	test.NewTempApp(t)
	d := &desk{t: t, fake: imetest.New(imetest.Pinyin(map[string][]string{"nihao": {"你好", "你号", "拟好"}, "shijie": {"世界"}}))}
	d.method = ime.NewMethod(d.fake, nil)
	d.a, d.b = d.newField(), d.newField()
	w := test.NewTempWindow(t, container.NewWithoutLayout(d.a, d.b))
	d.canvas = w.Canvas()
	d.canvas.Focus(d.a)
	return d
}

// field is the smallest text field: the caret is always at the end.
type field struct {
	widget.BaseWidget
	desk     *desk
	kind     ime.Kind
	input    *ime.Input
	text     string
	composed string
	entered  int
	pasted   int
}

func (d *desk) newField() *field {
	f := &field{desk: d}
	f.ExtendBaseWidget(f)
	return f
}

func (f *field) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

func (f *field) FocusGained() {
	f.input = f.desk.method.Focus(f, f.kind)
	f.input.Caret(ime.Place{Canvas: f.desk.canvas, Position: fyne.NewPos(float32(len(f.text)), 3), Size: fyne.NewSize(1, 20)})
}

func (f *field) FocusLost() {
	f.input.Blur()
	f.input = nil
}

func (f *field) KeyDown(k *fyne.KeyEvent) { f.input.KeyDown(k) }
func (f *field) KeyUp(k *fyne.KeyEvent)   { f.input.KeyUp(k) }
func (f *field) AcceptsTab() bool         { return f.input.Busy() }
func (f *field) TypedRune(r rune)         { f.input.TypedRune(r, func() { f.write(string(r)) }) }
func (f *field) TypedKey(k *fyne.KeyEvent) {
	f.input.TypedKey(k, func() { f.press(k.Name) })
}

func (f *field) TypedShortcut(s fyne.Shortcut) {
	f.input.TypedShortcut(s, func() {
		if _, ok := s.(*fyne.ShortcutPaste); ok {
			f.pasted++
		}
	})
}

func (f *field) press(name fyne.KeyName) {
	switch name {
	case fyne.KeyBackspace:
		if r := []rune(f.text); len(r) > 0 {
			f.text = string(r[:len(r)-1])
		}
	case fyne.KeyReturn:
		f.entered++
	case fyne.KeyTab:
		if f.desk.canvas.Focused() == fyne.Focusable(f) {
			f.desk.canvas.FocusNext()
		}
	default:
	}
}

func (f *field) write(text string) {
	if f.composed != "" {
		f.desk.t.Errorf("the field acts while %q is composed", f.composed)
	}
	f.text += text
}

func (f *field) Compose(c ime.Composition) { f.composed = c.Text }

func (f *field) Commit(text string) { f.write(text) }

// typed sends letters as the toolkit does; "⏎", "⌫", "⎋" and "⇥" stand for keys.
func (d *desk) typed(keys string) {
	names := map[rune]fyne.KeyName{'⏎': fyne.KeyReturn, '⌫': fyne.KeyBackspace, '⎋': fyne.KeyEscape, '⇥': fyne.KeyTab}
	for _, r := range keys {
		focused := d.canvas.Focused().(*field)
		switch name, named := names[r]; {
		case !named:
			focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(string(r))})
			focused.TypedRune(r)
		case name == fyne.KeyTab && !focused.AcceptsTab():
			d.canvas.FocusNext()
		default:
			focused.TypedKey(&fyne.KeyEvent{Name: name})
		}
	}
}

func (f *field) is(text, composed string) {
	f.desk.t.Helper()
	if f.text != text || f.composed != composed {
		f.desk.t.Errorf("the field has %q and composes %q, want %q and %q", f.text, f.composed, text, composed)
	}
}
