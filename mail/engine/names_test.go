package engine_test

import (
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
)

// TestFoldersOfOneNameAreNotMixedUp lists a folder in modified UTF-7 and one in GBK that are called the same, brings the
// mail of both, moves into the one that is meant, and renames it.
func TestFoldersOfOneNameAreNotMixedUp(t *testing.T) {
	const gbk, proper = "\xcf\xee\xc4\xbf", "&mHl27g-"
	f := newFable(t, mailtest.Invention{Folders: []mailtest.InventedFolder{
		{Name: "INBOX", Messages: 5}, {Name: gbk, Messages: 3}, {Name: gbk + "/\xb2\xe2", Messages: 2}, {Name: proper, Messages: 1}, {Name: "broken &", Messages: 4},
	}})
	f.rounds(engine.Bodies, 0)
	for path, many := range map[string]mail.UID{"INBOX": 5, "项目 (2)": 3, "项目 (2)/测": 2, "项目": 1, "broken &": 4} {
		f.holds(path, many)
	}
	f.server.Asked()
	inbox, odd := f.folder("INBOX"), f.folder("项目 (2)")
	for _, op := range []mail.Operation{
		mail.Move{Folder: inbox.ID, To: odd.ID, Messages: []mail.MessageID{f.list("INBOX")[0].ID}},
		mail.RenameFolder{Folder: odd.ID, Name: "项目（旧）"},
	} {
		_, err := f.store.ApplyOperation(t.Context(), op)
		f.must(err)
	}
	f.rounds(engine.Bodies, 0)
	moved := slices.IndexFunc(f.server.Asked(), func(a mailtest.Asked) bool {
		if a.Name == "RENAME" && (a.Argument(0) != gbk || strings.Contains(a.Argument(1), "(2)")) {
			t.Errorf("%q", a.Line)
		}
		return a.Name == "MOVE" && a.Argument(1) == gbk
	})
	if moved < 0 {
		t.Error("it was not moved to the folder that was meant")
	}
	f.rounds(engine.Bodies, 0)
	f.holds("INBOX", 4)
	f.holds("项目（旧）", 4)
	f.holds("项目（旧）/测", 2)
	f.holds("项目", 1)
}
