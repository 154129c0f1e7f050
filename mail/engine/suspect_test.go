package engine_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
)

const impossible = "* 1 FETCH (UID 1 BODY[] {-1}\r\n" // ends the connection

// breakingAt has a message end the connection when one of its items is asked for.
func breakingAt(uid mail.UID, item string) func(mailtest.Asked, mail.UID, string) string {
	return func(a mailtest.Asked, of mail.UID, proper string) string {
		if of == uid && strings.Contains(a.Line, item) {
			return impossible
		}
		return proper
	}
}

// TestAHeaderThatBreaksTheConnection costs itself, wherever it stands: the others come after a few rounds.
func TestAHeaderThatBreaksTheConnection(t *testing.T) {
	const many = 120
	for _, uid := range []mail.UID{1, 35, 71, 90, many} { // 71 is the first of the first page
		t.Run(fmt.Sprint(uid), func(t *testing.T) {
			t.Parallel()
			f := newFable(t, mailtest.Invention{
				Folders: []mailtest.InventedFolder{{Name: "INBOX", Messages: many}, {Name: "Work", Messages: many}},
				LieOf: func(a mailtest.Asked, of mail.UID, proper string) string {
					if a.Selected != "INBOX" {
						return proper
					}
					return breakingAt(uid, "HEADER")(a, of, proper)
				},
			})
			if failed := f.rounds(engine.HeadersOnly, 6); failed < 3 {
				t.Errorf("%d rounds failed only: a connection may break for other reasons", failed)
			}
			f.holds("INBOX", many)
			f.holds("Work", many)
			for _, m := range f.list("INBOX") {
				if (m.Lack == mail.LackHeader) != (m.UID == uid) || (m.Envelope.Subject == "") != (m.UID == uid) {
					t.Errorf("%+v", m)
				}
			}
		})
	}
}

// TestFlagsThatAreNotToBeHad cost the flags of one message, not the folder.
func TestFlagsThatAreNotToBeHad(t *testing.T) {
	const many, bad = 120, 30
	refusing := func(a mailtest.Asked) (string, bool) {
		return "{tag} NO [SERVERBUG] cannot read a message\r\n", a.Name == "FETCH" && strings.Contains(a.Line, "(UID FLAGS)") && a.Holds(bad)
	}
	garbled := func(a mailtest.Asked, uid mail.UID, proper string) string {
		if uid == bad && strings.Contains(a.Line, "(UID FLAGS)") {
			return "* 30 FETCH (UID 30 FLAGS oh \"no)\r\n"
		}
		return proper
	}
	for name, c := range map[string]struct {
		plan   mailtest.Invention
		failed int
	}{
		"refused":    {mailtest.Invention{Lie: refusing}, 0},
		"garbled":    {mailtest.Invention{LieOf: garbled}, 0},
		"ending all": {mailtest.Invention{LieOf: breakingAt(bad, "(UID FLAGS)")}, 5},
		"of one without name": {mailtest.Invention{Lie: func(a mailtest.Asked) (string, bool) {
			text, lies := refusing(a)
			return strings.Replace(text, "NO [SERVERBUG]", "BAD", 1), lies
		}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.plan.Folders = []mailtest.InventedFolder{{Name: "INBOX", Messages: many}, {Name: "Work", Messages: 3}}
			f := newFable(t, c.plan)
			f.rounds(engine.Bodies, c.failed)
			f.server.Change(func(plan *mailtest.Invention) {
				plan.Folders[0].Flags = map[mail.UID]string{1: `\Seen`, 29: `\Seen`, bad: `\Seen`, 31: `\Seen`, many: `\Seen`}
				plan.Folders[0].Messages++
				plan.Folders[1].Messages++
			})
			f.rounds(engine.Bodies, c.failed)
			f.holds("INBOX", many+1)
			f.holds("Work", 4)
			for _, m := range f.list("INBOX") {
				want := m.UID == 1 || m.UID == 29 || m.UID == 31 || m.UID == many
				if m.Flags.Has(mail.Seen) != want || !m.HasBody {
					t.Errorf("%d: flags %v, body %v", m.UID, m.Flags, m.HasBody)
				}
			}
			f.server.Change(func(plan *mailtest.Invention) { plan.Lie, plan.LieOf = nil, nil })
			f.later = 72 * time.Hour
			f.rounds(engine.Bodies, 0)
			if m := f.list("INBOX")[many+1-bad]; m.UID != bad || !m.Flags.Has(mail.Seen) {
				t.Errorf("%+v", m)
			}
		})
	}
}

// TestAFolderThatBreaksTheConnection is left alone for a while, so that the others come.
func TestAFolderThatBreaksTheConnection(t *testing.T) {
	f := newFable(t, mailtest.Invention{
		Folders: []mailtest.InventedFolder{{Name: "INBOX", Messages: 3}, {Name: "A", Messages: 3}, {Name: "B", Messages: 3}},
		Lie: func(a mailtest.Asked) (string, bool) {
			return "* LIST () {99999999999}\r\n", a.Name == "SELECT" && a.Selected == "A"
		},
	})
	if failed := f.rounds(engine.Bodies, 4); failed < 3 {
		t.Errorf("%d rounds failed only", failed)
	}
	f.holds("INBOX", 3)
	f.holds("B", 3)
	f.server.Change(func(plan *mailtest.Invention) { plan.Lie = nil })
	f.rounds(engine.Bodies, 0)
	f.holds("A", 0)
	f.later = 2 * time.Hour
	f.rounds(engine.Bodies, 0)
	f.holds("A", 3)
}

// TestTheInboxIsNeverLeftAlone goes on asking for it.
func TestTheInboxIsNeverLeftAlone(t *testing.T) {
	f := newFable(t, mailtest.Invention{
		Folders: []mailtest.InventedFolder{{Name: "INBOX", Messages: 3}},
		Lie:     func(a mailtest.Asked) (string, bool) { return "* LIST () {99999999999}\r\n", a.Name == "SELECT" },
	})
	for range 8 {
		if _, err := f.round(engine.Bodies); err == nil {
			t.Fatal("a round ended well without the inbox")
		}
	}
	f.server.Change(func(plan *mailtest.Invention) { plan.Lie = nil })
	f.rounds(engine.Bodies, 0)
	f.holds("INBOX", 3)
}
