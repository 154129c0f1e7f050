package model

import (
	"context"
	"testing"
	"time"

	"letterbox/mail"
)

func TestRunDropsLateAnswers(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		var s slot
		var got []string
		slowGate := make(gate)
		ask := func(g gate, answer string) {
			run(d.scope, &s,
				func(context.Context) (string, error) {
					if g != nil {
						<-g // ignores being cancelled, as a careless callee would
					}
					return answer, nil
				},
				func(v string, _ error) { got = append(got, v) })
		}
		ask(slowGate, "first")
		ask(nil, "second")
		d.settle()
		close(slowGate)
		d.settle()
		if len(got) != 1 || got[0] != "second" {
			t.Errorf("answers %q, want only the second", got)
		}
		if s.busy() {
			t.Error("the slot is still busy after its answer")
		}
	})
}

func TestRunStoppedAfterPostIsDropped(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		var s slot
		called := false
		run(d.scope, &s, func(context.Context) (int, error) { return 1, nil }, func(int, error) { called = true })
		d.scope.Wait() // the answer waits in the queue now
		s.stop()
		d.settle()
		if called {
			t.Error("an answer was delivered after stop")
		}
	})
}

func TestFeedMergesWithinAFrame(t *testing.T) {
	atDesk(t, func(t *testing.T, d *desk) {
		events := make(chan []mail.Event)
		var batches [][]mail.Event
		d.scope.working.Go(func() {
			feed(d.scope.ctx, events, d.scope.post, func(list []mail.Event) { batches = append(batches, list) })
		})
		for range 50 {
			events <- []mail.Event{mail.MessagesChanged{Account: 1, Folder: 2}, mail.BodiesStored{Folder: 2, Messages: []mail.MessageID{3}}}
		}
		events <- []mail.Event{mail.MessagesChanged{Account: 1, Folder: 9}}
		time.Sleep(2 * frame)
		for range 20 { // the UI goroutine has not taken the first batch yet
			events <- []mail.Event{mail.SyncStateChanged{Account: 1}}
			time.Sleep(frame)
		}
		if len(d.queue) != 1 {
			t.Fatalf("%d functions posted while the UI goroutine was busy, want 1", len(d.queue))
		}
		d.settle()
		time.Sleep(frame)
		d.settle()
		if len(batches) != 2 {
			t.Fatalf("%d batches, want 2", len(batches))
		}
		if len(batches[0]) != 3 {
			t.Errorf("first batch has %d events, want 3 without doubles", len(batches[0]))
		}
		if bodies := batches[0][1].(mail.BodiesStored); len(bodies.Messages) != 50 {
			t.Errorf("%d bodies joined, want 50", len(bodies.Messages))
		}
	})
}

func TestFeedResyncStandsForAll(t *testing.T) {
	var b eventBatch
	b.add([]mail.Event{mail.MessagesChanged{Folder: 1}, mail.Resync{}, mail.MessagesChanged{Folder: 2}, mail.BodiesStored{Folder: 2}})
	list := b.take()
	if len(list) != 1 {
		t.Fatalf("%v, want Resync alone", list)
	}
	if _, ok := list[0].(mail.Resync); !ok {
		t.Errorf("%T, want Resync", list[0])
	}
}
