package engine

import (
	"context"
	"testing"
	"time"

	"letterbox/mail"
)

// TestTheComputerIsWatched has the clock jump and the network change: accounts start again, but for one whose server is
// left alone.
func TestTheComputerIsWatched(t *testing.T) {
	now, network := time.Unix(1_790_000_000, 0), "home"
	e := &Engine{workers: map[mail.AccountID]*worker{}, senders: map[mail.AccountID]*sender{}}
	e.config = Config{Now: func() time.Time { return now }, Network: func() string { return network }, Publish: func([]mail.Event) {}}
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
		looks <- now
		looks <- now // the first has been looked at when the second is taken
		if roused(1) != want || roused(2) {
			t.Errorf("%s: wrong accounts were roused", what)
		}
	}
	look("nothing", false)
	now = now.Add(lookEvery)
	look("time passes", false)
	now = now.Add(time.Hour)
	look("sleep", true)
	network = "train"
	look("another network", true)
	stop()
	<-ended
}
