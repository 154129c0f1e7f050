package model

import (
	"context"
	"time"

	"letterbox/mail"
)

// frame is how often events may reach the screen: once per picture.
const frame = 16 * time.Millisecond

// feed carries events to the UI goroutine until ctx ends or the channel closes. It merges what comes within a
// frame, and what comes while the UI goroutine has not taken the last batch yet, so that at most one batch is ever
// waiting however many events there are.
func feed(ctx context.Context, events <-chan []mail.Event, post func(func()), apply func([]mail.Event)) {
	var batch eventBatch
	tick := time.NewTimer(frame)
	tick.Stop()
	defer tick.Stop()
	taken := make(chan struct{}, 1)
	resting, due := true, false // resting: no batch waits at the UI goroutine
	for {
		select {
		case <-ctx.Done():
			return
		case more, open := <-events:
			if !open {
				return
			}
			if batch.empty() && !due {
				tick.Reset(frame)
			}
			batch.add(more)
		case <-tick.C:
			due = true
		case <-taken:
			resting = true
		}
		if due && resting && !batch.empty() {
			list := batch.take()
			resting, due = false, false
			post(func() {
				taken <- struct{}{}
				apply(list)
			})
		}
	}
}

// eventBatch is a batch without doubles.
type eventBatch struct {
	list   []mail.Event
	seen   map[mail.Event]bool
	bodies map[mail.FolderID]int // where in list the BodiesStored of a folder stands
	resync bool
}

func (b *eventBatch) empty() bool { return len(b.list) == 0 }

// add merges events: equal ones count once, bodies of a folder are joined, and Resync stands for all others.
func (b *eventBatch) add(more []mail.Event) {
	if b.seen == nil {
		b.seen, b.bodies = map[mail.Event]bool{}, map[mail.FolderID]int{}
	}
	for _, e := range more {
		switch e := e.(type) {
		case mail.Resync:
			b.list, b.resync = []mail.Event{e}, true
		case mail.BodiesStored:
			b.addBodies(e)
		default:
			if !b.resync && !b.seen[e] {
				b.seen[e] = true
				b.list = append(b.list, e)
			}
		}
	}
}

func (b *eventBatch) addBodies(e mail.BodiesStored) {
	if b.resync {
		return
	}
	if at, ok := b.bodies[e.Folder]; ok {
		old := b.list[at].(mail.BodiesStored)
		ids := make([]mail.MessageID, 0, len(old.Messages)+len(e.Messages))
		b.list[at] = mail.BodiesStored{Folder: e.Folder, Messages: append(append(ids, old.Messages...), e.Messages...)}
		return
	}
	b.bodies[e.Folder] = len(b.list)
	b.list = append(b.list, e)
}

func (b *eventBatch) take() []mail.Event {
	list := b.list
	*b = eventBatch{}
	return list
}
