package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
)

// opening is the answer to SELECT of a server that lies.
func opening(exists int, next string) func(mailtest.Asked) (string, bool) {
	answer := fmt.Sprintf("* %d EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n", exists)
	if next != "" {
		answer += "* OK [UIDNEXT " + next + "] x\r\n"
	}
	return func(a mailtest.Asked) (string, bool) { return answer + "{tag} OK done\r\n", a.Name == "SELECT" }
}

func searching(answer string) func(mailtest.Asked) (string, bool) {
	return func(a mailtest.Asked) (string, bool) { return answer + "\r\n{tag} OK\r\n", a.Name == "SEARCH" }
}

// sequence writes the numbers from 1 to a number in an order.
func sequence(last int, before func(a, b int) int) string {
	all := make([]int, last)
	for i := range all {
		all[i] = i + 1
	}
	slices.SortStableFunc(all, before)
	return strings.Trim(fmt.Sprint(all), "[]")
}

// TestServersThatCannotCount has a server lie about numbers. Each round ends, soon, with every message once; the second
// brings nothing; and when the server is itself again nothing is left of the lie.
func TestServersThatCannotCount(t *testing.T) {
	const many = 120
	falling := sequence(many, func(a, b int) int { return b - a })
	for name, lie := range map[string]mailtest.Invention{
		"too many exist":             {Lie: opening(5000, "121")},
		"far too many exist":         {Lie: opening(4_000_000, "121")},
		"too few exist":              {Lie: opening(3, "121")},
		"none exist":                 {Lie: opening(0, "121")},
		"other numbers each time":    {Lie: func() func(mailtest.Asked) (string, bool) { return growing(7) }()},
		"UIDNEXT below the UIDs":     {Lie: opening(many, "2")},
		"UIDNEXT far above the UIDs": {Lie: opening(many, "4294967295")},
		"UIDNEXT that is no UID":     {Lie: opening(many, "99999999999")},
		"no UIDNEXT":                 {Lie: opening(many, "")},
		"UIDs that go down":          {Lie: searching("* SEARCH " + falling)},
		"UIDs twice":                 {Lie: searching("* SEARCH " + falling + "\r\n* SEARCH " + falling)},
		"UIDs that are not":          {Lie: searching("* SEARCH " + falling + " 500 600 4294967295")},
		"UIDs that are kept back":    {Lie: searching("* SEARCH 1 2 3")},
		"responses twice":            {LieOf: func(_ mailtest.Asked, _ mail.UID, proper string) string { return proper + proper }},
		"responses about others": {LieOf: func(_ mailtest.Asked, uid mail.UID, proper string) string {
			return strings.Replace(proper, "UID ", "UID 9", 1) + proper
		}},
		"a response with another UID":    {LieOf: mixedUp},
		"a list that tells of none":      {Capabilities: "LIST-STATUS CONDSTORE", Lie: listing(0, 0)},
		"a list that tells of many":      {Capabilities: "LIST-STATUS CONDSTORE", Lie: listing(9_999_999, 1<<60)},
		"a list that tells it otherwise": {Capabilities: "LIST-STATUS CONDSTORE", Lie: listing(many, 1)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lie.Folders = []mailtest.InventedFolder{{Name: "INBOX", Messages: many, ModSeq: 1}, {Name: "Work", Messages: many, ModSeq: 1}}
			f := newFable(t, lie)
			for range 3 {
				_, err := f.round(engine.Bodies)
				f.must(err)
				f.holds("INBOX", many)
				f.holds("Work", many)
				if asked := f.server.Asked(); len(asked) > 40 {
					t.Errorf("%d commands", len(asked))
				}
			}
			f.server.Change(func(plan *mailtest.Invention) { plan.Lie, plan.LieOf = nil, nil })
			for range 2 {
				if s, err := f.round(engine.Bodies); err != nil || s.Headers > 0 || s.Bodies > 0 || s.Unreadable > 0 {
					t.Errorf("afterwards %+v, %v", s, err)
				}
			}
			f.holds("INBOX", many)
			f.must(f.store.Integrity(t.Context()))
		})
	}
}

// growing tells another number of messages with each SELECT.
func growing(exists int) func(mailtest.Asked) (string, bool) {
	return func(a mailtest.Asked) (string, bool) {
		if a.Name == "SELECT" {
			exists = exists * 31 % 1009
		}
		return opening(exists, fmt.Sprint(exists))(a)
	}
}

// mixedUp sends message 60 under the UID of another one, once in a while.
func mixedUp(a mailtest.Asked, uid mail.UID, proper string) string {
	if uid == 60 && strings.Contains(a.Line, "HEADER") {
		return strings.Replace(proper, "UID 60", "UID 59", 1) + proper
	}
	return proper
}

// listing adds counts of its own to a list.
func listing(exists int, modSeq uint64) func(mailtest.Asked) (string, bool) {
	var answer strings.Builder
	for _, name := range []string{"INBOX", "Work"} {
		fmt.Fprintf(&answer, "* LIST () \"/\" %[1]s\r\n* STATUS %[1]s (MESSAGES %[2]d UIDNEXT %[2]d UIDVALIDITY 7 HIGHESTMODSEQ %[3]d)\r\n", name, exists, modSeq)
	}
	return func(a mailtest.Asked) (string, bool) {
		return answer.String() + "{tag} OK done\r\n", a.Name == "LIST" || a.Name == "STATUS"
	}
}

// TestWhoCountsDifferentlyIsTold compares with what a lying server says, and finds the difference.
func TestWhoCountsDifferentlyIsTold(t *testing.T) {
	f := newFable(t, mailtest.Invention{Folders: []mailtest.InventedFolder{{Name: "INBOX", Messages: 10}}, Lie: opening(12, "13")})
	_, err := f.round(engine.HeadersOnly)
	f.must(err)
	f.server.Change(func(plan *mailtest.Invention) {
		plan.Lie = func(a mailtest.Asked) (string, bool) {
			return "* STATUS INBOX (MESSAGES 12 UIDNEXT 13 UIDVALIDITY 7)\r\n{tag} OK\r\n", a.Name == "STATUS"
		}
	})
	tallies, err := f.engine.Compare(t.Context(), f.account)
	if f.must(err); len(tallies) != 1 || tallies[0].Agrees() || tallies[0].Server != 12 || tallies[0].Here != 10 {
		t.Errorf("%+v", tallies)
	}
}

// stale is a server whose list of folders never tells of anything new.
func stale(messages int) mailtest.Invention {
	plan := mailtest.Invention{Capabilities: "LIST-STATUS CONDSTORE", Folders: []mailtest.InventedFolder{
		{Name: "INBOX", Messages: messages, ModSeq: 1}, {Name: "Work", Messages: messages, ModSeq: 1},
	}}
	first := listing(messages, 1)
	plan.Lie = func(a mailtest.Asked) (string, bool) {
		text, lies := first(a)
		return strings.ReplaceAll(text, fmt.Sprintf("UIDNEXT %d", messages), fmt.Sprintf("UIDNEXT %d", messages+1)), lies && a.Name == "LIST"
	}
	return plan
}

func more(plan *mailtest.Invention) {
	for i := range plan.Folders {
		plan.Folders[i].Messages++
		plan.Folders[i].ModSeq++
	}
}

// TestAListThatIsBehindIsNotBelievedForEver takes folders for unchanged that the list says are, for a while.
func TestAListThatIsBehindIsNotBelievedForEver(t *testing.T) {
	f := newFable(t, stale(5))
	_, err := f.round(engine.HeadersOnly)
	f.must(err)
	f.server.Change(more)
	f.server.Asked()
	_, err = f.round(engine.HeadersOnly)
	f.must(err)
	if count := f.server.Counted(); len(count) != 1 || count["LIST"] != 1 {
		t.Errorf("nothing was to be asked: %v", count)
	}
	f.later = 48 * time.Hour
	_, err = f.round(engine.HeadersOnly)
	f.must(err)
	f.holds("INBOX", 6)
	f.holds("Work", 6)
}

// TestNewsOfTheInboxAreBelieved brings what the server tells of while the inbox is watched, also when its list of folders
// has not heard of it.
func TestNewsOfTheInboxAreBelieved(t *testing.T) {
	f := newFable(t, stale(5))
	f.must(f.engine.Start(t.Context()))
	t.Cleanup(f.engine.Close)
	f.until("watching", func() bool { return f.engine.Status()[0].Activity == mail.Watching })
	f.server.Change(more)
	f.engine.Refresh(0)
	f.until("the new message", func() bool { return f.folder("INBOX").Total == 6 })
}

// until waits for a condition.
func (f *fable) until(what string, holds func() bool) {
	f.t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(2 * time.Minute)
	for !holds() {
		select {
		case <-tick.C:
		case <-limit:
			f.t.Fatalf("never came: %s; %+v", what, f.engine.Status())
		}
	}
}
