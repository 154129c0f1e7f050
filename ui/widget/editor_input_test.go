package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"letterbox/ui/ime"
	"letterbox/ui/ime/imetest"
)

// withPinyin installs a scripted input method for a test.
func withPinyin(t *testing.T) *imetest.Fake {
	t.Helper()
	before := ime.Current()
	fake := imetest.New(imetest.Pinyin(map[string][]string{"nihao": {"你好", "拟好", "你号"}, "shijie": {"世界"}}))
	ime.Install(ime.NewMethod(fake, nil))
	t.Cleanup(func() { ime.Install(before) })
	return fake
}

func TestCompositionIsShownAndNotTyped(t *testing.T) {
	fake := withPinyin(t)
	w := openEditor(t, EditText, "ab", 400, 100)
	w.Select(1, 1)
	test.Type(w.Editor, "nihao")
	if w.Text() != "ab" || w.view.Slice(0, 100) != "anihaob" || len(w.changes) != 0 {
		t.Errorf("the text is %q, shown %q, told %q", w.Text(), w.view.Slice(0, 100), w.changes)
	}
	if len(fake.Carets) == 0 {
		t.Fatal("the input method does not know where the caret is")
	}
	first := fake.Carets[len(fake.Carets)-1]
	w.TypedRune('3')
	if w.Text() != "a你号b" || w.view.composed != "" || len(w.changes) != 1 {
		t.Errorf("the text is %q, composed %q, told %q", w.Text(), w.view.composed, w.changes)
	}
	if last := fake.Carets[len(fake.Carets)-1]; last.X <= first.X {
		t.Errorf("the caret was told at %v, then at %v", first, last)
	}
	w.Undo()
	if w.Text() != "ab" {
		t.Errorf("back to %q", w.Text())
	}
}

func TestKeysOfACompositionDoNotTouchTheText(t *testing.T) {
	withPinyin(t)
	entered := 0
	w := openEditor(t, EditLine, "x", 400, 40)
	w.events.Key = func(k *fyne.KeyEvent) bool { entered++; return true }
	w.ToEnd()
	test.Type(w.Editor, "ni")
	w.keys(fyne.KeyBackspace, fyne.KeyBackspace)
	test.Type(w.Editor, "wo")
	w.keys(fyne.KeyEscape)
	test.Type(w.Editor, "wo")
	w.keys(fyne.KeyReturn)
	if w.Text() != "xwo" || entered != 0 {
		t.Errorf("the text is %q after %d keys", w.Text(), entered)
	}
	w.keys(fyne.KeyReturn)
	if entered != 1 {
		t.Errorf("%d keys reached the field", entered)
	}
}

func TestCompositionReplacesTheSelection(t *testing.T) {
	withPinyin(t)
	w := openEditor(t, EditText, "one two", 400, 100)
	w.Select(0, 3)
	test.Type(w.Editor, "nihao ")
	if w.Text() != "你好 two" {
		t.Errorf("the text is %q", w.Text())
	}
}

func TestClickAndFocusKeepTheLettersOnce(t *testing.T) {
	withPinyin(t)
	w := openEditor(t, EditText, "one two", 400, 100)
	w.ToEnd()
	test.Type(w.Editor, "ni")
	w.click(3, 1e9, 0)
	if _, at := w.Caret(); w.Text() != "one twoni" || at != 3 || w.view.composed != "" {
		t.Errorf("the text is %q, the caret at %d", w.Text(), at)
	}
	test.Type(w.Editor, "hao")
	w.window.Canvas().Unfocus()
	if w.Text() != "onehao twoni" || w.view.composed != "" {
		t.Errorf("the text is %q", w.Text())
	}
}

func TestTextFromOutsideDropsTheComposition(t *testing.T) {
	withPinyin(t)
	w := openEditor(t, EditText, "one", 400, 100)
	test.Type(w.Editor, "ni")
	w.SetText("other")
	if w.Text() != "other" || w.view.Slice(0, 100) != "other" {
		t.Errorf("the text is %q, shown %q", w.Text(), w.view.Slice(0, 100))
	}
}

func TestSecretIsNotShownToTheInputMethod(t *testing.T) {
	fake := withPinyin(t)
	w := openEditor(t, EditSecret, "", 400, 40)
	test.Type(w.Editor, "nihao 1")
	w.keys(fyne.KeyBackspace)
	if w.Text() != "nihao " || len(fake.Keys) != 0 || !fake.Secret {
		t.Errorf("the secret is %q, %d keys were shown", w.Text(), len(fake.Keys))
	}
}

func TestReadOnlyHasNoInputMethod(t *testing.T) {
	fake := withPinyin(t)
	w := openEditor(t, EditText, "text", 400, 40)
	w.SetReadOnly(true)
	test.Type(w.Editor, "nihao")
	if fake.Focused() || w.Text() != "text" {
		t.Errorf("the text is %q", w.Text())
	}
}

func TestLateAnswersKeepTheOrder(t *testing.T) {
	fake := withPinyin(t)
	fake.Hold = true
	w := openEditor(t, EditText, "", 400, 100)
	test.Type(w.Editor, "nihao ")
	w.keys(fyne.KeyReturn)
	test.Type(w.Editor, "x ")
	fake.Answer()
	if w.Text() != "你好\nx" {
		t.Errorf("the text is %q", w.Text())
	}
}
