package command

import (
	"slices"
	"testing"
)

func TestSplitWords(t *testing.T) {
	for command, want := range map[string][]string{
		"":                            nil,
		"   ":                         nil,
		"firefox":                     {"firefox"},
		" firefox  --new-window ":     {"firefox", "--new-window"},
		`"C:\Program Files\b.exe" -u`: {`C:\Program Files\b.exe`, "-u"},
		`a 'b "c" d' e`:               {"a", `b "c" d`, "e"},
		`a"b c"d`:                     {"ab cd"},
		`a "" b`:                      {"a", "", "b"},
		"sh -c $(x);`y`|z":            {"sh", "-c", "$(x);`y`|z"},
	} {
		got, err := splitWords(command)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q, %v", command, got, err)
		}
	}
	for _, command := range []string{`"a`, `a 'b`, `a "b'`} {
		if got, err := splitWords(command); err == nil {
			t.Errorf("%q: %q", command, got)
		}
	}
}
