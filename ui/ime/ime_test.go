package ime_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"letterbox/ui/ime"
)

// TestWhatIsTyped types into the first of two fields, with answers at once and with answers that come after everything
// was typed: both must end the same.
func TestWhatIsTyped(t *testing.T) {
	for _, c := range []struct {
		keys, first, second, composed string
		entered                       int
	}{
		{keys: "nihao ", first: "你好"},
		{keys: "nihao3", first: "拟好"},
		{keys: "nihao shijie ", first: "你好世界"},
		{keys: "nihao", composed: "nihao"},
		{keys: "nihao ⌫", first: "你"},
		{keys: "nihao ni⌫", first: "你好", composed: "n"},
		{keys: "nihao ni⌫⌫⌫", first: "你"},
		{keys: "nihao⎋", first: ""},
		{keys: "nihao⏎", first: "nihao"},
		{keys: "nihao⏎⏎", first: "nihao", entered: 1},
		{keys: "1 2⏎", first: "1 2", entered: 1},
		{keys: "nihao ⇥shijie ", first: "你好", second: "世界"},
		{keys: "1⇥2", first: "1", second: "2"},
		{keys: "1⇥nihao", first: "1", second: ""},
	} {
		for _, late := range []bool{false, true} {
			d := newDesk(t)
			d.fake.Hold = late
			d.typed(c.keys)
			d.fake.Answer()
			d.a.is(c.first, c.composed)
			if d.b.text != c.second || d.a.entered != c.entered {
				t.Errorf("%s late %v: second field %q, entered %d, want %q and %d", c.keys, late, d.b.text, d.a.entered, c.second, c.entered)
			}
		}
	}
}

// TestEndsFromOutside has a composition end by what is not a key, before and after the keys are answered.
func TestEndsFromOutside(t *testing.T) {
	for name, c := range map[string]struct {
		do            func(d *desk)
		first, second string
	}{
		"another field":     {do: func(d *desk) { d.canvas.Focus(d.b) }, first: "你好ni"},
		"another window":    {do: func(d *desk) { d.a.FocusLost() }, first: "你好ni"},
		"a click":           {do: func(d *desk) { d.a.input.Finish(func() { d.a.text += "|" }) }, first: "你好ni|"},
		"and goes on":       {do: func(d *desk) { d.a.input.Finish(nil); d.typed("hao⏎") }, first: "你好nihao"},
		"types in the next": {do: func(d *desk) { d.canvas.Focus(d.b); d.typed("nihao ") }, first: "你好ni", second: "你好"},
		"and comes back": {do: func(d *desk) {
			d.canvas.Focus(d.b)
			d.canvas.Focus(d.a)
			d.typed("shijie ")
		}, first: "你好ni世界"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, late := range []bool{false, true} {
				d := newDesk(t)
				d.fake.Hold = late
				d.typed("nihao ni")
				c.do(d)
				d.fake.Answer()
				d.a.is(c.first, "")
				d.b.is(c.second, "")
			}
		})
	}
}

func TestCancelDropsTheComposition(t *testing.T) {
	d := newDesk(t)
	d.typed("nihao ni")
	d.a.input.Cancel()
	d.a.is("你好", "")
	d.typed("⏎")
	if d.a.entered != 1 {
		t.Error("the input method still composes")
	}
}

func TestAChosenCandidateArrivesOnce(t *testing.T) {
	d := newDesk(t)
	d.typed("nihao")
	d.fake.Choose("你好")
	d.a.is("你好", "")
	d.a.input.Finish(nil)
	d.a.is("你好", "")
}

// TestShortcutsEndACompositionOnlyWhenTheyAct pastes while composing, by keys and from a menu.
func TestShortcutsLeaveTheComposition(t *testing.T) {
	d := newDesk(t)
	d.typed("ni")
	d.a.TypedShortcut(&fyne.ShortcutPaste{})
	d.a.is("ni", "")
	if d.a.pasted != 1 {
		t.Errorf("pasted %d times", d.a.pasted)
	}
	for _, k := range d.fake.Keys {
		if k.Sym == 'v' {
			t.Error("a shortcut from a menu was offered as a letter")
		}
	}
}

func TestSecretFieldsAreNotShown(t *testing.T) {
	d := newDesk(t)
	d.b.kind = ime.Secret
	d.fake.Hold = true
	d.typed("1⇥nihao ⏎")
	d.fake.Answer()
	d.a.is("1", "")
	d.b.is("nihao ", "")
	if !d.fake.Secret || d.b.entered != 1 || d.fake.Focused() {
		t.Errorf("secret %v, entered %d, focused %v", d.fake.Secret, d.b.entered, d.fake.Focused())
	}
	for _, k := range d.fake.Keys[2:] { // the first field's own two
		t.Errorf("the input method saw %q", rune(k.Sym))
	}
}

func TestModifiersAreOfferedBothWays(t *testing.T) {
	d := newDesk(t)
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft, Physical: fyne.HardwareKey{ScanCode: 50}}
	d.a.KeyDown(shift)
	d.a.KeyUp(shift)
	want := []ime.Key{{Sym: 0xffe1, Code: 50}, {Sym: 0xffe1, Code: 50, State: ime.StateShift, Release: true}}
	if len(d.fake.Keys) != 2 || d.fake.Keys[0] != want[0] || d.fake.Keys[1] != want[1] {
		t.Errorf("offered %+v, want %+v", d.fake.Keys, want)
	}
}

func TestRunesAreNamedAsX11Does(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		r   rune
		sym uint32
		mod uint32
	}{{'a', 'a', 0}, {'A', 'A', ime.StateLock}, {'é', 0xe9, 0}, {'€', 0x010020ac, 0}} {
		d.a.KeyDown(&fyne.KeyEvent{Physical: fyne.HardwareKey{ScanCode: 38}})
		d.a.TypedRune(c.r)
		if k := d.fake.Keys[len(d.fake.Keys)-1]; k != (ime.Key{Sym: c.sym, Code: 38, State: c.mod}) {
			t.Errorf("%q is offered as %+v", c.r, k)
		}
	}
}

func TestTheCaretIsToldOnce(t *testing.T) {
	d := newDesk(t)
	at := ime.Place{Canvas: d.canvas, Position: fyne.NewPos(5, 6), Size: fyne.NewSize(1, 20)}
	d.a.input.Caret(at)
	d.a.input.Caret(at)
	if n := len(d.fake.Carets); n != 2 {
		t.Fatalf("%d places told, want the one of the focus and one more", n)
	}
	if r := d.fake.Carets[1]; r.X != 5 || r.Y != 6 || r.Height != 24 {
		t.Errorf("told %+v, want the place and the line under it", r)
	}
}

func TestCloseLosesNothing(t *testing.T) {
	d := newDesk(t)
	d.typed("nihao ni")
	d.fake.Hold = true
	d.typed("1")
	d.method.Close()
	d.fake.Answer()
	if !d.fake.Closed {
		t.Error("the backend still works")
	}
	d.a.is("你好ni1", "")
}

func TestWithoutFocusNothingIsAsked(t *testing.T) {
	var in *ime.Input
	ran := 0
	in.TypedRune('a', func() { ran++ })
	in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}, func() { ran++ })
	in.TypedShortcut(&fyne.ShortcutCopy{}, func() { ran++ })
	in.Finish(func() { ran++ })
	in.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	in.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	in.Caret(ime.Place{})
	in.Cancel()
	in.Blur()
	if ran != 4 || in.Busy() {
		t.Errorf("%d actions ran, want 4; busy %v", ran, in.Busy())
	}
}
