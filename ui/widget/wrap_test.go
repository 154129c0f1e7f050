package widget

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func wrapped(text string, width float32) []string {
	var lines []string
	for _, l := range (face{SizeReading, false}).wrap(text, width) {
		lines = append(lines, text[l.start:l.end])
	}
	return lines
}

func TestWrapFollowsTheRulesOfChinese(t *testing.T) {
	themed(t, ModeLight)
	// Eight characters of 15 pixels fit into a line.
	for text, want := range map[string]string{
		"一二三四五六七八九十":       "一二三四五六七八|九十",
		"一二三四五六七八，九十":      "一二三四五六七|八，九十",
		"一二三四五六七「八九」十":     "一二三四五六七|「八九」十",
		"":                 "",
		"一\n\n二":           "一||二",
		"一二三四 letterbox 五": "一二三四|letterbox 五",
	} {
		if got := strings.Join(wrapped(text, 8*15+1), "|"); got != want {
			t.Errorf("%q wraps to %q, want %q", text, got, want)
		}
	}
}

func TestWrapBreaksLatinAtBlanks(t *testing.T) {
	themed(t, ModeLight)
	for _, l := range wrapped("the quick brown fox jumps over the lazy dog and runs away", 120) {
		if strings.HasPrefix(l, " ") || strings.HasSuffix(l, " ") {
			t.Errorf("line %q keeps its blanks", l)
		}
		if w := (face{SizeReading, false}).measure(l); w > 120 {
			t.Errorf("line %q is %v wide", l, w)
		}
	}
	if lines := wrapped(strings.Repeat("x", 300), 120); len(lines) < 10 {
		t.Errorf("a word of 300 letters takes %d lines", len(lines))
	}
	if lines := wrapped(strings.Repeat("x", 9000), 1e9); len(lines) < 4 {
		t.Errorf("a line of 9000 characters is not capped")
	}
}

func TestWrapLosesNothing(t *testing.T) {
	themed(t, ModeLight)
	text := strings.Repeat("混排 mixed text，with 标点（and brackets）… and tabs\there.\n", 40)
	var kept strings.Builder
	for _, l := range wrapped(text, 173) {
		kept.WriteString(l)
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if squeeze(kept.String()) != squeeze(text) {
		t.Error("wrapping lost or doubled characters")
	}
}

func FuzzWrap(f *testing.F) {
	themed(f, ModeLight)
	f.Add("hello 世界\n", float32(50))
	f.Add("「」，。\t \u0301\U0001F468\u200D", float32(1))
	f.Fuzz(func(t *testing.T, text string, width float32) {
		if !utf8.ValidString(text) || width != width {
			return
		}
		at := 0
		for _, l := range (face{SizeReading, false}).wrap(text, width) {
			if l.start < at || l.end < l.start || l.end > len(text) {
				t.Fatalf("line %v of %q after %d", l, text, at)
			}
			at = l.end
		}
	})
}

func TestTruncate(t *testing.T) {
	themed(t, ModeLight)
	const text = "关于第四季度合同审批的通知 and a long tail in English"
	if got := Truncate(text, 2000, SizeList, false); got != text {
		t.Errorf("a text that fits became %q", got)
	}
	for _, width := range []float32{20, 80, 133, 200} {
		got := Truncate(text, width, SizeList, false)
		if !strings.HasSuffix(got, ellipsis) || !utf8.ValidString(got) {
			t.Errorf("at %v: %q", width, got)
		}
		if w := (face{SizeList, false}).measure(got); w > width+0.5 {
			t.Errorf("at %v: %q is %v wide", width, got, w)
		}
	}
	if got := Truncate(text, 2, SizeList, false); got != "" {
		t.Errorf("no room gives %q", got)
	}
}
