package widget

import (
	"bytes"
	"testing"

	"github.com/go-text/typesetting/font"
)

// TestFontHasWhatItIsSaidToCover looks up every character of covered but the Chinese ones, of which the font has the
// usual ones only.
func TestFontHasWhatItIsSaidToCover(t *testing.T) {
	for _, bold := range []bool{false, true} {
		face, err := font.ParseTTF(bytes.NewReader(fontOf(bold).Content()))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range covered.R16 {
			if part.Lo == 0x4E00 {
				continue
			}
			for r := rune(part.Lo); r <= rune(part.Hi); r++ {
				if _, ok := face.NominalGlyph(r); !ok {
					t.Errorf("bold %v: the font has no %U", bold, r)
				}
			}
		}
	}
}

func TestSourceOfLeavesOtherScriptsToTheToolkit(t *testing.T) {
	for text, ours := range map[string]bool{
		"":                         true,
		"Re: 会议纪要 · 42":            true,
		"Größe, “quoted” …":        true,
		"Привет":                   true,
		"party \U0001F389":         false,
		"\u2764\uFE0F":             false,
		"\u05E9\u05DC\u05D5\u05DD": false,
	} {
		if got := sourceOf(text, true) == fontOf(true); got != ours {
			t.Errorf("%q: our font alone: %v", text, got)
		}
	}
}
