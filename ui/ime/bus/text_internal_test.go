package bus

import (
	"reflect"
	"testing"

	"github.com/godbus/dbus/v5"

	"letterbox/ui/ime"
)

func TestFormattedPreedit(t *testing.T) {
	for _, c := range []struct {
		body []any
		want ime.Composition
	}{
		{[]any{[][]any{{"你 ", int32(1 << 3)}, {"hao", int32(1<<3 | 1<<4)}}, int32(4)}, ime.Composition{
			Text: "你 hao", Caret: 2, Segments: []ime.Segment{{From: 0, To: 2}, {From: 2, To: 5, Active: true}},
		}},
		{[]any{[][]any{{"ni", int32(0)}}, int32(-1)}, ime.Composition{Text: "ni", Caret: 2, Segments: []ime.Segment{{From: 0, To: 2}}}},
		{[]any{[][]any{{"ni"}, {"", int32(0)}}, int32(99)}, ime.Composition{}},
		{[]any{[][]any{}, int32(0)}, ime.Composition{}},
	} {
		e, ok := formatted(c.body)
		if !ok || !reflect.DeepEqual(*e.compose, c.want) {
			t.Errorf("%v gives %+v, want %+v", c.body, e.compose, c.want)
		}
	}
}

func TestPreeditOfIBus(t *testing.T) {
	attribute := func(kind, from, to uint32) dbus.Variant {
		return dbus.MakeVariant([]any{"IBusAttribute", map[string]dbus.Variant{}, kind, uint32(1), from, to})
	}
	list := []any{"IBusAttrList", map[string]dbus.Variant{}, []dbus.Variant{attribute(1, 0, 3), attribute(3, 1, 9), attribute(3, 2, 3)}}
	text := dbus.MakeVariant([]any{"IBusText", map[string]dbus.Variant{}, "你好a", dbus.MakeVariant(list)})
	e, ok := preeditText([]any{text, uint32(2), true})
	want := ime.Composition{Text: "你好a", Caret: 2, Segments: []ime.Segment{{From: 1, To: 3, Active: true}}}
	if !ok || !reflect.DeepEqual(*e.compose, want) {
		t.Errorf("got %+v, want %+v", e.compose, want)
	}
	if e, ok := preeditText([]any{text, uint32(2), false}); !ok || e.compose.Text != "" {
		t.Errorf("what is not shown gives %+v", e.compose)
	}
}

// TestStrangeSignalsAreLeftOut has shapes that no input method should send.
func TestStrangeSignalsAreLeftOut(t *testing.T) {
	for name, read := range map[string]func([]any) (effect, bool){
		"commitString": commitString, "formatted": formatted, "commitText": commitText, "preeditText": preeditText,
	} {
		for _, body := range [][]any{
			nil,
			{},
			{1},
			{dbus.MakeVariant(1)},
			{dbus.MakeVariant([]any{"IBusText"}), 1, 2},
			{dbus.MakeVariant([]any{"IBusText", 1, 2, 3}), uint32(0), 1},
			{[][]any{{1, "x"}, {}}, "x"},
		} {
			if e, ok := read(body); ok {
				t.Errorf("%s reads %v as %+v", name, body, e)
			}
		}
	}
}

func TestAddressFiles(t *testing.T) {
	for display, want := range map[string]string{":0": "unix-0", ":1.0": "unix-1", "host:10.2": "host-10", "unix:3": "unix-3"} {
		if got := ibusDisplay(display); got != want {
			t.Errorf("%s is %q, want %q", display, got, want)
		}
	}
	if got := addressIn("# IBUS_ADDRESS=no\nIBUS_ADDRESS=unix:path=/x,guid=1\n"); got != "unix:path=/x,guid=1" {
		t.Errorf("address %q", got)
	}
}
