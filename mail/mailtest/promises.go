package mailtest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"letterbox/mail"
)

// Promises checks invariants after one run. Each method names the invariant and the run in what it complains about, and
// ends the test when there is nothing that it could look at: a check that saw nothing is none.
type Promises struct {
	tb  testing.TB
	run string
}

// PromisesOf begins the checks after a run.
func PromisesOf(tb testing.TB, run string) Promises {
	tb.Helper()
	return Promises{tb, run}
}

func (p Promises) broken(number, format string, args ...any) {
	p.tb.Helper()
	i := slices.IndexFunc(Invariants, func(i Invariant) bool { return i.Number == number })
	p.tb.Errorf("%s: %s is broken (%s): %s", p.run, number, Invariants[i].Sentence, fmt.Sprintf(format, args...))
}

func (p Promises) needs(number string, seen int) {
	p.tb.Helper()
	if seen == 0 {
		p.tb.Fatalf("%s: nothing to check %s by", p.run, number)
	}
}

// NothingShownIsLost is I1. shown are Message-IDs that were seen before, kept says of each whether it is still there.
func (p Promises) NothingShownIsLost(shown []string, kept func(id string) bool) {
	p.tb.Helper()
	p.needs("I1", len(shown))
	for _, id := range shown {
		if !kept(id) {
			p.broken("I1", "%s was shown and is gone", id)
		}
	}
}

// NothingComesBack is I2. gone are Message-IDs that were deleted, there says of each whether it is somewhere.
func (p Promises) NothingComesBack(gone []string, there func(id string) bool) {
	p.tb.Helper()
	p.needs("I2", len(gone))
	for _, id := range gone {
		if there(id) {
			p.broken("I2", "%s was deleted and is there", id)
		}
	}
}

// Fate is what became of a message that was to be sent.
type Fate struct {
	ID     string
	State  mail.OutgoingState // what the person is told; OutgoingCopied where it has left the outbox
	Taken  int                // times that a server took it
	Copies int                // in Sent
	Allows int                // times that the person had it sent; 0 stands for once
}

// SentAtMostOnce is I3.
func (p Promises) SentAtMostOnce(f Fate) {
	p.tb.Helper()
	if f.Taken > max(1, f.Allows) {
		p.broken("I3", "%+v", f)
	}
}

// settled are the states that a message may rest in, with how often it can have been taken then.
var settled = map[mail.OutgoingState]func(taken int) bool{
	mail.OutgoingSent:    func(taken int) bool { return taken >= 1 },
	mail.OutgoingCopied:  func(taken int) bool { return taken >= 1 },
	mail.OutgoingFailed:  func(taken int) bool { return taken == 0 },
	mail.OutgoingQueued:  func(taken int) bool { return taken == 0 },
	mail.OutgoingUnknown: func(int) bool { return true },
}

// NoSilentNonSend is I4.
func (p Promises) NoSilentNonSend(f Fate) {
	p.tb.Helper()
	possible := settled[f.State]
	if possible == nil || !possible(f.Taken) || f.State == mail.OutgoingUnknown && f.Copies > 0 { // a copy tells what became of it
		p.broken("I4", "%+v", f)
	}
}

// OneCopyInSent is I5. A copy that the server makes itself is counted too.
func (p Promises) OneCopyInSent(f Fate) {
	p.tb.Helper()
	if done := f.State == mail.OutgoingCopied; f.Copies > 1 || done && f.Copies != 1 || f.Taken == 0 && f.Copies > 0 {
		p.broken("I5", "%+v", f)
	}
}

// DraftsSurvive is I6: saved are the last saved texts by draft, kept those that there are now; copies are how many of
// each the server has, or nil where there is no server.
func (p Promises) DraftsSurvive(saved, kept map[string]string, copies map[string]int) {
	p.tb.Helper()
	p.needs("I6", len(saved))
	for id, text := range saved {
		if now, there := kept[id]; !there || now != text {
			p.broken("I6", "draft %s was saved as %.80q and is %.80q", id, text, now)
		}
		if copies[id] > 1 {
			p.broken("I6", "draft %s has %d copies at the server", id, copies[id])
		}
	}
}

// Converged is I7. Message-IDs are compared where both sides tell them.
func (p Promises) Converged(server, local []Lies) {
	p.tb.Helper()
	p.needs("I7", len(server)+len(local))
	there, here := inOrder(server), inOrder(local)
	for i := range min(len(there), len(here)) {
		if !same(there[i], here[i]) {
			p.broken("I7", "the server has\n%+v\nand the cache\n%+v", there[i], here[i])
			return
		}
	}
	if len(there) != len(here) {
		p.broken("I7", "the server has %d messages, the cache %d", len(there), len(here))
	}
}

func inOrder(list []Lies) []Lies {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Lies) int {
		return cmp.Or(cmp.Compare(a.Folder, b.Folder), cmp.Compare(a.UID, b.UID), cmp.Compare(a.Flags, b.Flags))
	})
	return list
}

func same(a, b Lies) bool {
	if a.ID == "" || b.ID == "" {
		a.ID, b.ID = "", ""
	}
	if a.Hash == "" || b.Hash == "" {
		a.Hash, b.Hash = "", ""
	}
	return a == b
}

// SecondSyncIdle is I8: fetched and written are counted over one more sync.
func (p Promises) SecondSyncIdle(fetched, written int) {
	p.tb.Helper()
	if fetched > 0 || written > 0 {
		p.broken("I8", "it fetched %d and wrote %d", fetched, written)
	}
}

// DoneInOrder is I9: want are the places, each with its flags, in which the messages must lie that somebody worked
// with, there those in which all messages lie, by Message-ID; reported are those whose work is told as not done. pending
// is how much of the work is still to be done.
func (p Promises) DoneInOrder(want, there map[string][]string, reported []string, pending int) {
	p.tb.Helper()
	p.needs("I9", len(want))
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if !slices.Equal(want[id], there[id]) && !slices.Contains(reported, id) {
			p.broken("I9", "%s lies at %q, not at %q", id, there[id], want[id])
		}
	}
	if pending > 0 {
		p.broken("I9", "%d operations are left", pending)
	}
}

// OthersUntouched is I10: before and after are everything that is kept of the other accounts.
func (p Promises) OthersUntouched(before, after string) {
	p.tb.Helper()
	p.needs("I10", len(before))
	if before != after {
		p.broken("I10", "the other account was\n%.300s\nand is\n%.300s", before, after)
	}
}

// OwnBodies is I11: bodies are messages of which there is the body, claimed is whose that body says it is.
func (p Promises) OwnBodies(bodies []Lies, claimed func(Lies) string) {
	p.tb.Helper()
	p.needs("I11", len(bodies))
	for _, l := range bodies {
		if owner := claimed(l); owner != l.ID {
			p.broken("I11", "%s of %s has the body of %q", l.ID, l.Folder, owner)
		}
	}
}

// ReadersGoOn is I12: read is called while something keeps a writer or a server from going on, and only then release
// is, which lets that go on. A reader that waits for it never comes back, and the test ends by its own limit.
func (p Promises) ReadersGoOn(read func() error, release func()) {
	p.tb.Helper()
	if err := read(); err != nil {
		p.broken("I12", "%v", err)
	}
	release()
}

// Sound is I13: repairs are those that opening made, fault is what looking at every page found.
func (p Promises) Sound(repairs int, fault error) {
	p.tb.Helper()
	if repairs > 0 || fault != nil {
		p.broken("I13", "%d repairs, %v", repairs, fault)
	}
}

// LocalOnlyStays is I14: before and after are names of what exists only here.
func (p Promises) LocalOnlyStays(before, after []string) {
	p.tb.Helper()
	p.needs("I14", len(before))
	for _, name := range before {
		if !slices.Contains(after, name) {
			p.broken("I14", "%s is gone", name)
		}
	}
}

// SecretsStay is I15: text is everything that was printed and written.
func (p Promises) SecretsStay(text, username, secret string) {
	p.tb.Helper()
	p.needs("I15", len(text))
	for form, encoded := range SecretForms(username, secret) {
		if at := strings.Index(text, encoded); at >= 0 {
			p.broken("I15", "%s (%q) is written down: %q", form, encoded, text[max(0, at-80):min(len(text), at+80)])
		}
	}
}
