package view

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"letterbox/mail"
	"letterbox/ui/words"
)

// TestComposeFindsAndReplaces looks for a text, goes through its places, replaces one and all, and takes that back.
func TestComposeFindsAndReplaces(t *testing.T) {
	for _, f := range composeFaces {
		t.Run(f.name, func(t *testing.T) {
			const letter = "Budget 预算 budget\n见 BUDGET。\n"
			p := openPage(t, f.mode, f.lang, mail.Composition{To: "lina@corp.example", Text: letter}, 1, ComposeSize)
			p.view.text.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierShortcutDefault})
			finder := p.view.finder
			if p.window.Canvas().Focused() != finder.sought.Focus() {
				t.Fatalf("the keyboard is in %T", p.window.Canvas().Focused())
			}
			test.Type(finder.sought.Focus(), "budget")
			said := func(at int) {
				t.Helper()
				if want := words.T(f.lang, words.HTMLFound, at, 3); finder.said.Text != want {
					t.Errorf("says %q, want %q", finder.said.Text, want)
				}
			}
			said(1)
			p.press(fyne.KeyReturn)
			p.press(fyne.KeyDown)
			said(3)
			p.press(fyne.KeyReturn)
			said(1)
			p.press(fyne.KeyUp)
			said(3)
			p.golden(t, "compose-find-"+f.name)

			finder.instead.SetText("x")
			test.Tap(finder.one)
			p.holds(t, "Budget 预算 budget\n见 x。\n")
			test.Tap(finder.all)
			p.holds(t, "x 预算 x\n见 x。\n")
			if want := words.T(f.lang, words.FindReplaced, 2); finder.said.Text != want {
				t.Errorf("says %q, want %q", finder.said.Text, want)
			}
			p.view.text.Undo()
			p.holds(t, "Budget 预算 budget\n见 x。\n")
			p.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) // a click on a button took the focus
			if finder.Visible() || p.window.Canvas().Focused() != p.view.text || len(p.ended) != 0 {
				t.Error("Esc does not go back to the text")
			}
		})
	}
}

// holds fails unless a text is in the editor and in the draft.
func (p *page) holds(t *testing.T, want string) {
	t.Helper()
	if got := p.view.text.Text(); got != want || p.compose.State().Draft.Text != want {
		t.Errorf("the text is %q, the draft has %q, want %q", got, p.compose.State().Draft.Text, want)
	}
}
