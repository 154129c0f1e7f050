package acceptance

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// inputMethod is one that is installed, and how it differs from the others.
type inputMethod struct {
	name  string
	start func(d *desktop)
	// left is what may stay of the letters of 中国 when something else ends their composition: what was shown.
	left []string
}

var inputMethods = []inputMethod{
	{name: "fcitx", start: (*desktop).startFcitx, left: []string{"zhong guo", "zhongguo"}},
	{name: "ibus", start: (*desktop).startIBus, left: []string{"中国"}},
}

// played returns the input methods that LETTERBOX_INPUT_METHODS names, and fcitx where it names none: on a busy computer
// the panel that stands in for that of ibus sometimes keeps its candidates, which nobody has explained yet.
func played() (list []inputMethod) {
	names := strings.Fields(os.Getenv("LETTERBOX_INPUT_METHODS"))
	if len(names) == 0 {
		names = []string{"fcitx"}
	}
	for _, im := range inputMethods {
		if slices.Contains(names, im.name) {
			list = append(list, im)
		}
	}
	return list
}

// TestChineseIsTyped writes a message in Chinese, by key events into the real window, with the real input methods.
func TestChineseIsTyped(t *testing.T) {
	methods := played()
	if len(methods) == 0 {
		t.Fatal("LETTERBOX_INPUT_METHODS names no input method of the test")
	}
	for _, im := range methods {
		t.Run(im.name, func(t *testing.T) {
			t.Parallel()
			d := newDesktop(t, im)
			im.start(d)
			d.openMailbox()
			message := d.openMessage()
			writeAddress(d)
			editWhileComposing(d)
			d.keys("Tab Tab") // past the button for more addresses
			d.keys("n i h a o space comma s h i j i e space")
			d.has("你好，世界")
			d.keys("Tab n i h a o space comma s h i j i e space")
			d.has("你好，世界")
			changeWindows(d, message)
			chooseThird(d)
		})
	}
}

// writeAddress writes into the field that has the focus, and looks where the candidates appear.
func writeAddress(d *desktop) {
	d.compose("n i h a o")
	d.checkPicture()
	d.keys("space comma s h i j i e space")
	d.has("你好，世界")
}

// editWhileComposing presses keys that would change the text or leave the field, if they were not the input method's.
func editWhileComposing(d *desktop) {
	d.keys("n i BackSpace h BackSpace BackSpace")
	d.keys("n i h a o Left Left Escape")
	d.keys("w o Return")
	d.has("你好，世界wo")
	d.keys("BackSpace BackSpace")
	d.has("你好，世界")
}

// changeWindows goes to another window and back while something is composed.
func changeWindows(d *desktop, message string) {
	d.compose("z h o n g g u o")
	d.activate(d.mailbox)
	d.waitForNoCandidates()
	d.activate(message)
	d.keys("n i h a o space")
	var want []string
	for _, left := range d.im.left {
		want = append(want, "你好，世界"+left+"你好")
	}
	d.has(want...)
}

func chooseThird(d *desktop) {
	d.compose("ctrl+a s h i")
	d.keys("space")
	first := d.text()
	d.compose("ctrl+a s h i")
	d.keys("3")
	chosen := func(text string) bool {
		return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r < 0x4E00 })
	}
	if third := d.text(); third == first || !chosen(first) || !chosen(third) {
		d.t.Errorf("the first candidate is %q, the third %q", first, third)
	}
}

// compose presses keys and waits until the input method shows candidates for them.
func (d *desktop) compose(keys string) {
	d.t.Helper()
	d.waitForNoCandidates()
	d.keys(keys)
	d.waitForCandidates()
}

// has waits until the field with the focus has one of some texts, with the caret at the end.
func (d *desktop) has(want ...string) {
	d.t.Helper()
	got := ""
	for range 3 { // the first keys may still be on their way
		if got = d.text(); slices.Contains(want, got) {
			return
		}
	}
	d.shoot()
	d.t.Fatalf("the field has %q, want one of %q", got, want)
}

// text returns what the field with the focus has, and leaves the caret at its end.
func (d *desktop) text() string {
	d.t.Helper()
	const nothing = "nothing was copied"
	d.clip(nothing)
	d.keys("ctrl+a ctrl+c End")
	text := nothing
	d.until("the text is copied", func() bool {
		text = d.clipped()
		return text != nothing
	})
	return text
}
