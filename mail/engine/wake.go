package engine

import (
	"context"
	"time"
)

const (
	lookEvery = 5 * time.Second
	sleptFor  = 30 * time.Second // between two looks: the computer was asleep
)

// watchComputer has every account connect anew as soon as the computer wakes or its network changes: a connection from
// before is most likely dead, and nobody would tell. It ends with ctx.
func (e *Engine) watchComputer(ctx context.Context, looks <-chan time.Time) {
	seen := e.config.Now().Round(0) // by the wall clock: the other one stands still in sleep
	was := e.config.Network()
	for {
		select {
		case <-ctx.Done():
			return
		case <-looks:
		}
		now, is := e.config.Now().Round(0), e.config.Network()
		if now.Sub(seen) > sleptFor || is != was {
			e.rouse()
		}
		seen, was = now, is
	}
}

// rouse has all accounts give up their connections and start again, but for those whose server is left alone.
func (e *Engine) rouse() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for id, w := range e.workers {
		if w.resting() != nil {
			continue
		}
		w.stale.Store(true)
		w.Kick()
		e.senders[id].Hurry()
	}
}
