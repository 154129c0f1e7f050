package widget

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

var monkeyKeys = []fyne.KeyName{
	fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown,
	fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyTab,
}

const monkeySeed = 11

var monkeyPastes = []string{"x", "你好，世界。", "a\nb\n", "👨‍👩‍👧", "\t", "שלום", strings.Repeat("长", 400), strings.Repeat("line\n", 60), "\u2028\x1e\r\n"}

// TestEditorSurvivesAnything presses, types, composes, clicks, drags, scrolls and resizes at random, and checks after
// each step that what is shown is what is typed and that the caret stands in it.
func TestEditorSurvivesAnything(t *testing.T) {
	for kind, steps := range []int{EditLine: 250, EditText: 400, EditSecret: 150} {
		fake := withPinyin(t)
		w := openEditor(t, EditorKind(kind), "Hello 世界", 300, 160)
		r := rand.New(rand.NewPCG(uint64(kind), monkeySeed))
		for range steps {
			fake.Hold = r.IntN(4) == 0
			w.monkey(r)
			fake.Answer()
			w.verify(t)
		}
	}
}

func (w *typing) monkey(r *rand.Rand) {
	at := fyne.NewPos(r.Float32()*320-10, r.Float32()*180-10)
	switch r.IntN(9) {
	case 0:
		w.app.Clipboard().SetContent(monkeyPastes[r.IntN(len(monkeyPastes))])
		w.TypedShortcut(&fyne.ShortcutPaste{Clipboard: w.app.Clipboard()})
	case 1:
		w.clock = w.clock.Add(time.Duration(r.IntN(600)) * time.Millisecond)
		w.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	case 2:
		w.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
	case 3:
		w.DragEnd()
		w.MouseUp(nil)
	case 4:
		w.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: r.Float32()*400 - 200}})
	case 5:
		w.Resize(fyne.NewSize(40+r.Float32()*400, 20+r.Float32()*200))
	case 6:
		w.monkeyShortcut(r)
	case 7:
		w.keys(monkeyKeys[r.IntN(len(monkeyKeys))])
	default:
		for range r.IntN(6) {
			w.TypedRune(rune("nihao 1x2"[r.IntN(9)]))
		}
	}
}

func (w *typing) monkeyShortcut(r *rand.Rand) {
	all := []fyne.Shortcut{&fyne.ShortcutUndo{}, &fyne.ShortcutRedo{}, &fyne.ShortcutSelectAll{}, &fyne.ShortcutCut{Clipboard: w.app.Clipboard()}}
	list := slices.SortedFunc(maps.Keys(systemChords), func(a, b chord) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.mod, b.mod))
	})
	for _, c := range list {
		all = append(all, &desktop.CustomShortcut{KeyName: c.name, Modifier: c.mod | fyne.KeyModifierShift*fyne.KeyModifier(r.IntN(2))})
	}
	w.TypedShortcut(all[r.IntN(len(all))])
	if r.IntN(20) == 0 {
		w.SetText("anew\n从头")
	}
	if w.window.Canvas().Focused() == nil {
		w.window.Canvas().Focus(w.Editor)
	}
}

func (w *typing) verify(t *testing.T) {
	t.Helper()
	s := w.doc.Selection()
	for _, at := range []int{s.Anchor, s.Caret} {
		if at < 0 || at > len(w.Text()) || at < len(w.Text()) && !utf8.RuneStart(w.Text()[at]) {
			t.Fatalf("the selection is %v in %d bytes", s, len(w.Text()))
		}
	}
	if w.Text() != w.doc.String() || w.kind != EditText && strings.Contains(w.Text(), "\n") {
		t.Fatalf("the text is %.60q, told is %.60q", w.doc.String(), w.Text())
	}
	shown := 0
	for n := 0; n < w.layout.Lines(); n++ {
		line := w.layout.Line(n)
		if line.Start < shown || line.Start > shown+1 {
			t.Fatalf("line %d begins at %d, behind %d", n, line.Start, shown)
		}
		shown = line.End
	}
	if shown != w.view.Len() {
		t.Fatalf("%d of %d bytes are shown", shown, w.view.Len())
	}
	if at := w.caretShown(); at < 0 || at > w.view.Len() {
		t.Fatalf("the caret is at %d of %d", at, w.view.Len())
	}
}
