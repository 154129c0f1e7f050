package engine_test

import (
	"fmt"
	"testing"
	"time"

	"letterbox/mail"
	"letterbox/mail/engine"
	"letterbox/mail/mailtest"
)

// TestChangesCostWhatTheyAre counts the lines of whole conversations with a server that remembers: they grow with what
// changed and with nothing else.
func TestChangesCostWhatTheyAre(t *testing.T) {
	lines := func(messages int) (nothing, few int) {
		f := newField(t)
		f.server.Deliver("ada", "INBOX", mailtest.NewCorpus(3, messages).All())
		f.sync()
		f.incoming.Watch(0, false, nil)
		f.sync()
		nothing = f.incoming.Lines()

		other := f.direct()
		defer func() { _ = other.Close() }()
		inbox := mail.Folder{Path: "INBOX", Wire: "INBOX"}
		for i := range 3 {
			_, _, err := other.Append(t.Context(), inbox, 0, time.Time{}, letter(fmt.Sprintf("new%d", i)))
			f.must(err)
		}
		_, err := other.Select(t.Context(), inbox)
		f.must(err)
		f.must(other.StoreFlags(t.Context(), []mail.UID{5, 50, 150}, mail.Flagged, 0))
		f.must(other.Expunge(t.Context(), []mail.UID{7, 70, 170}))

		f.incoming.Watch(0, false, nil)
		s, err := f.engine.Once(t.Context(), f.account, engine.HeadersOnly, func(engine.Progress) {})
		f.must(err)
		if s.Headers != 3 {
			t.Errorf("%d headers of %d messages were brought for three new ones", s.Headers, messages)
		}
		few = f.incoming.Lines()
		f.sync()
		f.settled("none", nil)
		return nothing, few
	}
	nothingOfFew, fewOfFew := lines(200)
	nothingOfMany, fewOfMany := lines(1000)
	if nothingOfMany > nothingOfFew || fewOfMany > fewOfFew+10 {
		t.Errorf("nothing took %d lines of 200 messages and %d of 1,000; few changes %d and %d", nothingOfFew, nothingOfMany, fewOfFew, fewOfMany)
	}
	t.Logf("nothing: %d lines, few changes: %d", nothingOfMany, fewOfMany)
}

// TestANewUIDValidityLosesNothing has the server forget all its numbers while something waits to be pushed.
func TestANewUIDValidityLosesNothing(t *testing.T) {
	f := newField(t)
	want := f.work("v")
	before := f.folder("INBOX").Sync.UIDValidity
	for now := before; now == before; { // it counts seconds
		f.server.Renumber("ada", "INBOX")
		other := f.direct()
		state, err := other.Select(t.Context(), mail.Folder{Path: "INBOX", Wire: "INBOX"})
		f.must(err)
		_ = other.Close()
		now = state.UIDValidity
	}
	f.sync()
	if f.folder("INBOX").Sync.UIDValidity == before {
		t.Error("the folder was not taken for a new one")
	}
	f.settled("v", want, "v-delete@corp.example")
}
