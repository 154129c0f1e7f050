package verdict_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"letterbox/mail/verdict"
)

// replies are what servers of many makes say, each with the classes that tell a person the right thing. They are not
// those that the rules were written by.
//
//go:embed testdata/replies.tsv
var replies string

func TestRepliesOfManyServers(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(replies), "\n")[1:]
	if len(rows) < 200 {
		t.Errorf("only %d replies", len(rows))
	}
	for _, row := range rows {
		cells := strings.Split(row, "\t")
		if len(cells) != 5 {
			t.Fatalf("%q has %d cells", row, len(cells))
		}
		r := verdict.Parse([]byte(cells[3]), protocols[cells[1]], verdict.ParsePhase(cells[2]))
		r.Family = verdict.FamilyOf("", cells[0])
		if class := r.Class(); !slices.Contains(strings.Fields(cells[4]), class) {
			t.Errorf("%s %s %s %q: %q, want %s", cells[0], cells[1], cells[2], cells[3], class, cells[4])
		}
	}
}
