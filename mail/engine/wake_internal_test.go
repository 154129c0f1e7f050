package engine

import (
	"context"
	"sync"
	"testing"
	"time"

	"letterbox/mail"
)

// TestTheComputerIsWatched has the clock jump and the network change: accounts start again, but for one whose server is
// left alone.
func TestTheComputerIsWatched(t *testing.T) {
	var mu sync.Mutex
	now, network := time.Unix(1_790_000_000, 0), "home"
	set := func(change func()) {
		mu.Lock()
		defer mu.Unlock()
		change()
	}
	e := &Engine{workers: map[mail.AccountID]*worker{}, senders: map[mail.AccountID]*sender{}}
	e.config = Config{
		Now: func() (t time.Time) {
			set(func() { t = now })
			return t
		},
		Network: func() (name string) {
			set(func() { name = network })
			return name
		},
		Publish: func([]mail.Event) {},
	}
	for id := mail.AccountID(1); id <= 2; id++ {
		e.workers[id] = newWorker(e.config, mail.Account{ID: id}, nil, e.focused)
		e.senders[id] = newSender(e.config, id, func() {})
	}
	e.workers[2].status.set(func(s *mail.SyncStatus) {
		s.Activity, s.Problem = mail.NeedsAttention, &mail.Problem{Code: mail.AuthRejected, Retry: mail.RetryAfterChange}
	})
	ctx, stop := context.WithCancel(t.Context())
	looks, ended := make(chan time.Time), make(chan struct{})
	go func() {
		defer close(ended)
		e.watchComputer(ctx, looks)
	}()
	roused := func(id mail.AccountID) bool { return e.workers[id].stale.Swap(false) }
	look := func(what string, want bool) {
		t.Helper()
		looks <- time.Time{}
		looks <- time.Time{} // the first has been looked at when the second is taken
		if roused(1) != want || roused(2) {
			t.Errorf("%s: wrong accounts were roused", what)
		}
	}
	look("nothing", false)
	set(func() { now = now.Add(lookEvery) })
	look("time passes", false)
	set(func() { now = now.Add(time.Hour) })
	look("sleep", true)
	set(func() { network = "train" })
	look("another network", true)
	stop()
	<-ended
}
