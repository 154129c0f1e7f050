package cocoa

import (
	"reflect"
	"testing"

	"letterbox/ui/ime"
)

func TestCompositionCountsCharacters(t *testing.T) {
	for _, c := range []struct {
		text             string
		location, length int
		want             ime.Composition
	}{
		{text: ""},
		{text: "ni hao", location: 6, want: ime.Composition{Text: "ni hao", Caret: 6}},
		{text: "你𠮷hao", location: 1, length: 3, want: ime.Composition{
			Text: "你𠮷hao", Caret: 3, Segments: []ime.Segment{{From: 1, To: 3, Active: true}},
		}},
		{text: "a", location: 7, length: 9, want: ime.Composition{Text: "a", Caret: 1}},
	} {
		if got := composition(c.text, c.location, c.length); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: got %+v, want %+v", c.text, got, c.want)
		}
	}
}
