package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func TestButtonsWorkWithTheKeyboard(t *testing.T) {
	themed(t, ModeLight)
	pressed, others := 0, 0
	b := NewButton(ButtonPrimary, "下一步", func() { pressed++ })
	b.OnKey(func(*fyne.KeyEvent) { others++ })
	w := test.NewWindow(b)
	defer w.Close()
	before := w.Canvas().Capture()
	test.FocusNext(w.Canvas())
	if w.Canvas().Focused() != b {
		t.Fatal("Tab does not reach the button")
	}
	after := w.Canvas().Capture()
	same := true
	for y := range before.Bounds().Dy() {
		for x := range before.Bounds().Dx() {
			same = same && before.At(x, y) == after.At(x, y)
		}
	}
	if same {
		t.Error("the focus cannot be seen")
	}
	b.TypedKey(key(fyne.KeyReturn))
	b.TypedKey(key(fyne.KeySpace))
	b.TypedKey(key(fyne.KeyEscape))
	test.Tap(b)
	if pressed != 3 || others != 1 {
		t.Errorf("pressed %d times, %d other keys", pressed, others)
	}
	b.Disable()
	b.TypedKey(key(fyne.KeyReturn))
	test.Tap(b)
	if pressed != 3 {
		t.Error("a disabled button was pressed")
	}
}

func TestChoiceMovesWithTheArrows(t *testing.T) {
	themed(t, ModeLight)
	var got []string
	c := NewChoice([]Option{{"a", "A"}, {"b", "B"}, {"c", "C"}}, "a", func(v string) { got = append(got, v) })
	w := test.NewWindow(c)
	defer w.Close()
	c.TypedKey(key(fyne.KeyRight))
	c.TypedKey(key(fyne.KeyRight))
	c.TypedKey(key(fyne.KeyRight))
	c.TypedKey(key(fyne.KeyLeft))
	c.SetValue("b")
	test.TapAt(c, fyne.NewPos(c.Size().Width-8, 8))
	if want := "b c a c c"; len(got) != 5 || got[0]+" "+got[1]+" "+got[2]+" "+got[3]+" "+got[4] != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestTilesMoveInTwoColumns(t *testing.T) {
	themed(t, ModeLight)
	var tiles *Tiles
	list := []Tile{{ID: "a"}, {ID: "b"}, {ID: "c"}, {ID: "d"}, {ID: "e"}}
	above, opened := 0, ""
	tiles = NewTiles(TilesEvents{
		Chosen: func(id string) { tiles.Set(list, id) },
		Opened: func(id string) { opened = id },
		Above:  func() { above++ },
	})
	w := test.NewWindow(tiles)
	defer w.Close()
	tiles.Set(list, "")
	tiles.FocusGained()
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyEnd} {
		tiles.TypedKey(key(k))
	}
	tiles.TypedKey(key(fyne.KeyReturn))
	if opened != "e" || above != 1 {
		t.Errorf("opened %q, left upwards %d times", opened, above)
	}
}

func TestSecretIsTrimmedAndStays(t *testing.T) {
	app := themed(t, ModeLight)
	typed := ""
	f := NewSecretField("", "按住显示", FieldEvents{Changed: func(s string) { typed = s }})
	w := test.NewWindow(f)
	defer w.Close()
	w.Canvas().Focus(f.Focus())
	app.Clipboard().SetContent(" abcd efgh\u00a0ijkl\n")
	f.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: app.Clipboard()})
	if typed != "abcdefghijkl" || f.Text() != typed {
		t.Errorf("pasted %q", typed)
	}
	f.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	app.Clipboard().SetContent("")
	f.entry.TypedShortcut(&fyne.ShortcutCopy{Clipboard: app.Clipboard()})
	if got := app.Clipboard().Content(); got != "" {
		t.Errorf("the secret went to the clipboard: %q", got)
	}
	f.eye.MouseDown(nil)
	if !f.entry.Revealed() {
		t.Error("holding the eye does not show the secret")
	}
	f.eye.MouseOut()
	if f.entry.Revealed() {
		t.Error("leaving the eye does not hide the secret")
	}
	typed = ""
	f.SetText("other")
	if typed != "" {
		t.Error("SetText made an event")
	}
}

func TestFieldHooks(t *testing.T) {
	themed(t, ModeLight)
	var got []string
	note := func(what string) func() { return func() { got = append(got, what) } }
	f := NewField("", FieldEvents{Enter: note("enter"), Escape: note("escape"), Down: note("down"), Left: note("left")})
	w := test.NewWindow(f)
	defer w.Close()
	w.Canvas().Focus(f.Focus())
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape, fyne.KeyDown} {
		f.entry.TypedKey(key(k))
	}
	w.Canvas().Unfocus()
	if len(got) != 4 || got[3] != "left" {
		t.Errorf("got %v", got)
	}
}
