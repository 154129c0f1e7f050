package imm

import (
	"reflect"
	"testing"
	"unicode/utf16"

	"letterbox/ui/ime"
)

func TestCompositionCountsCharacters(t *testing.T) {
	for _, c := range []struct {
		text   string
		caret  int
		active []bool
		want   ime.Composition
	}{
		{text: ""},
		{text: "ni hao", caret: 6, want: ime.Composition{Text: "ni hao", Caret: 6, Segments: []ime.Segment{{To: 6}}}},
		{text: "你hao", caret: 1, active: []bool{false, true, true, true}, want: ime.Composition{
			Text: "你hao", Caret: 1, Segments: []ime.Segment{{To: 1}, {From: 1, To: 4, Active: true}},
		}},
		{text: "𠮷a", caret: 2, active: []bool{true, true}, want: ime.Composition{
			Text: "𠮷a", Caret: 1, Segments: []ime.Segment{{To: 1, Active: true}, {From: 1, To: 2}},
		}},
		{text: "a", caret: 9, active: []bool{true, true, true}, want: ime.Composition{Text: "a", Caret: 1, Segments: []ime.Segment{{To: 1, Active: true}}}},
	} {
		if got := composition(utf16.Encode([]rune(c.text)), c.caret, c.active); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: got %+v, want %+v", c.text, got, c.want)
		}
	}
}
