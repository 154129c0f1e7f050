package text

import (
	"strings"
	"sync"
	"testing"
)

// fonts is read once: tests of this package do not run beside each other.
var fonts = sync.OnceValue(NewLibrary)

func TestBreaks(t *testing.T) {
	for text, want := range map[string]string{
		"a b":              "a |b",
		"http://a.b/c?d=e": "http://a.b/c?|d=e",
		"2016-03-04":       "2016-|03-|04",
		"well-known":       "well-|known",
		"a -5 b":           "a |-5 |b",
		"你好，世界。":           "你|好，|世|界。",
		"（你好）a":            "（你|好）|a",
		"a\u00A0b":         "a\u00A0b",
		"a\u200Bb":         "a\u200B|b",
		"a  b":             "a  |b",
	} {
		chars := []rune(text)
		var got strings.Builder
		for i, mark := range Breaks(chars) {
			if mark {
				got.WriteString("|")
			}
			got.WriteRune(chars[i])
		}
		if got.String() != want {
			t.Errorf("got %s, want %s", got.String(), want)
		}
	}
}

func TestThereIsAlwaysAFace(t *testing.T) {
	l := NewLibrary()
	s := l.Stack([]string{"nowhere to be found"}, 700, true)
	if s == nil || s.First == nil {
		t.Fatal("no face")
	}
	if l.Stack([]string{"nowhere to be found"}, 700, true) != s {
		t.Error("the same text has two stacks")
	}
	l.Add("broken", false, false, []byte("no font"))
	if l.Stack([]string{"broken"}, 400, false).First == nil {
		t.Error("a broken font leaves no face")
	}
}

func TestAdvancesAddUp(t *testing.T) {
	stack := fonts().Stack(nil, 400, false)
	for _, text := range []string{"Hello, world", "office", "e\u0301a", "你好", "a\u200Db", ""} {
		chars := []rune(text)
		small, large := NewShaper().Shape(stack, chars, 10, false), NewShaper().Shape(stack, chars, 20, false)
		var glyphs, sum, twice float32
		for _, run := range small.Runs {
			for _, g := range run.Glyphs {
				glyphs += g.Advance
			}
		}
		for i := range chars {
			sum += small.Advances[i]
			twice += large.Advances[i]
		}
		if diff := glyphs - sum; diff > 0.01 || diff < -0.01 {
			t.Errorf("%s: glyphs are %g wide, characters %g", text, glyphs, sum)
		}
		if diff := twice - 2*sum; diff > 0.01 || diff < -0.01 {
			t.Errorf("%s: %g px at twice the size of %g", text, twice, sum)
		}
	}
}

func TestMetricsAreWholePixels(t *testing.T) {
	for size := float32(1); size < 40; size += 0.5 {
		m := fonts().Stack(nil, 400, false).First.Metrics(size)
		for _, v := range []float32{m.Ascent, m.Descent, m.Gap} {
			if v != float32(int(v)) || v < 0 {
				t.Fatalf("at %g px: %+v", size, m)
			}
		}
	}
}

func FuzzShape(f *testing.F) {
	f.Add("Hello \u0301\u200D你好 مرحبا")
	f.Fuzz(func(t *testing.T, text string) {
		chars := []rune(text)
		shaped := NewShaper().Shape(fonts().Stack(nil, 400, false), chars, 16, false)
		end := 0
		for _, r := range shaped.Runs {
			if r.Start != end {
				t.Fatalf("a run begins at %d, the last one ended at %d", r.Start, end)
			}
			end = r.End
		}
		if end != len(chars) || len(Breaks(chars)) != len(chars) {
			t.Fatal("characters are missing")
		}
	})
}
