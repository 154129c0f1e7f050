package widget

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// typing is a window with an editor in it.
type typing struct {
	*Editor
	app     fyne.App
	window  fyne.Window
	changes []string
	clock   time.Time
}

func openEditor(t testing.TB, kind EditorKind, s string, width, height float32) *typing {
	t.Helper()
	w := &typing{app: themed(t, ModeLight), clock: time.Unix(1, 0)}
	w.Editor = NewEditor(kind, "", EditorEvents{Changed: func(s string) { w.changes = append(w.changes, s) }})
	w.Editor.now = func() time.Time { return w.clock }
	w.window = test.NewWindow(w.Editor)
	w.window.SetPadded(false)
	w.window.Resize(fyne.NewSize(width, height))
	t.Cleanup(w.window.Close)
	w.SetText(s)
	w.window.Canvas().Focus(w.Editor)
	return w
}

func (w *typing) keys(names ...fyne.KeyName) {
	for _, n := range names {
		w.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func (w *typing) chord(mod fyne.KeyModifier, name fyne.KeyName) {
	w.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: mod})
}

// click presses and releases the mouse at an offset; some milliseconds have passed since the last one.
func (w *typing) click(offset int, after time.Duration, mod fyne.KeyModifier) {
	w.clock = w.clock.Add(after)
	w.MouseDown(w.mouse(offset, mod))
	w.MouseUp(w.mouse(offset, mod))
}

func (w *typing) mouse(offset int, mod fyne.KeyModifier) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: w.placeOf(offset)}, Button: desktop.MouseButtonPrimary, Modifier: mod}
}

func (w *typing) placeOf(offset int) fyne.Position {
	line := w.layout.Line(w.layout.LineOf(w.view.in(offset), false))
	at := w.paper.clip.Position().AddXY(w.lineX(line.X(w.view.in(offset))), w.lineY(line.Number)+w.lineHeight()/2)
	return at.AddXY(0.5, 0)
}

func (w *typing) drag(from, to int) {
	w.clock = w.clock.Add(time.Second)
	w.MouseDown(w.mouse(from, 0))
	w.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: w.placeOf(to)}})
	w.DragEnd()
	w.MouseUp(w.mouse(to, 0))
}

func TestEditorTypesAndGoesBack(t *testing.T) {
	w := openEditor(t, EditText, "", 400, 200)
	test.Type(w.Editor, "Hello 世界")
	w.keys(fyne.KeyReturn)
	test.Type(w.Editor, "x")
	w.keys(fyne.KeyBackspace, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyDelete)
	if got := w.Text(); got != "Hello 世\n" || w.changes[len(w.changes)-1] != got {
		t.Errorf("the text is %q, last told %q", got, w.changes[len(w.changes)-1])
	}
	w.TypedShortcut(&fyne.ShortcutUndo{})
	if got := w.Text(); got != "Hello 世界\n" {
		t.Errorf("back to %q", got)
	}
	w.TypedShortcut(&fyne.ShortcutRedo{})
	if got := w.Text(); got != "Hello 世\n" {
		t.Errorf("forth to %q", got)
	}
}

func TestEditorMoves(t *testing.T) {
	const s = "first line\n第二行 words here\nlast"
	control := fyne.KeyModifierControl
	if onMac {
		control = fyne.KeyModifierAlt
	}
	for _, c := range []struct {
		name string
		do   func(*typing)
		want string // the text before the caret
	}{
		{"end", func(w *typing) { w.keys(fyne.KeyEnd) }, "first line"},
		{"down keeps the column", func(w *typing) { w.keys(fyne.KeyEnd, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp) }, "first line"},
		{"up at the top", func(w *typing) { w.keys(fyne.KeyRight, fyne.KeyUp) }, ""},
		{"down at the bottom", func(w *typing) { w.keys(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown) }, s},
		{"word", func(w *typing) { w.chord(control, fyne.KeyRight); w.chord(control, fyne.KeyRight) }, "first line"},
		{"word back", func(w *typing) { w.ToEnd(); w.chord(control, fyne.KeyLeft); w.chord(control, fyne.KeyLeft) }, "first line\n第二行 words "},
		{"paragraph", func(w *typing) { w.chord(control, fyne.KeyDown) }, "first line\n"},
		{"home", func(w *typing) { w.keys(fyne.KeyDown, fyne.KeyEnd, fyne.KeyHome) }, "first line\n"},
		{"page", func(w *typing) { w.keys(fyne.KeyPageDown) }, s},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := openEditor(t, EditText, s, 400, 200)
			c.do(w)
			if _, at := w.Caret(); s[:at] != c.want {
				t.Errorf("the caret is behind %q, want %q", s[:at], c.want)
			}
		})
	}
}

func TestEditorWordsAreRemoved(t *testing.T) {
	w := openEditor(t, EditText, "one two 三四", 400, 200)
	mod := fyne.KeyModifierControl
	if onMac {
		mod = fyne.KeyModifierAlt
	}
	w.ToEnd()
	w.chord(mod, fyne.KeyBackspace)
	w.ToStart()
	w.chord(mod, fyne.KeyDelete)
	if got := w.Text(); got != " two " {
		t.Errorf("left %q", got)
	}
}

func TestEditorMacKeys(t *testing.T) {
	w := openEditor(t, EditText, "one two\nthree", 400, 200)
	list := chords(true)
	list[chord{fyne.KeyE, fyne.KeyModifierControl}](w.Editor, false)
	list[chord{fyne.KeyLeft, fyne.KeyModifierAlt}](w.Editor, true)
	if got := w.SelectedText(); got != "two" {
		t.Errorf("selected %q", got)
	}
	list[chord{fyne.KeyBackspace, fyne.KeyModifierSuper}](w.Editor, false)
	list[chord{fyne.KeyDown, fyne.KeyModifierSuper}](w.Editor, false)
	list[chord{fyne.KeyBackspace, fyne.KeyModifierSuper}](w.Editor, false)
	if got := w.Text(); got != "one \n" {
		t.Errorf("left %q", got)
	}
}

func TestEditorMouseSelects(t *testing.T) {
	const s = "alpha beta 你好世界。\nsecond paragraph"
	w := openEditor(t, EditText, s, 400, 200)
	w.click(2, time.Second, 0)
	w.click(8, time.Second, fyne.KeyModifierShift)
	if got := w.SelectedText(); got != "pha be" {
		t.Errorf("shift selects %q", got)
	}
	w.click(20, time.Second, 0)
	w.click(20, 100*time.Millisecond, 0)
	if got := w.SelectedText(); got != "你好世界" {
		t.Errorf("two clicks select %q", got)
	}
	w.click(20, 100*time.Millisecond, 0)
	if got := w.SelectedText(); got != s[:strings.Index(s, "second")] {
		t.Errorf("three clicks select %q", got)
	}
	w.keys(fyne.KeyEnd)
	w.drag(0, 5)
	if got := w.SelectedText(); got != "alpha" {
		t.Errorf("dragging selects %q", got)
	}
	w.drag(2, strings.Index(s, "second"))
	if got := w.Text(); got != " beta 你好世界。\nalphasecond paragraph" || w.SelectedText() != "alpha" {
		t.Errorf("the selection was dragged to %q", got)
	}
	w.click(strings.Index(w.Text(), "alpha")+2, time.Second, 0)
	if got := w.SelectedText(); got != "" {
		t.Errorf("a click into the selection leaves %q", got)
	}
}

func TestEditorClipboard(t *testing.T) {
	w := openEditor(t, EditLine, "one two", 400, 40)
	c := w.app.Clipboard()
	w.Select(0, 3)
	w.TypedShortcut(&fyne.ShortcutCut{Clipboard: c})
	w.ToEnd()
	c.SetContent(c.Content() + "\nnext")
	w.TypedShortcut(&fyne.ShortcutPaste{Clipboard: c})
	if got := w.Text(); got != " twoone next" {
		t.Errorf("the line is %q", got)
	}
	w.TypedShortcut(&fyne.ShortcutSelectAll{})
	w.TypedShortcut(&fyne.ShortcutCopy{Clipboard: c})
	if got := c.Content(); got != w.Text() {
		t.Errorf("copied %q", got)
	}
}

func TestEditorReadOnlyAndDisabled(t *testing.T) {
	w := openEditor(t, EditText, "fixed text", 400, 100)
	w.SetReadOnly(true)
	test.Type(w.Editor, "x")
	w.SelectAll()
	w.keys(fyne.KeyBackspace)
	w.TypedShortcut(&fyne.ShortcutCut{Clipboard: w.app.Clipboard()})
	if w.Text() != "fixed text" || w.app.Clipboard().Content() != "fixed text" {
		t.Errorf("the text is %q, copied %q", w.Text(), w.app.Clipboard().Content())
	}
	w.SetReadOnly(false)
	w.Disable()
	test.Type(w.Editor, "x")
	if w.Text() != "fixed text" || !w.Disabled() {
		t.Errorf("a disabled editor took %q", w.Text())
	}
}

func TestEditorScrollsWithTheCaret(t *testing.T) {
	w := openEditor(t, EditText, strings.Repeat("一行 line\n", 3000), 400, 200)
	w.ToEnd()
	if n := w.caretLine(); n < w.scroll.top || n > w.scroll.top+w.fits() {
		t.Errorf("the caret is on line %d, seen are those from %d on", n, w.scroll.top)
	}
	w.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: 1e6}})
	if w.scroll.top != 0 || w.scroll.skip != 0 {
		t.Errorf("scrolled up to line %d", w.scroll.top)
	}
	w.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -1e9}})
	if last := w.lineY(w.layout.Lines()) - w.room().Height; last > 1 || last < -1 {
		t.Errorf("scrolled down, the end is %v off", last)
	}
	w.keys(fyne.KeyPageUp)
	y, height, shown := w.bar()
	if !shown || y < 100 || height < Gap24 {
		t.Errorf("the bar is at %v, %v high", y, height)
	}
	w.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(398, y+1)}, Button: desktop.MouseButtonPrimary})
	w.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(398, -50)}})
	w.DragEnd()
	if w.scroll.top != 0 {
		t.Errorf("the bar was dragged up to line %d", w.scroll.top)
	}
}

func TestEditorLineScrollsSideways(t *testing.T) {
	w := openEditor(t, EditLine, strings.Repeat("long address, ", 40), 200, 40)
	w.ToEnd()
	if at, _ := w.CaretPlace(); at.X < 0 || at.X > 200 {
		t.Errorf("the caret is at %v", at.X)
	}
	w.ToStart()
	if w.scroll.left != 0 {
		t.Errorf("%v are hidden at the start", w.scroll.left)
	}
}

func TestEditorFinds(t *testing.T) {
	w := openEditor(t, EditText, "one Two one", 400, 100)
	if !w.Find("two", false) || w.SelectedText() != "Two" {
		t.Errorf("found %q", w.SelectedText())
	}
	if !w.Find("one", true) || w.Find("three", false) {
		t.Error("finds the wrong things")
	}
	if n := w.ReplaceAll("one", "1"); n != 2 || w.Text() != "1 Two 1" {
		t.Errorf("%d replaced: %q", n, w.Text())
	}
}

func TestEditorZooms(t *testing.T) {
	w := openEditor(t, EditText, "text", 400, 100)
	before := w.lineHeight()
	mod := fyne.KeyModifierControl
	if onMac {
		mod = fyne.KeyModifierSuper
	}
	for range 4 {
		w.chord(mod, fyne.KeyEqual)
	}
	if w.lineHeight() <= before {
		t.Errorf("lines are %v high, before %v", w.lineHeight(), before)
	}
	w.chord(mod, fyne.Key0)
	if w.lineHeight() != before {
		t.Errorf("lines are %v high, want %v", w.lineHeight(), before)
	}
}

func TestTheSameTextStaysAtTheTop(t *testing.T) {
	w := openEditor(t, EditText, mixedText(200<<10), 500, 200)
	w.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -20000}})
	before := w.layout.Line(w.scroll.top)
	for _, do := range []func(){
		func() { w.Resize(fyne.NewSize(300, 200)) },
		func() { w.Resize(fyne.NewSize(700, 240)) },
		func() { w.Zoom(1.5) },
		func() { w.Zoom(1); w.Resize(fyne.NewSize(500, 200)) },
	} {
		do()
		if now := w.layout.Line(w.scroll.top); before.Start < now.Start-100 || before.Start > now.End+100 {
			t.Errorf("at the top is the text from %d to %d, before it was %d", now.Start, now.End, before.Start)
		}
	}
}

func TestEditorMenuOffersWhatCanBeDone(t *testing.T) {
	SetEditorWords(EditorWords{Undo: "撤销", Redo: "重做", Cut: "剪切", Copy: "复制", Paste: "粘贴", SelectAll: "全选"})
	t.Cleanup(func() { SetEditorWords(EditorWords{}) })
	w := openEditor(t, EditText, "text", 400, 100)
	w.SelectAll()
	can := map[string]bool{}
	for _, i := range w.menu(w.window.Canvas()).Items {
		can[i.Label] = !i.Disabled
	}
	if can["撤销"] || !can["剪切"] || !can["复制"] || !can["粘贴"] || !can["全选"] {
		t.Errorf("can %v", can)
	}
	test.TapSecondary(w.Editor)
	if w.window.Canvas().Overlays().Top() == nil {
		t.Error("no menu opens")
	}
	w.window.Canvas().Overlays().Top().Hide()
	w.keys(desktop.KeyMenu)
	if len(w.window.Canvas().Overlays().List()) == 0 {
		t.Error("no menu opens by the keyboard")
	}
	secret := openEditor(t, EditSecret, "text", 400, 100)
	secret.SelectAll()
	for _, i := range secret.menu(secret.window.Canvas()).Items {
		if !i.Disabled && (i.Label == "复制" || i.Label == "剪切" || i.Label == "撤销") {
			t.Errorf("a secret offers %q", i.Label)
		}
	}
}

func TestSecretShowsNothingOfItself(t *testing.T) {
	w := openEditor(t, EditSecret, "", 300, 40)
	test.Type(w.Editor, "pass 词word")
	if shown := w.view.Slice(0, w.view.Len()); strings.Trim(shown, dot) != "" || strings.Count(shown, dot) != 10 {
		t.Errorf("shows %q", shown)
	}
	w.keys(fyne.KeyLeft, fyne.KeyBackspace)
	w.click(3, time.Second, 0)
	w.click(3, 10*time.Millisecond, 0)
	if from, to := w.doc.Selection().Range(); from != 0 || to != len(w.Text()) {
		t.Errorf("two clicks select from %d to %d", from, to)
	}
	w.TypedShortcut(&fyne.ShortcutUndo{})
	if w.Text() != "pass 词wod" || w.SelectedText() != "" {
		t.Errorf("the secret is %q, selected %q", w.Text(), w.SelectedText())
	}
	w.Reveal(true)
	if shown := w.view.Slice(0, w.view.Len()); shown != "pass 词wod" {
		t.Errorf("reveals %q", shown)
	}
}

func TestCapsLockIsGuessed(t *testing.T) {
	w := openEditor(t, EditSecret, "", 300, 40)
	w.TypedRune('A')
	if !w.CapsLock() {
		t.Error("a capital without Shift is no hint")
	}
	w.TypedRune('a')
	if w.CapsLock() {
		t.Error("the hint stays")
	}
}

func TestCaretBlinksAlone(t *testing.T) {
	w := openEditor(t, EditText, "text", 400, 100)
	before := len(w.paper.sheet.Objects)
	texts := w.paper.usedT
	w.blink.tick(0.6)
	if !w.paper.caret.Hidden {
		t.Error("the caret does not go")
	}
	w.blink.tick(0.1)
	if w.paper.caret.Hidden || len(w.paper.sheet.Objects) != before || w.paper.usedT != texts {
		t.Error("the caret does not come back, or more was drawn than it")
	}
	w.window.Canvas().Unfocus()
	if !w.paper.caret.Hidden {
		t.Error("the caret stays without the focus")
	}
}

func TestOnlyVisibleLinesAreObjects(t *testing.T) {
	w := openEditor(t, EditText, strings.Repeat("paragraph\n", 100000), 400, 300)
	w.Select(500000, 500000)
	if n := len(w.paper.sheet.Objects); n > 40 {
		t.Errorf("%d objects", n)
	}
}
