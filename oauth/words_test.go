package oauth_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"letterbox/oauth"
)

// authorityWords are what authorities say, each with the classes that tell a person the right thing. They are not those
// that the rules were written by.
//
//go:embed testdata/words.tsv
var authorityWords string

func TestWordsOfAuthorities(t *testing.T) {
	t.Parallel()
	rows := strings.Split(strings.TrimSpace(authorityWords), "\n")[1:]
	if len(rows) < 30 {
		t.Errorf("only %d rows", len(rows))
	}
	for _, row := range rows {
		cells := strings.Split(row, "\t")
		if len(cells) != 3 {
			t.Fatalf("%q has %d cells", row, len(cells))
		}
		if class := oauth.Classify(cells[1]).Class; !slices.Contains(strings.Fields(cells[2]), class) {
			t.Errorf("%s: %q, want %s", cells[1], class, cells[2])
		}
	}
}
