package acceptance

import (
	"strconv"
	"testing"

	"letterbox/mail/mailtest"
)

// numbersOf returns the numbers of the messages that a folder lists.
func (p *profile) numbersOf(folder string) []string {
	p.t.Helper()
	var ids []string
	for _, row := range p.collected(folder) {
		id, _ := row["id"].(float64)
		ids = append(ids, strconv.Itoa(int(id)))
	}
	return ids
}

// operation returns the number by which a verb's change can be taken back.
func operation(t *testing.T, r result) string {
	t.Helper()
	list, _ := r.last()["operations"].([]any)
	if len(list) != 1 {
		t.Fatalf("operations %v in %s", list, r.stdout)
	}
	id, _ := list[0].(float64)
	return strconv.Itoa(int(id))
}

// holds compares how many messages folders have here and on the server.
func (s sender) holds(what string, want map[string]int) {
	s.t.Helper()
	for folder, n := range want {
		if here, there := len(s.collected(folder)), len(s.stored(folder)); here != n || there != n {
			s.t.Errorf("%s: %s has %d messages here and %d on the server, want %d", what, folder, here, there, n)
		}
	}
}

// TestMoveDeleteAndUndo takes messages to other folders and back; here at once, on the server with the next sync.
func TestMoveDeleteAndUndo(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	appendAll(t, s.server, "INBOX", mailtest.NewCorpus(7, 4))
	s.must("", "sync", "--once")
	ids := s.numbersOf("INBOX")

	moved := s.must("", "move", ids[0], ids[1], "Archive")
	if here := len(s.collected("Archive")); here != 2 {
		t.Errorf("%d messages in Archive at once", here)
	}
	s.must("", "sync", "--once")
	s.holds("moved", map[string]int{"INBOX": 2, "Archive": 2})

	s.must("", "undo", operation(t, moved))
	s.must("", "sync", "--once")
	s.holds("undone on the server", map[string]int{"INBOX": 4, "Archive": 0})

	deleted := s.must("", "delete", ids[2])
	s.must("", "undo", operation(t, deleted))
	s.must("", "sync", "--once")
	s.holds("undone before the sync", map[string]int{"INBOX": 4, "Trash": 0})

	s.must("", "delete", ids[2])
	s.must("", "sync", "--once")
	s.holds("deleted", map[string]int{"INBOX": 3, "Trash": 1})
	if r := s.run("", "move", ids[3], "Nowhere"); r.status != 18 {
		t.Errorf("no such folder: exit %d", r.status)
	}
}

// TestFoldersAreMade makes, renames and deletes a folder; the server has it with the next sync.
func TestFoldersAreMade(t *testing.T) {
	t.Parallel()
	s := newSender(t)
	s.must("", "folder", "create", "项目")
	s.must("", "sync", "--once")
	appendAll(t, s.server, "项目", mailtest.NewCorpus(8, 1))
	s.must("", "sync", "--once")
	if n := len(s.collected("项目")); n != 1 {
		t.Errorf("%d messages in the new folder", n)
	}
	s.must("", "folder", "rename", "项目", "项目 2026")
	s.must("", "sync", "--once")
	if n := len(s.collected("项目 2026")); n != 1 {
		t.Errorf("%d messages in the renamed folder", n)
	}
	if r := s.run("", "list", "项目"); r.status != 18 {
		t.Errorf("the old name: exit %d", r.status)
	}
}
